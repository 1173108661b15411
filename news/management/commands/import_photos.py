import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.importing import Refused
from news.importing.photographs import publication_for, run
from news.importing.run import person_called


class Command(BaseCommand):
    help = "Bring a folder of photographs into the library, and into the gallery of an item."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--by", metavar="USER", required=True, help="username of who answers for it")
        parser.add_argument("--publication", metavar="SLUG", default="", help="show them in its gallery")

    def handle(self, *, folder, by, publication, **options):
        folder = Path(folder)
        try:
            if not folder.is_dir():
                sentence = _("%(path)s is not a folder. Say where the photographs are.")
                raise Refused(sentence % {"path": folder})
            person = person_called(by)
            item = publication_for(publication, person)
            for result in run(folder, by=person, publication=item):
                line = json.dumps(result.__dict__, ensure_ascii=False)
                self.stdout.write(line.encode(errors="replace").decode())
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
