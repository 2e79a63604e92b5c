"""A day in which everything may happen at any time: what `SeatDay` has, lost and late reports, the reconciler, a
carrier that forgets, a supervisor's hand. Looked after step by step."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, OfferOutcome
from telephony.offers.models import OfferRow
from telephony.providers.base import CarrierReport
from telephony.reconciling.carrier import end_call_by_hand
from telephony.reconciling.rounds import Reconciler
from telephony.reconciling.service import free_agent
from telephony.timers.models import TimerKind, TimerRow
from tests.proofs.shift.parties import Parties, check_parties, check_steps, read_parties
from tests.telephony.support import Centre
from tests.telephony.test_any_silence import SeatDay

KINDS = (
    *("ring", "agent", "call", "hang_up", "deliver", "repeat", "orders", "time", "away", "after", "wrap_up", "outcome"),
    *("beats", "seat", "restart", "lose", "late", "look", "look_at_carrier", "carrier_forgets", "free", "end_by_hand"),
    "key",
)


class WholeDay(SeatDay):
    """One day. `withheld` are reports that never came, or come much later."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(centre)
        self.withheld: list[CarrierReport] = []
        self.brought: list[CarrierReport] = []
        self.parties: Parties = {}
        self.reconciler = self.new_reconciler()
        self.steps |= {
            "lose": self.report_is_lost,
            "late": self.lost_report_comes_late,
            "look": self.look_at_database,
            "look_at_carrier": self.look_at_carrier,
            "carrier_forgets": self.carrier_forgets,
            "free": self.supervisor_frees,
            "end_by_hand": self.supervisor_ends,
            "key": self.caller_keys,
        }

    def new_reconciler(self) -> Reconciler:
        return Reconciler(self.centre.open_work, self.centre.deps, self.centre.carrier, lambda: self.machine.at)

    # what may happen

    def deliver_any(self, number: int) -> None:
        waiting = self.centre.carrier.reports
        if waiting:
            report = waiting.pop(number % len(waiting))
            self.brought.append(report)
            self.centre.report(report)

    def repeat_any(self, number: int) -> None:
        if self.brought:
            assert not self.centre.report(self.brought[number % len(self.brought)])

    def report_is_lost(self, number: int) -> None:
        waiting = self.centre.carrier.reports
        if waiting:
            self.withheld.append(waiting.pop(number % len(waiting)))

    def lost_report_comes_late(self, number: int) -> None:
        if self.withheld:
            report = self.withheld.pop(number % len(self.withheld))
            self.brought.append(report)
            self.centre.report(report)

    def server_restarts(self, number: int) -> None:
        super().server_restarts(number)
        self.reconciler = self.new_reconciler()

    def look_at_database(self, number: int) -> None:
        self.reconciler.look_at_database(now=number % 2 == 0)

    def look_at_carrier(self, number: int) -> None:
        self.reconciler.look_at_carrier(now=number % 2 == 0)

    def carrier_forgets(self, number: int) -> None:
        if number == 0:  # rarely: it ends every call
            self.centre.carrier.lose_everything()

    def supervisor_frees(self, number: int) -> None:
        agent_id = self.agents[number % 3]
        self.centre.do(lambda session, deps: free_agent(session, deps, agent_id, by=None, reason="by hand"))

    def supervisor_ends(self, number: int) -> None:
        known = self.live_calls()
        if known:
            call_id = known[number % len(known)]
            self.centre.do(lambda session, deps: end_call_by_hand(session, deps, call_id, by=None, reason="by hand"))

    def caller_keys(self, number: int) -> None:
        if self.sids:
            self.centre.carrier.press(self.sids[number % len(self.sids)], str(number % 10))

    # what must hold

    def check_nobody_is_lost(self) -> None:
        super().check_nobody_is_lost()
        with Session(self.centre.engine) as session:
            calls = {row.call_id: row for row in session.scalars(sa.select(CallRow))}
            parties = read_parties(session)
            timers = {(row.kind, row.subject_id) for row in session.scalars(sa.select(TimerRow))}
            open_offers = set(
                session.scalars(sa.select(OfferRow.offer_id).where(OfferRow.outcome == OfferOutcome.OPEN))
            )
        check_parties(calls, parties)
        check_steps(self.parties, parties)
        self.parties = parties
        for offer_id in open_offers:
            assert (TimerKind.OFFER_EXPIRES, offer_id) in timers, "an offer that never runs out"
        for call in calls.values():
            if call.state is CallState.CONNECTING:
                assert (TimerKind.CONNECT_EXPIRES, call.call_id) in timers, "a call being joined for ever"

    def live_calls(self) -> list[UUID]:
        with Session(self.centre.engine) as session:
            query = sa.select(CallRow.call_id).where(CallRow.state != CallState.ENDED)
            return list(session.scalars(query.order_by(CallRow.arrived_at, CallRow.call_id)))

    # how it ends

    def end(self) -> None:
        """Nobody does anything any more: reports come, orders are carried out, time passes, the reconciler looks.

        Then tables and rooms agree. Then every agent goes home without a word, and every caller hangs up: after it no
        call is on, and nobody is held by anything but a wrap-up that only they can end.
        """
        self.centre.carrier.away = False
        self.settle(4)
        self.check_rooms()
        self.check_desks()
        self.beating.clear()
        self.settle(12)
        self.check_nobody_rings()
        for sid in self.sids:
            self.centre.carrier.hang_up(sid)
        self.settle(4)
        self.check_desks()
        assert self.live_calls() == []
        with Session(self.centre.engine) as session:
            held = sa.or_(AgentRow.state == AgentState.ON_CALL, AgentRow.offer_id.is_not(None))
            assert session.scalars(sa.select(AgentRow.agent_id).where(held)).all() == []

    def settle(self, rounds: int) -> None:
        """Let that many times ten seconds pass, with all that a server does in them."""
        for _ in range(rounds):
            self.centre.run()
            self.machine.pass_seconds(10, *self.heard())
            self.centre.timers.run_due()
            self.reconciler.look_at_carrier(now=True)
            self.reconciler.look_at_database(now=True)
            self.centre.run()
            assert "not_mended" not in self.reconciler.counts

    def check_rooms(self) -> None:
        with Session(self.centre.engine) as session:
            calls = {row.call_sid: row for row in session.scalars(sa.select(CallRow))}
        for sid in self.sids:
            room, call = self.centre.carrier.carrier.find_room(sid), calls.get(sid)
            if room is None or room.ended_by is not None:
                assert call is None or call.state is CallState.ENDED, f"{sid} is over, and {call.state} here"
                continue
            assert call is not None
            wanted = {"queued": "waiting", "ringing": "waiting", "talking": "connected"}
            assert room.state() == wanted.get(call.state, call.state)
            assert call.pending is None

    def check_desks(self) -> None:
        for watched in self.watched:
            watched.follow()
            assert watched.desk == self.centre.desk(watched.agent_id)
        self.check_nobody_is_lost()

    def check_nobody_rings(self) -> None:
        """Two minutes after everybody has left, nothing rings and nobody is being joined."""
        with Session(self.centre.engine) as session:
            rings = CallRow.state.in_((CallState.RINGING, CallState.CONNECTING))
            assert session.scalars(sa.select(CallRow.call_id).where(rings)).all() == []
            assert session.scalars(sa.select(AgentRow.agent_id).where(AgentRow.offer_id.is_not(None))).all() == []
