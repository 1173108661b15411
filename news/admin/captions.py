"""Writing what pasted lists say into the words of pictures."""

from django.db import transaction

from ..models import Photo, PhotoWords
from .pasted import FIELDS, PastedLists


@transaction.atomic
def write(lists: PastedLists, photos: list[Photo]) -> list[Photo]:
    """The lists were found to fit these pictures, in this order; answers those whose words are new."""
    if not lists.is_filled():
        return []
    rows = PhotoWords.objects.filter(photo__in=photos, language__in=lists.languages)
    there = {(words.photo_id, words.language): words for words in rows}
    changed = {}
    for number, photo in enumerate(photos):
        for language in lists.languages:
            words = there.get((photo.pk, language)) or PhotoWords(photo=photo, language=language)
            before = {field: getattr(words, field) for field in FIELDS}
            after = lists.described(before | lists.texts_of(number, language))
            if after != before:
                words.caption, words.description = after["caption"], after["description"]
                words.save()
                changed[photo] = True
    return list(changed)
