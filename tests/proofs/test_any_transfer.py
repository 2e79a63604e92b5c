"""Passing callers on as one machine, over the real service and a real PostgreSQL: agents, colleagues, people outside
and callers leave at any step; lines go down, desktops fall silent, servers restart, reports come twice or never."""

import os
import time
from collections.abc import Callable
from typing import cast

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.proofs.shift.transfers import KINDS, TransferDay
from tests.telephony.support import Centre
from tests.telephony.test_any_order import clean

SHIFTS = "AGENT_DESKTOP_TRANSFER_SHIFTS"
"""Environment: how many shifts are played."""

TOLD_EVERY = 20
"""Shifts between two lines of a run at full size."""

_NUMBER = st.integers(0, 11)


class PassingOn(RuleBasedStateMachine):
    """One shift of three agents in two queues. What is checked after each rule is `TransferDay`'s."""

    steps = shifts = 0
    """How many were played."""
    began = 0.0
    """When the first one was, by the monotonic clock."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__()
        self._engine = engine
        self._day: TransferDay | None = None

    @initialize()
    def open(self) -> None:
        self._day = TransferDay(Centre(clean(self._engine)))

    def play(self, kind: str, number: int) -> None:
        if self._day is not None:
            self._day.play(kind, number)
            PassingOn.steps += 1

    @rule(number=_NUMBER)
    def somebody_asks_a_colleague(self, number: int) -> None:
        self.play("consult", number)

    @rule(number=_NUMBER)
    def what_is_on_its_way_arrives(self, number: int) -> None:
        for kind in ("orders", "deliver", "deliver"):
            self.play(kind, number)

    def teardown(self) -> None:
        if self._day is None:
            return
        self._day.end()
        PassingOn.shifts += 1
        if PassingOn.shifts % TOLD_EVERY == 0:  # who ends a long run early knows how far it came
            PassingOn.tell()

    @classmethod
    def tell(cls) -> None:
        seconds = time.monotonic() - cls.began
        print(f"\n{cls.steps} steps of {cls.shifts} shifts, {cls.steps / seconds:.1f} steps/s", flush=True)


def _rule_of(kind: str) -> Callable[[PassingOn, int], None]:
    def happens(self: PassingOn, number: int) -> None:
        self.play(kind, number)

    happens.__name__ = kind
    return happens


for _kind in sorted(set(KINDS)):
    setattr(PassingOn, _kind, rule(number=_NUMBER)(_rule_of(_kind)))


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_whoever_leaves_at_whatever_step_no_caller_is_left_alone_on_hold_and_nobody_is_held_for_nothing(
    engine: sa.Engine, full_size: bool
) -> None:
    shifts = int(os.environ.get(SHIFTS, "1000" if full_size else "4"))
    PassingOn.began, PassingOn.steps, PassingOn.shifts = time.monotonic(), 0, 0
    run_state_machine_as_test(
        cast(type[RuleBasedStateMachine], lambda: PassingOn(engine)),
        settings=settings(
            max_examples=shifts,
            stateful_step_count=60 if full_size else 20,
            deadline=None,
            derandomize=not full_size,  # the same small shifts each time; it is at full size that it looks for more
            suppress_health_check=list(HealthCheck),
        ),
    )
    PassingOn.tell()
