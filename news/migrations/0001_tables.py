"""Every table, as Django writes them down from the models.

What PostgreSQL and SQLite each say in a way of their own stands in the migrations after this one. They
replace what was there before the first release: a database made then goes on when all of that had run.
"""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils import timezone
from taggit.managers import TaggableManager

from news.models import attachments, office, photos


class CreateModels(Operation):
    """Tables that may refer to each other in any order.

    After each `CreateModel` Django renders all models around it again, which was most of the time that a new
    database took; here they are rendered once, with the last.
    """

    def __init__(self, models):
        self.models = models

    def state_forwards(self, app_label, state):
        vars(state).pop("apps", None)  # a cached property: rendered when somebody next asks for it
        state.is_delayed = False
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Create every table"


PRECISIONS = ["day", "month", "quarter", "half_year", "year"]


def precision():
    choices = [(each, each.replace("_", "-")) for each in PRECISIONS]
    return models.CharField(choices=choices, default="day", max_length=9, verbose_name="known to the")


ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
SLUG = (
    "slug",
    models.SlugField(
        help_text="Short Latin name, part of the page's address.",
        max_length=80,
        unique=True,
        verbose_name="address",
    ),
)
DATED = [
    (
        "starts_on",
        models.DateField(
            blank=True,
            help_text="Leave empty when the first day is not known.",
            null=True,
            verbose_name="from",
        ),
    ),
    ("starts_precision", precision()),
    (
        "ends_on",
        models.DateField(
            blank=True,
            help_text="The last day. Empty: until further notice.",
            null=True,
            verbose_name="until",
        ),
    ),
    ("ends_precision", precision()),
]
ANNOUNCED = [
    (
        "public_from",
        models.DateTimeField(
            default=timezone.now,
            help_text="Until then only the desk sees it. Now, unless you set it ahead.",
            verbose_name="public from",
        ),
    ),
    (
        "announced_by",
        models.ForeignKey(
            blank=True,
            help_text="Public when this item is, whatever the moment above says.",
            null=True,
            on_delete=models.PROTECT,
            related_name="announces_%(class)s_set",
            to="news.publication",
            verbose_name="announced by",
        ),
    ),
]
NAME = [
    ("language", models.CharField(max_length=12, verbose_name="language")),
    ("name", models.CharField(max_length=200, verbose_name="name")),
    ("short_name", models.CharField(blank=True, max_length=80, verbose_name="short form")),
    (
        "other_spellings",
        models.TextField(
            blank=True, help_text="One a line. Readers find the page by them.", verbose_name="other spellings"
        ),
    ),
]


def dated(model):
    return [
        CheckConstraint(
            condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            name=f"{model}_ends_after_it_starts",
            violation_error_message="The last day is before the first day. Correct one of them.",
        ),
        CheckConstraint(
            condition=Q(ends_precision__in=PRECISIONS, starts_precision__in=PRECISIONS),
            name=f"{model}_precisions_are_known",
            violation_error_message="Choose how exactly the day is known.",
        ),
    ]


OLD = [
    "0001_initial",
    "0003_public_editions_by_date",
    "0004_bundles_comments_and_outbox",
    "0006_embargo",
    "0007_presence",
    "0008_indexes_for_the_public_record",
    "0009_about_photographs",
    "0011_what_files_tell",
    "0014_an_index_for_the_record_alone",
    "0015_focal_point_and_tone",
    "0016_indexes_that_know_the_gate_and_the_kind",
    "0017_dates_for_the_press",
    "0018_rights_in_time",
]


MODELS = [
    CreateModel(
        name="User",
        fields=[
            ID,
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            (
                "is_superuser",
                models.BooleanField(
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                    verbose_name="superuser status",
                ),
            ),
            (
                "username",
                models.CharField(
                    error_messages={"unique": "A user with that username already exists."},
                    help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                    max_length=150,
                    unique=True,
                    validators=[UnicodeUsernameValidator()],
                    verbose_name="username",
                ),
            ),
            ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
            ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
            (
                "is_staff",
                models.BooleanField(
                    default=False,
                    help_text="Designates whether the user can log into this admin site.",
                    verbose_name="staff status",
                ),
            ),
            (
                "is_active",
                models.BooleanField(
                    default=True,
                    help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                    verbose_name="active",
                ),
            ),
            ("date_joined", models.DateTimeField(default=timezone.now, verbose_name="date joined")),
            (
                "groups",
                models.ManyToManyField(
                    blank=True,
                    help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.group",
                    verbose_name="groups",
                ),
            ),
            (
                "user_permissions",
                models.ManyToManyField(
                    blank=True,
                    help_text="Specific permissions for this user.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.permission",
                    verbose_name="user permissions",
                ),
            ),
        ],
        options={"verbose_name": "user", "verbose_name_plural": "users"},
        managers=[("objects", UserManager())],
    ),
    CreateModel(
        name="Office",
        fields=[
            (
                "id",
                models.PositiveSmallIntegerField(
                    default=1, editable=False, primary_key=True, serialize=False
                ),
            ),
            (
                "emblem",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="news.photo",
                    verbose_name="emblem",
                ),
            ),
            (
                "accent_colour",
                models.CharField(
                    default="#7a1f2b",
                    help_text="As # and six digits, such as #7a1f2b.",
                    max_length=7,
                    validators=[
                        RegexValidator("^#[0-9a-f]{6}\\Z", "Write the colour as # and six digits 0–9, a–f.")
                    ],
                    verbose_name="accent colour",
                ),
            ),
            (
                "time_zone",
                models.CharField(
                    default="UTC",
                    help_text="Such as Europe/Moscow.",
                    max_length=60,
                    validators=[office.existing_zone],
                    verbose_name="time zone",
                ),
            ),
            (
                "languages",
                models.CharField(
                    default="en",
                    help_text="Codes in the order of the site, separated by spaces: en ru. The first is the site's own.",
                    max_length=100,
                    validators=[
                        RegexValidator(
                            "^[a-z]{2,3}(-[a-z]{2,8})?( [a-z]{2,3}(-[a-z]{2,8})?)*\\Z",
                            "Write language codes in small letters, separated by spaces, such as: en ru",
                        )
                    ],
                    verbose_name="languages",
                ),
            ),
            ("website", models.URLField(blank=True, verbose_name="organisation's site")),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
        ],
        options={
            "verbose_name": "office",
            "verbose_name_plural": "office",
            "constraints": [
                CheckConstraint(
                    condition=Q(("id", 1)),
                    name="office_is_one",
                    violation_error_message="There is one office.",
                )
            ],
        },
    ),
    CreateModel(
        name="OfficeWords",
        fields=[
            ID,
            ("office", models.ForeignKey(on_delete=models.CASCADE, related_name="words", to="news.office")),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            ("name", models.CharField(max_length=200, verbose_name="name of the organisation")),
            ("short_name", models.CharField(blank=True, max_length=40, verbose_name="short form")),
            ("tagline", models.CharField(blank=True, max_length=200, verbose_name="line under the name")),
            ("about", models.TextField(blank=True, verbose_name="about")),
            ("address", models.TextField(blank=True, verbose_name="postal address")),
            (
                "notice",
                models.CharField(
                    blank=True,
                    help_text="A plain line on every page, such as: demonstration.",
                    max_length=300,
                    verbose_name="notice",
                ),
            ),
        ],
        options={
            "verbose_name": "words",
            "verbose_name_plural": "words",
            "ordering": ["language"],
            "constraints": [
                UniqueConstraint(
                    fields=("office", "language"),
                    name="office_words_once_a_language",
                    violation_error_message="The words in this language exist already.",
                )
            ],
        },
    ),
    CreateModel(
        name="Topic",
        fields=[
            ID,
            ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
            ("slug", models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug")),
        ],
        options={"verbose_name": "topic", "verbose_name_plural": "topics", "ordering": ["name"]},
    ),
    CreateModel(
        name="TopicName",
        fields=[
            ID,
            ("topic", models.ForeignKey(on_delete=models.CASCADE, related_name="names", to="news.topic")),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            ("name", models.CharField(max_length=100, verbose_name="name")),
        ],
        options={
            "verbose_name": "name",
            "verbose_name_plural": "names",
            "ordering": ["language"],
            "constraints": [
                UniqueConstraint(
                    fields=("topic", "language"),
                    name="topic_named_once_a_language",
                    violation_error_message="This topic already has a name in that language.",
                )
            ],
        },
    ),
    CreateModel(
        name="TaggedPublication",
        fields=[
            ID,
            ("tag", models.ForeignKey(on_delete=models.CASCADE, related_name="taggings", to="news.topic")),
            (
                "content_object",
                models.ForeignKey(on_delete=models.CASCADE, related_name="taggings", to="news.publication"),
            ),
        ],
        options={
            "constraints": [
                UniqueConstraint(fields=("tag", "content_object"), name="publication_tagged_once")
            ]
        },
    ),
    CreateModel(
        name="State",
        fields=[
            ID,
            *ANNOUNCED,
            SLUG,
            (
                "code",
                models.CharField(
                    blank=True,
                    help_text="Three letters of ISO 3166-1, such as KAZ.",
                    max_length=3,
                    verbose_name="ISO code",
                ),
            ),
        ],
        options={"verbose_name": "state", "verbose_name_plural": "states", "ordering": ["slug"]},
    ),
    CreateModel(
        name="StateName",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            *NAME,
            ("state", models.ForeignKey(on_delete=models.CASCADE, related_name="names", to="news.state")),
        ],
        options={
            "verbose_name": "name of a state",
            "verbose_name_plural": "names",
            "ordering": ["language", models.OrderBy(F("starts_on"), nulls_first=True), "id"],
            "constraints": dated("statename"),
        },
    ),
    CreateModel(
        name="Body",
        fields=[
            ID,
            *ANNOUNCED,
            SLUG,
            (
                "within",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="parts",
                    to="news.body",
                    verbose_name="answers to",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=100, verbose_name="order in lists")),
        ],
        options={"verbose_name": "body", "verbose_name_plural": "bodies", "ordering": ["sort_order", "slug"]},
    ),
    CreateModel(
        name="BodyName",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            *NAME,
            ("body", models.ForeignKey(on_delete=models.CASCADE, related_name="names", to="news.body")),
        ],
        options={
            "verbose_name": "name of a body",
            "verbose_name_plural": "names",
            "ordering": ["language", models.OrderBy(F("starts_on"), nulls_first=True), "id"],
            "constraints": dated("bodyname"),
        },
    ),
    CreateModel(
        name="Place",
        fields=[
            ID,
            *ANNOUNCED,
            SLUG,
            (
                "within",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="parts",
                    to="news.place",
                    verbose_name="lies in",
                ),
            ),
        ],
        options={"verbose_name": "place", "verbose_name_plural": "places", "ordering": ["slug"]},
    ),
    CreateModel(
        name="PlaceName",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            *NAME,
            ("place", models.ForeignKey(on_delete=models.CASCADE, related_name="names", to="news.place")),
        ],
        options={
            "verbose_name": "name of a place",
            "verbose_name_plural": "names",
            "ordering": ["language", models.OrderBy(F("starts_on"), nulls_first=True), "id"],
            "constraints": dated("placename"),
        },
    ),
    CreateModel(
        name="Official",
        fields=[
            ID,
            *ANNOUNCED,
            SLUG,
            (
                "portrait",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="portrait_of",
                    to="news.photo",
                    verbose_name="portrait",
                ),
            ),
        ],
        options={"verbose_name": "official", "verbose_name_plural": "officials", "ordering": ["slug"]},
    ),
    CreateModel(
        name="OfficialName",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            *NAME,
            (
                "official",
                models.ForeignKey(on_delete=models.CASCADE, related_name="names", to="news.official"),
            ),
        ],
        options={
            "verbose_name": "name of an official",
            "verbose_name_plural": "names",
            "ordering": ["language", models.OrderBy(F("starts_on"), nulls_first=True), "id"],
            "constraints": dated("officialname"),
        },
    ),
    CreateModel(
        name="Position",
        fields=[
            ID,
            *ANNOUNCED,
            SLUG,
            (
                "single_holder",
                models.BooleanField(
                    default=True,
                    help_text="Two terms may then share the changeover day only.",
                    verbose_name="one holder at a time",
                ),
            ),
        ],
        options={"verbose_name": "position", "verbose_name_plural": "positions", "ordering": ["slug"]},
    ),
    CreateModel(
        name="PositionName",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            *NAME,
            (
                "position",
                models.ForeignKey(on_delete=models.CASCADE, related_name="names", to="news.position"),
            ),
            (
                "acting_name",
                models.CharField(
                    blank=True,
                    help_text="The title of somebody who only acts in it, such as “Acting Secretary General”.",
                    max_length=200,
                    verbose_name="acting form",
                ),
            ),
        ],
        options={
            "verbose_name": "title",
            "verbose_name_plural": "titles",
            "ordering": ["language", models.OrderBy(F("starts_on"), nulls_first=True), "id"],
            "constraints": dated("positionname"),
        },
    ),
    CreateModel(
        name="Seat",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            (
                "position",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="seats",
                    to="news.position",
                    verbose_name="position",
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="seats", to="news.body", verbose_name="body"
                ),
            ),
            (
                "state",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="seats",
                    to="news.state",
                    verbose_name="for the state",
                ),
            ),
        ],
        options={
            "verbose_name": "seat",
            "verbose_name_plural": "seats",
            "ordering": ["body", "state", "starts_on", "id"],
            "constraints": dated("seat"),
        },
    ),
    CreateModel(
        name="Term",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            (
                "official",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="terms",
                    to="news.official",
                    verbose_name="official",
                ),
            ),
            (
                "position",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="terms",
                    to="news.position",
                    verbose_name="position",
                ),
            ),
            ("acting", models.BooleanField(default=False, verbose_name="acting")),
            (
                "excludes_others",
                models.BooleanField(
                    default=False,
                    editable=False,
                    help_text="A full term in a position of one holder; copied here for the database's range rule.",
                ),
            ),
        ],
        options={
            "verbose_name": "term of office",
            "verbose_name_plural": "terms of office",
            "ordering": ["-starts_on", "-id"],
            "constraints": dated("term"),
        },
    ),
    CreateModel(
        name="Membership",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            (
                "state",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="memberships",
                    to="news.state",
                    verbose_name="state",
                ),
            ),
            (
                "basis",
                models.CharField(
                    choices=[("organisation", "the organisation"), ("treaty", "the founding treaty")],
                    default="organisation",
                    max_length=12,
                    verbose_name="of",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[("member", "member"), ("suspended", "suspended"), ("observer", "observer")],
                    default="member",
                    max_length=9,
                    verbose_name="status",
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="decided_memberships",
                    to="news.publication",
                    verbose_name="by the decision",
                ),
            ),
        ],
        options={
            "verbose_name": "membership",
            "verbose_name_plural": "memberships",
            "ordering": ["starts_on", "id"],
            "constraints": dated("membership"),
        },
    ),
    CreateModel(
        name="Chairmanship",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            (
                "body",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="chairmanships",
                    to="news.body",
                    verbose_name="body",
                ),
            ),
            (
                "state",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="chairmanships",
                    to="news.state",
                    verbose_name="state",
                ),
            ),
            (
                "handed_over_at",
                models.ForeignKey(
                    blank=True,
                    help_text="The session at which this state took the chair.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="chairmanships_handed_over",
                    to="news.session",
                    verbose_name="taken over at",
                ),
            ),
        ],
        options={
            "verbose_name": "chairmanship",
            "verbose_name_plural": "chairmanships",
            "ordering": ["-starts_on", "-id"],
            "constraints": dated("chairmanship"),
        },
    ),
    CreateModel(
        name="PressContact",
        fields=[
            ID,
            *DATED,
            *ANNOUNCED,
            (
                "term",
                models.ForeignKey(
                    help_text="In which office.",
                    on_delete=models.PROTECT,
                    related_name="press_contacts",
                    to="news.term",
                    verbose_name="who",
                ),
            ),
            (
                "telephones",
                models.TextField(
                    blank=True, help_text="One a line, with the country code.", verbose_name="telephones"
                ),
            ),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={
            "verbose_name": "press contact",
            "verbose_name_plural": "press contacts",
            "ordering": ["sort_order", "id"],
            "constraints": dated("presscontact"),
        },
    ),
    CreateModel(
        name="Publication",
        fields=[
            ID,
            (
                "uid",
                models.UUIDField(
                    default=uuid4,
                    editable=False,
                    help_text="What machines know it by, whatever its address.",
                    unique=True,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("session", "session"),
                        ("statement", "statement"),
                        ("decision", "decision"),
                        ("release", "news"),
                    ],
                    editable=False,
                    max_length=9,
                    verbose_name="kind",
                ),
            ),
            (
                "form",
                models.CharField(
                    choices=[
                        ("regular", "regular session"),
                        ("extraordinary", "extraordinary session"),
                        ("informal", "informal session"),
                        ("joint", "joint meeting"),
                        ("joint_statement", "joint statement"),
                        ("declaration", "declaration"),
                        ("statement", "statement"),
                        ("speech", "speech"),
                        ("commentary", "commentary"),
                        ("interview", "interview"),
                        ("answer", "answer"),
                        ("decision", "decision"),
                        ("protocol_decision", "protocol decision"),
                        ("protocol", "protocol"),
                        ("agreement", "agreement"),
                        ("strategy", "strategy"),
                        ("plan", "plan"),
                        ("budget", "budget"),
                        ("news", "news"),
                        ("announcement", "announcement"),
                        ("coverage", "coverage in the media"),
                    ],
                    max_length=18,
                    verbose_name="form",
                ),
            ),
            (
                "slug",
                models.SlugField(
                    help_text="Short Latin words, part of the page's address in every language.",
                    max_length=120,
                    unique=True,
                    verbose_name="address",
                ),
            ),
            (
                "date",
                models.DateField(
                    help_text="The local day of the event; part of the address.", verbose_name="date"
                ),
            ),
            (
                "date_precision",
                models.CharField(
                    choices=[
                        ("day", "day"),
                        ("month", "month"),
                        ("quarter", "quarter"),
                        ("half_year", "half-year"),
                        ("year", "year"),
                    ],
                    default="day",
                    max_length=9,
                    verbose_name="known to the",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="publications",
                    to="news.place",
                    verbose_name="place",
                ),
            ),
            (
                "outlet",
                models.CharField(
                    blank=True,
                    help_text="Who published the interview or the coverage.",
                    max_length=120,
                    verbose_name="outlet",
                ),
            ),
            ("outlet_url", models.URLField(blank=True, verbose_name="link to the outlet")),
            (
                "origin",
                models.CharField(
                    blank=True,
                    editable=False,
                    help_text="Address or number in the system it was imported from.",
                    max_length=300,
                    null=True,
                    unique=True,
                    verbose_name="origin",
                ),
            ),
            (
                "form_key",
                models.CharField(
                    blank=True,
                    editable=False,
                    help_text="The sheet on which it was begun: sent a second time, it finds this item.",
                    max_length=22,
                    null=True,
                ),
            ),
            (
                "replaced_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    help_text="Where the notice of a withdrawal leads.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="replaces",
                    to="news.publication",
                    verbose_name="replaced by",
                ),
            ),
            (
                "facts_changed_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("facts_changed_at", models.DateTimeField(auto_now=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "bodies",
                models.ManyToManyField(
                    blank=True,
                    help_text="Who met, adopted it or speaks in it.",
                    related_name="publications",
                    to="news.body",
                    verbose_name="bodies",
                ),
            ),
            (
                "topics",
                TaggableManager(
                    blank=True,
                    help_text="Topics of the office's own vocabulary, separated by commas.",
                    through="news.TaggedPublication",
                    to="news.Topic",
                    verbose_name="topics",
                ),
            ),
            (
                "photographs",
                models.ManyToManyField(
                    related_name="publications", through="news.GalleryPhoto", to="news.photo"
                ),
            ),
            (
                "press_readers",
                models.ManyToManyField(
                    blank=True,
                    editable=False,
                    help_text="Nobody chosen: all accredited press.",
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="press who may read it under embargo",
                ),
            ),
        ],
        options={
            "verbose_name": "item",
            "verbose_name_plural": "items",
            "ordering": ["-date", "-id"],
            "indexes": [Index(fields=["kind", "-date", "-id"], name="publication_of_kind_by_date")],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("form__in", ["regular", "extraordinary", "informal", "joint"]),
                            ("kind", "session"),
                        ),
                        Q(
                            (
                                "form__in",
                                [
                                    "joint_statement",
                                    "declaration",
                                    "statement",
                                    "speech",
                                    "commentary",
                                    "interview",
                                    "answer",
                                ],
                            ),
                            ("kind", "statement"),
                        ),
                        Q(
                            (
                                "form__in",
                                [
                                    "decision",
                                    "protocol_decision",
                                    "protocol",
                                    "agreement",
                                    "strategy",
                                    "plan",
                                    "budget",
                                ],
                            ),
                            ("kind", "decision"),
                        ),
                        Q(("form__in", ["news", "announcement", "coverage"]), ("kind", "release")),
                        _connector="OR",
                    ),
                    name="publication_form_fits_kind",
                    violation_error_message="Choose a form that belongs to this kind of item.",
                ),
                CheckConstraint(
                    condition=Q(("date_precision__in", ["day", "month", "quarter", "half_year", "year"])),
                    name="publication_precision_is_known",
                    violation_error_message="Choose how exactly the day is known.",
                ),
                UniqueConstraint(
                    condition=Q(("form_key", None), _negated=True),
                    fields=("form_key",),
                    name="publication_once_a_form",
                    violation_error_message="This item is saved already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="RelatedPublication",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(on_delete=models.CASCADE, related_name="related", to="news.publication"),
            ),
            (
                "other",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="related_from",
                    to="news.publication",
                    verbose_name="item",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={
            "verbose_name": "related item",
            "verbose_name_plural": "see also",
            "ordering": ["sort_order", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("publication", "other"),
                    name="publication_related_once",
                    violation_error_message="This item is already listed.",
                )
            ],
        },
    ),
    CreateModel(
        name="Session",
        fields=[
            (
                "publication",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    related_name="as_session",
                    serialize=False,
                    to="news.publication",
                ),
            ),
            (
                "ends_on",
                models.DateField(
                    blank=True, help_text="Of a session of several days.", null=True, verbose_name="last day"
                ),
            ),
            ("by_video", models.BooleanField(default=False, verbose_name="by video conference")),
            ("narrow_format", models.BooleanField(default=False, verbose_name="narrow format")),
            ("extended_format", models.BooleanField(default=False, verbose_name="extended format")),
            (
                "preceding",
                models.ForeignKey(
                    blank=True,
                    help_text="The meeting that prepared this one.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="followed_by",
                    to="news.session",
                    verbose_name="preceding session",
                ),
            ),
            (
                "next_session_on",
                models.DateField(
                    blank=True,
                    help_text="A day, or any day of the period that is known.",
                    null=True,
                    verbose_name="next session",
                ),
            ),
            (
                "next_session_precision",
                models.CharField(
                    choices=[
                        ("day", "day"),
                        ("month", "month"),
                        ("quarter", "quarter"),
                        ("half_year", "half-year"),
                        ("year", "year"),
                    ],
                    default="day",
                    max_length=9,
                    verbose_name="known to the",
                ),
            ),
            (
                "next_session_place",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="news.place",
                    verbose_name="place of the next session",
                ),
            ),
            (
                "reported_on",
                models.ManyToManyField(
                    blank=True,
                    help_text="Earlier decisions whose carrying out was reported here.",
                    related_name="reported_on_at",
                    to="news.decision",
                    verbose_name="reported on",
                ),
            ),
        ],
        options={"verbose_name": "session", "verbose_name_plural": "sessions"},
        bases=("news.publication",),
    ),
    CreateModel(
        name="SessionWords",
        fields=[
            ID,
            ("session", models.ForeignKey(on_delete=models.CASCADE, related_name="words", to="news.session")),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            ("theme", models.CharField(blank=True, max_length=300, verbose_name="priority theme")),
            ("agenda", models.TextField(blank=True, help_text="One point a line.", verbose_name="agenda")),
        ],
        options={
            "verbose_name": "theme and agenda",
            "verbose_name_plural": "theme and agenda",
            "ordering": ["language"],
            "constraints": [
                UniqueConstraint(
                    fields=("session", "language"),
                    name="session_words_once_a_language",
                    violation_error_message="Theme and agenda in this language exist already.",
                )
            ],
        },
    ),
    CreateModel(
        name="Participation",
        fields=[
            ID,
            (
                "session",
                models.ForeignKey(on_delete=models.CASCADE, related_name="participations", to="news.session"),
            ),
            (
                "term",
                models.ForeignKey(
                    help_text="The person in the office of that day.",
                    on_delete=models.PROTECT,
                    related_name="participations",
                    to="news.term",
                    verbose_name="who",
                ),
            ),
            (
                "manner",
                models.CharField(
                    choices=[
                        ("in_person", "in person"),
                        ("by_video", "by video"),
                        ("represented", "represented"),
                        ("absent", "absent"),
                    ],
                    default="in_person",
                    max_length=11,
                    verbose_name="manner",
                ),
            ),
            (
                "represented_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="represents",
                    to="news.term",
                    verbose_name="represented by",
                ),
            ),
            ("is_chair", models.BooleanField(default=False, verbose_name="in the chair")),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={
            "verbose_name": "participant",
            "verbose_name_plural": "chair and participants",
            "ordering": ["-is_chair", "sort_order", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("session", "term"),
                    name="participation_once_a_session",
                    violation_error_message="This official is already listed.",
                ),
                UniqueConstraint(
                    condition=Q(("is_chair", True)),
                    fields=("session",),
                    name="participation_one_chair_a_session",
                    violation_error_message="A session has one chair. Untick the other.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("manner", "represented"), ("represented_by__isnull", False)),
                        Q(Q(("manner", "represented"), _negated=True), ("represented_by", None)),
                        _connector="OR",
                    ),
                    name="participation_represented_by_somebody",
                    violation_error_message="Say who represented them, and choose “represented”.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("represented_by", None),
                        Q(("represented_by", F("term")), _negated=True),
                        _connector="OR",
                    ),
                    name="participation_not_represented_by_themselves",
                    violation_error_message="Nobody represents themselves. Choose another official.",
                ),
                CheckConstraint(
                    condition=Q(("is_chair", True), ("manner", "absent"), _negated=True),
                    name="participation_the_absent_do_not_chair",
                    violation_error_message="Somebody absent cannot chair. Choose another chair.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Statement",
        fields=[
            (
                "publication",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    related_name="as_statement",
                    serialize=False,
                    to="news.publication",
                ),
            ),
            (
                "session",
                models.ForeignKey(
                    blank=True,
                    help_text="The session at which it was adopted or made.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="statements",
                    to="news.session",
                    verbose_name="session",
                ),
            ),
        ],
        options={"verbose_name": "statement", "verbose_name_plural": "statements"},
        bases=("news.publication",),
    ),
    CreateModel(
        name="StatementSpeaker",
        fields=[
            ID,
            (
                "statement",
                models.ForeignKey(on_delete=models.CASCADE, related_name="speakers", to="news.statement"),
            ),
            (
                "term",
                models.ForeignKey(
                    help_text="The office in which they spoke.",
                    on_delete=models.PROTECT,
                    related_name="statements",
                    to="news.term",
                    verbose_name="speaker",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={
            "verbose_name": "speaker",
            "verbose_name_plural": "speakers",
            "ordering": ["sort_order", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("statement", "term"),
                    name="statement_spoken_once_by_a_term",
                    violation_error_message="This speaker is already listed.",
                )
            ],
        },
    ),
    CreateModel(
        name="Decision",
        fields=[
            (
                "publication",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    related_name="as_decision",
                    serialize=False,
                    to="news.publication",
                ),
            ),
            (
                "session",
                models.ForeignKey(
                    blank=True,
                    help_text="The session at which it was adopted.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="decisions",
                    to="news.session",
                    verbose_name="session",
                ),
            ),
            (
                "number",
                models.CharField(
                    blank=True,
                    help_text="Only if it has one; most are cited by body, date and title.",
                    max_length=40,
                    verbose_name="number",
                ),
            ),
            (
                "text_public",
                models.BooleanField(
                    default=True,
                    help_text="Untick for a decision known by its title only.",
                    verbose_name="text is public",
                ),
            ),
        ],
        options={"verbose_name": "decision", "verbose_name_plural": "decisions"},
        bases=("news.publication",),
    ),
    CreateModel(
        name="DecisionStatus",
        fields=[
            ID,
            *DATED,
            (
                "decision",
                models.ForeignKey(on_delete=models.CASCADE, related_name="statuses", to="news.decision"),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("adopted", "adopted"),
                        ("in_force", "in force"),
                        ("provisional", "applied provisionally"),
                        ("carried_out", "carried out"),
                        ("repealed", "repealed"),
                    ],
                    max_length=11,
                    verbose_name="status",
                ),
            ),
        ],
        options={
            "verbose_name": "status over time",
            "verbose_name_plural": "status over time",
            "ordering": ["starts_on", "id"],
            "constraints": dated("decisionstatus"),
        },
    ),
    CreateModel(
        name="DecisionSignature",
        fields=[
            ID,
            (
                "decision",
                models.ForeignKey(on_delete=models.CASCADE, related_name="signatures", to="news.decision"),
            ),
            (
                "state",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="signatures", to="news.state", verbose_name="state"
                ),
            ),
            (
                "manner",
                models.CharField(
                    choices=[
                        ("signed", "signed"),
                        ("joined", "joined later"),
                        ("did_not_join", "did not join"),
                    ],
                    default="signed",
                    max_length=12,
                    verbose_name="manner",
                ),
            ),
            ("on", models.DateField(blank=True, null=True, verbose_name="on")),
        ],
        options={
            "verbose_name": "signature",
            "verbose_name_plural": "signatures",
            "ordering": ["state", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("decision", "state"),
                    name="decision_signed_once_by_a_state",
                    violation_error_message="This state is already listed.",
                )
            ],
        },
    ),
    CreateModel(
        name="DecisionRelation",
        fields=[
            ID,
            (
                "decision",
                models.ForeignKey(on_delete=models.CASCADE, related_name="relations", to="news.decision"),
            ),
            (
                "relation",
                models.CharField(
                    choices=[
                        ("amends", "amends"),
                        ("repeals", "repeals"),
                        ("implements", "implements"),
                        ("replaces", "replaces"),
                    ],
                    max_length=10,
                    verbose_name="relation",
                ),
            ),
            (
                "other",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="related_decisions",
                    to="news.decision",
                    verbose_name="the decision",
                ),
            ),
        ],
        options={
            "verbose_name": "relation to another decision",
            "verbose_name_plural": "relations to other decisions",
            "ordering": ["id"],
            "constraints": [
                UniqueConstraint(
                    fields=("decision", "relation", "other"),
                    name="decision_related_once",
                    violation_error_message="This relation is already listed.",
                ),
                CheckConstraint(
                    condition=Q(("decision", F("other")), _negated=True),
                    name="decision_not_related_to_itself",
                    violation_error_message="A decision is not related to itself. Choose another one.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Release",
        fields=[],
        options={"verbose_name": "news item", "verbose_name_plural": "news", "proxy": True},
        bases=("news.publication",),
    ),
    CreateModel(
        name="Quote",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(on_delete=models.CASCADE, related_name="quotes", to="news.publication"),
            ),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            (
                "term",
                models.ForeignKey(
                    help_text="The office in which they spoke.",
                    on_delete=models.PROTECT,
                    related_name="quotes",
                    to="news.term",
                    verbose_name="speaker",
                ),
            ),
            ("text", models.TextField(help_text="Verbatim, without quotation marks.", verbose_name="words")),
            ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ("source_url", models.URLField(blank=True, verbose_name="link to the source")),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={"verbose_name": "quote", "verbose_name_plural": "quotes", "ordering": ["sort_order", "id"]},
    ),
    CreateModel(
        name="PressEvent",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="press_events", to="news.publication"
                ),
            ),
            ("uid", models.UUIDField(default=uuid4, editable=False, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("accreditation", "accreditation closes"),
                        ("briefing", "press briefing"),
                        ("photo", "photo opportunity"),
                    ],
                    max_length=13,
                    verbose_name="what",
                ),
            ),
            (
                "at",
                models.DateTimeField(
                    help_text="Day and hour in the office's time zone.", verbose_name="when"
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="news.place",
                    verbose_name="place",
                ),
            ),
        ],
        options={
            "verbose_name": "date for the press",
            "verbose_name_plural": "dates for the press",
            "ordering": ["at", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("publication", "kind", "at"),
                    name="press_event_once",
                    violation_error_message="This date for the press is already listed.",
                )
            ],
        },
    ),
    CreateModel(
        name="Photo",
        fields=[
            ID,
            ("token", models.CharField(default=photos.new_token, editable=False, max_length=22, unique=True)),
            ("name", models.CharField(editable=False, max_length=255, verbose_name="file name")),
            (
                "original",
                models.FileField(
                    blank=True, max_length=120, upload_to=photos.original_path, verbose_name="original"
                ),
            ),
            (
                "source_url",
                models.URLField(
                    blank=True,
                    help_text="Of a picture that came from an archive as a caption only.",
                    verbose_name="where the picture is",
                ),
            ),
            ("sha256", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
            ("format", models.CharField(blank=True, editable=False, max_length=8)),
            (
                "width",
                models.PositiveIntegerField(default=0, editable=False, help_text="Pixels, the right way up."),
            ),
            (
                "height",
                models.PositiveIntegerField(default=0, editable=False, help_text="Pixels, the right way up."),
            ),
            ("size_bytes", models.PositiveBigIntegerField(default=0, editable=False)),
            (
                "credit",
                models.CharField(
                    blank=True,
                    help_text="Photographer and agency, as they are to be named.",
                    max_length=200,
                    verbose_name="credit",
                ),
            ),
            ("photographer", models.CharField(blank=True, max_length=200, verbose_name="photographer")),
            (
                "copyright_notice",
                models.CharField(
                    blank=True,
                    help_text="Such as: © 2014 Press service.",
                    max_length=300,
                    verbose_name="copyright notice",
                ),
            ),
            (
                "usage_terms",
                models.TextField(
                    blank=True, help_text="What others may do with the picture.", verbose_name="terms of use"
                ),
            ),
            (
                "headline",
                models.CharField(
                    blank=True,
                    help_text="A few words, in the language of the file.",
                    max_length=256,
                    verbose_name="headline",
                ),
            ),
            ("location", models.CharField(blank=True, max_length=200, verbose_name="building or spot")),
            ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
            ("province", models.CharField(blank=True, max_length=100, verbose_name="province or state")),
            ("country", models.CharField(blank=True, max_length=100, verbose_name="country")),
            ("keywords", models.TextField(blank=True, help_text="One a line.", verbose_name="keywords")),
            (
                "persons_shown",
                models.TextField(
                    blank=True,
                    help_text="One a line. Officials in the picture are chosen from their terms of office.",
                    verbose_name="persons named in the file",
                ),
            ),
            (
                "focus_x",
                models.PositiveSmallIntegerField(
                    default=50,
                    validators=[MaxValueValidator(100, "Write a number from 0 to 100.")],
                    verbose_name="focal point from the left",
                ),
            ),
            (
                "focus_y",
                models.PositiveSmallIntegerField(
                    default=50,
                    validators=[MaxValueValidator(100, "Write a number from 0 to 100.")],
                    verbose_name="focal point from the top",
                ),
            ),
            (
                "tone",
                models.CharField(blank=True, editable=False, help_text="See `pictures.tone`.", max_length=16),
            ),
            ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
            (
                "uploaded_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="photos",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("uploaded_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("use_from", models.DateTimeField(editable=False, null=True, verbose_name="may be shown from")),
            ("use_until", models.DateTimeField(editable=False, null=True, verbose_name="may be shown until")),
            (
                "embargo_until",
                models.DateTimeField(editable=False, null=True, verbose_name="under embargo until"),
            ),
            ("recalled_at", models.DateTimeField(editable=False, null=True, verbose_name="recalled at")),
        ],
        options={
            "verbose_name": "photograph",
            "verbose_name_plural": "photographs",
            "ordering": ["-uploaded_at", "-id"],
            "indexes": [
                Index(
                    condition=Q(("embargo_until__isnull", False)),
                    fields=["embargo_until"],
                    name="photo_under_embargo",
                )
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        Q(Q(("original", ""), _negated=True), ("height__gt", 0), ("width__gt", 0)),
                        Q(("original", ""), Q(("source_url", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="photo_is_here_or_known_elsewhere",
                    violation_error_message="Choose a picture.",
                ),
                CheckConstraint(
                    condition=Q(("focus_x__lte", 100), ("focus_y__lte", 100)),
                    name="photo_focal_point_lies_in_it",
                    violation_error_message="The focal point is in percent of the picture, from 0 to 100.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("use_from", None),
                            ("use_until", None),
                            ("use_from__lt", F("use_until")),
                            _connector="OR",
                        ),
                        Q(
                            ("embargo_until", None),
                            ("use_until", None),
                            ("embargo_until__lt", F("use_until")),
                            _connector="OR",
                        ),
                    ),
                    name="photo_may_be_shown_before_it_may_no_longer",
                    violation_error_message="The moment until which a photograph may be shown lies after the others.",
                ),
            ],
        },
    ),
    CreateModel(
        name="PhotoWords",
        fields=[
            ID,
            ("photo", models.ForeignKey(on_delete=models.CASCADE, related_name="words", to="news.photo")),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            ("caption", models.TextField(blank=True, verbose_name="caption")),
            (
                "description",
                models.TextField(
                    blank=True,
                    help_text="What is to be seen, for people who cannot see it.",
                    verbose_name="description",
                ),
            ),
        ],
        options={
            "verbose_name": "caption and description",
            "verbose_name_plural": "caption and description",
            "ordering": ["language"],
            "constraints": [
                UniqueConstraint(
                    fields=("photo", "language"),
                    name="photo_words_once_a_language",
                    violation_error_message="The caption in this language exists already.",
                )
            ],
        },
    ),
    CreateModel(
        name="PhotoPerson",
        fields=[
            ID,
            ("photo", models.ForeignKey(on_delete=models.CASCADE, related_name="people", to="news.photo")),
            (
                "term",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="photographs",
                    to="news.term",
                    verbose_name="official",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={
            "verbose_name": "person in the picture",
            "verbose_name_plural": "in the picture, from left to right",
            "ordering": ["sort_order", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("photo", "term"),
                    name="photo_shows_a_person_once",
                    violation_error_message="This official is already listed.",
                )
            ],
        },
    ),
    CreateModel(
        name="GalleryPhoto",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(on_delete=models.CASCADE, related_name="gallery", to="news.publication"),
            ),
            (
                "photo",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="galleries",
                    to="news.photo",
                    verbose_name="photograph",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
        ],
        options={
            "verbose_name": "photograph",
            "verbose_name_plural": "gallery",
            "ordering": ["sort_order", "id"],
            "constraints": [
                UniqueConstraint(
                    fields=("publication", "photo"),
                    name="gallery_shows_a_photo_once",
                    violation_error_message="This photograph is already in the gallery.",
                )
            ],
        },
    ),
    CreateModel(
        name="Attachment",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="attachments", to="news.publication"
                ),
            ),
            ("token", models.CharField(default=photos.new_token, editable=False, max_length=22, unique=True)),
            (
                "file",
                models.FileField(max_length=120, upload_to=attachments.attachment_path, verbose_name="file"),
            ),
            ("name", models.CharField(editable=False, max_length=255, verbose_name="file name")),
            ("content_type", models.CharField(editable=False, max_length=100)),
            ("size_bytes", models.PositiveBigIntegerField(default=0, editable=False)),
            ("sha256", models.CharField(editable=False, max_length=64)),
            (
                "told",
                models.JSONField(
                    default=dict,
                    editable=False,
                    help_text="What the file tells besides its text: see disclosures.py.",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ("recalled_at", models.DateTimeField(editable=False, null=True, verbose_name="recalled at")),
            (
                "left_out_at",
                models.DateTimeField(
                    editable=False, help_text="Earlier editions offer it, later ones do not.", null=True
                ),
            ),
        ],
        options={"verbose_name": "file", "verbose_name_plural": "files", "ordering": ["sort_order", "id"]},
    ),
    CreateModel(
        name="AttachmentWords",
        fields=[
            ID,
            (
                "attachment",
                models.ForeignKey(on_delete=models.CASCADE, related_name="words", to="news.attachment"),
            ),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            ("title", models.CharField(max_length=200, verbose_name="title")),
        ],
        options={
            "verbose_name": "title",
            "verbose_name_plural": "titles",
            "ordering": ["language"],
            "constraints": [
                UniqueConstraint(
                    fields=("attachment", "language"),
                    name="attachment_titled_once_a_language",
                    violation_error_message="This file already has a title in that language.",
                )
            ],
        },
    ),
    CreateModel(
        name="Bundle",
        fields=[
            ID,
            ("name", models.CharField(help_text="For the desk only.", max_length=200, verbose_name="name")),
            ("live_from", models.DateTimeField(editable=False, null=True, verbose_name="public from")),
            (
                "press_from",
                models.DateTimeField(editable=False, null=True, verbose_name="for the press from"),
            ),
            (
                "made_by",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="made by",
                ),
            ),
            ("made_at", models.DateTimeField(auto_now_add=True)),
            ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
        ],
        options={
            "verbose_name": "bundle",
            "verbose_name_plural": "bundles",
            "ordering": ["-made_at", "-id"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        ("press_from", None),
                        Q(("live_from__isnull", False), ("press_from__lte", F("live_from"))),
                        _connector="OR",
                    ),
                    name="bundle_press_reads_first",
                    violation_error_message="The press reads before the public, not after it.",
                )
            ],
        },
    ),
    CreateModel(
        name="Edition",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(on_delete=models.PROTECT, related_name="editions", to="news.publication"),
            ),
            ("language", models.CharField(max_length=12, verbose_name="language")),
            ("number", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="edition")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("session", "session"),
                        ("statement", "statement"),
                        ("decision", "decision"),
                        ("release", "news"),
                    ],
                    editable=False,
                    max_length=9,
                ),
            ),
            (
                "form",
                models.CharField(
                    choices=[
                        ("regular", "regular session"),
                        ("extraordinary", "extraordinary session"),
                        ("informal", "informal session"),
                        ("joint", "joint meeting"),
                        ("joint_statement", "joint statement"),
                        ("declaration", "declaration"),
                        ("statement", "statement"),
                        ("speech", "speech"),
                        ("commentary", "commentary"),
                        ("interview", "interview"),
                        ("answer", "answer"),
                        ("decision", "decision"),
                        ("protocol_decision", "protocol decision"),
                        ("protocol", "protocol"),
                        ("agreement", "agreement"),
                        ("strategy", "strategy"),
                        ("plan", "plan"),
                        ("budget", "budget"),
                        ("news", "news"),
                        ("announcement", "announcement"),
                        ("coverage", "coverage in the media"),
                    ],
                    editable=False,
                    max_length=18,
                ),
            ),
            ("date", models.DateField(editable=False)),
            ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
            (
                "lead",
                models.TextField(
                    blank=True, help_text="One or two sentences, shown in lists.", verbose_name="lead"
                ),
            ),
            ("body", models.TextField(blank=True, help_text="Sanitised HTML.", verbose_name="text")),
            ("facts", models.JSONField(default=dict, editable=False)),
            (
                "status",
                models.CharField(
                    choices=[("draft", "draft"), ("in_review", "in review"), ("approved", "approved")],
                    default="draft",
                    editable=False,
                    max_length=9,
                    verbose_name="status",
                ),
            ),
            (
                "set_aside",
                models.BooleanField(
                    default=False,
                    editable=False,
                    help_text="Taken back from a schedule while the next edition was in work already.",
                    verbose_name="set aside",
                ),
            ),
            (
                "bundle",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="editions",
                    to="news.bundle",
                    verbose_name="bundle",
                ),
            ),
            ("live_from", models.DateTimeField(editable=False, null=True, verbose_name="public from")),
            ("live_until", models.DateTimeField(editable=False, null=True, verbose_name="public until")),
            (
                "press_from",
                models.DateTimeField(editable=False, null=True, verbose_name="for the press from"),
            ),
            ("first_live_from", models.DateTimeField(editable=False, null=True)),
            (
                "change_note",
                models.TextField(
                    blank=True,
                    help_text="Public. From the second edition on it is required.",
                    verbose_name="what changed",
                ),
            ),
            (
                "withdrawal_reason",
                models.TextField(blank=True, editable=False, verbose_name="reason of the withdrawal"),
            ),
            (
                "translation_of",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="translations",
                    to="news.edition",
                    verbose_name="renders the edition",
                ),
            ),
            (
                "written_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="editions_written",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "submitted_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="editions_submitted",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "approved_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="editions_approved",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "facts_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "facts_version",
                models.PositiveIntegerField(
                    editable=False, help_text="The item's lock version when its facts were frozen.", null=True
                ),
            ),
            (
                "approval",
                models.CharField(
                    blank=True,
                    choices=[
                        ("two_people", "by a second person"),
                        ("alone", "alone, in an emergency"),
                        ("archive", "taken over from an archive"),
                    ],
                    editable=False,
                    max_length=10,
                ),
            ),
            (
                "reviewed_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
        ],
        options={
            "verbose_name": "edition",
            "verbose_name_plural": "words",
            "ordering": ["language", "-number"],
            "permissions": [
                ("approve_edition", "Can approve the words of colleagues"),
                ("withdraw_edition", "Can withdraw, reinstate and publish alone"),
                ("archive_edition", "Can take over items from an archive, public under their own dates"),
                ("read_under_embargo", "Can read what is under embargo for the press"),
            ],
            "indexes": [
                Index(
                    condition=Q(("status", "approved")),
                    fields=["kind", "language", "-first_live_from", "-id"],
                    name="edition_of_kind_for_lists",
                ),
                Index(
                    condition=Q(("status", "approved")),
                    fields=["language", "-first_live_from", "-id", "live_from", "live_until", "status"],
                    name="edition_of_all_for_lists",
                ),
                Index(
                    condition=Q(("status", "approved")),
                    fields=["form", "language", "-first_live_from", "-id"],
                    name="edition_of_form_for_lists",
                ),
                Index(
                    condition=Q(("status", "approved")),
                    fields=["kind", "language", "date"],
                    name="edition_of_kind_by_date",
                ),
                Index(condition=Q(("status", "approved")), fields=["-live_from"], name="edition_by_moment"),
                Index(
                    condition=Q(("first_live_from__isnull", False), ("status", "approved")),
                    fields=["language", "-live_from", "-id"],
                    name="edition_for_the_public_record",
                ),
                Index(
                    condition=Q(("status", "approved"), Q(("withdrawal_reason", ""), _negated=True)),
                    fields=["language", "-live_until", "-id"],
                    name="edition_withdrawn_for_record",
                ),
            ],
            "constraints": [
                UniqueConstraint(
                    fields=("publication", "language", "number"),
                    name="edition_number_once_a_language",
                    violation_error_message="This edition exists already.",
                ),
                UniqueConstraint(
                    condition=Q(Q(("status", "approved"), _negated=True), ("set_aside", False)),
                    fields=("publication", "language"),
                    name="edition_one_in_work_a_language",
                    violation_error_message="Somebody is already working on the next edition in this language.",
                ),
                UniqueConstraint(
                    condition=Q(("live_until", None), ("status", "approved")),
                    fields=("publication", "language"),
                    name="edition_one_open_ended_a_language",
                    violation_error_message="Another edition in this language is public without an end.",
                ),
                CheckConstraint(
                    condition=Q(("status__in", ["draft", "in_review", "approved"])),
                    name="edition_status_is_known",
                    violation_error_message="The status is not known.",
                ),
                CheckConstraint(
                    condition=Q(("set_aside", False), ("status", "draft"), _connector="OR"),
                    name="edition_set_aside_is_a_draft",
                    violation_error_message="Only a draft can be set aside.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("reviewed_by", None),
                        Q(("approval", "alone"), Q(("reviewed_by", F("approved_by")), _negated=True)),
                        _connector="OR",
                    ),
                    name="edition_reviewed_by_a_second_person",
                    violation_error_message="Nobody reviews what they published alone. Ask a colleague.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("withdrawal_reason", ""),
                        Q(("live_until__isnull", False), ("status", "approved")),
                        _connector="OR",
                    ),
                    name="edition_withdrawn_has_an_end",
                    violation_error_message="A withdrawn edition has a moment at which it ended.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("first_live_from__isnull", False),
                            ("live_from__isnull", False),
                            ("status", "approved"),
                            ("approval__in", ["two_people", "alone", "archive"]),
                            ("approved_by__isnull", False),
                        ),
                        Q(
                            ("approval", ""),
                            ("approved_by", None),
                            ("live_from", None),
                            ("live_until", None),
                            ("press_from", None),
                            Q(("status", "approved"), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="edition_approved_has_a_moment_and_a_person",
                    violation_error_message="An approved edition needs a moment and the person who approved it.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("approval", "two_people"), _negated=True),
                        Q(
                            ("submitted_by__isnull", False),
                            ("written_by__isnull", False),
                            Q(("written_by", F("approved_by")), _negated=True),
                            Q(("submitted_by", F("approved_by")), _negated=True),
                            Q(
                                ("facts_by", None),
                                Q(("facts_by", F("approved_by")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="edition_approved_by_a_second_person",
                    violation_error_message="Nobody approves their own words. Ask a colleague to approve it.",
                ),
                CheckConstraint(
                    condition=Q(("live_until", None), ("live_until__gte", F("live_from")), _connector="OR"),
                    name="edition_ends_after_it_begins",
                    violation_error_message="An edition cannot end before it begins.",
                ),
                CheckConstraint(
                    condition=Q(("press_from", None), ("press_from__lte", F("live_from")), _connector="OR"),
                    name="edition_press_reads_first",
                    violation_error_message="The press reads before the public, not after it.",
                ),
            ],
        },
    ),
    CreateModel(
        name="EditionFacet",
        fields=[
            ID,
            (
                "edition",
                models.ForeignKey(on_delete=models.CASCADE, related_name="facets", to="news.edition"),
            ),
            (
                "facet",
                models.CharField(
                    choices=[
                        ("body", "Body"),
                        ("topic", "Topic"),
                        ("official", "Official"),
                        ("state", "State"),
                        ("place", "Place"),
                        ("photo", "Photo"),
                        ("file", "File"),
                        ("link", "Link"),
                        ("pictured", "Pictured"),
                        ("year", "Year"),
                        ("month", "Month"),
                        ("press", "Press"),
                    ],
                    max_length=8,
                ),
            ),
            ("thing", models.BigIntegerField()),
            ("language", models.CharField(default="", max_length=12)),
            ("kind", models.CharField(default="", max_length=9)),
            ("first_live_from", models.DateTimeField(null=True)),
        ],
        options={
            "indexes": [
                Index(
                    fields=["facet", "thing", "language", "-first_live_from", "-edition", "kind"],
                    name="facet_for_lists",
                ),
                Index(
                    fields=["facet", "thing", "language", "kind", "-first_live_from", "-edition"],
                    name="facet_of_kind_for_lists",
                ),
            ],
            "constraints": [
                UniqueConstraint(fields=("facet", "thing", "edition"), name="edition_carries_a_thing_once")
            ],
        },
    ),
    CreateModel(
        name="Contribution",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="contributions", to="news.publication"
                ),
            ),
            (
                "edition",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="contributions", to="news.edition"
                ),
            ),
            ("facts_version", models.PositiveIntegerField(null=True)),
            (
                "person",
                models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
        ],
        options={
            "verbose_name": "contribution",
            "verbose_name_plural": "contributions",
            "constraints": [
                UniqueConstraint(
                    fields=("edition", "person"),
                    name="contribution_to_words_once",
                    violation_error_message="This person is noted already.",
                ),
                UniqueConstraint(
                    fields=("publication", "facts_version"),
                    name="contribution_to_facts_once",
                    violation_error_message="This change is noted already.",
                ),
                CheckConstraint(
                    condition=Q(("edition", None), ("facts_version", None), _connector="XOR"),
                    name="contribution_to_words_or_to_facts",
                    violation_error_message="A contribution is to words or to facts.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Comment",
        fields=[
            ID,
            (
                "edition",
                models.ForeignKey(on_delete=models.CASCADE, related_name="comments", to="news.edition"),
            ),
            ("text", models.TextField(verbose_name="comment")),
            (
                "by",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="by",
                ),
            ),
            ("at", models.DateTimeField(default=timezone.now, editable=False, verbose_name="at")),
            (
                "resolved_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("resolved_at", models.DateTimeField(editable=False, null=True, verbose_name="resolved at")),
        ],
        options={
            "verbose_name": "comment",
            "verbose_name_plural": "comments",
            "ordering": ["at", "id"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        Q(("resolved_at", None), ("resolved_by", None)),
                        Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="comment_resolved_by_somebody",
                    violation_error_message="A resolved comment names who resolved it, and when.",
                )
            ],
        },
    ),
    CreateModel(
        name="Presence",
        fields=[
            ID,
            (
                "publication",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="presences",
                    to="news.publication",
                    verbose_name="item",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="person",
                ),
            ),
            ("at", models.DateTimeField(db_index=True, default=timezone.now, verbose_name="at")),
        ],
        options={
            "verbose_name": "presence",
            "verbose_name_plural": "presences",
            "constraints": [
                UniqueConstraint(
                    fields=("publication", "user"),
                    name="presence_once_a_person",
                    violation_error_message="This person is noted already.",
                )
            ],
        },
    ),
    CreateModel(
        name="PreviewLink",
        fields=[
            ID,
            (
                "edition",
                models.ForeignKey(on_delete=models.CASCADE, related_name="preview_links", to="news.edition"),
            ),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="made by",
                ),
            ),
            ("made_at", models.DateTimeField(default=timezone.now, verbose_name="made at")),
            ("until", models.DateTimeField(verbose_name="until")),
            ("seen", models.JSONField(default=list)),
            ("revoked_at", models.DateTimeField(null=True)),
        ],
        options={
            "verbose_name": "link to a preview",
            "verbose_name_plural": "links to previews",
            "ordering": ["id"],
        },
    ),
    CreateModel(
        name="EmbargoReading",
        fields=[
            ID,
            (
                "edition",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="embargo_readings",
                    to="news.edition",
                    verbose_name="words",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="embargo_readings",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="person",
                ),
            ),
            ("at", models.DateTimeField(db_index=True, default=timezone.now, verbose_name="at")),
            (
                "what",
                models.CharField(
                    choices=[
                        ("title", "title in the list, the first time"),
                        ("page", "page"),
                        ("photograph", "photograph"),
                        ("file", "file"),
                    ],
                    max_length=10,
                    verbose_name="what",
                ),
            ),
            ("name", models.CharField(blank=True, max_length=255, verbose_name="file name")),
        ],
        options={
            "verbose_name": "reading under embargo",
            "verbose_name_plural": "readings under embargo",
            "ordering": ["-at", "-id"],
        },
    ),
    CreateModel(
        name="Record",
        fields=[
            ID,
            ("at", models.DateTimeField(verbose_name="at")),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="by",
                ),
            ),
            ("verb", models.CharField(max_length=20, verbose_name="what")),
            (
                "publication",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="news.publication",
                    verbose_name="item",
                ),
            ),
            ("slug", models.CharField(max_length=130)),
            ("language", models.CharField(max_length=12)),
            ("number", models.PositiveSmallIntegerField()),
            ("live_from", models.DateTimeField(null=True)),
            ("live_until", models.DateTimeField(null=True)),
            ("press_from", models.DateTimeField(null=True)),
            ("note", models.TextField(blank=True)),
            (
                "before",
                models.CharField(
                    blank=True, help_text="SHA-256 of the words and facts before.", max_length=64
                ),
            ),
            (
                "after",
                models.CharField(
                    blank=True, help_text="SHA-256 of the words and facts after.", max_length=64
                ),
            ),
            (
                "previous",
                models.CharField(
                    blank=True, help_text="Hash of the line before.", max_length=64, unique=True
                ),
            ),
            ("hash", models.CharField(max_length=64, unique=True)),
        ],
        options={"verbose_name": "line of the record", "verbose_name_plural": "record", "ordering": ["id"]},
    ),
    CreateModel(
        name="FileChange",
        fields=[
            ID,
            (
                "photo",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="changes", to="news.photo"
                ),
            ),
            (
                "attachment",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="changes", to="news.attachment"
                ),
            ),
            (
                "what",
                models.CharField(choices=[("recalled", "recalled"), ("replaced", "replaced")], max_length=8),
            ),
            ("at", models.DateTimeField(default=timezone.now)),
            (
                "by",
                models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("reasons", models.JSONField(default=dict)),
            ("was_public", models.BooleanField()),
            (
                "line",
                models.OneToOneField(on_delete=models.PROTECT, related_name="file_change", to="news.record"),
            ),
            ("name", models.CharField(max_length=255)),
            ("sha256", models.CharField(db_index=True, max_length=64)),
            (
                "earlier",
                models.FileField(
                    blank=True,
                    help_text="What was at the address until it was replaced.",
                    max_length=120,
                    upload_to="",
                ),
            ),
        ],
        options={
            "verbose_name": "change of a file",
            "verbose_name_plural": "changes of files",
            "ordering": ["-id"],
            "indexes": [Index(fields=["-at", "-id"], name="file_change_by_moment")],
            "constraints": [
                CheckConstraint(
                    condition=Q(("photo", None), ("attachment", None), _connector="XOR"),
                    name="file_change_of_one_thing",
                    violation_error_message="A change is of one photograph or of one file.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("earlier", ""), ("what", "recalled")),
                        Q(("what", "replaced"), Q(("earlier", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="file_change_keeps_what_it_replaced",
                    violation_error_message="What was replaced is kept.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Effect",
        fields=[
            ID,
            ("kind", models.CharField(max_length=20, verbose_name="kind")),
            ("key", models.CharField(max_length=120, unique=True)),
            (
                "to",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="to"
                ),
            ),
            (
                "edition",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to="news.edition", verbose_name="words"
                ),
            ),
            ("edition_version", models.PositiveIntegerField()),
            (
                "file_change",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="effects", to="news.filechange"
                ),
            ),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("due_at", models.DateTimeField(default=timezone.now, verbose_name="due at")),
            ("lease_until", models.DateTimeField(null=True)),
            ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
            ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
            ("dropped_at", models.DateTimeField(null=True, verbose_name="dropped at")),
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
        ],
        options={
            "verbose_name": "message of the outbox",
            "verbose_name_plural": "outbox",
            "ordering": ["id"],
            "indexes": [
                Index(
                    condition=Q(("dropped_at", None), ("sent_at", None)),
                    fields=["due_at", "id"],
                    name="effect_waiting",
                )
            ],
        },
    ),
    CreateModel(
        name="SearchEntry",
        fields=[
            ID,
            (
                "edition",
                models.OneToOneField(
                    on_delete=models.CASCADE, related_name="search_entry", to="news.edition"
                ),
            ),
            ("title", models.TextField()),
            ("lead", models.TextField()),
            (
                "words",
                models.TextField(help_text="Text and names; what the words sound like; marks to filter by."),
            ),
        ],
    ),
    CreateModel(
        name="Spelling",
        fields=[ID, ("key", models.CharField(max_length=60)), ("word", models.CharField(max_length=60))],
        options={"constraints": [UniqueConstraint(fields=("key", "word"), name="spelling_once")]},
    ),
    CreateModel(
        name="OldSlug",
        fields=[
            ID,
            (
                "kind",
                models.CharField(
                    choices=[
                        ("item", "Item"),
                        ("official", "Official"),
                        ("body", "Body"),
                        ("state", "State"),
                        ("topic", "Topic"),
                    ],
                    max_length=8,
                ),
            ),
            ("slug", models.SlugField(db_index=False, max_length=120)),
            ("thing", models.BigIntegerField()),
        ],
        options={
            "constraints": [
                UniqueConstraint(
                    fields=("kind", "slug"),
                    name="old_slug_leads_to_one_thing",
                    violation_error_message="This address leads to something else already.",
                )
            ]
        },
    ),
    CreateModel(
        name="OldPath",
        fields=[
            ID,
            ("path", models.CharField(max_length=500, unique=True)),
            (
                "publication",
                models.ForeignKey(on_delete=models.CASCADE, related_name="old_paths", to="news.publication"),
            ),
            ("language", models.CharField(blank=True, max_length=12)),
        ],
    ),
    CreateModel(
        name="SignIn",
        fields=[
            ID,
            ("address", models.CharField(max_length=32)),
            ("account", models.CharField(max_length=32)),
            ("succeeded", models.BooleanField()),
            ("at", models.DateTimeField(db_index=True, default=timezone.now)),
        ],
        options={
            "indexes": [
                Index(fields=["account", "at"], name="sign_in_of_account"),
                Index(fields=["address", "at"], name="sign_in_from_address"),
            ]
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [("news", name) for name in OLD]
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [CreateModels(MODELS)]
