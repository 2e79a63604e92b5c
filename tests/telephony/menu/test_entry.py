"""What a caller answered in the menu, from the carrier's report to the call and the desk."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from telephony.contract import CallState, EventKind
from telephony.events.models import EventRow
from telephony.menu.entry import understood
from telephony.providers.base import Arrival, CarrierReport, ReportKind, RoomState
from telephony.settings import TelephonySettings
from tests.telephony.menu.menus import label, menu
from tests.telephony.support import NINE, SETTINGS, Centre

MENU = menu()
IN_MENU: TelephonySettings = replace(SETTINGS, menu=MENU)


def report(*inputs: str, **room: object) -> CarrierReport:
    state = RoomState(**room)  # type: ignore[arg-type]
    return CarrierReport("e", "s", 1, ReportKind.CALL_ARRIVED, NINE, Arrival(menu_inputs=inputs), state)


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    return Centre(engine, IN_MENU)


def test_answers_are_understood_by_the_menu_and_nothing_else_is() -> None:
    told = understood(report("2", "2", "10020030"), MENU)
    assert (told.arrival.queue_code, told.arrival.menu_reason, told.arrival.menu_language) == ("loans", "loan", "en")
    assert told.room.keyed_digits == "10020030"

    ready_made = CarrierReport("e", "s", 1, ReportKind.CALL_ARRIVED, NINE, Arrival(menu_reason="card_charge"))
    assert understood(ready_made, MENU) == ready_made
    assert understood(report("2", "2"), None) == report("2", "2")


def test_keys_pressed_while_waiting_do_not_replace_the_number_of_the_menu() -> None:
    assert understood(report("2", "1", "10020030", keyed_digits="5"), MENU).room.keyed_digits == "10020030"
    assert understood(report("2", "1", "#", keyed_digits="778899"), MENU).room.keyed_digits == "778899"


def test_the_call_goes_to_the_queue_of_the_menu_with_what_was_chosen(centre: Centre) -> None:
    call = centre.call(centre.ring(menu_inputs=("2", "2", "10020030")))

    loans = centre.agent("loans")
    desk = centre.desk(loans)
    assert desk.call is not None
    assert desk.call.call_id == call.call_id
    assert (desk.call.menu_reason, desk.call.menu_language, desk.call.menu_path) == ("loan", "en", (label("Loans"),))
    assert centre.host.offered[-1].keyed_digits == "10020030"
    assert centre.host.offered[-1].menu_language == "en"


def test_a_caller_whom_the_carrier_queued_by_itself_is_in_the_default_queue(centre: Centre) -> None:
    fraud = centre.call(centre.ring(menu_inputs=("2", "9")))
    nothing = centre.call(centre.ring(menu_inputs=()))

    assert (fraud.menu_reason, fraud.menu_language) == ("suspected_fraud", "en")
    assert (nothing.menu_reason, nothing.state) == ("", CallState.QUEUED)


def answer(centre: Centre, sid: str, key: str) -> None:
    told = centre.carrier.carrier.answer_while_waiting(sid, key, centre.clock.now())
    assert told is not None
    centre.report(told)


def test_the_wish_to_be_called_back_is_kept_and_the_place_too(centre: Centre) -> None:
    call = centre.call(centre.ring(menu_inputs=("2", "2", "#")))
    centre.clock.advance(40)
    answer(centre, call.call_sid, "1")

    wished = centre.call(call.call_id)
    assert wished.callback_wished_at == centre.clock.now()
    assert wished.enqueued_at == call.enqueued_at
    assert wished.menu_path == [label("Call back"), label("Loans")]

    agent = centre.agent("loans")
    desk = centre.desk(agent)
    assert desk.call is not None
    assert desk.call.callback_wished_at is not None
    assert centre.host.offered[-1].callback_wished


def test_another_key_wishes_nothing(centre: Centre) -> None:
    call = centre.call(centre.ring(menu_inputs=("2", "3")))
    answer(centre, call.call_sid, "5")
    assert centre.call(call.call_id).callback_wished_at is None


def test_a_wish_keyed_while_it_rings_is_told_to_the_agent_once(centre: Centre) -> None:
    agent = centre.agent("loans")
    call = centre.call(centre.ring(menu_inputs=("2", "2", "#")))
    assert call.state is CallState.RINGING

    answer(centre, call.call_sid, "1")
    answer(centre, call.call_sid, "1")

    with centre.open_work() as work:
        kinds = work.session.scalars(sa.select(EventRow.kind).where(EventRow.subject_id == call.call_id)).all()
    assert list(kinds).count(EventKind.CALL_KEYED) == 1
    desk = centre.desk(agent)
    assert desk.call is not None
    assert desk.call.menu_path[0] == label("Call back")
