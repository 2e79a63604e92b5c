"""Alerts of the floor: what goes wrong in queues, at agents and around them, by the rules of the bank's file."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request


class FloorMeasure(StrEnum):
    """What a rule looks at."""

    SERVICE_LEVEL = "service_level"  # percent over the window, of a queue; lower is worse
    LONGEST_WAIT = "longest_wait"  # seconds, of a queue
    NOBODY_READY = "nobody_ready"  # seconds for which callers wait in a queue and nobody serves it
    CALL_SECONDS = "call_seconds"  # of one agent's call
    HOLD_SECONDS = "hold_seconds"
    WRAP_UP_OVER = "wrap_up_over"  # seconds past the queue's own time for it
    CALLBACKS_LATE = "callbacks_late"  # number past their promised time, of a queue
    COMPLAINT_CLOCK = "complaint_clock"  # percent of a complaint's time that has run
    CARRIER_FAULTS = "carrier_faults"  # number over the window: orders that were refused or not carried out
    HELP_WAITS = "help_waits"  # seconds for which an agent's call for help is answered by nobody
    ABANDONMENT = "abandonment"  # percent of the callers of a queue who gave up over the window
    OCCUPANCY = "occupancy"  # percent of their time that those who serve a queue were busy over the window
    AWAY_OVER = "away_over"  # seconds for which an agent is not ready past the end that they had said


class FloorUnit(StrEnum):
    SECONDS = "seconds"
    PERCENT = "percent"
    NUMBER = "number"


class FloorLevel(StrEnum):
    """How bad it is: to be looked at, or to be acted on."""

    WARN = "warn"
    ACT = "act"


class FloorSubject(StrEnum):
    """What an alert is about."""

    QUEUE = "queue"
    AGENT = "agent"
    COMPLAINT = "complaint"
    CENTRE = "centre"


class FloorAlert(Answer):
    """One alert, on or over. `value` is what was measured last, `threshold` what it went past at its level.

    `subject_id` is a queue, an agent or a complaint; None for the whole centre. `subject_name` says which in words: by
    language for a queue, under "" where it is the same in every one. `call_id` is the call it is about, if it is one.
    `peak` is the worst value so far. `on`: it is shown (it has not ended, and is not snoozed now).
    """

    alert_id: UUID
    rule: str
    rule_name: LocalText
    measure: FloorMeasure
    unit: FloorUnit
    level: FloorLevel
    subject: FloorSubject
    subject_id: UUID | None = None
    subject_name: LocalText = Field(default_factory=dict)
    team: str = ""
    queue: str = ""
    call_id: UUID | None = None
    value: float
    peak: float
    threshold: float
    raised_at: AwareDatetime
    level_since_at: AwareDatetime
    seen_at: AwareDatetime
    owner_id: UUID | None = None
    owner_name: str = ""
    acknowledged_at: AwareDatetime | None = None
    acknowledged_by_name: str = ""
    snoozed_until_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    on: bool = True
    version: int = 1


class FloorAlerts(Answer):
    """`GET /v1/floor-alerts`: what is on in the supervisor's scope, the worst first, then the oldest. `snoozed` are on
    too, and are to be left alone for now. `looked_at` is when the rules were last looked at; None for never."""

    alerts: tuple[FloorAlert, ...] = ()
    snoozed: tuple[FloorAlert, ...] = ()
    looked_at: AwareDatetime | None = None


class FloorAlertHistory(Answer):
    """`GET /v1/floor-alerts/history?rule=&before=`: those that are over, the newest first. `more`: there are older
    ones; ask with `before` the last one's `ended_at`."""

    alerts: tuple[FloorAlert, ...] = ()
    more: bool = False


class FloorDeed(StrEnum):
    """What somebody did with an alert, or what became of it."""

    RAISED = "raised"
    LEVEL_CHANGED = "level_changed"
    ACKNOWLEDGED = "acknowledged"
    OWNED = "owned"
    LEFT = "left"  # its owner gave it back
    SNOOZED = "snoozed"
    WOKEN = "woken"  # it became worse while it was snoozed, or somebody ended that
    ENDED = "ended"


class FloorStep(Answer):
    """One step of an alert's history."""

    at: AwareDatetime
    deed: FloorDeed
    by_name: str = ""
    level: FloorLevel | None = None
    value: float | None = None
    until_at: AwareDatetime | None = None


class FloorAlertSteps(Answer):
    """`GET /v1/floor-alerts/{id}`: one alert with all that happened to it, the oldest first."""

    alert: FloorAlert
    steps: tuple[FloorStep, ...] = ()


class AcknowledgeAlert(Request):
    """`POST /v1/floor-alerts/{id}/acknowledgement`: seen; it stays, and calls for nobody any more at its level."""

    command_id: UUID
    seen_version: int


class OwnAlert(Request):
    """`POST /v1/floor-alerts/{id}/owner`: whoever asks deals with it; with `leave` they do not any more."""

    command_id: UUID
    seen_version: int
    leave: bool = False


class SnoozeAlert(Request):
    """`POST /v1/floor-alerts/{id}/snooze`: leave it alone for so many minutes; 0 ends that. Where it becomes worse it
    is shown again at once."""

    command_id: UUID
    seen_version: int
    minutes: int = Field(ge=0, le=480)


class FloorRule(Answer):
    """One rule as it counts. `window_seconds`: over how long a time it measures (0: now). It is raised past `warn` or
    `act` for `raise_after_seconds`, and ends once it is better by `clear_margin` for `clear_after_seconds`.
    `of_target`: `warn` and `act` are points under the target of the queue."""

    code: str
    name: LocalText
    measure: FloorMeasure
    unit: FloorUnit
    lower_is_worse: bool = False
    of_target: bool = False
    warn: float | None = None
    act: float | None = None
    clear_margin: float = 0
    window_seconds: int = 0
    raise_after_seconds: int = 0
    clear_after_seconds: int = 0
    queues: tuple[str, ...] = ()
    hours: str = ""


class FloorRules(Answer):
    """`GET /v1/floor-alerts/rules`."""

    rules: tuple[FloorRule, ...] = ()


class TimerLimit(Answer):
    """From how many seconds on a timer of this measure is to be looked at, and acted on; None: never by this one.
    `queue_id` is the queue whose calls it is for, None for those of all others."""

    measure: FloorMeasure
    queue_id: UUID | None = None
    warn_seconds: float | None = None
    act_seconds: float | None = None


class TimerLimitList(Answer):
    """`GET /v1/timer-limits`: what the timers of an agent's own desktop go by, of the thresholds that count now. Times
    past an end are `WRAP_UP_OVER` and `AWAY_OVER`."""

    limits: tuple[TimerLimit, ...] = ()
