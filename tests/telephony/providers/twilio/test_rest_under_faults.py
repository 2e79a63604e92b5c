"""Many at once, at a Twilio that is slow to say what it did: nothing is done twice, nobody gets another's answer."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from telephony.providers.twilio.errors import CarrierBusyError, OutcomeUnknownError
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from telephony.providers.twilio.rest_participants import ParticipantWish
from telephony.providers.twilio.retrying import Machine, RetryRule
from tests.twilio_cloud.conftest import NUMBER, PUBLIC, Played, played
from tests.twilio_cloud.stage import Stage

__all__ = ["played"]  # a fixture

WISHES = 40


def address(number: int) -> str:
    return f"+4420794{number:05d}"


@pytest.mark.parametrize("seed", [1, 2])
def test_of_many_legs_each_is_called_once_or_its_outcome_is_said_to_be_unknown(played: Played, seed: int) -> None:
    cloud = played.cloud
    room = played.connect(played.ring())
    ours = cloud.credentials
    rest = TwilioRest(
        TwilioAccount(ours.account_sid, ours.key_sid, ours.key_secret),
        limits=RestLimits(calls_per_second=10_000, burst=WISHES, in_flight=8),
        rule=RetryRule(request_seconds=5, total_seconds=20, first_seconds=0.002),
        machine=Machine(sleep=lambda seconds: time.sleep(seconds / 50)),
        api_url=cloud.url,
    )

    def set_up(stage: Stage) -> None:
        for number in range(WISHES):
            stage.person(address(number), does="let ring")
        stage.world.faults.reseed(seed)
        stage.set_faults(rest={"429": 0.1, "500": 0.1, "cut": 0.2})

    cloud.do(set_up)

    def call(number: int) -> str:
        wish = ParticipantWish(f"outside-{number}", address(number), NUMBER, status_url=f"{PUBLIC}/leg")
        try:
            made = rest.participants.create(room, wish)
        except OutcomeUnknownError:
            return "unknown"
        except CarrierBusyError:
            return "busy"
        assert made.value.label == wish.label  # nobody else's answer
        return "found" if made.found else "made"

    with ThreadPoolExecutor(8) as threads:
        came_to = list(threads.map(call, range(WISHES)))
    cloud.do(lambda stage: stage.set_faults(rest={}))
    there = Counter(each.label for each in rest.participants.list_all(room))
    rest.close()

    assert max(there.values()) == 1
    for number, outcome in enumerate(came_to):
        called = there[f"outside-{number}"]
        assert called == 1 if outcome in ("made", "found") else outcome == "unknown" or called == 0
    assert {"made", "found"} <= set(came_to)
