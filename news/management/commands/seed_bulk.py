import json

from django.core.management.base import BaseCommand, CommandError

from news.demo.bulk import seed_bulk
from news.demo.seed import seed_organisation


class Command(BaseCommand):
    help = "Fill an installation with N published items, item-1 … item-N; those that are there stay."

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, required=True, help="N: how many there are in the end.")

    def handle(self, count, **options):
        if count < 0:
            raise CommandError("--count is a number of items: give 0 or more.")
        users, photos = seed_organisation()
        made = seed_bulk(count, users, photos, lambda done: self.stderr.write(f"{done} made", ending="\r"))
        self.stdout.write(json.dumps({"made": made, "count": count}))
