"""What a caller who is passed on hears of it, and that the desk says what was said last."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, CallerTold, TransferKind
from tests.telephony.menu.menus import menu, say
from tests.telephony.support import SETTINGS, Centre
from tests.telephony.transfers.scene import Scene, consulting, ringing, talking

WORDS = {
    "transfer_wait": "Please hold.",
    "transfer_looking": "Still looking.",
    "transfer_coming": "Putting you through.",
    "transfer_queue": "You keep your place.",
    "transfer_back": "Your agent again.",
}


@pytest.fixture
def talkative(engine: sa.Engine) -> Centre:
    """A centre whose menu has words for every step."""
    spoken = menu(**{key: say(text) for key, text in WORDS.items()})
    return Centre(engine, replace(SETTINGS, menu=spoken))


def heard(scene: Scene) -> tuple[str, CallerTold]:
    """What the caller heard last in English, and what the desk says of it."""
    room = scene.centre.carrier.carrier.find_room(scene.sid)
    assert room is not None
    english = [words.text for words in room.last_words if words.language == "en"]
    return english[-1], scene.transfer().told


def test_on_hold_and_put_through(talkative: Centre) -> None:
    scene = consulting(talkative)
    assert heard(scene) == ("Please hold.", CallerTold.PLEASE_WAIT)
    scene.act(CallAction.COMPLETE_TRANSFER)
    assert heard(scene) == ("Putting you through.", CallerTold.SPECIALIST_COMING)


def test_nobody_came_and_the_agent_is_back(talkative: Centre) -> None:
    scene = ringing(talkative)
    talkative.act(scene.specialist, scene.call_id, CallAction.DECLINE)
    talkative.run()
    assert heard(scene) == ("Still looking.", CallerTold.STILL_LOOKING)
    scene.act(CallAction.RECOVER_CALLER)
    assert heard(scene) == ("Your agent again.", CallerTold.BACK_WITH_AGENT)
    desk = talkative.desk(scene.agent)
    assert desk.call is not None
    assert desk.call.transfer is not None
    assert desk.call.transfer.told is CallerTold.BACK_WITH_AGENT


def test_sent_on_and_back_in_the_queue(talkative: Centre) -> None:
    scene = talking(talkative)
    talkative.transfer(scene.agent, scene.call_id, TransferKind.COLD_AGENT, agent_id=scene.specialist)
    talkative.run()
    assert heard(scene) == ("Putting you through.", CallerTold.SPECIALIST_COMING)
    talkative.act(scene.specialist, scene.call_id, CallAction.DECLINE)
    talkative.run()
    assert heard(scene) == ("You keep your place.", CallerTold.BACK_IN_QUEUE)


def test_without_words_nothing_was_told(centre: Centre) -> None:
    scene = consulting(centre)

    assert scene.transfer().told is CallerTold.NOTHING
