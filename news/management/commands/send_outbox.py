import json

from django.core.management.base import BaseCommand, CommandError

from news import outbox


class Command(BaseCommand):
    help = "Send what is due, once. Any number may run at the same time."

    def handle(self, **options):
        failed = 0
        for effect, status in outbox.send_due():
            failed += status == "failed"
            self.stdout.write(json.dumps({"message": effect.pk, "kind": effect.kind, "status": status}))
        if failed:
            raise CommandError(f"{failed} could not be sent; they are tried again later.")
