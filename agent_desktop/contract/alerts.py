"""What a customer is to be looked after for, worked out beforehand and kept until somebody has said what became of it.

Texts come by language, made from the figures of the record at the moment they are read. Times are aware UTC.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import StatusKind

REASON_LIMIT: Final = 300
"""The most characters of a reason somebody gives."""


class AlertKind(StrEnum):
    """What an alert is about."""

    UNUSUAL = "unusual"
    DEPOSIT_MATURING = "deposit_maturing"
    BIRTHDAY = "birthday"
    GREETING = "greeting"
    DOCUMENT_EXPIRING = "document_expiring"
    CALLBACK_PROMISED = "callback_promised"
    COMPLAINT_DUE = "complaint_due"


class AlertState(StrEnum):
    """How an alert stands. `lapsed` is what passed by itself: the day is over, the promise was kept."""

    NEW = "new"
    SEEN = "seen"
    DONE = "done"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"


class AlertStep(StrEnum):
    """What a person may do to an alert."""

    SEE = "see"
    FINISH = "finish"
    DISMISS = "dismiss"
    REOPEN = "reopen"


class CustomerAlert(Answer):
    """One alert. `reasons` say why, each a sentence from the customer's own figures. `steps` may be done to it now.

    `by_name` is who last changed its state, empty for the server; `reason` is what they gave for dismissing it.
    `task_id` is the outreach task that it started, None where there is none.
    """

    alert_id: UUID
    kind: AlertKind
    state: AlertState
    status: StatusKind
    icon: str
    title: LocalText
    detail: LocalText = Field(default_factory=dict)
    reasons: tuple[LocalText, ...] = ()
    score: float | None = None
    due_at: datetime | None = None
    ends_on: date | None = None
    raised_at: datetime
    changed_at: datetime
    by_name: str = ""
    reason: str = ""
    task_id: UUID | None = None
    steps: frozenset[AlertStep] = frozenset()


class CustomerAlerts(Answer):
    """`GET /v1/customers/{id}/alerts`: the open ones, the most urgent first; with ``?all=true`` also what was done,
    dismissed or passed by, the newest first."""

    alerts: tuple[CustomerAlert, ...] = ()


class ChangeAlert(Request):
    """`POST /v1/alerts/{id}/changes`. Dismissing needs a reason."""

    command_id: UUID
    step: AlertStep
    reason: str = Field(default="", max_length=REASON_LIMIT)
