"""What somebody may do to a complaint beside its moves. Pure."""

from collections.abc import Collection, Mapping
from typing import Final

from agent_desktop.contract.complaint_cases import Right
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.states import END_STATES, Actor

_A = Actor
REGION_CHANGERS: Final = frozenset({_A.SUPERVISOR, _A.COMPLIANCE})
"""Who may have a complaint fall under the law of another region, which drops the clocks of its own."""
DESK: Final = frozenset({_A.OWNER, _A.HANDLER, _A.SUPERVISOR, _A.COMPLIANCE})

WHO_MAY: Final[Mapping[Right, frozenset[Actor]]] = {
    Right.EDIT: DESK | {_A.RECORDER},
    Right.ASSIGN: DESK | {_A.ADMINISTRATOR},
    Right.TASK: DESK,
    Right.REDRESS: DESK | {_A.RECORDER},
    Right.LINK: DESK | {_A.RECORDER, _A.ON_LINE},
}
"""Who may do what while a complaint is open. A link may be made afterwards, too: a later call was about it."""


def rights_of(row: ComplaintRow, actors: Collection[Actor]) -> frozenset[Right]:
    """Return what somebody may do now."""
    mine = frozenset(actors)
    may = {right for right, who in WHO_MAY.items() if who & mine}
    return frozenset(may & {Right.LINK} if row.state in END_STATES else may)
