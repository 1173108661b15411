import json

from django.core.management.base import BaseCommand, CommandError

from news import replay


class Command(BaseCommand):
    help = (
        "Check that the record is whole and tells what is public; else exit 1 and name the first wrong line."
    )

    def handle(self, **options):
        try:
            lines, last = replay.verify()
        except replay.Wrong as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(json.dumps({"lines": lines, "hash": last}))
