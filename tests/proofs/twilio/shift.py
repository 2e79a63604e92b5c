"""A shift over the stand-in for Twilio: several callers at once, agents who hold, mute and pass them on, and deliveries
that are late, repeated, out of order or lost.

Each caller's life is a generator that says how many seconds go by before it goes on; all of them share one clock, so
that a second of it is waited through once for all.
"""

import random
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentAction, AgentState, CallAction, CallState, EndCause, OfferOutcome, TransferKind
from telephony.errors import TelephonyError
from telephony.offers.models import OfferRow
from telephony.transfers.models import TransferRow
from telephony.transfers.states import OPEN
from tests.telephony.providers.twilio_centre import NUMBER, TwilioCentre
from tests.twilio_cloud.cloud import Line
from tests.twilio_cloud.stage import Stage

AGENTS: Final = 8
AT_ONCE: Final = 5
STEP: Final = 5
OUTSIDE: Final = "+85228881234"
RATES: Final = {"late": 0.1, "repeated": 0.1, "reordered": 0.1, "lost": 0.1}
QUIET: Final = dict.fromkeys(RATES, 0.0)

BY_THE_CALLER: Final = frozenset({EndCause.CALLER_HUNG_UP, EndCause.ABANDONED_RINGING, EndCause.ABANDONED_WAITING})
DEEDS: Final = (CallAction.HOLD, CallAction.RESUME, CallAction.MUTE, CallAction.UNMUTE)
ENDS_OF_CONSULT: Final = (
    CallAction.COMPLETE_TRANSFER,
    CallAction.CONFER,
    CallAction.END_CONSULT,
    CallAction.RECOVER_CALLER,
    CallAction.RESUME,
)

Life = Generator[int, None, None]


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that its shift is done with: whether it was the caller who hung up."""

    sid: str
    by_caller: bool


@dataclass
class Shift:
    """`calls` of them in all, `AT_ONCE` at a time. `told` counts what the agents and callers did."""

    centre: TwilioCentre
    chance: random.Random
    told: Counter[str] = field(default_factory=Counter)
    ended: list[Ended] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agents = [self.centre.agent() for _ in range(AGENTS)]
        self.centre.cloud.do(lambda stage: stage.person(OUTSIDE, answers_after=3))

    def run(self, calls: int, *, told_every: int = 200) -> None:
        """Live through all of them under faults, and let what is left come to rest without."""
        self.centre.cloud.do(lambda stage: stage.set_faults(**RATES, late_seconds=8))
        lives: list[tuple[int, Life]] = []
        begun, now, began = 0, 0, time.monotonic()
        while begun < calls or lives:
            while begun < calls and len(lives) < AT_ONCE:
                lives.append((now + self.chance.randrange(0, 20, STEP), self._life(begun)))
                begun += 1
                if begun % told_every == 0:
                    print(f"\n{begun} calls, {begun / (time.monotonic() - began):.2f} a second", flush=True)
            self.centre.cloud.advance(STEP)
            self.centre.run()
            now += STEP
            lives = [(now + wait, life) for life, wait in self._gone_on(lives, now)]
            if now % (4 * STEP) == 0:
                self._keep_ready()
            if now % 1200 == 0:
                self._forget()
        self.centre.cloud.do(lambda stage: stage.set_faults(**QUIET))
        self.centre.wait(200, step=20)
        self._keep_ready()

    def _forget(self) -> None:
        """Have the stand-in forget what is over: ten thousand calls are more than it looks through each time."""

        def forget(stage: Stage) -> None:
            world = stage.world
            before = world.now - timedelta(minutes=10)
            world.calls = {sid: call for sid, call in world.calls.items() if call.ended is None or call.ended > before}
            world.rooms = {sid: room for sid, room in world.rooms.items() if room.live or room.created > before}
            world.room_names = {name: sid for name, sid in world.room_names.items() if sid in world.rooms}
            for person in world.people.values():
                person.calls = [call for call in person.calls if call.live]
            world.post.made.clear()

        self.centre.cloud.do(forget)
        self.centre.cloud.forget_requests()

    def wrong(self) -> list[str]:
        """Return what is not as it should be once the shift is over."""
        found = [f"{each} is still on the line" for each in self.centre.live_calls()]
        with Session(self.centre.engine) as session:
            calls = {row.call_sid: row for row in session.scalars(sa.select(CallRow))}
            for each in self.ended:
                call = calls[each.sid]
                if call.state is not CallState.ENDED:
                    found.append(f"{each.sid} is {call.state}")
                elif (call.end_cause in BY_THE_CALLER) is not each.by_caller:
                    found.append(f"{each.sid} ended by {call.end_cause}, by the caller: {each.by_caller}")
            found += [
                f"the transfer {row.transfer_id} is {row.state}"
                for row in session.scalars(sa.select(TransferRow).where(TransferRow.state.in_(OPEN)))
            ]
            found += [
                f"an agent is {row.state}"
                for row in session.scalars(sa.select(AgentRow).where(AgentRow.state != AgentState.READY))
            ]
        return found

    def _gone_on(self, lives: list[tuple[int, Life]], now: int) -> Iterator[tuple[Life, int]]:
        for due, life in lives:
            if due > now:
                yield life, due - now
                continue
            try:
                yield life, next(life)
            except StopIteration:
                continue

    def _life(self, number: int) -> Life:
        line = self.centre.cloud.ring(NUMBER, f"+8526{number % 10_000_000:07}")
        yield 10
        if self.chance.random() < 0.1:
            yield from self._goes(line, "gave up waiting")
            return
        agent = None
        for _ in range(40):
            agent = self._offered_to(line)
            if agent is not None:
                break
            yield 10
        if agent is None or self.chance.random() < 0.1:
            yield from self._goes(line, "gave up ringing")
            return
        self._act(agent, line, CallAction.ANSWER)
        yield 20
        for _ in range(self.chance.randrange(3)):
            self._act(self._has(line) or agent, line, self.chance.choice(DEEDS))
            yield self.chance.choice((5, 10, 20))
        if self.chance.random() < 0.5:
            yield from self._passed_on(line, self._has(line) or agent)
        if line.status == "in-progress" and self.chance.random() < 0.5:
            yield from self._goes(line, "caller hung up")
            return
        for _ in range(12):
            holder = self._has(line)
            if line.status != "in-progress":
                break
            if holder is None:  # they wait, or it rings: whoever is asked takes them
                asked = self._offered_to(line)
                if asked is not None:
                    self._act(asked, line, CallAction.ANSWER)
            else:
                self._act(holder, line, CallAction.HANG_UP)
            yield 20
        if line.status == "in-progress":
            yield from self._goes(line, "caller hung up at last")
            return
        self.told["agent hung up"] += 1
        self.ended.append(Ended(line.sid, by_caller=False))

    def _passed_on(self, line: Line, agent: UUID) -> Life:
        kind = self.chance.choice((*TransferKind, TransferKind.WARM))
        others = [each for each in self.agents if each != agent and self._is_ready(each)]
        colleague = self.chance.choice(others) if others else None
        more: dict[str, object] = {"agent_id": colleague}
        if kind is TransferKind.COLD_QUEUE:
            more = {"queue_code": "cards"}
        elif kind is TransferKind.COLD_NUMBER or colleague is None:
            kind, more = self.chance.choice((TransferKind.WARM, TransferKind.COLD_NUMBER)), {"number": OUTSIDE}
        try:
            self.centre.transfer(agent, self._call(line).call_id, kind, **more)
        except TelephonyError:
            return
        self.told[f"{kind.value} {next(iter(more))}"] += 1
        yield 10
        if kind is not TransferKind.WARM:
            yield 10
            return
        if "agent_id" in more and colleague is not None:
            yield from self._consulted(line, agent, colleague)
        else:
            yield 10
            self._act(agent, line, self.chance.choice(ENDS_OF_CONSULT))
            yield 10

    def _consulted(self, line: Line, agent: UUID, colleague: UUID) -> Life:
        what = self.chance.random()
        if what < 0.2:
            self._act(colleague, line, CallAction.DECLINE)
            yield 10
            self._act(agent, line, CallAction.RECOVER_CALLER)
            yield 10
            return
        self._act(colleague, line, CallAction.ANSWER)
        yield 20
        if what < 0.4:
            self._line_drops(self.chance.choice((agent, colleague)))
            yield 20
        for _ in range(self.chance.randrange(1, 3)):
            self._act(agent, line, self.chance.choice(ENDS_OF_CONSULT))
            yield 10

    def _goes(self, line: Line, how: str) -> Life:
        by_caller = line.status in ("ringing", "in-progress")
        line.hang_up()
        self.told[how] += 1
        self.ended.append(Ended(line.sid, by_caller))
        yield 10

    def _act(self, agent: UUID, line: Line, action: CallAction) -> None:
        try:
            self.centre.act(agent, self._call(line).call_id, action)
        except TelephonyError:
            return  # what they may not do now, they do not
        self.told[action.value] += 1

    def _line_drops(self, agent: UUID) -> None:
        calls = [each for each in self.centre.cloud.world.calls.values() if each.live and str(agent) in each.to]
        for each in calls:
            self.centre.cloud.line(each.sid).hang_up()
            self.told["a line went down"] += 1

    def _keep_ready(self) -> None:
        with Session(self.centre.engine) as session:
            query = sa.select(AgentRow).where(AgentRow.state.in_((AgentState.WRAP_UP, AgentState.NOT_READY)))
            rows = [(row.agent_id, row.state) for row in session.scalars(query)]
        for agent_id, state in rows:
            try:
                if state is AgentState.WRAP_UP:
                    call = self.centre.desk(agent_id).call
                    if call is not None:
                        self.centre.choose(agent_id, call.call_id)
                        self.centre.finish(agent_id, call.call_id)
                else:
                    self.centre.go(agent_id, AgentAction.GO_READY)
            except TelephonyError:
                continue
        self.centre.run()

    def _call(self, line: Line) -> CallRow:
        return self.centre.call_by_sid(line.sid)

    def _has(self, line: Line) -> UUID | None:
        call = self._call(line)
        return call.agent_id if call.state in (CallState.TALKING, CallState.HELD, CallState.CONNECTING) else None

    def _is_ready(self, agent: UUID) -> bool:
        with Session(self.centre.engine) as session:
            return session.get_one(AgentRow, agent).state is AgentState.READY

    def _offered_to(self, line: Line) -> UUID | None:
        with Session(self.centre.engine) as session:
            query = (
                sa.select(OfferRow.agent_id)
                .join(CallRow, CallRow.call_id == OfferRow.call_id)
                .where(CallRow.call_sid == line.sid, OfferRow.outcome == OfferOutcome.OPEN)
            )
            return session.scalars(query).first()
