"""The facts. One module a topic; everything is imported from here."""

from .addresses import PATH_LENGTH, OldPath, OldSlug, path_of
from .attachments import Attachment, AttachmentWords
from .bundles import Bundle
from .comments import Comment
from .contacts import PressContact
from .contributions import Contribution
from .dated import Precision, first_day, last_day
from .decisions import Decision, DecisionRelation, DecisionSignature, DecisionStatus
from .editions import Approval, Edition, EditionFacet, Facet, ShownState, Status, month_of
from .effects import Effect
from .embargo import EmbargoReading
from .file_changes import FileChange
from .galleries import GalleryPhoto
from .history import Record
from .names import DatedName, NameForm, all_names, best_name, name_book
from .office import Office, OfficeWords
from .officials import Official, OfficialName, Position, PositionName, Seat, Term
from .organisation import (
    Body,
    BodyName,
    Chairmanship,
    Membership,
    Place,
    PlaceName,
    State,
    StateName,
)
from .photos import CENTRE, LIMITS, Photo, PhotoPerson, PhotoWords
from .presence import Presence
from .press_events import PressEvent
from .preview_links import PreviewLink
from .publications import (
    FORMS,
    KIND_IN,
    SECTIONS,
    Form,
    Kind,
    Publication,
    Quote,
    RelatedPublication,
    forms_of,
    free_slug,
)
from .releases import Release
from .search import SearchEntry, Spelling
from .sessions import Participation, Session, SessionWords
from .sign_ins import SignIn
from .statements import Statement, StatementSpeaker
from .topics import TaggedPublication, Topic, TopicName
from .users import User

__all__ = [
    "CENTRE",
    "FORMS",
    "KIND_IN",
    "LIMITS",
    "PATH_LENGTH",
    "SECTIONS",
    "Approval",
    "Attachment",
    "AttachmentWords",
    "Body",
    "BodyName",
    "Bundle",
    "Chairmanship",
    "Comment",
    "Contribution",
    "DatedName",
    "Decision",
    "DecisionRelation",
    "DecisionSignature",
    "DecisionStatus",
    "Edition",
    "EditionFacet",
    "Effect",
    "EmbargoReading",
    "Facet",
    "FileChange",
    "Form",
    "GalleryPhoto",
    "Kind",
    "Membership",
    "NameForm",
    "Office",
    "OfficeWords",
    "Official",
    "OfficialName",
    "OldPath",
    "OldSlug",
    "Participation",
    "Photo",
    "PhotoPerson",
    "PhotoWords",
    "Place",
    "PlaceName",
    "Position",
    "PositionName",
    "Precision",
    "Presence",
    "PressContact",
    "PressEvent",
    "PreviewLink",
    "Publication",
    "Quote",
    "Record",
    "RelatedPublication",
    "Release",
    "SearchEntry",
    "Seat",
    "Session",
    "SessionWords",
    "ShownState",
    "SignIn",
    "Spelling",
    "State",
    "StateName",
    "Statement",
    "StatementSpeaker",
    "Status",
    "TaggedPublication",
    "Term",
    "Topic",
    "TopicName",
    "User",
    "all_names",
    "best_name",
    "first_day",
    "forms_of",
    "free_slug",
    "last_day",
    "month_of",
    "name_book",
    "path_of",
]
