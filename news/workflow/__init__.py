"""What the office does with its words: one plain function for each decision.

Each locks the edition, checks the move, changes it, and records it, in one transaction; what others are told
goes into the outbox with it. A verb that finds the edition in another state, or in another version than the
caller has seen, raises `Conflict`; what the rules do not allow raises `Refused`, with sentences.
"""

from .approval import (
    LONGEST_COMMENT,
    approve,
    change_facts,
    comment,
    publish_alone,
    resolve,
    return_to_draft,
    review,
    start,
    submit,
    take_over,
    take_over_all,
    take_up,
    write,
)
from .bundles import (
    add_to_bundle,
    approve_bundle,
    cancel_bundle,
    gather,
    lift_bundle,
    move_bundle,
    submit_bundle,
    take_out,
)
from .corrections import correct, correct_facts, revise
from .galleries import add_to_gallery, arrange, order_by_time
from .limits import limit, may_limit
from .moves import (
    MOVES,
    Conflict,
    Move,
    Refused,
    each,
    lock,
    lock_photographs,
    lock_publications,
    one_moment,
    save,
    table,
)
from .recalls import RECALL, can_be_recalled, languages, recall, replace, seen_of, unreachable
from .schedule import cancel_schedule, lift, reschedule
from .withdrawal import reinstate, withdraw, withdraw_everywhere

__all__ = [
    "LONGEST_COMMENT",
    "MOVES",
    "RECALL",
    "Conflict",
    "Move",
    "Refused",
    "add_to_bundle",
    "add_to_gallery",
    "approve",
    "approve_bundle",
    "arrange",
    "can_be_recalled",
    "cancel_bundle",
    "cancel_schedule",
    "change_facts",
    "comment",
    "correct",
    "correct_facts",
    "each",
    "gather",
    "languages",
    "lift",
    "lift_bundle",
    "limit",
    "lock",
    "lock_photographs",
    "lock_publications",
    "may_limit",
    "move_bundle",
    "one_moment",
    "order_by_time",
    "publish_alone",
    "recall",
    "reinstate",
    "replace",
    "reschedule",
    "resolve",
    "return_to_draft",
    "review",
    "revise",
    "save",
    "seen_of",
    "start",
    "submit",
    "submit_bundle",
    "table",
    "take_out",
    "take_over",
    "take_over_all",
    "take_up",
    "unreachable",
    "withdraw",
    "withdraw_everywhere",
    "write",
]
