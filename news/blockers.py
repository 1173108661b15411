"""What is still missing before an edition can be approved, in plain sentences."""

from itertools import pairwise

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from . import freezing, placing
from .languages import in_sentence
from .models import Chairmanship, Edition, Form, Kind, Seat, last_day
from .text import lines


def language_name(code: str) -> str:
    """The language in the reader's own language, or its code when nobody knows it."""
    try:
        return in_sentence(str(get_language_info(code)["name_translated"]))
    except KeyError:
        return code


def blockers(edition: Edition, source: freezing.Source | None = None) -> list[str]:
    """Sentences, each saying what to do; empty when the edition may be approved."""
    publication = edition.publication.child
    source = source or freezing.read(publication, edition.language, bundle=edition.bundle_id)
    return [
        *_words(edition, publication),
        *publication.blockers(edition.language),
        *_names(source),
        *_photographs(source),
        *_places(edition, source),
        *_files(source),
    ]


def _words(edition: Edition, publication):
    if not edition.title.strip():
        yield _("The title is missing.")
    if not edition.lead.strip():
        yield _("The lead is missing.")
    title_is_all = publication.kind == Kind.DECISION and not publication.text_public
    if not title_is_all and publication.form != Form.COVERAGE and not lines(edition.body):
        yield _("The text is missing.")
    if edition.number > 1 and not edition.change_note.strip():
        earlier = Edition.objects.once_live().filter(
            publication=edition.publication_id, language=edition.language
        )
        if earlier.exists():
            yield _("Say what changed since the edition that the public has read.")


def _names(source: freezing.Source):
    for thing, form in source.names.items():
        if form is None or form.language != source.language:
            yield (
                _("“%(thing)s” has no name in this language (%(language)s).")
                % {"thing": form or thing.slug, "language": language_name(source.language)}
            )
    for term in source.terms():
        form = source.names[term.position]
        if term.acting and form and form.language == source.language and not form.acting_name:
            yield _("The title “%(title)s” has no acting form.") % {"title": form.name}


def _photographs(source: freezing.Source):
    gone = _lacking(source.gallery, lambda photo: photo.original)
    bare = _lacking(
        source.gallery,
        lambda photo: any(row.description for row in photo.words.all() if row.language == source.language),
    )
    if gone:
        sentence = ngettext(
            "Photo %(numbers)s has a caption but no picture.",
            "Photos %(numbers)s have captions but no pictures.",
            len(gone),
        )
        yield sentence % {"numbers": ranges(gone)}
    if bare:
        sentence = ngettext(
            "Photo %(numbers)s has no description.", "Photos %(numbers)s have no description.", len(bare)
        )
        yield sentence % {"numbers": ranges(bare)}


def _places(edition: Edition, source: freezing.Source):
    known = {placing.sign_of(row.photo.token) for row in source.gallery}
    for sign in dict.fromkeys(placing.signs(edition.body)):
        if sign not in known:
            yield (
                _(
                    "The text places a photograph that is not in the gallery: %(line)s. "
                    "Add it there, or take the line out."
                )
                % {"line": placing.line_for(sign)}
            )
    for line in dict.fromkeys(placing.loose(edition.body)):
        yield (
            _(
                "“%(line)s” places no photograph: write the line as it stands beside the photograph "
                "in the gallery, in a paragraph of its own, outside quotations and lists."
            )
            % {"line": line}
        )


def _lacking(gallery, has) -> list[int]:
    """The places, from 1 on, of photographs without something; what was recalled lacks nothing."""
    photos = enumerate((row.photo for row in gallery), start=1)
    return [place for place, photo in photos if not (photo.recalled_at or has(photo))]


def ranges(numbers: list[int]) -> str:
    """Rising numbers as people write them: 1–4, 7, 9, 10."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    written = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(written)


def _files(source: freezing.Source):
    for file in source.files:
        if not any(words.title for words in file.words.all() if words.language == source.language):
            yield _("The file “%(name)s” has no title.") % {"name": file.name}


def doubts(publication) -> list[str]:
    """What should be looked at twice, in sentences; it holds nothing up.

    `publication` is the kind's own row.
    """
    return [*_places_by_language(publication), *_chair(publication), *_nameless(publication)]


def _nameless(publication) -> list[str]:
    rows = publication.gallery.select_related("photo")
    nameless = _lacking(rows, lambda photo: photo.credit or photo.photographer)
    sentence = ngettext(
        "Photo %(numbers)s names neither photographer nor credit: nobody will know whose it is.",
        "Photos %(numbers)s name neither photographer nor credit: nobody will know whose they are.",
        len(nameless),
    )
    return [sentence % {"numbers": ranges(nameless)}] if nameless else []


def _places_by_language(publication) -> list[str]:
    """Where the newest texts in two languages place different photographs."""
    editions = Edition.objects.filter(publication=publication.pk).order_by("number")
    texts = dict(editions.values_list("language", "body"))
    placed = {language: set(placing.signs(text)) for language, text in sorted(texts.items())}
    return [
        _("The texts place different photographs: look at both, %(one)s and %(other)s.")
        % {"one": language_name(one), "other": language_name(other)}
        for one, other in pairwise(placed)
        if placed[one] != placed[other]
    ]


def _chair(publication) -> list[str]:
    """Who chairs a session follows from the chair's seat; it may differ from the chairmanship for a good
    reason, such as a guest of honour or a session held by the host.
    """
    return [*_chairing(publication), *_limited(publication)]


def _limited(publication):
    """Which photographs may not be shown at any moment: who approves sees it."""
    rows = publication.gallery.select_related("photo")
    limited = [number for number, row in enumerate(rows, start=1) if row.photo.limits]
    if limited:
        sentence = ngettext(
            "Photo %(numbers)s may be shown between certain moments only: look at its page.",
            "Photos %(numbers)s may be shown between certain moments only: look at their pages.",
            len(limited),
        )
        yield sentence % {"numbers": ranges(limited)}


def _chairing(publication) -> list[str]:
    chair = publication.kind == Kind.SESSION and publication.participations.filter(is_chair=True).first()
    if not chair:
        return []
    day = last_day(publication.date, publication.date_precision)
    bodies = publication.bodies.all()
    seat = Seat.objects.on(day).filter(position=chair.term.position_id, body__in=bodies).first()
    chairing = list(Chairmanship.objects.on(day).filter(body__in=bodies).select_related("state"))
    if not (seat and seat.state_id and chairing) or seat.state_id in {row.state_id for row in chairing}:
        return []
    return [
        _(
            "By the seat of its chair, %(seat)s chairs this session; the table of chairmanships names "
            "%(table)s for that day. Look which of them is right."
        )
        % {"seat": seat.state, "table": ", ".join(sorted({str(row.state) for row in chairing}))}
    ]
