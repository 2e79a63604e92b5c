"""Whole shifts of one agent on one window, as fast as it goes: calls, missed offers, holds, notes, breaks, no link."""

import gc
import random
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QObject

from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.contract.customers import CallerCard, CallerOutcome
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.desk.signed_in import SignedIn
from telephony.contract import AgentState, CallAction, CallSnapshot, CallState, OfferSnapshot
from tests.support.memory_desk import START
from tests.ui.desk.test_soak import CARD_SCRIPT, Calls, Server
from tests.ui.desk.test_soak import desk as desk  # the fixture

_PAGE_KB = 4
_ALLOWED_GROWTH_MB = 6
_BEATS_A_CALL = 30


class Shift(Calls):
    """An agent's day by chance, the same for a seed."""

    def __init__(self, desk: SignedIn, seed: int) -> None:
        super().__init__(desk, HO, next(each for each in Server().scripts() if each.script_id == CARD_SCRIPT))
        self._chance = random.Random(seed)
        self.missed = self.held = self.paused = self.lost = self.answered = 0

    def one(self, number: int) -> None:
        """Whatever comes next."""
        turn = self._chance.random()
        if turn < 0.15:
            self.missed += 1
            self._miss(number)
        elif turn < 0.25:
            self.paused += 1
            self._say(AgentState.NOT_READY, None)
            self._beat()
            self._say(AgentState.READY, None)
        else:
            self.answered += 1
            self._answer(number)

    def _answer(self, number: int) -> None:
        call_id = uuid4()
        self._say(AgentState.READY, self._ringing(call_id), self._offer(call_id, number))
        talking = self._call(call_id, CallState.TALKING, CallAction.HOLD, CallAction.HANG_UP)
        self._say(AgentState.ON_CALL, talking)
        for piece in range(self._chance.randrange(2, 12)):
            self._desk.views.notes.typed.emit(" ".join(f"note {number}" for _ in range(piece + 1)))
            self._beat(3)
        self._desk.views.script.tick_next_must_say()
        self._desk.presenters.script.go(1)
        if self._chance.random() < 0.4:
            self.held += 1
            self._say(AgentState.ON_CALL, self._call(call_id, CallState.HELD, CallAction.RESUME))
            self._beat()
            self._say(AgentState.ON_CALL, talking)
        if self._chance.random() < 0.1:
            self.lost += 1
            self._desk.presenters.desk.link_changed(LinkState(LinkStatus.LOST, START, 1, START + timedelta(seconds=1)))
            self._beat()
            self._desk.presenters.desk.link_changed(LinkState(LinkStatus.UP))
        self._say(AgentState.WRAP_UP, self._call(call_id, CallState.ENDED))
        self._beat()
        self._say(AgentState.READY, None)

    def _miss(self, number: int) -> None:
        call_id = uuid4()
        self._say(AgentState.READY, self._ringing(call_id), self._offer(call_id, number))
        self._beat()
        self._say(AgentState.READY, None)

    def _beat(self, seconds: int = _BEATS_A_CALL) -> None:
        for _ in range(seconds):
            self._desk._ticker.ticked.emit()
        self._desk.presenters.tick()
        self._desk.window.repaint()

    def _ringing(self, call_id: UUID) -> CallSnapshot:
        return self._call(call_id, CallState.RINGING, CallAction.ANSWER, CallAction.DECLINE)

    def _offer(self, call_id: UUID, number: int) -> OfferSnapshot:
        card = CallerCard(
            call_id=call_id,
            outcome=CallerOutcome.MATCHED,
            number_masked="+852 6••• 4182",
            profile=self._profile.model_copy(update={"customer_id": uuid4(), "name": f"Customer {number}"}),
            script=self._script,
            facts={},
        )
        return OfferSnapshot(
            offer_id=uuid4(),
            call_id=call_id,
            agent_id=UUID(int=1),
            offered_at=START,
            expires_at=START + timedelta(seconds=20),
            payload=card.model_dump(mode="json"),
        )


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_KB / 1024


@pytest.mark.prove
@pytest.mark.timeout(3_000)
def test_shifts_of_calls_leave_the_window_as_it_was(
    desk: SignedIn, full_size: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("Memory is measured on Linux only")
    turns = 2_000 if full_size else 8  # some 500 a week of shifts
    shift = Shift(desk, seed=1 if full_size else 555)  # which has all that happens within a dozen turns
    for number in range(20 if full_size else 4):
        shift.one(number)
    gc.collect()
    memory, parts = [resident_mb()], len(desk.window.findChildren(QObject))

    for number in range(turns):
        shift.one(number)
        if (number + 1) % (turns // 4) == 0:
            gc.collect()
            memory.append(resident_mb())

    with capsys.disabled():
        print(f"\n{turns} turns: {shift.answered} calls, {shift.missed} missed, {shift.held} held, ", end="")
        print(f"{shift.paused} breaks, {shift.lost} lost links; MiB: {', '.join(f'{each:.1f}' for each in memory)}")
    assert min(shift.answered, shift.missed, shift.held, shift.paused) > 0
    assert desk.window.isVisible()
    assert len(desk.window.findChildren(QObject)) <= parts + 10  # fewer than one a call
    # The first quarter may still fill what is kept for the next call; after it nothing grows.
    assert memory[-1] - memory[1] < _ALLOWED_GROWTH_MB
