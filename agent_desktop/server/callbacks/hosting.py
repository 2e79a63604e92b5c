"""The bank's half of a callback, as telephony asks for it.

Called under a group's lock: a callback's row is always locked after telephony's locks, here and in the routes.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.callbacks import CallbackKind, CallbackOutcome
from agent_desktop.records.callbacks.attempting import (
    Said,
    dial_callback,
    dial_obstacles,
    finish_attempt,
    return_callback,
    take_callback,
)
from agent_desktop.records.callbacks.book import Asking, CallbackBook
from agent_desktop.records.callbacks.changing import caller_came
from agent_desktop.records.callbacks.deeds import Doing, around_row, in_hands
from agent_desktop.records.callbacks.errors import CallbackNotFoundError, CallbackRefusedError
from agent_desktop.records.callbacks.making import Wanted, keep_wish, make_callback
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import (
    AttemptRepository,
    CallbackRepository,
    find_open_id,
    open_ids_of_caller,
)
from agent_desktop.records.callbacks.schema import GAVE_UP, KEPT_PLACE
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.interactions.link_repository import LinkRepository
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.server.callbacks.previews import asking_of_agent, preview_of
from agent_desktop.server.callbacks.repository import is_on_line
from agent_desktop.server.calls.cards import CallerCards
from agent_desktop.server.transfers.hosting import open_part
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ReturnedWhy
from telephony.contract import EndCause
from telephony.ports import CallFacts

OUTCOMES: Final[Mapping[EndCause, CallbackOutcome]] = MappingProxyType(
    {
        EndCause.BUSY: CallbackOutcome.BUSY,
        EndCause.DECLINED: CallbackOutcome.BUSY,
        EndCause.NO_ANSWER: CallbackOutcome.NO_ANSWER,
        EndCause.CANCELLED: CallbackOutcome.NO_ANSWER,
        EndCause.AGENT_HUNG_UP: CallbackOutcome.NO_ANSWER,
        EndCause.CALLER_HUNG_UP: CallbackOutcome.NO_ANSWER,
        EndCause.UNREACHABLE: CallbackOutcome.NO_ANSWER,
    }
)
"""What a try came to that nobody answered; any other cause is a failure of the carrier's, and no attempt."""

_SOON: Final = timedelta(minutes=1)


class CallbackHost:
    """What `telephony.ports.Host` has of callbacks. Without a `book` there are none."""

    options: ProfileOptions
    cards: CallerCards
    callbacks: CallbackBook | None = None

    def callback_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime
    ) -> dict[str, JsonValue]:
        """See `CallbackHost.callback_payload` of `telephony.callbacks.port`."""
        row = self._get(session, call.item_id)
        if row.customer_id is not None:
            LinkRepository(session).add_link_once(call.call_id, row.customer_id, None, at)
        seen = replace(call, caller_number=row.number)
        card = self.cards.card_for(session, seen, agent_id=agent_id, at=at, what="callback.shown")
        asking = self._asking(session, agent_id, at)
        preview = preview_of(session, row, asking, self.cards.scripts)
        script = self.cards.script_choice(preview.script_id) or card.script
        whole = CallbackCard.model_validate({**dict(card), "script": script, "callback": preview})
        payload: dict[str, JsonValue] = whole.model_dump(mode="json")
        return payload

    def callback_refusal(self, session: Session, item_id: UUID, *, agent_id: UUID, at: datetime) -> str:
        """See there: looked at anew at the moment of dialling."""
        doing = self._doing(session, at, agent_id)
        row = self._lock(session, item_id)
        on_line = is_on_line(session, row.customer_id, row.number)
        obstacles = dial_obstacles(doing, row, agent_id, around_row(doing, row), number=row.number, on_line=on_line)
        return obstacles[0].value if obstacles else ""

    def callback_offered(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """See there. It is in nobody's hands before they take it."""

    def callback_previewed(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """See there."""
        take_callback(self._doing(session, at, agent_id), self._lock(session, call.item_id), agent_id)

    def callback_returned(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, why: ReturnedWhy
    ) -> None:
        """See there."""
        return_callback(self._doing(session, at, agent_id), self._lock(session, call.item_id), agent_id, why=why.value)

    def callback_dialled(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """See there: the attempt is noted before the carrier is asked, and the agent's part of the call opened."""
        row = self._lock(session, call.item_id)
        doing = self._doing(session, at, agent_id)
        dial_callback(doing, row, agent_id, number=call.caller_number, call_id=call.call_id)
        if row.customer_id is not None:
            LinkRepository(session).add_link_once(call.call_id, row.customer_id, None, at)
        open_part(session, call, agent_id=agent_id, at=at)

    def callback_reached(
        self,
        session: Session,
        call: CallFacts,
        *,
        agent_id: UUID,  # noqa: ARG002  the call says which attempt
        at: datetime,  # noqa: ARG002
    ) -> None:
        """See there."""
        attempt = AttemptRepository(session).find_of_call(call.call_id)
        if attempt is not None:
            attempt.answered = True
            session.flush()

    def callback_call_ended(
        self,
        session: Session,
        call: CallFacts,
        *,
        agent_id: UUID | None,  # noqa: ARG002  the call says which attempt
        answered: bool,
        cause: EndCause,
        at: datetime,
    ) -> None:
        """See there. A try that nobody answered came to what the carrier says; of the others the agent says it."""
        row = self._lock(session, call.item_id)
        attempt = AttemptRepository(session).find_of_call(call.call_id)
        if attempt is None or attempt.ended_at is not None:
            return
        attempt.answered, attempt.cause = answered, cause.value
        session.flush()
        if not answered:
            outcome = OUTCOMES.get(cause, CallbackOutcome.FAILED)
            finish_attempt(self._doing(session, at, None), row, Said(outcome))

    def caller_spoken_with(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """See there. What the agent has said of it in the call stays; of the rest, who waited for a talk has had it,
        and whoever calls for another reason will see that they have called."""
        number = normalise(call.caller_number, self.options.region) or "" if call.caller_number else ""
        link = find_link(session, call.call_id)
        if self.callbacks is None or number in self.options.own_numbers:
            number = ""
        customer_id = link.customer_id if link is not None else None
        if self.callbacks is None or not (number or customer_id):
            return
        for callback_id in open_ids_of_caller(session, customer_id, number):
            CallbackItemRepository(session).lock_item(callback_id)  # before the callback's row, as everywhere
            row = self._lock(session, callback_id)
            wanted_a_talk = row.reason_code in (KEPT_PLACE, GAVE_UP)
            caller_came(self._doing(session, at, agent_id), row, since=call.arrived_at, closes=wanted_a_talk)

    def callback_of_caller(
        self, session: Session, call: CallFacts, customer_id: UUID | None, at: datetime
    ) -> UUID | None:
        """Make a callback for a caller who gave up waiting, where they wished it, or the rules say so without; return
        it where it is to be placed at once, in the place that they had."""
        book = self.callbacks
        number = normalise(call.caller_number, self.options.region) or "" if call.caller_number else ""
        if book is None or not number or number in self.options.own_numbers:
            return None
        after = book.rules.abandoned_after_seconds
        waited = (at - call.arrived_at).total_seconds()
        if not call.callback_wished and not 0 < after <= waited:
            return None
        wished = call.callback_wished
        wanted = Wanted(
            kind=CallbackKind.QUEUE if wished else CallbackKind.ABANDONED,
            reason_code=KEPT_PLACE if wished else GAVE_UP,
            number=number,
            customer_id=customer_id,
            in_minutes=0,
            queue_code=call.queue_code,
            language=call.menu_language,
            enqueued_at=call.arrived_at if wished else None,
            call_id=call.call_id,
        )
        known = find_open_id(session, customer_id, number, wanted.reason_code)
        if known is not None:
            CallbackItemRepository(session).lock_item(known)  # before the callback's row, as everywhere
        doing = self._doing(session, at, None)
        try:
            made = make_callback(doing, wanted)
        except CallbackRefusedError:  # they wish no calls, or there is no lawful hour
            if wished:  # they were told that they will be called: somebody decides
                keep_wish(doing, wanted)
            return None
        row = made.row
        if made.joined and row.callback_id != known:
            return None  # made a moment ago: its item is not locked, and the worker places it
        if not wished or in_hands(row) or row.due_at > at + _SOON:
            return None
        row.placed, row.to_sync = True, False
        session.flush()
        return row.callback_id

    def _doing(self, session: Session, at: datetime, by: UUID | None) -> Doing:
        """Those concerned are told by the worker: a change in a call gathers no events of records."""
        if self.callbacks is None:
            raise RuntimeError("there is no book of callbacks")
        return Doing(session, at, by, self.callbacks, RecordEvents())

    def _asking(self, session: Session, agent_id: UUID, at: datetime) -> Asking:
        return asking_of_agent(session, agent_id, self._doing(session, at, agent_id).book, at)

    @staticmethod
    def _get(session: Session, item_id: UUID | None) -> CallbackRow:
        row = None if item_id is None else CallbackRepository(session).find_row(item_id)
        if row is None:
            raise CallbackNotFoundError(item_id or UUID(int=0))
        return row

    @staticmethod
    def _lock(session: Session, item_id: UUID | None) -> CallbackRow:
        row = None if item_id is None else CallbackRepository(session).lock(item_id)
        if row is None:
            raise CallbackNotFoundError(item_id or UUID(int=0))
        return row
