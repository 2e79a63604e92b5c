from collections.abc import Iterator
from datetime import UTC, date, datetime
from time import monotonic
from uuid import uuid4

import httpx
import pytest

from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.fill import trial_bank_mapping
from agent_desktop.demo.trial_bank.service_app import create_service
from agent_desktop.demo.trial_bank.wording import Wording
from agent_desktop.records.sources.mapping import load_mapping
from tests.server.support import serving, settings_for_tests

BANK = TrialBank(1, 80, midnight(date(2026, 6, 16)))
NOW = datetime(2026, 6, 16, 2, 41, tzinfo=UTC)
SHOWCASE = BANK.person(0)
CARD = next(holding for holding in BANK.holdings(SHOWCASE) if holding.status == "disputed")


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    app = create_service(BANK, Wording(load_mapping(trial_bank_mapping())), "a key", now=lambda: NOW)
    with (
        serving(app, settings_for_tests()) as origin,
        httpx.Client(base_url=origin, headers={"Authorization": "Bearer a key"}, timeout=15) as client,
    ):
        yield client


def _cards(client: httpx.Client) -> dict[str, dict[str, object]]:
    answer = client.get(f"/systems/cards/customers/{SHOWCASE.customer_number}/holdings")
    assert answer.status_code == 200
    assert answer.json()["as_of_at"] == "2026-06-16T02:41:00Z"
    return {product["source_key"]: product for product in answer.json()["holdings"]}


def test_a_live_read_gives_a_systems_products_of_one_customer(client: httpx.Client) -> None:
    cards = _cards(client)

    assert set(cards) == {holding.key for holding in BANK.holdings(SHOWCASE) if holding.system == "cards"}
    assert cards[CARD.key] == {
        "source_key": CARD.key,
        "balance": None,
        "currency": "HKD",
        "status": {"en": "Disputed, not blocked", "zh": "有争议，未冻结"},
        "status_kind": "problem",
    }
    assert {card["balance"] for card in cards.values()} == {None, "-79153.40"}


def test_without_the_key_nothing_is_said(client: httpx.Client) -> None:
    path = f"/systems/cards/customers/{SHOWCASE.customer_number}/holdings"
    assert client.get(path, headers={"Authorization": "Bearer another"}).status_code == 401
    assert client.get("/people", headers={"Authorization": ""}).status_code == 401
    assert client.get("/health", headers={"Authorization": ""}).status_code == 200


def test_unknown_customers_and_systems_are_not_found(client: httpx.Client) -> None:
    assert client.get("/systems/cards/customers/880000000000/holdings").status_code == 404
    assert client.get(f"/systems/vault/customers/{SHOWCASE.customer_number}/holdings").status_code == 422


def test_a_system_can_be_away_slow_or_wrong_on_demand_and_come_back(client: httpx.Client) -> None:
    path = f"/systems/cards/customers/{SHOWCASE.customer_number}/holdings"

    client.put("/switches/cards", json={"mode": "away"})
    assert client.get(path).status_code == 503
    assert client.get(path.replace("cards", "loans")).status_code == 200

    client.put("/switches/cards", json={"mode": "slow", "delay_seconds": 0.2})
    began = monotonic()
    assert client.get(path).status_code == 200
    assert monotonic() - began >= 0.2

    client.put("/switches/cards", json={"mode": "wrong"})
    assert "a lot" in client.get(path).text

    client.put("/switches/cards", json={"mode": "normal"})
    assert CARD.key in _cards(client)


def test_a_card_is_blocked_once_and_a_live_read_says_so(client: httpx.Client) -> None:
    order = {"action_id": str(uuid4()), "kind": "block_card", "source_key": CARD.key}

    first = client.post("/systems/cards/actions", json=order)
    second = client.post("/systems/cards/actions", json=order)

    assert first.status_code == 200
    assert second.json() == first.json()
    assert _cards(client)[CARD.key]["status"] == {"en": "Blocked", "zh": "已冻结"}
    assert client.post("/systems/cards/actions", json=order | {"kind": "open_dispute"}).status_code == 409
    assert (
        client.post("/systems/cards/actions", json=order | {"action_id": str(uuid4()), "source_key": "1"}).status_code
        == 404
    )


def test_people_are_found_by_name_number_or_sharing_one(client: httpx.Client) -> None:
    def names(query: str) -> list[str]:
        return [person["name"] for person in client.get(f"/people?{query}").json()["people"]]

    assert names("text=estelle")[0] == "Ms Estelle Mok Suet Ching"
    assert names(f"text={SHOWCASE.customer_number}") == ["Ms Estelle Mok Suet Ching"]
    assert names("text=莫雪晴") == ["Ms Estelle Mok Suet Ching"]
    assert names("text=nobody-is-called-this") == []
    assert len(names("limit=5")) == 5
    shared = client.get("/people?kind=shared").json()["people"]
    assert shared[0]["shared_by"] == 3
    assert len({person["number"] for person in shared}) == len(shared)


def test_the_service_needs_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        create_service(BANK, Wording(load_mapping(trial_bank_mapping())), "")
