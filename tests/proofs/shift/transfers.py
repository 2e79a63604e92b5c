"""A day on which agents pass callers on, and everybody may leave at any step of it: what `WholeDay` has, colleagues,
people outside, lines that go down. Looked after step by step, and held against the carrier's own rooms."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow, PartyRow
from telephony.calls.states import HANDLED, SPEAKING
from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallState,
    ColleagueState,
    DeskSnapshot,
    OfferOutcome,
    Reached,
    TransferKind,
    TransferState,
)
from telephony.errors import TelephonyError
from telephony.offers.models import OfferRow
from telephony.providers.base import EndedBy, is_outside
from telephony.providers.models import OutboxRow
from telephony.providers.simulator.rooms import AGENT, CALLER, COLLEAGUE, GUEST, Room
from telephony.transfers.models import LegRow, TransferRow
from telephony.transfers.states import ENDS
from tests.proofs.shift.day import WholeDay
from tests.proofs.shift.heard import heard_as_told, heard_in
from tests.proofs.shift.parties import check_steps, read_parties
from tests.telephony.support import Centre

KINDS = (
    *("ring", "agent", "call", "call", "hang_up", "deliver", "deliver", "repeat", "orders", "time", "away", "outcome"),
    *("beats", "seat", "restart", "lose", "late", "look", "look_at_carrier", "free", "end_by_hand"),
    *("warm", "warm", "to_number", "cold", "pass_on", "pass_on", "pass_on", "drop", "drop", "outside", "outside"),
)
NUMBER = "+85228881234"

_MOVES = (
    CallAction.COMPLETE_TRANSFER,
    CallAction.CONFER,
    CallAction.END_CONSULT,
    CallAction.RECOVER_CALLER,
    CallAction.LEAVE_CONFERENCE,
    CallAction.RESUME,
    CallAction.KEEP_GUEST,
    CallAction.REMOVE_GUEST,
)
_COME_TO = (
    *(Reached.RINGING, Reached.HERE, Reached.HERE, Reached.HERE),
    *(EndedBy.BUSY, EndedBy.NO_ANSWER, EndedBy.DECLINED, EndedBy.UNREACHABLE),
)


@dataclass
class Tables:
    """What the tables say, read at one moment. `busy` are the calls of which something is on its way: an order, or a
    report that was not brought."""

    calls: Mapping[UUID, CallRow]
    agents: Mapping[UUID, AgentRow]
    offers: Sequence[OfferRow]
    transfers: Sequence[TransferRow]
    legs: Sequence[LegRow]
    present: Sequence[PartyRow]
    busy: set[UUID] = field(default_factory=set)

    def open_transfers(self, call_id: UUID) -> list[TransferRow]:
        return [each for each in self.transfers if each.call_id == call_id and each.ended_at is None]


class TransferDay(WholeDay):
    """One day of passing on."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(centre)
        self.steps |= {
            "warm": self.warm,
            "to_number": self.to_number,
            "cold": self.cold,
            "pass_on": self.agent_passes_on,
            "drop": self.line_drops,
            "outside": self.somebody_outside,
            "consult": self.consult_comes_about,
        }

    # what may happen

    def warm(self, number: int) -> None:
        agent, desk = self._with_call(number)
        if desk is not None and desk.call is not None:
            self.centre.consult(agent, desk.call.call_id, self._other(agent, number))

    def to_number(self, number: int) -> None:
        agent, desk = self._with_call(number)
        if desk is not None and desk.call is not None:
            kind = TransferKind.COLD_NUMBER if number % 2 else TransferKind.WARM
            self.centre.transfer(agent, desk.call.call_id, kind, number=NUMBER)

    def cold(self, number: int) -> None:
        agent, desk = self._with_call(number)
        if desk is None or desk.call is None:
            return
        if number % 2:
            other = self._other(agent, number)
            self.centre.transfer(agent, desk.call.call_id, TransferKind.COLD_AGENT, agent_id=other)
        else:
            code = ("cards", "loans")[number // 6]
            self.centre.transfer(agent, desk.call.call_id, TransferKind.COLD_QUEUE, queue_code=code)

    def agent_passes_on(self, number: int) -> None:
        for agent in self._in_turn(number):
            call = self.centre.desk(agent).call
            moves = [] if call is None else [each for each in _MOVES if each in call.allowed]
            if call is not None and moves:
                self.centre.act(agent, call.call_id, moves[number % len(moves)])
                return

    def line_drops(self, number: int) -> None:
        live = [room for room in self.centre.carrier.carrier.rooms() if room.ended_by is None and AGENT in room.parties]
        if live:
            label = (AGENT, COLLEAGUE, AGENT, GUEST)[number % 4]
            self.centre.carrier.drop(live[number % len(live)].call_sid, label)

    def somebody_outside(self, number: int) -> None:
        rooms = self.centre.carrier.carrier.rooms()
        called = [room for room in rooms if room.ended_by is None and room.dialled is not None]
        if not called:
            return
        room = called[number % len(called)]
        if room.ringing_outside is not None:
            self.centre.carrier.come_to(room.call_sid, _COME_TO[number % len(_COME_TO)])
        else:
            for label in (AGENT, COLLEAGUE):
                if is_outside(room.parties[label].endpoint if label in room.parties else ""):
                    self.centre.carrier.drop(room.call_sid, label)

    def consult_comes_about(self, number: int) -> None:
        """What mostly happens, so that what happens else meets every state of it. How far says `number`."""
        first, second = self._in_turn(number)[:2]
        steps = (
            lambda: self.centre.go(first, AgentAction.GO_READY),
            lambda: self.ring(number),
            self._go_on,
            lambda: self._answer(first),
            self._go_on,
            lambda: self.centre.go(second, AgentAction.GO_READY),
            lambda: self.warm(self.agents.index(first) + 3 * (number % 2)),
            self._go_on,
            lambda: self._answer(second),
            self._go_on,
            lambda: self.agent_passes_on(number),
            self._go_on,
        )
        for step in steps[: 7 + number // 2]:
            with suppress(TelephonyError):
                step()

    def _go_on(self) -> None:
        self.centre.outbox.run_due()
        while self.centre.carrier.reports:
            self.deliver_any(0)
        self.centre.outbox.run_due()

    def _answer(self, agent: UUID) -> None:
        call = self.centre.desk(agent).call
        offer = self.centre.desk(agent).offer
        if call is not None and CallAction.ANSWER in call.allowed:
            self.centre.act(agent, call.call_id, CallAction.ANSWER)
        elif offer is not None:
            self.centre.act(agent, offer.call_id, CallAction.ANSWER)

    def _with_call(self, number: int) -> tuple[UUID, DeskSnapshot | None]:
        for agent in self._in_turn(number):
            desk = self.centre.desk(agent)
            if desk.call is not None and CallAction.CONSULT in desk.call.allowed:
                return agent, desk
        return self.agents[0], None

    def _in_turn(self, number: int) -> list[UUID]:
        first = number % 3
        return self.agents[first:] + self.agents[:first]

    def _other(self, agent: UUID, number: int) -> UUID:
        others = [each for each in self.agents if each != agent]
        ready = [each for each in others if self.centre.desk(each).agent.state is AgentState.READY]
        return (ready or others)[(number // 3) % len(ready or others)]

    # what must hold after each step

    def check_nobody_is_lost(self) -> None:
        tables = self.read_tables()
        self.check_agents(tables)
        self.check_transfers(tables)
        for call in tables.calls.values():
            self.check_call(call, tables)
            self.check_room(call, tables)

    def read_tables(self) -> Tables:
        with Session(self.centre.engine) as session:
            tables = Tables(
                calls={row.call_id: row for row in session.scalars(sa.select(CallRow))},
                agents={row.agent_id: row for row in session.scalars(sa.select(AgentRow))},
                offers=session.scalars(sa.select(OfferRow).where(OfferRow.outcome == OfferOutcome.OPEN)).all(),
                transfers=session.scalars(sa.select(TransferRow)).all(),
                legs=session.scalars(sa.select(LegRow)).all(),
                present=session.scalars(sa.select(PartyRow).where(PartyRow.left_at.is_(None))).all(),
                busy=set(session.scalars(sa.select(OutboxRow.call_id).where(OutboxRow.done_at.is_(None)))),
            )
            parties = read_parties(session)
        check_steps(self.parties, parties)
        self.parties = parties
        return tables

    def check_agents(self, tables: Tables) -> None:
        for agent in tables.agents.values():
            mine = {offer.offer_id for offer in tables.offers if offer.agent_id == agent.agent_id}
            assert mine == {agent.offer_id} - {None}, "an agent is reserved for what is offered to them, and no else"
            if agent.state is AgentState.ON_CALL:
                assert agent.call_id is not None
                call = tables.calls[agent.call_id]
                assert call.state in HANDLED, f"an agent is on a call that is {call.state}"
                assert agent.agent_id in {call.agent_id, call.colleague_id, call.guest_id}
            if agent.state is AgentState.WRAP_UP:
                assert agent.call_id is not None
                call = tables.calls[agent.call_id]
                parts = [leg for leg in tables.legs if (leg.call_id, leg.agent_id) == (call.call_id, agent.agent_id)]
                open_part = [leg for leg in parts if leg.wrapped_up_at is None]
                assert open_part or (call.state is CallState.ENDED and call.agent_id == agent.agent_id)

    def check_transfers(self, tables: Tables) -> None:
        for transfer in tables.transfers:
            assert (transfer.state in ENDS) == (transfer.outcome is not None) == (transfer.ended_at is not None)
            call = tables.calls[transfer.call_id]
            if transfer.ended_at is None:
                assert call.state is not CallState.ENDED, f"a transfer is {transfer.state} in a call that is over"
                assert transfer.expires_at is not None or transfer.state not in {
                    TransferState.STARTING,
                    TransferState.RINGING,
                }, "it rings for ever"

    def check_call(self, call: CallRow, tables: Tables) -> None:
        offered = [offer for offer in tables.offers if offer.call_id == call.call_id]
        open_ones = tables.open_transfers(call.call_id)
        assert len(open_ones) <= 1, "two transfers at once"
        to_number = bool(open_ones and open_ones[0].to_number)
        rings_at_us = call.colleague_state is ColleagueState.RINGING and call.colleague_id is not None
        rings_outside = call.state is CallState.RINGING and to_number
        assert len(offered) == (1 if rings_at_us or (call.state is CallState.RINGING and not rings_outside) else 0)
        if call.state in HANDLED:
            assert call.agent_id is not None
            owner = tables.agents[call.agent_id]
            assert (owner.state, owner.call_id) == (AgentState.ON_CALL, call.call_id), "a caller without an agent"
        if call.colleague_id is not None and call.colleague_state in {ColleagueState.JOINING, ColleagueState.JOINED}:
            colleague = tables.agents[call.colleague_id]
            assert (colleague.state, colleague.call_id) == (AgentState.ON_CALL, call.call_id)
        if call.guest_id is not None:
            guest = tables.agents[call.guest_id]
            assert call.state in SPEAKING, f"a guest is in a call that is {call.state}"
            assert (guest.state, guest.call_id) == (AgentState.ON_CALL, call.call_id), "a guest who is not there"
        if call.colleague_state is not None:
            assert open_ones, "a colleague is in a call for no transfer"
        if call.state is CallState.ENDED:
            assert call.end_cause is not None
            assert not [party for party in tables.present if party.call_id == call.call_id], "somebody never left"

    def check_room(self, call: CallRow, tables: Tables) -> None:
        """Where the server knows all that the carrier has to tell, and has nothing left to ask, the carrier's own table
        of who hears whom is as the call stands."""
        room = self.centre.carrier.carrier.find_room(call.call_sid)
        if room is None or call.call_id in tables.busy or call.last_sequence < room.sequence:
            return
        if call.pending is not None or call.state is CallState.CONNECTING or self._is_others(call, room):
            return
        if self._line_was_down(call, room, tables):
            return  # the reconciler joins it again
        assert heard_in(room) == heard_as_told(call), self._story(call, room)

    @staticmethod
    def _line_was_down(call: CallRow, room: Room, tables: Tables) -> bool:
        """The agent's line went down while nobody was asked in, which is nobody's leaving of a transfer."""
        if call.state not in SPEAKING or AGENT in room.parties or room.last_report is None:
            return False
        down_at = room.last_report.at
        return all(down_at <= each.began_at for each in tables.open_transfers(call.call_id))

    def _is_others(self, call: CallRow, room: Room) -> bool:
        """The caller was given to somebody outside: what becomes of them there is no matter of ours."""
        agent = room.parties.get(AGENT)
        return call.state is CallState.ENDED and agent is not None and is_outside(agent.endpoint)

    def _story(self, call: CallRow, room: Room) -> str:
        return f"{call.state} with colleague {call.colleague_state}, conferring {call.conferring}: {room.parties}"

    # how it ends

    def check_rooms(self) -> None:
        """Everything has come to rest: every live room has its call, nobody on hold is without a living agent, and what
        each hears is as the call says."""
        tables = self.read_tables()
        by_sid = {call.call_sid: call for call in tables.calls.values()}
        for sid in self.sids:
            room, call = self.centre.carrier.carrier.find_room(sid), by_sid.get(sid)
            if room is None or room.ended_by is not None:
                assert call is None or call.state is CallState.ENDED, f"{sid} is over, and {call.state} here"
                continue
            assert call is not None
            if self._is_others(call, room):
                continue
            assert call.pending is None
            assert heard_in(room) == heard_as_told(call), self._story(call, room)

    def check_nobody_rings(self) -> None:
        super().check_nobody_rings()
        tables = self.read_tables()
        for room in self.centre.carrier.carrier.rooms():
            caller = room.parties.get(CALLER)
            if caller is None or not caller.held:
                continue
            call = next(each for each in tables.calls.values() if each.call_sid == room.call_sid)
            assert AGENT in room.parties, "a caller on hold, and no line of an agent with them"
            assert not tables.open_transfers(call.call_id), "a caller on hold for a transfer of nobody who is there"
