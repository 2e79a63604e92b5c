"""A shift over Twilio: a dozen agents and as many callers at once, by the stand-in's clock. Whatever somebody may do at
their desk they do by chance; telephones are answered, or are not; lines go down; the carrier's faults are on.

Hours of the centre pass in minutes: nobody waits for anything but the stand-in's time.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import AgentAction, AgentState, CallAction, DeskSnapshot, TransferKind
from telephony.errors import TelephonyError
from telephony.outgoing.service import call_number
from telephony.reconciling.rounds import CARRIER_SECONDS, Reconciler
from tests.proofs.twilio.ledger import Ledger, address_of
from tests.telephony.providers.twilio_centre import TwilioCentre
from tests.twilio_cloud.people import Does
from tests.twilio_cloud.stage import Stage
from tests.twilio_cloud.things import Call

DELIVERIES: Final = {"late": 0.1, "repeated": 0.1, "reordered": 0.1, "lost": 0.1}
TRIES: Final = {"unheard": 0.02, "unanswered": 0.02}
REST_RATES: Final = {"429": 0.02, "500": 0.01, "503": 0.01, "cut": 0.01}
NO_FAULTS: Final = dict.fromkeys((*DELIVERIES, *TRIES), 0.0)

ROUND_SECONDS: Final = 3
_A = CallAction
_WEIGHTS: Final = {
    _A.HOLD: 1, _A.RESUME: 4, _A.MUTE: 1, _A.UNMUTE: 3, _A.HANG_UP: 2, _A.CONSULT: 4, _A.END_CONSULT: 2,
    _A.COMPLETE_TRANSFER: 4, _A.CONFER: 3, _A.LEAVE_CONFERENCE: 3, _A.KEEP_GUEST: 1, _A.REMOVE_GUEST: 1,
    _A.RECOVER_CALLER: 1, _A.ANSWER: 12, _A.DECLINE: 1,
}  # fmt: skip
_KINDS: Final = {
    TransferKind.WARM: 6, TransferKind.COLD_AGENT: 2, TransferKind.COLD_QUEUE: 2, TransferKind.COLD_NUMBER: 1,
}  # fmt: skip
_DOES: Final = (Does.ANSWER, Does.ANSWER, Does.ANSWER, Does.BUSY, Does.LET_RING, Does.UNREACHABLE)


class Shift:
    """Plays it. `ledger` is what really happened, written down by whoever stands outside. Who hears whom is looked at
    after so many rounds, of three seconds each. `deliveries_only`: nothing else goes wrong than what is told."""

    def __init__(
        self, centre: TwilioCentre, seed: int, *, agents: int, look_every: int, deliveries_only: bool = False
    ) -> None:
        self.centre, self.ledger = centre, Ledger(centre)
        self._chance = random.Random(seed)
        self._agents = [centre.agent("cards", "loans") for _ in range(agents)]
        self.ledger.agents = {address_of(each): each for each in self._agents}
        self._look_every, self._rounds, self._dialled = look_every, 0, 0
        self._looked_at = 0.0
        self._faults: dict[str, object] = {**NO_FAULTS, **DELIVERIES, "rest": {}}
        if not deliveries_only:
            self._faults |= {**TRIES, "rest": REST_RATES}
        self._reconciler = Reconciler(centre.open_work, centre.deps, centre.provider, centre.clock.now)

    @property
    def mends(self) -> dict[str, int]:
        """What the reconciler has set right, by finding."""
        return dict(self._reconciler.counts)

    def play(self, calls: int) -> None:
        """Have so many calls come about, and all of them end; then nobody is left in any."""
        self._set_faults(on=True)
        while self.ledger.calls < calls or self.ledger.is_anybody_there():
            self._round(may_call=self.ledger.calls < calls)
            if self._rounds % self._look_every == 0:
                self._look()
        self._come_to_rest()

    def _round(self, *, may_call: bool) -> None:
        self._rounds += 1
        there = self.ledger.live_lines()
        callers = [each for each in there if each.far_end not in self.ledger.agents]
        if may_call and len(callers) < len(self._agents) + 2 and self._happens(0.7):
            self.ledger.caller_came(self.centre.caller(f"+8529{self._chance.randrange(10**7):07}").call)
        for call in there:
            is_agents = call.far_end in self.ledger.agents
            if self._happens(0.004 if is_agents else 0.05 if may_call else 0.2):
                self._hang_up(call)
        for row in self._desks():
            self._act(row, may_call=may_call)
        for _ in range(ROUND_SECONDS):
            self.centre.wait(1)
            self.ledger.listen(1)
        self._set_right()

    def _set_right(self) -> None:
        now = self.centre.cloud.world.clock.seconds
        if now - self._looked_at >= CARRIER_SECONDS:
            self._looked_at = now
            self._reconciler.look_at_carrier(now=True)
            self._reconciler.look_at_database(now=True)
            self.centre.run()

    def _look(self) -> None:
        """Have the carrier be well and everybody keep still until it is known how all stands; then it stands so."""
        self._set_faults(on=False)
        self._rest(60)
        self.ledger.check_who_hears_whom()
        self.ledger.read_deliveries()
        self.centre.cloud.forget_requests()
        self._tidy()
        self._set_faults(on=True)

    def _come_to_rest(self) -> None:
        self._set_faults(on=False)
        for _ in range(20):
            for row in self._desks():
                if row.state is AgentState.WRAP_UP:
                    self._act(row, may_call=False)
            self._rest(15)
            if not self.ledger.is_anybody_there():
                break
        self._rest(120)

    def _rest(self, seconds: int) -> None:
        for _ in range(0, seconds, 5):
            self.centre.wait(5, step=5)
            self._set_right()

    # what people do

    def _act(self, row: AgentRow, *, may_call: bool) -> None:
        agent = row.agent_id
        with suppress(TelephonyError):  # what they may not do now, they do not
            if row.state is AgentState.NOT_READY:
                self.centre.go(agent, AgentAction.GO_READY)
            elif row.state is AgentState.WRAP_UP and row.call_id is not None:
                if self._happens(0.5):
                    self.centre.choose(agent, row.call_id)
                    self.centre.finish(agent, row.call_id)
            elif row.state is AgentState.READY and row.offer_id is None:
                if may_call and self._happens(0.01):
                    self._dial(agent)
            elif row.state is AgentState.READY or self._happens(0.2):
                self._act_in_call(agent, self.centre.desk(agent))

    def _act_in_call(self, agent: UUID, desk: DeskSnapshot) -> None:
        if desk.call is not None:
            call_id, allowed = desk.call.call_id, desk.call.allowed
        elif desk.offer is not None:
            call_id, allowed = desk.offer.call_id, frozenset({_A.ANSWER, _A.DECLINE})
        else:
            return
        may = [each for each in _WEIGHTS if each in allowed]
        if not may:
            return
        action = self._chance.choices(may, [_WEIGHTS[each] for each in may])[0]
        if action is _A.CONSULT:
            self._pass_on(agent, call_id)
            return
        self.centre.act(agent, call_id, action)
        if action is _A.HANG_UP:
            self.ledger.hung_up(call_id)
        self.centre.run()

    def _pass_on(self, agent: UUID, call_id: UUID) -> None:
        kind = self._chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        to: dict[str, object] = {}
        if kind is TransferKind.COLD_QUEUE:
            to["queue_code"] = self._chance.choice(("cards", "loans"))
        elif kind is TransferKind.COLD_NUMBER or (kind is TransferKind.WARM and self._happens(0.25)):
            to["number"] = self._somebody_outside()
        else:
            ready = [each.agent_id for each in self._desks() if each.state is AgentState.READY and not each.offer_id]
            to["agent_id"] = self._chance.choice(ready or self._agents)
        self.centre.transfer(agent, call_id, kind, **to)
        self.ledger.passed_on(call_id, str(to.get("number", "")), kind)
        self.centre.run()

    def _dial(self, agent: UUID) -> None:
        number = self._somebody_outside()
        call_id = self.centre.do(
            lambda session, deps: call_number(
                session, deps, agent, number, outgoing_code="hotline", provider=self.centre.provider.name
            )
        )
        self.ledger.dialled(call_id, number)
        self.centre.run()

    def _hang_up(self, call: Call) -> None:
        """Put down a telephone, as whoever it belongs to does; nothing where it was put down meanwhile."""
        if not call.live:
            return
        self.ledger.put_down(call)
        self.centre.cloud.line(call.sid).hang_up()

    def _somebody_outside(self) -> str:
        """Return the number of somebody whom nobody has called before."""
        self._dialled += 1
        number = f"+8526{self._dialled:07}"
        does, after = self._chance.choice(_DOES), self._chance.uniform(1, 8)
        self._on_stage(lambda stage: stage.person(number, does=does, answers_after=after))
        return number

    # the rest

    def _desks(self) -> list[AgentRow]:
        with Session(self.centre.engine) as session:
            rows = session.scalars(sa.select(AgentRow).order_by(AgentRow.agent_id)).all()
            session.expunge_all()
        order = {agent: place for place, agent in enumerate(self._agents)}
        return sorted(rows, key=lambda row: order[row.agent_id])

    def _set_faults(self, *, on: bool) -> None:
        rates = self._faults if on else {**NO_FAULTS, "rest": {}}
        self._on_stage(lambda stage: stage.set_faults(**rates, late_seconds=20))

    def _on_stage(self, deed: Callable[[Stage], object]) -> None:
        self.centre.cloud.do(deed)

    def _happens(self, how_often: float) -> bool:
        return self._chance.random() < how_often

    def _tidy(self) -> None:
        """Do what a database does by itself where it is no test's."""
        with self.centre.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
