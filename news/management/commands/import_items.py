import json
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.importing import Refused, formats, maps
from news.importing.folder import Folder
from news.importing.rows import Rules
from news.importing.run import STORED, person_called, require_right, run
from news.importing.storing import Store
from news.importing.vocabulary import Vocabulary
from news.models import Office

PROGRESS_ROWS = 100
PROGRESS_SECONDS = 5


class Command(BaseCommand):
    help = "Bring in items of another system, as drafts or as an archive. See docs/importing.md."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=sorted(formats.FORMATS), required=True)
        parser.add_argument("--by", metavar="USER", required=True, help="username of who answers for it")
        parser.add_argument("--map", type=Path, metavar="FILE", help="which of their fields is which of ours")
        parser.add_argument("--files", type=Path, metavar="DIR", help="where the photographs and files are")
        parser.add_argument("--as", choices=["drafts", "archive"], default="drafts", dest="taken_as")
        parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")

    def handle(self, *, file, by, dry_run, **options):
        try:
            store = self._store(by, options)
            with _opened(Path(file)) as source:
                self._run(formats.FORMATS[options["format"]](source), store, dry_run)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _store(self, by: str, options: dict) -> Store:
        person = person_called(by)
        folder = Path(options["files"]) if options["files"] else None
        if folder and not folder.is_dir():
            raise Refused(_("%(path)s is not a folder. Say where the files are.") % {"path": folder})
        said = maps.load(Path(options["map"])) if options["map"] else maps.Map()
        office = Office.get()
        rules = Rules(
            zone=said.zone or office.zone,
            languages=office.language_codes,
            archive=options["taken_as"] == "archive",
            map=said,
        )
        require_right(person, rules)
        return Store(person, rules, Folder(folder), Vocabulary.read())

    def _run(self, records, store: Store, dry_run: bool):
        counts, told, began = {True: 0, False: 0}, 0, time.monotonic()
        last = began
        for result in run(records, store, dry_run=dry_run):
            counts[result.status == STORED] += 1
            line = dict(result.__dict__)
            if dry_run and result.status == STORED:
                line["reason"] = f"Dry run: nothing is stored. {result.reason}".strip()
            # A reason may name what the row called a field, and that may be half a surrogate pair.
            self.stdout.write(json.dumps(line, ensure_ascii=False).encode(errors="replace").decode())
            done, now = sum(counts.values()), time.monotonic()
            if done - told >= PROGRESS_ROWS or now - last > PROGRESS_SECONDS:
                self._tell(counts, now - began)
                told, last = done, now
        self._tell(counts, time.monotonic() - began, "Done")
        if dry_run:
            self.stderr.write("Dry run: nothing was stored.", self.style.NOTICE)

    def _tell(self, counts: dict[bool, int], seconds: float, word: str = "So far"):
        rate = sum(counts.values()) / max(seconds, 0.001)
        self.stderr.write(
            f"{word}: {counts[True]} stored, {counts[False]} refused, {rate:.0f} rows/s", lambda text: text
        )
        self.stderr.flush()


def _opened(path: Path):
    try:
        return path.open("rb")
    except OSError as error:
        sentence = _("%(path)s cannot be read: %(error)s.")
        raise Refused(sentence % {"path": path, "error": error.strerror}) from error
