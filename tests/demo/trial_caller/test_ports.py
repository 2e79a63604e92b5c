"""The Trial caller's ways to the simulator, the trial bank's service and the database, each over the real thing."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.fill import run_trial_bank, trial_bank_mapping
from agent_desktop.demo.trial_bank.service_app import create_service
from agent_desktop.demo.trial_bank.wording import Wording
from agent_desktop.demo.trial_caller.carrier import HttpCarrier
from agent_desktop.demo.trial_caller.people import DatabasePeople, ServicePeople
from agent_desktop.demo.trial_caller.switches import SYSTEMS, HttpSwitches, Mode, SwitchesPresenter
from agent_desktop.records.sources.mapping import load_mapping
from telephony.providers.simulator.app import create_simulator
from telephony.providers.simulator.wire import RingRequest
from tests.server.support import serving, settings_for_tests

KEY = "a-key-of-this-test"
BANK = TrialBank(1, 60, midnight(date(2026, 6, 16)))


@pytest.fixture
def service() -> Iterator[str]:
    with serving(
        create_service(BANK, Wording(load_mapping(trial_bank_mapping())), KEY), settings_for_tests()
    ) as origin:
        yield origin


def test_a_call_is_rung_keyed_and_hung_up_at_the_simulator() -> None:
    with serving(create_simulator("http://127.0.0.1:9", KEY), settings_for_tests()) as origin:
        carrier = HttpCarrier(origin)
        call = carrier.ring(RingRequest(from_number="+85294141592", menu_reason="card_charge"))
        assert call.state == "waiting"
        assert carrier.press_keys(call.call_sid, "42").keyed_digits == "42"
        assert carrier.hang_up(call.call_sid).state == "ended"
        with pytest.raises(ClientError) as unknown:
            carrier.read("nobody's call")
        assert unknown.value.code is ErrorCode.CALL_NOT_FOUND
        carrier.close()


def test_a_simulator_that_is_not_there_is_away() -> None:
    carrier = HttpCarrier("http://127.0.0.1:9")
    with pytest.raises(ClientError) as failure:
        carrier.read("x")
    assert failure.value.code is ErrorCode.CARRIER_AWAY
    carrier.close()


def test_people_come_from_the_trial_banks_service(service: str) -> None:
    people = ServicePeople(service, KEY)
    assert people.find("estelle", shared=False)[0].customer_number == BANK.person(0).customer_number
    assert people.find("", shared=True)[0].shared_by == 3
    people.close()

    stranger = ServicePeople(service, "another key")
    with pytest.raises(ClientError) as failure:
        stranger.find("", shared=False)
    assert failure.value.code is ErrorCode.SYSTEM_AWAY
    stranger.close()


def test_people_come_from_the_database_of_any_bank(engine: sa.Engine) -> None:
    run_trial_bank(engine, 60, 1, BANK.as_of)
    people = DatabasePeople(engine)
    showcase = BANK.person(0)

    (found,) = people.find("莫雪晴", shared=False)

    assert (found.name, found.number) == ("Ms Estelle Mok Suet Ching", showcase.phones[0][0])
    assert [each.customer_number for each in people.find(showcase.customer_number, shared=False)] == [
        showcase.customer_number
    ]
    # Digits of a customer number may also stand in somebody's telephone number.
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE customers SET customer_number = '85' WHERE name_chinese = '莫雪晴'"))
    among_many = people.find("85", shared=False)
    assert len(among_many) > 1
    assert among_many[0].name_chinese == "莫雪晴"
    shared = people.find("", shared=True)
    assert shared
    assert all(each.shared_by > 1 for each in shared)
    assert people.find("100%", shared=False) == ()


def test_a_system_is_switched_and_what_fails_is_said(service: str) -> None:
    doors = HttpSwitches(service, KEY)
    presenter = SwitchesPresenter(doors, ImmediateTasks())
    presenter.system_chosen(SYSTEMS.index("loans"))

    presenter.mode_chosen(Mode.AWAY)

    assert presenter.state.modes[SYSTEMS.index("loans")] is Mode.AWAY
    assert presenter.state.modes[SYSTEMS.index("cards")] is Mode.NORMAL
    doors.close()

    away = HttpSwitches("http://127.0.0.1:9", KEY)
    lost = SwitchesPresenter(away, ImmediateTasks())
    lost.mode_chosen(Mode.SLOW)
    assert lost.state.problem is not None
    assert lost.state.modes[0] is Mode.NORMAL
    away.close()
