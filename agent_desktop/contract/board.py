"""The supervisor's live board: how queues, agents and callers stand now, and what the day has been so far.

It comes over the stream. A desktop says which board it watches (`StreamWatch` with a `BoardFilter`) and is told it
whole once, then what has changed, at least once a second. Timers run from the moments given, by the server's clock.
Numbers are masked. Times are aware UTC, shares in percent.
"""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.floor_alerts import FloorAlert

STALE_SECONDS: Final = 3.0
"""A board of which nothing has been heard for longer is shown as not live (the desktop's own monotonic clock)."""


class Level(StrEnum):
    """How something stands against what it should be."""

    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


class Activity(StrEnum):
    """What an agent does, as the board shows it: `telephony.contract.AgentActivity`, word for word."""

    OFFLINE = "offline"
    READY = "ready"
    RINGING = "ringing"
    PREVIEWING = "previewing"
    DIALLING = "dialling"
    ON_CALL = "on_call"
    ON_HOLD = "on_hold"
    CONSULTING = "consulting"
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"


class Concern(StrEnum):
    """Why an agent's row is marked."""

    LONG_CALL = "long_call"
    LONG_HOLD = "long_hold"
    WRAP_UP_OVER = "wrap_up_over"
    PAST_PLANNED_END = "past_planned_end"
    DESKTOP_SILENT = "desktop_silent"
    HELP_ASKED = "help_asked"


class BoardAct(StrEnum):
    """What this supervisor may do to an agent, or to a caller who waits, now."""

    LISTEN = "listen"
    WHISPER = "whisper"
    BARGE = "barge"
    CHANGE_STATE = "change_state"
    TAKE = "take"
    GIVE = "give"
    MOVE_TO_FRONT = "move_to_front"
    END_STUCK = "end_stuck"


class BoardFilter(Request):
    """What of the centre is watched; empty is all that the supervisor may see.

    A site or a team chooses its agents, and the queues that these serve; `queue_ids` chooses queues, and the agents who
    serve any of them. Several of one kind are one or the other; different kinds must all hold.
    """

    sites: tuple[str, ...] = Field(default=(), max_length=100)
    teams: tuple[str, ...] = Field(default=(), max_length=200)
    queue_ids: tuple[UUID, ...] = Field(default=(), max_length=500)


class BoardChoice(Answer):
    """A site or a team by its code."""

    code: str
    name: LocalText


class QueueChoice(Answer):
    queue_id: UUID
    code: str = ""
    name: LocalText


class BoardChoices(Answer):
    """`GET /v1/board/choices`: what the supervisor may filter by."""

    sites: tuple[BoardChoice, ...] = ()
    teams: tuple[BoardChoice, ...] = ()
    queues: tuple[QueueChoice, ...] = ()


class ServiceFigure(Answer):
    """A service level. `percent` is None where no call counts yet; `target_percent` of calls are to be answered within
    `seconds`. `variant` is the formula. The last three are None, or empty, where queues of different aims are counted
    together; `level` then goes by the share of each."""

    percent: float | None = None
    level: Level = Level.OK
    target_percent: float | None = None
    seconds: int | None = None
    variant: str = ""


class BoardFigures(Answer):
    """The strip at the top. Agents are counted once, whatever number of queues they serve.

    `waiting_before` is how many waited at `waiting_before_at`, a half hour's mark ten to forty minutes ago. `longest_*`
    is of the caller who waits longest. `abandoned` of `offered` gave up; `abandoned_limit_percent` is the most that
    should. `forecast_offered` is what was foreseen until now. `wrap_up_over` are in wrap-up for longer than
    `wrap_up_limit_seconds`, `not_ready_over` for longer than they had said.
    """

    waiting: int = 0
    waiting_before: int | None = None
    waiting_before_at: AwareDatetime | None = None
    waiting_level: Level = Level.OK
    longest_enqueued_at: AwareDatetime | None = None
    longest_queue_id: UUID | None = None
    longest_queue_name: LocalText = Field(default_factory=dict)
    longest_level: Level = Level.OK
    service: ServiceFigure = Field(default_factory=ServiceFigure)
    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    abandoned_percent: float | None = None
    abandoned_limit_percent: float | None = None
    abandoned_level: Level = Level.OK
    forecast_offered: float | None = None
    signed_in: int = 0
    ready: int = 0
    ready_level: Level = Level.OK
    on_call: int = 0
    wrap_up: int = 0
    wrap_up_over: int = 0
    wrap_up_limit_seconds: int | None = None
    not_ready: int = 0
    not_ready_over: int = 0


class BoardHelp(Answer):
    """Who could serve a queue in need for a while: agents who are ready and do not serve it, of the queue `queue_id`,
    where nobody waits and somebody stays ready."""

    queue_id: UUID
    code: str = ""
    name: LocalText
    agent_ids: tuple[UUID, ...] = ()


class BoardQueue(Answer):
    """One queue. `longest_enqueued_at` is since when the first of those who wait has waited. `service` is of today,
    `service_lately` of those who came in the last 30 minutes. `busy` are on a call or in wrap-up. `level` is the worst
    of what the row shows; `position` is its place in the settings. `help` is from where agents could be moved to it,
    where more callers wait than agents are ready."""

    queue_id: UUID
    code: str = ""
    name: LocalText
    position: int = 0
    level: Level = Level.OK
    waiting: int = 0
    longest_enqueued_at: AwareDatetime | None = None
    longest_level: Level = Level.OK
    service: ServiceFigure = Field(default_factory=ServiceFigure)
    service_lately: ServiceFigure = Field(default_factory=ServiceFigure)
    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    abandoned_percent: float | None = None
    abandoned_level: Level = Level.OK
    ready: int = 0
    ready_level: Level = Level.OK
    busy: int = 0
    not_ready: int = 0
    help: BoardHelp | None = None


class BoardCaller(Answer):
    """Whom a call is with. `name` is empty where nobody, or more than one, goes by that number; `number_masked` is
    empty where it was withheld. `reason` is what they chose in the menu, or what their call is about."""

    customer_id: UUID | None = None
    name: str = ""
    number_masked: str = ""
    tier: Tier | None = None
    reason: LocalText = Field(default_factory=dict)


class BoardAgent(Answer):
    """One agent. `reason` is why they are not ready, `planned_end_at` until when they had said to be.

    `call_id` is the call that they have, or that rings at them; `caller` who it is with, `queue_name` where it came
    from, `colleague_name` whom they ask meanwhile. `supervised_by` is the supervisor who is in it. `handled` calls of
    today took `average_seconds` each (talk, hold, wrap-up). `level` and `concern` say what is wrong, `limit_seconds`
    from when in the state it is so. `next_activity` is what they will be after the call, where they have said.
    `since_at` of somebody on a call is since they talk with this caller, holds and all; `call_since_at` the same while
    they hold or consult. `help_asked_at` is when they called for a supervisor, and nobody has come yet.
    """

    agent_id: UUID
    name: str
    team: str = ""
    site: str = ""
    activity: Activity
    since_at: AwareDatetime
    call_since_at: AwareDatetime | None = None
    help_asked_at: AwareDatetime | None = None
    reason: str | None = None
    planned_end_at: AwareDatetime | None = None
    next_activity: Activity | None = None
    call_id: UUID | None = None
    caller: BoardCaller | None = None
    queue_id: UUID | None = None
    queue_name: LocalText = Field(default_factory=dict)
    colleague_name: str = ""
    supervised_by: str = ""
    handled: int = 0
    average_seconds: int | None = None
    level: Level = Level.OK
    concern: Concern | None = None
    limit_seconds: int | None = None
    acts: frozenset[BoardAct] = frozenset()


class BoardWaiting(Answer):
    """One caller who waits for an agent. `urgent` is who goes before all others of the queue; `callback_wished`: they
    would rather be called back."""

    call_id: UUID
    caller: BoardCaller
    queue_id: UUID
    queue_name: LocalText
    enqueued_at: AwareDatetime
    urgent: bool = False
    callback_wished: bool = False
    level: Level = Level.OK
    acts: frozenset[BoardAct] = frozenset()


class BoardSlot(Answer):
    """One half hour of the day, by when callers came. `forecast` is how many were foreseen, None where nothing was."""

    began_at: AwareDatetime
    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    forecast: float | None = None


class BoardDay(Answer):
    """The day by half hour, in order, from when the shown queues open until they close.

    `time_zone` is the centre's. `forecast_made_at` is when the forecast was made, None where there is none.
    """

    time_zone: str
    slots: tuple[BoardSlot, ...] = ()
    forecast_made_at: AwareDatetime | None = None


class BoardComplaints(Answer):
    """Open complaints by the next deadline of each: past it, later today, in the two days after today, or later.

    `oldest_due_at` is the deadline that was missed first, `next_due_at` the next one of today, `to_acknowledge` how
    many of the two days wait for a word that we have them.
    """

    late: int = 0
    oldest_due_at: AwareDatetime | None = None
    today: int = 0
    next_due_at: AwareDatetime | None = None
    next_days: int = 0
    to_acknowledge: int = 0
    later: int = 0


class BoardCallbacks(Answer):
    """Callbacks by when they are due: past their window, within the hour, or later today. `oldest_due_at` is the first
    that was missed, `next_hour_unowned` those of the hour that nobody has taken on. `expired` are those that nobody has
    kept, of which a supervisor decides."""

    late: int = 0
    expired: int = 0
    oldest_due_at: AwareDatetime | None = None
    next_hour: int = 0
    next_hour_unowned: int = 0
    later_today: int = 0


class Board(Answer):
    """The whole board as of one moment. What stands in rows stands in no order; `alerts` are those of the floor that
    are on in the supervisor's scope."""

    as_of: AwareDatetime
    figures: BoardFigures
    queues: tuple[BoardQueue, ...] = ()
    agents: tuple[BoardAgent, ...] = ()
    waiting: tuple[BoardWaiting, ...] = ()
    day: BoardDay
    alerts: tuple[FloorAlert, ...] = ()
    complaints: BoardComplaints = Field(default_factory=BoardComplaints)
    callbacks: BoardCallbacks = Field(default_factory=BoardCallbacks)


class BoardChange(Answer):
    """What has changed since the message before. A part that is None is as it was; of what stands in rows those are
    named that are new or otherwise, and those that are gone."""

    figures: BoardFigures | None = None
    queues: tuple[BoardQueue, ...] = ()
    queues_gone: frozenset[UUID] = frozenset()
    agents: tuple[BoardAgent, ...] = ()
    agents_gone: frozenset[UUID] = frozenset()
    waiting: tuple[BoardWaiting, ...] = ()
    waiting_gone: frozenset[UUID] = frozenset()
    day: BoardDay | None = None
    alerts: tuple[FloorAlert, ...] = ()
    alerts_gone: frozenset[UUID] = frozenset()
    complaints: BoardComplaints | None = None
    callbacks: BoardCallbacks | None = None


class BoardMessage(Answer):
    """What `StreamMessage.board` holds. The first of a watch is `full`; each later one builds on that of the number
    `previous`. Neither `full` nor `change`: nothing has changed, and that as of `as_of`. `refused` is why this board is
    not told."""

    number: int
    previous: int | None = None
    as_of: AwareDatetime
    full: Board | None = None
    change: BoardChange | None = None
    refused: ErrorCode | None = None


def apply_board_change(board: Board, change: BoardChange, as_of: AwareDatetime) -> Board:
    """Return the board after `change`: *full + changes = new full*, but for the order of rows."""
    queues = {each.queue_id: each for each in board.queues if each.queue_id not in change.queues_gone}
    queues.update((each.queue_id, each) for each in change.queues)
    agents = {each.agent_id: each for each in board.agents if each.agent_id not in change.agents_gone}
    agents.update((each.agent_id, each) for each in change.agents)
    waiting = {each.call_id: each for each in board.waiting if each.call_id not in change.waiting_gone}
    waiting.update((each.call_id, each) for each in change.waiting)
    alerts = {each.alert_id: each for each in board.alerts if each.alert_id not in change.alerts_gone}
    alerts.update((each.alert_id, each) for each in change.alerts)
    return Board(
        as_of=as_of,
        figures=change.figures or board.figures,
        queues=tuple(queues.values()),
        agents=tuple(agents.values()),
        waiting=tuple(waiting.values()),
        day=change.day or board.day,
        alerts=tuple(alerts.values()),
        complaints=change.complaints or board.complaints,
        callbacks=change.callbacks or board.callbacks,
    )
