"""Calls and transfers while a tenth of what Twilio tells is late, repeated, out of order or lost, tries of webhooks
find nobody or get no answer in time, and requests are refused or lose their answer: each call ends as it truly did, and
all hear whom the product says they hear. What really happened is kept outside of the product (`twilio.ledger`)."""

import gc
import os
import time

import pytest
import sqlalchemy as sa

from tests.proofs.twilio.shift import Shift
from tests.telephony.providers.twilio_centre import opened_centre
from tests.twilio_cloud.cloud import Cloud

SEED = int(os.environ.get("TWILIO_SEED", "8"))
CALLS = int(os.environ.get("TWILIO_CALLS", "10000"))
"""At full size, of all shifts together."""
OF_A_SHIFT, AGENTS, LOOK_EVERY = 100, 16, 40
"""Of one shift; its rounds between two looks at who hears whom."""
FEW, FEW_AGENTS, LOOK_OFTEN = 6, 4, 6


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have each shift be a test of its own: with `-n` they are played at once."""
    sizes = [FEW]
    if metafunc.config.getoption("--size") == "full" or "TWILIO_CALLS" in os.environ:
        sizes = [min(OF_A_SHIFT, CALLS - begun) for begun in range(0, CALLS, OF_A_SHIFT)]
    metafunc.parametrize(("seed", "calls"), [(SEED + number, calls) for number, calls in enumerate(sizes)])


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_every_call_ends_as_it_truly_did_and_all_hear_whom_the_product_says(
    engine: sa.Engine, seed: int, calls: int
) -> None:
    began = time.monotonic()
    with opened_centre(engine, cloud=Cloud(seed=seed), sleeps=True) as centre:
        is_few = calls <= FEW
        agents, look_every = (FEW_AGENTS, LOOK_OFTEN) if is_few else (AGENTS, LOOK_EVERY)
        shift = Shift(centre, seed, agents=agents, look_every=look_every, deliveries_only=is_few)
        shift.play(calls)
        ledger = shift.ledger
        ledger.check()
        assert "not_mended" not in shift.mends
        seconds = time.monotonic() - began
        print(f"\nseed {seed}, {seconds:.0f} s here, {seconds / ledger.calls:.2f} s a call: {ledger.figures()}")
        print(f"set right: {shift.mends}", flush=True)
    gc.collect()
