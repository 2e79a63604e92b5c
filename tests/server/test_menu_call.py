"""A caller goes through the entry menu by keys: the real simulator, the real server, an agent at a desk."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome, Tier
from agent_desktop.records.customers.models import CustomerRow, SearchKeyRow
from agent_desktop.server.menus import load_menu
from agent_desktop.server.statistics.command import lines_of
from agent_desktop.server.statistics.service import Period, statistics_of
from agent_desktop.settings import load_settings
from telephony.contract import CallState
from telephony.menu.schema import Menu
from telephony.providers.base import Arrival, CarrierReport, EndedBy, ReportKind, RoomState
from telephony.providers.simulator.app import REPORTS_PATH
from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign
from tests.server.floor import CARRIER_KEY, NUMBER, Floor, opened_floor
from tests.server.support import until
from tests.server.test_process import ServerProcess, centre_in

STRANGER = "+85221230017"


def menu() -> Menu:
    return load_menu(load_settings(None))


@pytest.fixture
def floor(database_url: str) -> Iterator[Floor]:
    with opened_floor(database_url) as floor:
        yield floor


def says(floor: Floor, sid: str, step: str, language: str) -> Callable[[], bool]:
    """Return whether the caller hears this step's prompt, in this language alone."""
    prompt = next(each.prompt for each in menu().steps if each.id == step)
    return lambda: [each.text for each in floor.room(sid).prompt] == [prompt.text[language]]


def says_it_is_alone(floor: Floor, sid: str) -> Callable[[], bool]:
    """Return whether the caller hears what the carrier says while no server answers."""
    return lambda: [each.text for each in floor.room(sid).prompt] == list(menu().degraded.text.values())


def press(floor: Floor, sid: str, keys: str) -> None:
    assert floor.carrier.post(f"/calls/{sid}/keys", json={"keys": keys}).status_code == 200


def ring(floor: Floor, number: str = STRANGER) -> str:
    return floor.ring(number, through_menu=True)


def choose(floor: Floor, sid: str, language_key: str, language: str, reason_key: str) -> None:
    """Choose language and reason; the number is asked next."""
    until(lambda: floor.room(sid).keys)
    press(floor, sid, language_key)
    until(says(floor, sid, "reason", language))
    press(floor, sid, reason_key)
    until(says(floor, sid, "number", language))


def test_what_the_caller_keyed_reaches_the_agents_pop(floor: Floor) -> None:
    customer_id = floor.add_customer()
    with floor.engine.begin() as connection:
        connection.execute(sa.insert(SearchKeyRow).values(customer_id=customer_id, kind="number", key="1002003001"))
    desk = floor.agent()
    desk.go_ready()
    sid = ring(floor)
    until(lambda: len(floor.room(sid).prompt) == len(menu().languages))
    assert floor.room(sid).state == "menu"

    choose(floor, sid, "2", "zh-CN", "2")
    press(floor, sid, "1002003001#")

    desk.until_offered()
    snapshot = desk.snapshot()
    assert snapshot.call is not None
    assert snapshot.offer is not None
    assert (snapshot.call.menu_reason, snapshot.call.menu_language) == ("card_charge", "zh-CN")
    assert [label["en"] for label in snapshot.call.menu_path] == ["I don't know this charge"]
    card = CallerCard.model_validate(snapshot.offer.payload)
    assert card.outcome is CallerOutcome.MATCHED
    assert card.profile is not None
    assert card.profile.customer_id == customer_id
    assert card.script is not None
    assert card.script.script_id == "transaction-not-recognised"


def test_the_highest_tier_hears_no_menu(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    with floor.engine.begin() as connection:
        of_customer = CustomerRow.customer_id == customer_id
        connection.execute(sa.update(CustomerRow).where(of_customer).values(tier=Tier.PLATINUM))

    sid = ring(floor, NUMBER)

    desk.until_offered()
    assert floor.room(sid).prompt == ()
    assert floor.room(sid).state == "waiting"
    other = ring(floor)
    until(lambda: floor.room(other).keys)


def test_suspected_fraud_is_one_key_away(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    sid = ring(floor)
    until(lambda: floor.room(sid).keys)
    press(floor, sid, "9")
    desk.until_offered()
    call = desk.snapshot().call
    assert call is not None
    assert (call.menu_reason, call.menu_path[-1]["en"]) == ("suspected_fraud", "Suspected fraud")


def test_a_caller_who_hangs_up_in_the_menu_is_counted_there_and_is_nobodys_call(floor: Floor) -> None:
    sid = ring(floor)
    choose(floor, sid, "3", "en", "3")
    press(floor, sid, "4711")  # of a number that nobody is to keep
    floor.hang_up(sid)
    assert floor.room(sid).state == "ended"
    until(lambda: floor.room(sid).undelivered == 0)
    with floor.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM calls")) == 0
        row = connection.execute(sa.text("SELECT * FROM menu_departures")).one()
        said = connection.scalar(sa.text("SELECT body FROM provider_inbox"))
    assert (row.call_sid, row.caller_number, row.answered, row.menu_language) == (sid, STRANGER, 2, "en")
    assert ([label["en"] for label in row.menu_path], row.queue_code) == (["Cards"], "cards")
    assert row.called_at is not None
    assert row.called_at <= row.left_at

    report = TypeAdapter(CarrierReport).validate_python(said)
    bring(floor, report)  # once more, and then under another id
    bring(floor, replace(report, event_id=f"{sid}-again"))

    now = datetime.now(UTC)
    with Session(floor.engine) as session:
        figures = statistics_of(session, Period(now - timedelta(hours=2), now + timedelta(hours=2), now))
    told = lines_of(figures, "en")
    assert (figures.menu.left, figures.menu.went_on, figures.menu.left_share) == (1, 0, 100)
    assert any(line.split() == ["last", "chosen:", "Cards", "1"] for line in told)
    assert any("在菜单中挂机" in line for line in lines_of(figures, "zh"))


def bring(floor: Floor, report: CarrierReport) -> None:
    """Bring a report as the carrier does."""
    body = to_json(asdict(report))
    headers = {SIGNATURE_HEADER: sign(CARRIER_KEY, body, time.time())}
    answer = httpx.post(floor.origin + REPORTS_PATH, content=body, headers=headers, trust_env=False, timeout=15)
    assert answer.status_code == 204, answer.text


def test_who_wished_to_be_called_back_and_hung_up_is_found_with_that_wish(floor: Floor) -> None:
    customer_id = floor.add_customer()
    offer = menu().callback
    assert offer is not None
    arrival = Arrival(from_number=NUMBER, menu_inputs=("3", "5", "5", "#"))
    waits = RoomState(waiting_inputs=(offer.key,))
    now = datetime.now(UTC)
    bring(floor, CarrierReport("W1-1", "W1", 1, ReportKind.CALL_ARRIVED, now, arrival, RoomState()))
    bring(floor, CarrierReport("W1-2", "W1", 2, ReportKind.CALL_KEYED, now, arrival, waits))
    gone = replace(waits, ended_by=EndedBy.CALLER)
    bring(floor, CarrierReport("W1-3", "W1", 3, ReportKind.CALL_ENDED, now, arrival, gone))

    with floor.engine.connect() as connection:
        contact = connection.execute(sa.text("SELECT customer_id, outcome->>'en' AS outcome FROM contacts")).one()
        wished = connection.scalar(sa.text("SELECT callback_wished_at IS NOT NULL FROM calls"))
    assert (contact.customer_id, contact.outcome) == (
        customer_id,
        "Hung up while waiting, would rather be called back",
    )
    assert wished


@pytest.fixture
def centre(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServerProcess, Floor]]:
    with centre_in(database_url, tmp_path_factory.mktemp("server")) as centre:
        yield centre


def test_a_server_killed_in_the_middle_of_the_menu_finds_the_caller_in_its_queue_when_it_is_back(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, floor = centre
    desk = floor.agent()
    desk.go_ready()
    sid = ring(floor)
    until(lambda: floor.room(sid).keys)
    press(floor, sid, "3")
    until(says(floor, sid, "reason", "en"))

    server.kill()
    press(floor, sid, "1")

    until(says_it_is_alone(floor, sid))
    press(floor, sid, "5")
    until(lambda: floor.room(sid).state == "waiting")
    assert floor.room(sid).undelivered == 1
    server.start()
    desk.until_offered()
    call = desk.snapshot().call
    assert call is not None
    assert (call.menu_reason, call.menu_language, call.state) == ("lost_card", "en", CallState.RINGING)


def test_suspected_fraud_keyed_while_no_server_answers_is_known_when_one_does(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, floor = centre
    desk = floor.agent()
    desk.go_ready()
    server.kill()
    sid = ring(floor)
    until(says_it_is_alone(floor, sid))

    press(floor, sid, "9")

    until(lambda: floor.room(sid).state == "waiting")
    server.start()
    desk.until_offered()
    call = desk.snapshot().call
    assert call is not None
    assert call.menu_reason == "suspected_fraud"
