import json
from pathlib import Path

from django.core.management.base import BaseCommand

from news.demo.seed import seed


class Command(BaseCommand):
    help = "Fill an installation with the demonstration. May be run again: what is there stays as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts",
            type=Path,
            help="JSON with user name and password of each role; without it nobody can sign in yet.",
        )

    def handle(self, accounts=None, **options):
        people = json.loads(accounts.read_text()) if accounts else None
        self.stdout.write(json.dumps(seed(people)))
