"""Live figures from the bank's own systems: each part on its own, and none holds up the others."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Freshness, HoldingGroup, HoldingsPart, StatusKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.bank_systems.client import LARGEST_ANSWER, HttpBankSystems
from agent_desktop.records.bank_systems.port import BankSystems, LiveHolding, LivePart
from agent_desktop.records.bank_systems.service import ask_system, prepare_refresh
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.errors import CustomerNotFoundError, SystemAwayError
from tests.records.trial import NOW, OPTIONS, TrialBank, counted_trips

LIVE_AT = NOW - timedelta(seconds=1)
DEBIT = {
    "source_key": "4000000000004417",
    "balance": None,
    "currency": "HKD",
    "status": {"en": "Blocked", "zh": "已冻结"},
    "status_kind": "problem",
}
CREDIT = {"source_key": "4000000000009021", "balance": "-86300.18", "currency": "HKD", "status": {}}
ANSWER = {"as_of_at": LIVE_AT.isoformat(), "holdings": [DEBIT, CREDIT], "new_field": 1}


class _Answers:
    """A `BankSystems` that answers as told."""

    def __init__(self, part: LivePart | SystemAwayError) -> None:
        self.part = part
        self.asked: list[tuple[str, str]] = []

    def live_part(self, system: str, customer_number: str) -> LivePart:
        self.asked.append((system, customer_number))
        if isinstance(self.part, SystemAwayError):
            raise self.part
        return self.part


def _live(key: str, balance: str | None, status: str = "") -> LiveHolding:
    return LiveHolding(
        source_key=key,
        balance=Decimal(balance) if balance is not None else None,
        currency="HKD",
        status={"en": status, "zh": status} if status else {},
        status_kind=StatusKind.GOOD,
    )


class _ByNumber:
    """A `BankSystems` that knows some customer numbers and refuses the others. It is asked by several threads."""

    def __init__(self) -> None:
        self.parts: dict[str, LivePart] = {}
        self.asked: set[str] = set()

    def live_part(self, system: str, customer_number: str) -> LivePart:
        self.asked.add(customer_number)
        if customer_number not in self.parts:
            raise SystemAwayError(system, reason="refused")
        return self.parts[customer_number]


def _with_another_account(session: Session, bank: TrialBank) -> UUID:
    """Grace, merged with her account in the cards system, which owns a card (HKD -1,000)."""
    grace = bank.grace()
    other = bank.customer("K1", source_code="cards")
    bank.holding("cards", "4000000000007777", other, group=HoldingGroup.CARDS, balance=Decimal(-1000))
    session.add_all(MergedAccountRow(customer_id=each, lead_id=grace, merged_at=NOW) for each in (grace, other))
    session.flush()
    return grace


BOTH_CARDS = LivePart(LIVE_AT, (_live("4000000000004417", None, "Blocked"), _live("4000000000009021", "-100")))


def _refresh(session: Session, customer: UUID, systems: BankSystems | None, system: str = "cards") -> HoldingsPart:
    return ask_system(prepare_refresh(session, customer, system), at=NOW, options=OPTIONS, systems=systems)


class TestAPart:
    def test_live_figures_take_the_place_of_stored_ones(self, session: Session, bank: TrialBank) -> None:
        systems = _Answers(BOTH_CARDS)

        part = _refresh(session, bank.grace(), systems)

        assert systems.asked == [("cards", "88002086")]
        assert (part.freshness, part.as_of_at) == (Freshness.LIVE, LIVE_AT)
        debit, credit = part.holdings
        assert (debit.status["en"], debit.status_kind, debit.number_masked) == ("Blocked", StatusKind.GOOD, "•••• 4417")
        assert credit.balance == Decimal(-100)
        assert part.total == Decimal(-100)

    def test_an_empty_live_status_leaves_the_stored_one(self, session: Session, bank: TrialBank) -> None:
        live = LivePart(LIVE_AT, (_live("4000000000004417", None), _live("4000000000009021", "-100")))

        debit = _refresh(session, bank.grace(), _Answers(live)).holdings[0]

        assert (debit.status["en"], debit.status_kind) == ("Disputed, not blocked", StatusKind.PROBLEM)

    def test_a_system_that_is_away_gives_what_is_stored(self, session: Session, bank: TrialBank) -> None:
        part = _refresh(session, bank.grace(), _Answers(SystemAwayError("cards", reason="no_answer")))

        assert (part.freshness, part.as_of_at) == (Freshness.AWAY, NOW - timedelta(hours=1))
        assert part.total == Decimal("-86240.18")

    def test_an_answer_that_leaves_a_product_out_is_not_called_live(self, session: Session, bank: TrialBank) -> None:
        part = _refresh(session, bank.grace(), _Answers(LivePart(LIVE_AT, BOTH_CARDS.holdings[1:])))

        assert (part.freshness, part.as_of_at) == (Freshness.LOADED, NOW - timedelta(hours=1))
        assert part.holdings[1].balance == Decimal(-100)

    def test_a_product_of_somebody_else_is_not_taken_in(self, session: Session, bank: TrialBank) -> None:
        stranger = LivePart(LIVE_AT, (*BOTH_CARDS.holdings, _live("4000000000000001", "5")))

        assert len(_refresh(session, bank.grace(), _Answers(stranger)).holdings) == 2

    def test_a_system_that_is_not_live_is_not_asked(self, session: Session, bank: TrialBank) -> None:
        systems = _Answers(BOTH_CARDS)

        part = _refresh(session, bank.grace(), systems, "advisory")

        assert systems.asked == []
        assert part.freshness is Freshness.OLD

    def test_without_systems_the_stored_part_is_shown(self, session: Session, bank: TrialBank) -> None:
        assert _refresh(session, bank.grace(), None).freshness is Freshness.LOADED

    def test_each_account_of_the_person_is_asked_for_by_its_own_number(self, session: Session, bank: TrialBank) -> None:
        grace, systems = _with_another_account(session, bank), _ByNumber()
        systems.parts["88002086"] = BOTH_CARDS
        systems.parts["K1"] = LivePart(LIVE_AT - timedelta(seconds=3), (_live("4000000000007777", "-5"),))

        part = _refresh(session, grace, systems)

        assert systems.asked == {"88002086", "K1"}
        assert (part.freshness, part.as_of_at) == (Freshness.LIVE, LIVE_AT - timedelta(seconds=3))
        assert part.total == Decimal(-105)

    def test_an_account_that_the_system_refuses_does_not_hide_the_others(
        self, session: Session, bank: TrialBank
    ) -> None:
        grace, systems = _with_another_account(session, bank), _ByNumber()
        systems.parts["88002086"] = BOTH_CARDS

        part = _refresh(session, grace, systems)

        assert (part.freshness, part.total) == (Freshness.AWAY, Decimal(-1100))
        systems.parts["88002086"] = LivePart(LIVE_AT, (*BOTH_CARDS.holdings, _live("4000000000007777", "-5")))
        assert _refresh(session, grace, systems).freshness is Freshness.LIVE

    def test_a_customer_without_products_there_has_an_empty_part(self, session: Session, bank: TrialBank) -> None:
        bank.source("cards", HoldingGroup.CARDS, live=True)

        part = _refresh(session, bank.customer("1001"), _Answers(LivePart(LIVE_AT, ())))

        assert (part.holdings, part.total, part.freshness) == ((), None, Freshness.LIVE)

    def test_what_is_unknown_is_named(self, session: Session, bank: TrialBank) -> None:
        with pytest.raises(CustomerNotFoundError):
            _refresh(session, uuid4(), None)
        with pytest.raises(SystemAwayError) as refused:
            _refresh(session, bank.grace(), None, "nowhere")
        assert refused.value.code is ErrorCode.SYSTEM_AWAY
        assert refused.value.details == {"system": "nowhere", "reason": "not_configured"}

    def test_asking_needs_no_database(self, session: Session, bank: TrialBank) -> None:
        question = prepare_refresh(session, bank.grace(), "cards")

        with counted_trips() as statements:
            part = ask_system(question, at=NOW, options=OPTIONS, systems=_Answers(BOTH_CARDS))

        assert part.freshness is Freshness.LIVE
        assert statements == []


def _systems(handler: Any) -> HttpBankSystems:
    return HttpBankSystems("http://bank.test/", "secret-key", transport=httpx.MockTransport(handler))


class TestOverHttp:
    def test_an_answer_is_read(self) -> None:
        asked: list[httpx.Request] = []

        def handler(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return httpx.Response(200, json=ANSWER)

        part = _systems(handler).live_part("cards", "8800/2086")

        assert str(asked[0].url) == "http://bank.test/systems/cards/customers/8800%2F2086/holdings"
        assert asked[0].headers["Authorization"] == "Bearer secret-key"
        assert part.as_of_at == LIVE_AT
        assert part.holdings == (
            LiveHolding("4000000000004417", None, "HKD", {"en": "Blocked", "zh": "已冻结"}, StatusKind.PROBLEM),
            LiveHolding("4000000000009021", Decimal("-86300.18"), "HKD", {}, StatusKind.PLAIN),
        )

    @pytest.mark.parametrize("status", [302, 401, 404, 500, 503])
    def test_a_refusal_is_away(self, status: int) -> None:
        with pytest.raises(SystemAwayError) as refused:
            _systems(lambda _: httpx.Response(status)).live_part("cards", "1")
        assert refused.value.details == {"system": "cards", "reason": "refused"}

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html>",
            b"[]",
            json.dumps({**ANSWER, "as_of_at": "2026-06-16T10:00:00"}).encode(),
            json.dumps({**ANSWER, "holdings": [{**CREDIT, "balance": "NaN"}]}).encode(),
            json.dumps({**ANSWER, "holdings": [{**CREDIT, "currency": "dollars"}]}).encode(),
            json.dumps({**ANSWER, "holdings": [{"source_key": "1"}]}).encode(),
            b'"' + b"x" * LARGEST_ANSWER + b'"',
        ],
    )
    def test_nonsense_is_away(self, body: bytes) -> None:
        with pytest.raises(SystemAwayError) as refused:
            _systems(lambda _: httpx.Response(200, content=body)).live_part("cards", "1")
        assert refused.value.details["reason"] == "not_understood"

    def test_a_broken_line_is_away(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused", request=request)

        with pytest.raises(SystemAwayError) as refused:
            _systems(handler).live_part("cards", "1")
        assert refused.value.details["reason"] == "no_answer"


@contextmanager
def _dripping_server(seconds: float) -> Iterator[str]:
    """A server that sends one byte at a time for `seconds`, as a system in trouble does."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                ends_at = time.monotonic() + seconds
                while time.monotonic() < ends_at and not stop.wait(0.02):
                    try:
                        connection.sendall(b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            stop.set()
            thread.join(20)


def test_a_system_that_drips_is_away_when_the_limit_is_over() -> None:
    with _dripping_server(seconds=20) as url:
        systems = HttpBankSystems(url, "key", limit_seconds=0.3)
        started = time.monotonic()
        with pytest.raises(SystemAwayError) as refused:
            systems.live_part("cards", "1")
        taken = time.monotonic() - started
        systems.close()

    assert refused.value.details["reason"] == "no_answer"
    assert taken < 5


def test_a_system_that_says_nothing_is_away_when_the_limit_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        systems = HttpBankSystems(f"http://127.0.0.1:{listener.getsockname()[1]}", "key", limit_seconds=0.2)
        with pytest.raises(SystemAwayError):
            systems.live_part("cards", "1")
        systems.close()
