"""Who may do what: the six roles as groups, with the least they need."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

ORGANISATION = (
    "body bodyname state statename place placename membership chairmanship official officialname "
    "position positionname seat term presscontact topic topicname"
).split()
ITEMS = (
    "publication release session sessionwords participation statement statementspeaker decision "
    "decisionstatus decisionsignature decisionrelation edition quote relatedpublication galleryphoto "
    "pressevent attachment attachmentwords taggedpublication bundle"
).split()
KINDS = ["session", "statement", "decision", "release"]
LIBRARY = ["photo", "photowords", "photoperson"]
OFFICE = ["office", "officewords"]

VIEW_ALL = {f"view_{model}" for model in [*ORGANISATION, *ITEMS, *LIBRARY, *OFFICE, "comment", "record"]}


def may(models: list[str], *verbs: str) -> set[str]:
    return {f"{verb}_{model}" for model in models for verb in verbs}


PHOTOGRAPHER = (
    VIEW_ALL
    | may([*LIBRARY, "galleryphoto"], "add", "change")
    | may(["galleryphoto", "photoperson"], "delete")
    | may([*KINDS, "edition"], "change")
    | {"add_comment"}
)
WRITER = PHOTOGRAPHER | may(ITEMS, "add", "change", "delete") | may(ORGANISATION, "add", "change")
EDITOR = WRITER | {"approve_edition", "view_embargoreading"} | may(ORGANISATION + LIBRARY, "delete")
SPOKESMAN = EDITOR | {"withdraw_edition", "archive_edition"} | may(OFFICE, "add", "change")
ADMINISTRATOR = (
    VIEW_ALL
    | {"archive_edition"}
    | {"view_effect", "view_embargoreading"}
    | may(["user"], "view", "add", "change", "delete")
    | may(["group"], "view")  # to give roles, not to change what they may do
    | may(OFFICE, "add", "change")
    | may(ORGANISATION + LIBRARY, "add", "change", "delete")
    | may(ITEMS, "add", "change")
)
PRESS = {"read_under_embargo"}

ROLES = {
    gettext_noop("Writer"): WRITER,
    gettext_noop("Editor"): EDITOR,
    gettext_noop("Spokesman"): SPOKESMAN,
    gettext_noop("Photographer"): PHOTOGRAPHER,
    gettext_noop("Administrator"): ADMINISTRATOR,
    "Accredited press": PRESS,
}


@transaction.atomic
def make_roles() -> dict[str, Group]:
    """Make or repair the six groups; whatever else a group was given is taken away."""
    groups = {}
    for name, codenames in ROLES.items():
        group, _made = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(
            Q(content_type__app_label="news") | Q(content_type__app_label="auth"), codename__in=codenames
        )
        missing = codenames - set(permissions.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"no such permission: {', '.join(sorted(missing))}")
        group.permissions.set(permissions)
        groups[name] = group
    return groups
