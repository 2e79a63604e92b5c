"""What callers are told of the recording in the menu, and how they refuse it there."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
import yaml

from telephony.contract import CallAction, RecordingState, RecordingStop
from telephony.menu.schema import Menu
from telephony.menu.walk import Ask, Entered
from telephony.providers.base import Arrival, OrderKind
from telephony.recordings.announcing import with_announcement
from tests.telephony.recordings.support import SAID, SERVICE, asked, recording_centre, shown
from tests.telephony.support import Centre

ROOT = Path(__file__).parents[3]
MENU = Menu.model_validate(yaml.safe_load((ROOT / "resources" / "menus" / "main.yaml").read_text("utf-8")))


def keyed_to_the_end(*first: str) -> list[str]:
    """Key the first choice of each step until the menu is over."""
    steps = {step.id: step for step in MENU.steps}
    inputs, step = list(first), steps.get(MENU.steps[0].id)
    while step is not None:
        if step.number is not None:
            inputs.append("#")
            step = steps.get(step.number.next)
        else:
            inputs.append(step.choices[0].key)
            step = steps.get(step.choices[0].next)
    return inputs


def test_the_caller_is_asked_once_after_the_menu_and_goes_on_whatever_they_answer() -> None:
    inputs = keyed_to_the_end()

    question = with_announcement([SERVICE], MENU, inputs)
    assert isinstance(question, Ask)
    assert (question.step_id, question.keys, question.wait_seconds) == ("recording", "8", 3)
    assert [each.text for each in question.spoken] == [SAID["zh-HK"]]  # the language they chose
    for answer in ("", "8", "5"):
        assert isinstance(with_announcement([SERVICE], MENU, [*inputs, answer]), Entered)


def test_where_nobody_can_refuse_by_key_it_is_only_said_and_where_nothing_is_recorded_nothing_is() -> None:
    inputs = keyed_to_the_end()
    plain = with_announcement([], MENU, inputs)

    told = with_announcement([replace(SERVICE, refuse_key="")], MENU, inputs)
    assert isinstance(told, Entered)
    assert told.spoken[0].text == SAID["zh-HK"]
    assert with_announcement([replace(SERVICE, records=False)], MENU, inputs) == plain
    assert isinstance(with_announcement([replace(SERVICE, refuse_key=MENU.urgent.key)], MENU, inputs), Entered)
    assert isinstance(with_announcement([SERVICE], MENU, [MENU.urgent.key]), Entered)  # who fears fraud is not kept


@pytest.mark.parametrize(("answer", "refused"), [("8", True), ("", False)])
def test_who_refused_in_the_menu_is_not_recorded_and_who_was_silent_is(
    engine: sa.Engine, answer: str, refused: bool
) -> None:
    centre: Centre = recording_centre(engine)
    centre.settings = replace(centre.settings, menu=MENU)
    may_lee = centre.agent()
    carrier = centre.carrier.carrier
    sid = f"menu-{uuid4().hex}"
    room, report = carrier.ring(
        Arrival(from_number="+85291234567", menu_inputs=(*keyed_to_the_end(), answer)),
        centre.clock.now(),
        call_sid=sid,
    )
    assert room.call_sid == sid
    centre.report(report)
    call_id = centre.call_by_sid(sid).call_id
    centre.act(may_lee, call_id, CallAction.ANSWER)
    centre.run()

    assert centre.call(call_id).recording_announced_at is not None
    joined = next(order for order in centre.carrier.orders if order.kind is OrderKind.JOIN_AGENT)
    assert joined.spoken == ()  # told in the menu already
    assert asked(centre) == ([] if refused else [OrderKind.RECORD_START])
    told = shown(centre, may_lee)
    assert told.stopped_by is (RecordingStop.CALLER if refused else None)
    assert told.state is (RecordingState.OFF if refused else RecordingState.ON)
