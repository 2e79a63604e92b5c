"""What a person chose for the profile stays theirs, and whoever shares a product is one press away."""

from collections.abc import Callable, Iterator
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import NoJournal
from agent_desktop.client.errors import Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.customers import Profile
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.phone_numbers import CustomerNumbers
from agent_desktop.contract.rates import ExchangeRates
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo.screen_customers import FUNG, HO
from agent_desktop.demo.screen_phone_numbers import NUMBERS
from agent_desktop.demo.screen_relations import RELATIONSHIP
from agent_desktop.demo.screen_stage import SilentRing
from agent_desktop.ui.customer.relationship.related_row import RelatedRow
from agent_desktop.ui.desk.signed_in import DeskSurroundings, SignedIn
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.theme import Theme
from tests.support.memory_desk import AGENT, MemoryApi, MemoryServer, StillStream

SignIn = Callable[[UUID], SignedIn]


class Server(MemoryServer):
    """Knows Ms Ho, with whom she shares products, and what a dollar is worth."""

    def customer(self, customer_id: UUID) -> Profile:
        return HO if customer_id == HO.customer_id else FUNG.model_copy(update={"customer_id": customer_id})

    def relationship(self, customer_id: UUID) -> Relationship:
        return RELATIONSHIP if customer_id == HO.customer_id else Relationship(customer_id=customer_id)

    def numbers(self, customer_id: UUID, call_id: UUID | None) -> CustomerNumbers:
        assert call_id is None
        assert NUMBERS.numbers is not None
        return NUMBERS.numbers.model_copy(update={"customer_id": customer_id})

    def rates(self) -> ExchangeRates:
        return ExchangeRates(base_currency="HKD", rates={"HKD": Decimal(1), "USD": Decimal("7.8")})


@pytest.fixture
def sign_in(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[SignIn]:
    """Signs somebody in at one workstation."""
    made: list[SignedIn] = []
    api = MemoryApi(Server())
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    around = DeskSurroundings(theme, ServerClock(), store, SilentRing(), UTC, with_tray=False)

    def enter(user_id: UUID) -> SignedIn:
        person = Person(user_id=user_id, name="may", display_name="May Lee", roles=frozenset({Role.AGENT}))
        tasks = ImmediateTasks()
        journal = NoJournal(Problem(ErrorCode.JOURNAL_NOT_WRITTEN))
        streams = lambda *_: StillStream()  # noqa: E731
        desk = SignedIn(around, person, api, journal, tasks, tasks, streams)  # type: ignore[arg-type]
        desk.start(keyring=KeyringState.WORKING, journal=None)
        made.append(desk)
        return desk

    yield enter
    for desk in made:
        desk.stop()
        desk.deleteLater()


def currency(desk: SignedIn) -> str:
    """Show Ms Ho; return the currency of her totals."""
    desk.presenters.customer.customer_found(HO.customer_id)
    return desk.presenters.holdings.state.total_currency


def test_the_currency_of_totals_is_remembered_for_each_person(sign_in: SignIn) -> None:
    desk = sign_in(AGENT)
    assert currency(desk) == "HKD"

    desk.views.holdings.currency_chosen.emit("USD")

    assert currency(desk) == "USD"
    assert currency(sign_in(AGENT)) == "USD"
    assert currency(sign_in(UUID(int=77))) == "HKD"


def test_whoever_shares_a_product_is_shown_by_a_press_on_their_row(sign_in: SignIn) -> None:
    desk = sign_in(AGENT)
    desk.presenters.customer.customer_found(HO.customer_id)
    row = next(row for row in desk.views.customer.findChildren(RelatedRow) if row.isVisible())

    row.click()

    shown = desk.presenters.customer.state
    assert shown.profile is not None
    assert shown.profile.customer_id == RELATIONSHIP.related[0].customer_id
    assert shown.relationship.value == Relationship(customer_id=shown.profile.customer_id)


def test_the_numbers_of_whoever_is_shown_open_and_close_with_their_key_and_make_room_for_others(
    sign_in: SignIn,
) -> None:
    desk = sign_in(AGENT)
    desk.commands.do(Command.NUMBERS)
    assert not desk.views.numbers.isVisible()  # there is nobody
    desk.presenters.customer.customer_found(HO.customer_id)

    desk.commands.do(Command.NUMBERS)
    assert desk.views.numbers.isVisible()
    desk.commands.do(Command.NUMBERS)
    assert not desk.views.numbers.isVisible()
    desk.views.customer.numbers_wanted.emit()
    assert desk.views.numbers.isVisible()
    desk.commands.do(Command.SHORTCUTS)

    assert not desk.presenters.numbers.state.open
