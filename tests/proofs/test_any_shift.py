"""Telephony as one machine, over the real service and a real PostgreSQL: whatever happens in whatever order, nobody
is lost, and nothing is held for ever.

Every rule is one thing that may happen: agents, callers, reports that come, come twice, come late or never, orders,
timers, desktops that fall silent, servers that restart, the reconciler, a carrier that forgets, a supervisor.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from telephony.contract import WrapUpMode
from telephony.queues.service import ensure_queues
from tests.proofs.shift.day import KINDS, WholeDay
from tests.telephony.support import CARDS, LOANS, Centre
from tests.telephony.test_any_order import clean

SHIFTS = "AGENT_DESKTOP_SHIFTS"
"""Environment: how many shifts are played."""

_NUMBER = st.integers(0, 11)


class Shift(RuleBasedStateMachine):
    """One shift of three agents in two queues. What is checked after each rule is `WholeDay`'s."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__()
        self._engine = engine
        self._day: WholeDay | None = None

    @initialize(mode=st.sampled_from(WrapUpMode), required=st.booleans())
    def open(self, mode: WrapUpMode, required: bool) -> None:
        centre = Centre(clean(self._engine))
        with centre.open_work() as work:
            wrap_up = {"wrap_up_mode": mode, "wrap_up_seconds": 20, "wrap_up_extensions": 1}
            ensure_queues(work.session, [replace(CARDS, **wrap_up, outcome_required=required), LOANS])  # type: ignore[arg-type]
        self._day = WholeDay(centre)

    def play(self, kind: str, number: int) -> None:
        if self._day is not None:
            self._day.play(kind, number)

    @rule(number=_NUMBER)
    def somebody_is_served(self, number: int) -> None:
        """What mostly happens; so that what happens else meets every state."""
        for kind in ("ring", "deliver", "call", "orders", "deliver"):
            self.play(kind, number)

    def teardown(self) -> None:
        if self._day is not None:
            self._day.end()


def _rule_of(kind: str) -> Callable[[Shift, int], None]:
    def happens(self: Shift, number: int) -> None:
        self.play(kind, number)

    happens.__name__ = kind
    return happens


for _kind in KINDS:
    setattr(Shift, _kind, rule(number=_NUMBER)(_rule_of(_kind)))


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_any_shift_ends_with_every_call_owned_and_nobody_held_for_ever(engine: sa.Engine, full_size: bool) -> None:
    shifts = int(os.environ.get(SHIFTS, "1000" if full_size else "3"))
    run_state_machine_as_test(
        cast(type[RuleBasedStateMachine], lambda: Shift(engine)),
        settings=settings(
            max_examples=shifts,
            stateful_step_count=60 if full_size else 20,
            deadline=None,
            derandomize=not full_size,  # the same small shifts each time; it is at full size that it looks for more
            suppress_health_check=list(HealthCheck),
        ),
    )
