"""The clocks of complaints: what is owed until when, by which rule, and how the date came about.

Dates are days of the rule's time zone; `due_at` is the last second of `due_on` there, as aware UTC. `LocalText` has
``en`` and ``zh``.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request


class ClockLimit(StrEnum):
    """What a rule limits."""

    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    ANSWER = "answer"
    CREDIT = "credit"
    CORRECT = "correct"
    TELL = "tell"
    DISPUTE = "dispute"


class ClockUnit(StrEnum):
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


class ClockState(StrEnum):
    """`waiting`: what starts it has not happened. `late`: it runs, and the date is past. `over`: the customer's own
    time is past. `dropped`: the rule counts no more for this complaint."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    OVER = "over"
    DROPPED = "dropped"


class SkipReason(StrEnum):
    """`closed`: the bank's own calendar says so. `paused`: the clock stood still at the end of that day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    PAUSED = "paused"


class StageState(StrEnum):
    """`open`: it may be asked for. `later`: another comes before. `past`: the clock has stopped, or its time is up."""

    OPEN = "open"
    LATER = "later"
    ASKED = "asked"
    APPROVED = "approved"
    PAST = "past"


class SkippedDay(Answer):
    """A day that does not count. `provisional`: its year's holidays are not announced yet."""

    on: date
    why: SkipReason
    name: LocalText = Field(default_factory=dict)
    provisional: bool = False


class ClockRule(Answer):
    """The rule that gave a date, in the version in which it was when the clock started.

    `is_ours` is False where the time is the customer's, such as for taking a decision to an ombudsman: nobody is warned
    of it. `is_verified` is False where nobody has checked the rule against its text; such rules come switched off.
    `stops_for` are the states in which the clock stands still; `may_pause`: a person may stop it with a reason.
    """

    rule_id: str
    version: str
    set_code: str
    set_name: LocalText
    name: LocalText
    limit: ClockLimit
    amount: int
    unit: ClockUnit
    calendar: str = ""
    time_zone: str
    is_ours: bool = True
    source: LocalText
    source_url: str = ""
    note: LocalText = Field(default_factory=dict)
    effective_from: date
    effective_to: date | None = None
    is_verified: bool = True
    is_on: bool = True
    stops_for: tuple[str, ...] = ()
    may_pause: bool = False


class ClockStage(Answer):
    """A date that the clock may be extended to, or was. `approvers` are roles; `needs_notice`: the customer must be
    told why, in writing. `extension_id` is of the wish that is asked or approved."""

    code: str
    name: LocalText
    amount: int
    unit: ClockUnit
    due_on: date | None
    due_at: AwareDatetime | None
    is_provisional: bool = False
    state: StageState
    approvers: tuple[str, ...] = ()
    needs_notice: bool = False
    extension_id: UUID | None = None
    reason: str = ""
    asked_by: UUID | None = None
    asked_by_name: str = ""
    asked_at: AwareDatetime | None = None
    decided_by_name: str = ""
    decided_at: AwareDatetime | None = None


class ClockRung(Answer):
    """A step of the ladder of warnings: at `percent` of its time, at `at`; `told_at` once it was."""

    percent: int
    at: AwareDatetime
    told_at: AwareDatetime | None = None


class Clock(Answer):
    """One clock. In a preview it has no `clock_id`. While it is `waiting` it has no dates yet; `expected` says what it
    waits for. While it is paused, `due_on` is the date if it went on now, and `pause_reason` a state of complaints or,
    where somebody stopped it (`paused_by_hand`), their words.

    `skipped` are the days between start and end that do not count, `made_up` weekend days that do (work is made up on
    them). `because` says the whole reckoning in words, a line each. `version` is for commands on it.
    """

    clock_id: UUID | None = None
    version: int = 0
    rule: ClockRule
    state: ClockState
    started_on: date | None = None
    started_at: AwareDatetime | None = None
    due_on: date | None = None
    due_at: AwareDatetime | None = None
    is_provisional: bool = False
    percent: int = 0
    days_left: int | None = None
    paused_at: AwareDatetime | None = None
    paused_by_hand: bool = False
    pause_reason: str = ""
    met_at: AwareDatetime | None = None
    skipped: tuple[SkippedDay, ...] = ()
    made_up: tuple[date, ...] = ()
    stages: tuple[ClockStage, ...] = ()
    rungs: tuple[ClockRung, ...] = ()
    expected: LocalText = Field(default_factory=dict)
    because: tuple[LocalText, ...] = ()


class ComplaintClocks(Answer):
    """`GET /v1/complaints/{id}/clocks`, and the answer to a preview and to every command: in the order of the rail,
    the first due first; what waits, is met or dropped comes last."""

    complaint_id: UUID | None = None
    at: AwareDatetime
    set_code: str
    set_name: LocalText
    received_at: AwareDatetime
    received_on: date
    clocks: tuple[Clock, ...]


class PreviewClocks(Request):
    """`POST /v1/complaint-clocks/preview`: which clocks a complaint would have if it were recorded now."""

    region: str = Field(default="", max_length=20)
    kind: str = Field(default="complaint", max_length=20)
    severity: str = Field(default="minor", max_length=20)
    channel: str = Field(default="phone", max_length=20)
    vulnerable: bool = False
    regulatory: bool = False
    flags: frozenset[str] = Field(default=frozenset(), max_length=40)
    category: str = Field(default="", max_length=200)
    product_code: str = Field(default="", max_length=60)
    received_at: AwareDatetime | None = None


class PauseClock(Request):
    """`POST /v1/complaint-clocks/{id}/pause`."""

    command_id: UUID
    seen_version: int
    reason: str = Field(min_length=1, max_length=500)


class ResumeClock(Request):
    """`POST /v1/complaint-clocks/{id}/resume`."""

    command_id: UUID
    seen_version: int


class AskExtension(Request):
    """`POST /v1/complaint-clocks/{id}/extensions`: the date moves when somebody with the right has approved."""

    command_id: UUID
    seen_version: int
    stage: str = Field(max_length=40)
    reason: str = Field(min_length=1, max_length=500)


class DecideExtension(Request):
    """`POST /v1/complaint-clocks/{id}/extensions/{extension_id}/decision`: never by who has asked for it."""

    command_id: UUID
    seen_version: int
    approved: bool
    reason: str = Field(default="", max_length=500)


class MarkClocks(Request):
    """`POST /v1/complaints/{id}/clocks/marks`: something that starts or ends clocks has happened, at `happened_at` or
    now. `mark` is one of `ClockRules.marks`."""

    command_id: UUID
    mark: str = Field(max_length=40)
    happened_at: AwareDatetime | None = None


class CodeName(Answer):
    code: str
    name: LocalText


class RuleSet(Answer):
    """`calendar` is what its working days are counted by. `is_house` counts beside every other set."""

    code: str
    name: LocalText
    calendar: str
    time_zone: str
    is_house: bool = False
    rules: tuple[ClockRule, ...] = ()


class ClockRules(Answer):
    """`GET /v1/complaint-clocks/rules`: every rule in use, also those switched off. `flags` choose rules for a
    complaint, `marks` are what may happen to it beside its states."""

    region: str
    sets: tuple[RuleSet, ...]
    flags: tuple[CodeName, ...]
    marks: tuple[CodeName, ...]


class ReachedComplaint(Answer):
    """A complaint for which a rule would start a clock, or has."""

    complaint_id: UUID
    number: str
    rule_id: str
    due_on: date | None = None
    is_late: bool = False


class RuleReach(Answer):
    """For how many open complaints a rule of the house starts a clock; `late` of them are past their date at once."""

    rule_id: str
    name: LocalText
    count: int
    late: int


class ReachPreview(Answer):
    """`GET /v1/complaint-clocks/reach?after=…`: which clocks the rules of the house that came since would start for
    complaints that are open already, a portion of them at a time. `digest` is of this portion. `looked` complaints were
    looked at, up to `through`; `left` come after them. `through` None: there was none."""

    digest: str
    complaints: int
    rules: tuple[RuleReach, ...] = ()
    shown: tuple[ReachedComplaint, ...] = ()
    looked: int = 0
    through: UUID | None = None
    left: int = 0


class ReachComplaints(Request):
    """`POST /v1/complaint-clocks/reach`: start what was seen of a portion (complaints after `after` up to `through`),
    by compliance or an administrator, who says why."""

    command_id: UUID
    after: UUID | None = None
    through: UUID
    digest: str = Field(max_length=16)
    reason: str = Field(min_length=1, max_length=500)


class WarningKind(StrEnum):
    """`extension_asked` goes to who may approve it, `extension_decided` to who asked. `date_moved`: holidays were
    announced or corrected. `wait_over`: what the complaint waits for was to be there by now. `no_clock`: it is open,
    and nothing says by when the bank owes anything."""

    RUNG = "rung"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_DECIDED = "extension_decided"
    DATE_MOVED = "date_moved"
    WAIT_OVER = "wait_over"
    NO_CLOCK = "no_clock"


class WarnedAs(StrEnum):
    OWNER = "owner"
    SUPERVISOR = "supervisor"
    COMPLIANCE = "compliance"


class ClockWarning(Answer):
    """One warning to one person. `percent` is of a rung. `due_on` and `due_at` are as they were when it was given. Of
    `no_clock` there is no clock, and no rule."""

    warning_id: UUID
    complaint_id: UUID
    number: str
    clock_id: UUID | None = None
    kind: WarningKind
    percent: int = 0
    told_as: WarnedAs
    told_at: AwareDatetime
    seen_at: AwareDatetime | None = None
    rule_name: LocalText = Field(default_factory=dict)
    set_name: LocalText = Field(default_factory=dict)
    due_on: date | None = None
    due_at: AwareDatetime | None = None
    is_late: bool = False


class ClockWarnings(Answer):
    """`GET /v1/complaint-warnings`: those to the person who asks, the unseen first, then the newest."""

    unseen: int
    warnings: tuple[ClockWarning, ...]


class SeenWarnings(Request):
    """`POST /v1/complaint-warnings/seen`."""

    command_id: UUID
    warning_ids: tuple[UUID, ...] = Field(max_length=500)


class CalendarDay(Answer):
    """`kind` is one of working, weekend, holiday, closed, make_up (a weekend day on which work is made up)."""

    on: date
    kind: str
    name: LocalText = Field(default_factory=dict)
    is_working: bool
    is_provisional: bool = False


class CalendarYear(Answer):
    """`GET /v1/calendars/{code}/{year}`: the days that are not what their day of the week says. `is_announced` is False
    for a year whose holidays are not published yet."""

    code: str
    name: LocalText
    time_zone: str
    year: int
    is_announced: bool
    source: str
    days: tuple[CalendarDay, ...]
