"""What telephony asks of the program it runs in. It knows no customer: it carries ids and an opaque payload.

Every method is called inside the transaction that changes the call, so that what the host writes and what
telephony writes are committed together or not at all.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.callbacks.port import CallbackHost
from telephony.contract import CallDirection, DeskSnapshot, NumberCheck
from telephony.events.journal import Journal
from telephony.messages.states import MessageProblem, MessageState
from telephony.providers.base import PartState
from telephony.surveys.port import SurveyHost


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What telephony knows of a call before anybody speaks. `caller_number` is E.164 or empty (withheld).

    `menu_language` is what the caller chose to hear, empty where they were not asked. `item_id` is the callback that it
    makes, or tries to; `undialled`: no carrier knows of it yet.
    """

    call_id: UUID
    queue_code: str
    caller_number: str
    number_check: NumberCheck
    menu_reason: str
    keyed_digits: str
    arrived_at: datetime
    menu_language: str = ""
    callback_wished: bool = False
    direction: CallDirection = CallDirection.INBOUND
    item_id: UUID | None = None
    undialled: bool = False


@dataclass(frozen=True, slots=True)
class RoutingWish:
    """How the host would like a call treated.

    `priority` is in points, added to those of the queue. `preferred_agent_id` is the customer's own relationship
    manager, `preferred_team` the team who serves them. `tier` and `language` choose among the queues; empty says that
    the host does not know.
    """

    priority: int = 0
    preferred_agent_id: UUID | None = None
    preferred_team: str = ""
    tier: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """One recording of a call, as the host is told of it each time it changes. `seconds` of sound in `channels` are
    known once it is ready. `agent_id` is who had the call as it began.

    `policy`, `basis` and `retention_days` are those by which it was made; `announced_at` is when the caller was told of
    it, None where nobody told them. `refused`: they have refused, so that it is not to be kept.
    """

    recording_id: UUID
    call_id: UUID
    state: PartState
    began_at: datetime
    ended_at: datetime | None
    seconds: int | None
    channels: int
    agent_id: UUID | None
    policy: str
    basis: str
    retention_days: int
    announced_at: datetime | None
    refused: bool


class Host(CallbackHost, SurveyHost, Protocol):
    """The bank's half of the product, as telephony sees it."""

    def goes_straight(self, session: Session, caller_number: str) -> bool:
        """Say whether a caller of this number (E.164) is to be spared the entry menu."""
        ...

    def foresee(self, session: Session, caller_number: str, keyed_digits: str, *, at: datetime) -> object | None:
        """Ask for what `routing_wish` and `caller_payload` will want to know of this caller, and do not wait for it.

        The answer is given to both in the same transaction; telephony does not look into it. None where nothing can
        be asked ahead. It is asked before any lock is taken, and nothing is written here.
        """
        ...

    def routing_wish(self, session: Session, call: CallFacts, *, foreseen: object | None = None) -> RoutingWish:
        """Say how to treat a call that has just arrived. With what was `foreseen` nothing more is asked."""
        ...

    def caller_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, foreseen: object | None = None
    ) -> dict[str, JsonValue]:
        """Compose and audit what the agent sees of the caller while the call is offered. Masked values only.

        `foreseen` is of a call that nobody has linked to a customer yet. Where it fails, what it wrote until then is
        undone and the call is offered with `bare_payload`.
        """
        ...

    def bare_payload(self, call: CallFacts) -> dict[str, JsonValue]:
        """Return what the agent sees of a caller of whom nothing could be read. It asks nobody and cannot fail."""
        ...

    def foresee_consult(
        self, session: Session, call_id: UUID, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> object | None:
        """Compose what `colleague_payload` will give of a customer's call, before any lock is taken; write nothing.

        Telephony does not look into the answer and gives it back in the same transaction. None where there is none.
        """
        ...

    def colleague_payload(
        self,
        session: Session,
        call_id: UUID,
        *,
        from_agent_id: UUID,
        to_agent_id: UUID,
        at: datetime,
        transfer_id: UUID | None = None,
        foreseen: object | None = None,
    ) -> dict[str, JsonValue]:
        """Compose and audit what an agent sees while a colleague calls them: who calls, and where it is into a
        customer's call (`transfer_id`) the caller and the hand-over note. What was `foreseen` is looked at once more
        only as far as it may have changed since."""
        ...

    def may_complete(self, session: Session, call_id: UUID, transfer_id: UUID) -> bool:
        """Say whether the colleague may take the caller over: the hand-over note has been sent."""
        ...

    def call_handed_over(
        self, session: Session, call: CallFacts, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> None:
        """Another agent has the call now: open the record of their part of it. That of the first stays open for their
        wrap-up, which ends with `work_ended` as any other."""
        ...

    def transfer_number(self, session: Session, *, number_id: str, number: str) -> str:
        """Return the number (E.164) of a directory entry, or that was typed; empty where it is not to be called."""
        ...

    def call_accepted(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """The agent has taken the call: open the record of their part of it."""
        ...

    def call_returned(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """The agent took the call, but the carrier could not join their line: it is back in its queue, and the
        agent's part of it, in which nobody spoke, is over."""
        ...

    def work_ended(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, outcome_required: bool
    ) -> bool:
        """The time for the agent's work on the call is over: end the record of their part with the outcome that they
        chose, or without one as the host's own.

        Say False, and change nothing, where an outcome is required and none was chosen.
        """
        ...

    def supervision_changed(
        self,
        session: Session,
        *,
        call_id: UUID,
        supervisor_id: UUID,
        agent_id: UUID,
        deed: str,
        over: bool,
        at: datetime,
    ) -> None:
        """A supervisor has asked to be in an agent's call in this way (`deed`), or is in it no more (`over`, and `deed`
        says why): audit it."""
        ...

    def agent_told(
        self,
        session: Session,
        *,
        agent_id: UUID,
        by: UUID | None,
        topic: str,
        detail: Mapping[str, str],
        at: datetime,
    ) -> None:
        """Something was done to an agent by a supervisor (None: a time was up) that they are to be told of: `topic`
        says what, `detail` holds codes, times and the supervisor's own words."""
        ...

    def message_changed(
        self, session: Session, *, message_id: UUID, state: MessageState, problem: MessageProblem, at: datetime
    ) -> UUID | None:
        """A short message that the host had asked for stands otherwise now. Return the agent who is to be told."""

    def recording_changed(self, session: Session, recording: RecordingFacts, *, at: datetime) -> None:
        """A recording has begun, stands otherwise, is ready or will never be, or was refused by the caller."""
        ...

    def recording_asked(self, session: Session, call_id: UUID, what: str, *, by: UUID | None, at: datetime) -> None:
        """Audit that somebody (None: the system itself) wants the recording of a call otherwise: `what` is an action of
        the call, or what the carrier did or did not do of it."""
        ...

    def call_ended_unanswered(self, session: Session, call: CallFacts, *, at: datetime) -> UUID | None:
        """The caller hung up before anybody answered. Where they wished to be called back (`call.callback_wished`), and
        are to be, return the host's id of that callback: it is placed where they stood in the queue."""
        ...


class Work(Protocol):
    """One unit of work of the host: one transaction. The host commits, after appending the journal."""

    @property
    def session(self) -> Session: ...

    @property
    def journal(self) -> Journal: ...


WorkFactory = Callable[[], AbstractContextManager[Work]]
"""Opens a unit of work: leaving the block commits it, an exception rolls it back. Used by the workers."""


class Once(Protocol):
    """The host's memory of commands: a repeated `command_id` gives the kept answer and does nothing."""

    def __call__(
        self, work: Work, *, agent_id: UUID, command_id: UUID, fingerprint: str, do: Callable[[], DeskSnapshot]
    ) -> DeskSnapshot:
        """Return what `do` answers, or the answer kept from the first time.

        `fingerprint` is the command in one line; the same id with another one is the host's *command reused*.
        """
        ...
