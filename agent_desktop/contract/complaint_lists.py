"""Lists of complaints: pages by filter and order, saved filters, changes of many, and figures."""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, Request
from agent_desktop.contract.complaints import (
    ComplaintChannel,
    ComplaintGlance,
    ComplaintKind,
    ComplaintState,
    Region,
    Severity,
)

MOST_AT_ONCE: Final = 500
"""So many complaints one change may name."""
COUNTED_UP_TO: Final = 1000


class Scope(StrEnum):
    MINE = "mine"  # owner or back-up
    RECORDED = "recorded"  # by whoever asks
    TEAM = "team"
    ALL = "all"


class Standing(StrEnum):
    OPEN = "open"
    LATE = "late"
    DUE_TODAY = "due_today"
    CLOSED = "closed"
    ALL = "all"


class SortBy(StrEnum):
    DEADLINE = "deadline"
    RECORDED = "recorded"
    SEVERITY = "severity"
    STATE = "state"
    OWNER = "owner"


class DeadlineBand(StrEnum):
    LATE = "late"
    TODAY = "today"
    NEXT_DAYS = "next_days"  # tomorrow and the day after
    LATER = "later"
    NO_CLOCK = "no_clock"


class ComplaintFilter(Request):
    """All that is said must fit. `category` takes what is below it in the tree as well; `text` is a number, a part of
    one, a word of what happened, or a customer's name. `due_before` is by the first running clock."""

    scope: Scope = Scope.MINE
    standing: Standing = Standing.OPEN
    kinds: frozenset[ComplaintKind] = frozenset({ComplaintKind.COMPLAINT})
    states: frozenset[ComplaintState] = frozenset()
    category: str = Field(default="", max_length=80)
    severities: frozenset[Severity] = frozenset()
    channels: frozenset[ComplaintChannel] = frozenset()
    regions: frozenset[Region] = frozenset()
    owner_id: UUID | None = None
    nobody: bool = False  # without an owner
    team: str = Field(default="", max_length=100)
    customer_id: UUID | None = None
    root_cause: str = Field(default="", max_length=80)
    vulnerable: bool | None = None
    regulatory: bool | None = None
    legal: bool | None = None
    repeats: bool | None = None
    band: DeadlineBand | None = None
    due_before: AwareDatetime | None = None
    recorded_from: AwareDatetime | None = None
    recorded_before: AwareDatetime | None = None
    text: str = Field(default="", max_length=100)


class ListComplaints(Request):
    """`POST /v1/complaints/list`: a page; the next one has `after` of this one's `next`. Without `count` none is."""

    filter: ComplaintFilter = ComplaintFilter()
    sort: SortBy = SortBy.DEADLINE
    descending: bool = False
    after: str = Field(default="", max_length=400)
    limit: int = Field(default=50, ge=1, le=200)
    count: bool = False


class NextClock(Answer):
    """The clock that ends first. `rule` names it and `limit` what it limits (`contract.complaint_clocks`);
    `due_on` is its day by the region's own calendar."""

    rule: str = ""
    limit: str = ""
    started_at: AwareDatetime | None = None
    due_at: AwareDatetime
    due_on: date | None = None
    provisional: bool = False
    paused: bool = False


class ComplaintLine(Answer):
    """One line. `next_move` is the code of the move that usually comes next, empty at an end."""

    glance: ComplaintGlance
    version: int
    customer_id: UUID | None = None
    customer_name: str = ""
    customer_name_chinese: str = ""
    backup_id: UUID | None = None
    backup_name: str = ""
    team: str = ""
    channel: ComplaintChannel
    region: Region
    vulnerable: bool = False
    regulatory: bool = False
    legal: bool = False
    is_repeat: bool = False
    clock: NextClock | None = None
    next_move: str = ""
    open_tasks: int = 0


class ComplaintPage(Answer):
    """`next` is empty on the last page. `count` is None where none was asked for, and at most COUNTED_UP_TO, with
    `more` where there are others."""

    lines: tuple[ComplaintLine, ...] = ()
    next: str = ""
    count: int | None = None
    more: bool = False
    as_of_at: AwareDatetime


class CustomerComplaints(Answer):
    """`GET /v1/customers/{id}/complaints`: all of one customer's, the open ones first, then the newest."""

    open: tuple[ComplaintGlance, ...] = ()
    ended: tuple[ComplaintGlance, ...] = ()
    ended_count: int = 0
    repeats_90_days: int = 0


class ComplaintsFound(Answer):
    """`GET /v1/complaints/find?text=`: by number or a part of it."""

    complaints: tuple[ComplaintGlance, ...] = ()


class ComplaintCounts(Answer):
    """`GET /v1/complaints/counts`: the live numbers. `team_*` are 0 for who may not see their team's."""

    mine_open: int = 0
    mine_late: int = 0
    mine_today: int = 0
    team_open: int = 0
    team_late: int = 0
    team_today: int = 0
    nobodys: int = 0
    tasks_open: int = 0
    tasks_late: int = 0
    to_approve: int = 0


# -- a supervisor's view -----------------------------------------------------------------------------------------------


class OwnerLoad(Answer):
    """One person's open ones. `limit` is how many the server's file lets them have, None: no limit."""

    owner_id: UUID | None = None
    name: str = ""
    team: str = ""
    open: int = 0
    late: int = 0
    today: int = 0
    limit: int | None = None


class ComplaintFigures(Answer):
    """`GET /v1/complaints/figures?scope=`: open ones by deadline and by owner; the fullest first."""

    bands: dict[DeadlineBand, int] = Field(default_factory=dict)
    owners: tuple[OwnerLoad, ...] = ()
    as_of_at: AwareDatetime


# -- saved filters -----------------------------------------------------------------------------------------------------


class SaveFilter(Request):
    """`PUT /v1/complaints/filters/{id}`: keep a filter under a name, for oneself."""

    command_id: UUID
    name: str = Field(min_length=1, max_length=60)
    filter: ComplaintFilter
    sort: SortBy = SortBy.DEADLINE
    descending: bool = False


class SavedFilter(Answer):
    filter_id: UUID
    name: str
    filter: ComplaintFilter
    sort: SortBy = SortBy.DEADLINE
    descending: bool = False


class SavedFilters(Answer):
    """`GET /v1/complaints/filters`: one's own, by name. `DELETE /v1/complaints/filters/{id}` gives them as well."""

    filters: tuple[SavedFilter, ...] = ()


# -- many at once ------------------------------------------------------------------------------------------------------


class ManyItem(Request):
    complaint_id: UUID
    seen_version: int


class AssignMany(Request):
    """`POST /v1/complaints/assignments`: these are `owner_id`'s from now on. Each is changed or not by itself."""

    command_id: UUID
    items: tuple[ManyItem, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)
    owner_id: UUID | None
    backup_id: UUID | None = None
    team: str | None = Field(default=None, max_length=100)
    reason: str = Field(default="", max_length=500)


class ManyOutcome(Answer):
    """`problem` is an error's code, empty where it was done; `version` is the complaint's now, 0 where nobody knows."""

    complaint_id: UUID
    number: str = ""
    version: int = 0
    problem: str = ""


class ManyDone(Answer):
    """`deed_id` is what can be undone: `POST /v1/complaints/assignments/{deed_id}/undo`; None where nothing was."""

    deed_id: UUID | None = None
    outcomes: tuple[ManyOutcome, ...] = ()


class UndoMany(Request):
    """Give them back to whom each was; what was changed since stays, and says so."""

    command_id: UUID
