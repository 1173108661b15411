import json

from django.core.management.base import BaseCommand

from news.sweeping import sweep


class Command(BaseCommand):
    help = "Remove files that nobody can ask for any more. Safe at any time; once a night is enough."

    def handle(self, **options):
        self.stdout.write(json.dumps(sweep()))
