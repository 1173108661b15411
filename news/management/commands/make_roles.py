import json

from django.core.management.base import BaseCommand

from news.roles import make_roles


class Command(BaseCommand):
    help = "Make or repair the six roles. May be run again at any time."

    def handle(self, **options):
        for name, group in make_roles().items():
            self.stdout.write(json.dumps({"role": name, "permissions": group.permissions.count()}))
