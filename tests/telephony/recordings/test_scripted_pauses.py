"""What a script wants of a recording holds from when it says done, also where nothing is recorded yet."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from agent_desktop.records.bank_systems.actions import BankAnswer, BankOutcome
from agent_desktop.server.scripts.recording_actions import RecordingActions
from agent_desktop.service_scripts.schema import ActionKind
from telephony.contract import CallAction, CallState, PausedBy, RecordingState
from telephony.providers.base import OrderKind, OrderOutcome
from tests.telephony.recordings.support import asked, recording_centre, shown
from tests.telephony.recordings.test_recorded_calls import later, unruly
from tests.telephony.support import Centre

K = OrderKind
PAUSE, RESUME = ActionKind.PAUSE_RECORDING, ActionKind.RESUME_RECORDING


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    return recording_centre(engine)


def actions(centre: Centre) -> RecordingActions:
    """A script's actions, for which the carrier works while they wait for it."""

    def monotonic() -> float:
        centre.run()
        return time.monotonic()

    telephony: Any = SimpleNamespace(deps=centre.deps, settings=centre.settings)
    return RecordingActions(centre.open_work, telephony, monotonic)  # type: ignore[arg-type]


def is_done(answer: BankAnswer) -> bool:
    return answer.outcome is BankOutcome.DONE


def test_a_pause_while_a_start_has_failed_holds_though_the_carrier_could_record_again(centre: Centre) -> None:
    may_lee = centre.agent()
    obey = unruly(centre, K.RECORD_START, outcome=OrderOutcome.REFUSED)
    call_id = centre.answered(may_lee)
    before = asked(centre)

    answer = actions(centre).act(call_id, may_lee, PAUSE)

    assert is_done(answer)
    assert answer.detail["en"] == "This call is not being recorded"
    obey()
    for _ in range(3):
        later(centre, 10)
    assert asked(centre) == before
    assert (shown(centre, may_lee).state, shown(centre, may_lee).paused_by) == (RecordingState.OFF, PausedBy.SCRIPT)
    assert is_done(actions(centre).act(call_id, may_lee, RESUME))
    assert shown(centre, may_lee).state is RecordingState.ON


def test_a_pause_before_the_agent_is_joined_holds_from_the_first_word_until_the_script_goes_on(centre: Centre) -> None:
    may_lee = centre.agent()
    call_id = centre.ring()
    centre.act(may_lee, call_id, CallAction.ANSWER)
    assert centre.call(call_id).state is CallState.CONNECTING

    assert is_done(actions(centre).act(call_id, may_lee, PAUSE))
    later(centre, 1)

    assert centre.call(call_id).state is CallState.TALKING
    assert asked(centre) == []
    assert shown(centre, may_lee).paused_by is PausedBy.SCRIPT
    assert is_done(actions(centre).act(call_id, may_lee, RESUME))
    assert shown(centre, may_lee).state is RecordingState.ON


def test_a_pause_of_a_call_that_is_never_recorded_is_done(engine: sa.Engine) -> None:
    centre = Centre(engine)
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    assert is_done(actions(centre).act(call_id, may_lee, PAUSE))
    assert centre.call(call_id).recording_paused_by is None
