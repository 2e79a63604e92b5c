"""What passes between telephony and its host about callbacks. To telephony an item is an id and a place.

Every method of the host is called inside the transaction that changes the call, under its group's lock: short, and
nothing is asked over a network.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.callbacks.states import ReturnedWhy
from telephony.contract import EndCause

if TYPE_CHECKING:
    from telephony.ports import CallFacts


@dataclass(frozen=True, slots=True)
class CallbackItem:
    """A callback to be made, as the host places it. `item_id` is the host's own id of it.

    It is offered to agents from `not_before` on, by its place among the calls of its queue: `enqueued_at` less
    `priority` points, urgent ones first. `late_at` is the end of the promised window, None where nothing was promised.
    `keeps_place`: somebody who waited for us, so that it goes as a caller does; else the queue's share of callbacks
    decides between it and callers.

    Until `agent_until` only `agent_id` may have it, until `team_until` only they and the agents of `team`; one who has
    declined or missed it holds nobody up. A queue that is not there any more is the default one.
    """

    item_id: UUID
    queue_code: str
    not_before: datetime
    enqueued_at: datetime
    late_at: datetime | None = None
    priority: int = 0
    urgent: bool = False
    keeps_place: bool = False
    agent_id: UUID | None = None
    agent_until: datetime | None = None
    team: str = ""
    team_until: datetime | None = None


class CallbackHost(Protocol):
    """The host's half of a callback. `call.item_id` says which it is, `call.call_id` which try."""

    def callback_payload(
        self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime
    ) -> dict[str, JsonValue]:
        """Compose and audit what the agent sees of whom they are to call back, while it is offered and previewed: the
        profile, the reason, what was tried. Masked values only. From now on the call is that customer's."""
        ...

    def callback_refusal(self, session: Session, item_id: UUID, *, agent_id: UUID, at: datetime) -> str:
        """Say what is against dialling it now, as a code of the host's (do not call, no lawful hour there, closed …);
        empty for nothing."""
        ...

    def callback_offered(self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime) -> None:
        """It is offered to this agent."""
        ...

    def callback_previewed(self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime) -> None:
        """The agent has taken it, from an offer or by hand."""
        ...

    def callback_returned(
        self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime, why: ReturnedWhy
    ) -> None:
        """The agent has it no more, and nobody was called. It waits at its place, unless it was withdrawn."""
        ...

    def callback_dialled(self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime) -> None:
        """The carrier is being asked to call: open the record of the agent's part of it."""
        ...

    def callback_reached(self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime) -> None:
        """Somebody has answered."""
        ...

    def callback_call_ended(
        self,
        session: Session,
        call: "CallFacts",
        *,
        agent_id: UUID | None,
        answered: bool,
        cause: EndCause,
        at: datetime,
    ) -> None:
        """The try is over, and with it this placing: where there is to be another, place the item again. What it came
        to is the agent's word, in wrap-up. `agent_id` is None where whoever answered waited for another agent, in
        vain."""
        ...

    def caller_spoken_with(self, session: Session, call: "CallFacts", *, agent_id: UUID, at: datetime) -> None:
        """A caller has called us, and a talk with an agent, who had the call last, is over: what they were to be called
        back for may be settled by it."""
        ...
