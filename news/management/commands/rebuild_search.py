import json

from django.core.management.base import BaseCommand

from news.search import index


class Command(BaseCommand):
    help = "Write anew the entries in which search looks words up. Search goes on meanwhile."

    def handle(self, **options):
        self.stdout.write(json.dumps({"entries": index.rebuild()}))
