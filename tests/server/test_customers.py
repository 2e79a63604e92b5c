"""Customers over HTTP: found, shown masked, read live, revealed; every look is written down."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Freshness, HoldingGroup, HoldingsPart, Profile
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.customers.folding import search_keys_of
from agent_desktop.records.customers.models import SearchKeyRow
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow
from agent_desktop.records.sources.models import SourceRow
from tests.server.floor import Desk, Floor, add_customer, opened_floor
from tests.server.support import error_code, serving, settings_for_tests, until


@pytest.fixture
def desk(floor: Floor) -> Desk:
    return floor.agent()


def _looks(engine: sa.Engine) -> list[tuple[str, UUID | None]]:
    with Session(engine) as session:
        return [(row.what, row.record_id) for row in session.scalars(sa.select(AuditRow).order_by(AuditRow.at))]


def test_a_profile_is_masked_and_the_look_is_audited(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()

    answer = desk.http.get(f"/v1/customers/{customer_id}")

    profile = Profile.model_validate(answer.json())
    assert profile.customer_id == customer_id
    for clear in ("61234567", "A123456", "taiman.chan@", "Nathan"):
        assert clear not in answer.text
    assert _looks(floor.engine) == [("profile.shown", customer_id)]


def test_a_value_is_clear_only_in_an_audited_reveal(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()

    shown = desk.post(f"/v1/customers/{customer_id}/reveals", identifier="customer_number")
    nobody = desk.post(f"/v1/customers/{uuid4()}/reveals", identifier="customer_number")

    assert shown.json() == {"identifier": "customer_number", "value": "1002003001"}
    assert error_code(nobody) == "customer_not_found"
    assert _looks(floor.engine) == [("value.revealed", customer_id)]


def test_a_reveal_names_no_call_but_the_agents_own(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()
    other = floor.agent("jun")
    floor.ring()
    until(lambda: other.snapshot().queues[0].waiting)
    other.go_ready()
    theirs = other.take_call().call_id
    path = f"/v1/customers/{customer_id}/reveals"
    other.check_fully(theirs, customer_id)

    foreign = desk.post(path, identifier="email", call_id=str(theirs))
    unknown = desk.post(path, identifier="email", call_id=str(uuid4()))

    assert [(answer.status_code, error_code(answer)) for answer in (foreign, unknown)] == [
        (403, "not_your_call"),
        (404, "call_not_found"),
    ]
    assert "value.revealed" not in {what for what, _ in _looks(floor.engine)}
    assert other.post(path, identifier="email", call_id=str(theirs)).status_code == 200


def test_customers_are_found_by_words_that_stand_in_no_address(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()
    with Session(floor.engine) as session:
        for kind, key in search_keys_of(name_latin="Chan Tai Man"):
            session.add(SearchKeyRow(customer_id=customer_id, kind=kind, key=key))
        session.commit()

    found = desk.http.post("/v1/customers/search", json={"text": "chan tai man", "limit": 5})
    nobody = desk.http.post("/v1/customers/search", json={"text": "wong"})
    too_long = desk.http.post("/v1/customers/search", json={"text": "x" * 201})

    assert [hit["customer_id"] for hit in found.json()] == [str(customer_id)]
    assert nobody.json() == []
    assert error_code(too_long) == "request_not_understood"
    assert desk.http.get("/v1/customers", params={"q": "chan"}).status_code == 404
    assert _looks(floor.engine) == [("customers.found", None)]


def test_an_unknown_customer_is_not_found_and_no_look_is_written(floor: Floor, desk: Desk) -> None:
    assert error_code(desk.http.get(f"/v1/customers/{uuid4()}")) == "customer_not_found"
    assert error_code(desk.http.get("/v1/customers/not-an-id")) == "request_not_understood"
    assert _looks(floor.engine) == []


def test_a_note_beyond_its_limit_is_refused_and_one_at_it_is_kept(floor: Floor, desk: Desk) -> None:
    desk.go_ready()
    floor.ring()
    call = desk.take_call()
    interaction = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
    path = f"/v1/interactions/{interaction}/note"

    long = desk.put(path, seen_version=0, text="字" * 20_001)
    full = desk.put(path, seen_version=0, text="字" * 20_000)
    stale = desk.put(path, seen_version=0, text="late")

    assert (long.status_code, error_code(long)) == (422, "note_too_long")
    assert full.json()["note_version"] == 1
    assert (stale.status_code, error_code(stale)) == (409, "stale_version")
    assert stale.json()["details"] == {"current_version": 1}


def test_the_script_is_walked_again_by_the_server(floor: Floor, desk: Desk) -> None:
    desk.go_ready()
    floor.ring(menu_reason="card_charge")
    call = desk.take_call()
    interaction = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
    card = desk.http.get(f"/v1/calls/{call.call_id}/caller").json()
    choice = card["script"]
    script = desk.http.get(f"/v1/scripts/{choice['script_id']}/versions/{choice['version']}").json()
    path = f"/v1/interactions/{interaction}/script-run"
    asked = {"script_id": choice["script_id"], "version": choice["version"], "seen_version": 0}

    first = desk.put(path, **asked, step_id=script["steps"][0]["id"], answers={}, said={})
    last = desk.put(path, **{**asked, "seen_version": 1}, step_id=script["steps"][-1]["id"], answers={}, said={})
    unknown = desk.put(path, **{**asked, "script_id": "none"}, step_id="x", answers={}, said={})

    assert first.status_code == 200, first.text
    assert first.json()["script_version_number"] == 1
    assert error_code(last) == "script_answer_refused"
    assert error_code(unknown) in ("script_not_found", "stale_version")
    assert choice["script_id"] in {each["script_id"] for each in desk.http.get("/v1/scripts").json()}
    assert desk.http.get("/v1/dispositions").json()[0]["code"] == "resolved"


class _Core:
    """A system of the bank that can be made to wait."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.answer = threading.Event()
        self.answer.set()

        @self.app.get("/systems/core/customers/{number}/holdings")
        def holdings(number: str) -> dict[str, object]:
            self.answer.wait(timeout=20)
            return {
                "as_of_at": datetime.now(UTC).isoformat(),
                "holdings": [{"source_key": "A1", "balance": "50.25", "currency": "HKD"}],
            }


@pytest.fixture
def core() -> _Core:
    return _Core()


@contextmanager
def opened_live(database_url: str, core: _Core, *, seconds: int) -> Iterator[Floor]:
    """Open a floor whose live reads of `core` are given up after so many seconds."""
    with (
        serving(core.app, settings_for_tests()) as systems,
        opened_floor(database_url, records={"bank_systems_url": systems, "live_read_seconds": seconds}) as floor,
    ):
        yield floor


@pytest.fixture
def live(database_url: str, core: _Core) -> Iterator[Floor]:
    with opened_live(database_url, core, seconds=1) as floor:
        yield floor


def _add_account(floor: Floor, customer_id: UUID) -> None:
    with Session(floor.engine) as session:
        session.merge(
            SourceRow(
                source_code="core",
                name={"en": "Core", "zh": "核心"},
                live=True,
                group=HoldingGroup.DEPOSITS,
            )
        )
        row = HoldingRow(
            holding_id=uuid4(),
            source_code="core",
            source_key="A1",
            group=HoldingGroup.DEPOSITS,
            product={"en": "Savings", "zh": "储蓄"},
            number="1234567890",
            currency="HKD",
            balance=10,
            as_of_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        session.add(row)
        session.flush()
        session.add(HoldingPartyRow(holding_id=row.holding_id, customer_id=customer_id, role="owner"))
        session.commit()


def test_a_live_read_brings_todays_figures_and_a_system_that_is_away_the_loaded_ones(live: Floor, core: _Core) -> None:
    customer_id = add_customer(live.engine)
    _add_account(live, customer_id)
    desk = live.agent()
    path = f"/v1/customers/{customer_id}/holdings/core"

    def read() -> HoldingsPart:
        return HoldingsPart.model_validate(desk.http.get(path).json())

    def live_part() -> HoldingsPart | None:
        part = read()
        return part if part.freshness is Freshness.LIVE else None

    fresh = until(live_part)
    core.answer.clear()
    away = read()
    core.answer.set()

    assert str(fresh.total) == "50.25"
    assert (away.freshness, str(away.total)) == (Freshness.AWAY, "10.00")


def test_slow_systems_keep_no_database_connection_and_no_call_waiting(database_url: str, core: _Core) -> None:
    with opened_live(database_url, core, seconds=12) as live:
        customer_id = add_customer(live.engine)
        _add_account(live, customer_id)
        desk = live.agent()
        core.answer.clear()
        path = f"/v1/customers/{customer_id}/holdings/core"
        reads = [threading.Thread(target=desk.http.get, args=(path,)) for _ in range(12)]
        for read in reads:
            read.start()

        live.ring()
        desk.go_ready()
        desk.until_offered()
        are_waiting = [read.is_alive() for read in reads]

        core.answer.set()
        for read in reads:
            read.join(timeout=15)
    assert any(are_waiting), "the call was offered while the systems were still asked"
