"""Tones and announcements: who they are for, that tones are written down nowhere, and that each is heard once."""

from dataclasses import replace
from itertools import product
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from telephony.calls.states import Call
from telephony.contract import CallAction, CallDirection, CallState, ColleagueState, TransferKind
from telephony.errors import (
    AnnouncementUnknownError,
    CallTransitionRefusedError,
    CarrierAwayError,
    NotYourCallError,
)
from telephony.providers.simulator.rooms import Room
from telephony.settings import AnnouncementSettings
from telephony.telling.service import count_digits, play_announcement, send_digits, words_of
from telephony.telling.states import Tones, tones_for
from tests.telephony.support import SETTINGS, Centre
from tests.telephony.transfers.scene import talking

RECORDED = AnnouncementSettings(
    "recorded", {"en": "Recorded", "zh": "录音"}, {"en": "This is recorded.", "zh-HK": "正在錄音。"}
)


def test_tones_are_for_whoever_outside_the_agent_speaks_with_and_for_nobody_else() -> None:
    for state, direction, colleague, conferring, outside in product(
        CallState, CallDirection, [None, *ColleagueState], [False, True], [False, True]
    ):
        call = Call(state, direction=direction, colleague=colleague, conferring=conferring)
        found = tones_for(call, with_outside=outside)
        joined_outside = outside and colleague is ColleagueState.JOINED
        if found is Tones.COLLEAGUE:
            assert joined_outside
            assert state is CallState.HELD or (conferring and state is CallState.TALKING)
        elif found is Tones.CUSTOMER:
            assert (direction, state) == (CallDirection.OUTBOUND, CallState.TALKING)
            assert not (joined_outside and conferring)
        elif state in {CallState.TALKING, CallState.HELD}:
            assert not (joined_outside and (conferring or state is CallState.HELD))
            assert direction is not CallDirection.OUTBOUND or state is CallState.HELD


def press(centre: Centre, agent: UUID, call_id: UUID, digits: str, order_id: UUID | None = None) -> int:
    """The agent presses keys, as the route does: counted and committed, then given to the carrier."""

    def counted(session: object, _: object) -> object:
        order, count = count_digits(session, call_id, agent, digits, order_id or uuid4())  # type: ignore[arg-type]
        return order, count()

    order, number = centre.do(counted)
    send_digits(centre.carrier, order)
    return int(number)


def room_of(centre: Centre, call_id: UUID) -> Room:
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    return room


def test_an_agent_keys_into_the_menu_of_whom_they_called_and_only_the_count_is_kept(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.reached(agent)
    desk = centre.desk(agent)
    assert desk.call is not None
    assert CallAction.SEND_DIGITS in desk.call.allowed

    assert press(centre, agent, call_id, "4929#") == 5
    assert press(centre, agent, call_id, "1") == 6
    centre.run()

    assert room_of(centre, call_id).parties["caller"].heard_digits == "4929#1"
    assert centre.call(call_id).digits_sent == 6
    with centre.engine.connect() as connection:
        tables = connection.scalars(
            sa.text("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        ).all()
        for table in tables:
            rows = connection.execute(sa.text(f'SELECT row_to_json(t)::text FROM "{table}" t')).scalars()
            assert not [row for row in rows if "4929" in row], table


def test_the_same_tones_asked_again_are_heard_once(centre: Centre) -> None:
    agent = centre.agent()
    call_id, order_id = centre.reached(agent), uuid4()
    centre.carrier.away = True
    with pytest.raises(CarrierAwayError):
        press(centre, agent, call_id, "7", order_id)
    centre.carrier.away = False
    press(centre, agent, call_id, "7", order_id)
    press(centre, agent, call_id, "7", order_id)

    assert room_of(centre, call_id).parties["caller"].heard_digits == "7"


def test_tones_go_to_somebody_outside_while_the_customer_hears_music(centre: Centre) -> None:
    scene = talking(centre)
    with pytest.raises(CallTransitionRefusedError):
        press(centre, scene.agent, scene.call_id, "1")
    centre.transfer(scene.agent, scene.call_id, TransferKind.WARM, number="+85228881234")
    centre.run()
    centre.carrier.answer(scene.sid)
    centre.run()
    press(centre, scene.agent, scene.call_id, "2")
    scene.act(CallAction.CONFER)
    press(centre, scene.agent, scene.call_id, "3")

    heard = {label: party.heard_digits for label, party in room_of(centre, scene.call_id).parties.items()}
    assert heard == {"caller": "", "agent": "", "colleague": "23"}
    with pytest.raises(NotYourCallError):
        press(centre, scene.specialist, scene.call_id, "1")


def test_tones_for_somebody_who_has_just_hung_up_are_refused(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.reached(agent)
    centre.carrier.hang_up(centre.call(call_id).call_sid)
    with pytest.raises(CallTransitionRefusedError):
        press(centre, agent, call_id, "1")


def test_an_announcement_is_heard_in_the_callers_language_by_them_or_by_all(engine: sa.Engine) -> None:
    centre = Centre(engine, replace(SETTINGS, announcements=(RECORDED,)))
    agent = centre.agent()
    call_id = centre.ring(menu_language="zh-HK")
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()

    def play(code: str, *, to_everybody: bool, by: UUID = agent) -> None:
        centre.do(lambda s, deps: play_announcement(s, deps, call_id, by, code, to_everybody=to_everybody))
        centre.run()

    play("recorded", to_everybody=False)
    parties = room_of(centre, call_id).parties
    assert ([each.text for each in parties["caller"].told], parties["agent"].told) == (["正在錄音。"], ())
    play("recorded", to_everybody=True)
    assert [each.text for each in parties["agent"].told] == ["正在錄音。"]
    assert centre.call(call_id).state is CallState.TALKING
    with pytest.raises(AnnouncementUnknownError):
        play("nothing", to_everybody=False)
    with pytest.raises(NotYourCallError):
        play("recorded", to_everybody=False, by=uuid4())
    centre.caller_hangs_up(call_id)
    with pytest.raises(CallTransitionRefusedError):
        play("recorded", to_everybody=False)


@pytest.mark.parametrize(
    ("language", "spoken"), [("zh-HK", "zh-HK"), ("zh-CN", "zh-HK"), ("en", "en"), ("fr", "en"), ("", "en")]
)
def test_an_announcement_that_is_not_there_in_a_language_is_heard_in_the_nearest(language: str, spoken: str) -> None:
    assert words_of(RECORDED, language)[0].language == spoken
