"""Calls while a tenth of what Twilio tells is late, repeated, out of order or lost: each ends as it truly did, whoever
was asked, passed on or dropped on the way."""

import os
import random
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.proofs.twilio.shift import Shift
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.twilio_cloud.cloud import Cloud

SEED = int(os.environ.get("TWILIO_SEED", "8"))
"""Two processes with seeds of their own share the calls between two processors."""

CALLS = 10_000
"""At full size; `TWILIO_CALLS` says another number of them."""


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine, cloud=Cloud(seed=SEED)) as centre:
        yield centre


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_every_call_ends_as_it_truly_did(centre: TwilioCentre, full_size: bool) -> None:
    calls = int(os.environ.get("TWILIO_CALLS", CALLS if full_size else 5))
    shift, began = Shift(centre, random.Random(SEED)), time.monotonic()
    shift.run(calls)

    seconds = time.monotonic() - began
    faults = dict(centre.cloud.world.faults.counts)
    print(f"\n{calls} calls in {seconds:.0f} s, {faults}, {dict(shift.told)}", flush=True)
    assert len(shift.ended) == calls
    assert shift.wrong() == []
