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
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.callback_lists import CallbackCounts, Callbacks, CallbackScope
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.customers import Channel, Profile
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.phone_numbers import CustomerNumbers
from agent_desktop.contract.rates import ExchangeRates
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.contract.timeline import ContactKind
from agent_desktop.demo.screen_callbacks import TSE
from agent_desktop.demo.screen_complaints import EARLIER
from agent_desktop.demo.screen_customers import CONTACTS, FUNG, HO
from agent_desktop.demo.screen_phone_numbers import NUMBERS
from agent_desktop.demo.screen_relations import RELATIONSHIP
from agent_desktop.demo.screen_stage import SilentRing
from agent_desktop.ui.customer.relationship.related_row import RelatedRow
from agent_desktop.ui.desk.signed_in import DeskSurroundings, SignedIn
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.window.centre import CALLBACKS, COMPLAINTS, TIMELINE
from telephony.contract import EventKind
from tests.support.memory_desk import AGENT, Away, MemoryApi, MemoryServer, StillStream
from tests.ui.reading import button, words_in

SignIn = Callable[[UUID], SignedIn]


class Lists(Away):
    """Knows Ms Ho's complaints, once it answers."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.SERVER_AWAY, "lists")
        self.asked, self.is_away = list[UUID](), False

    def of_customer(self, customer_id: UUID) -> CustomerComplaints:
        self.asked.append(customer_id)
        if self.is_away:
            raise ClientError(ErrorCode.DATABASE_AWAY)
        return CustomerComplaints(open=EARLIER[:1], ended=EARLIER[1:], ended_count=2)


class Server(MemoryServer):
    """Knows Ms Ho, with whom she shares products, what she was promised, and what a dollar is worth."""

    def __init__(self) -> None:
        super().__init__()
        self.lists, self.listed = Lists(), list[bool]()

    def list(self, _: CallbackScope, *, customer_id: UUID | None = None, **more: object) -> Callbacks:
        if customer_id is None:
            raise ClientError(ErrorCode.SERVER_AWAY)  # the person's own
        self.listed.append(more.get("also_ended") is True)
        ours = (TSE,) if customer_id == HO.customer_id else ()
        return Callbacks(counts=CallbackCounts(), callbacks=ours, total=len(ours))

    def customer(self, customer_id: UUID) -> Profile:
        hers = HO.model_copy(update={"complaints": EARLIER[:1]})
        return hers if customer_id == HO.customer_id else FUNG.model_copy(update={"customer_id": customer_id})

    def relationship(self, customer_id: UUID) -> Relationship:
        return RELATIONSHIP if customer_id == HO.customer_id else Relationship(customer_id=customer_id)

    def numbers(self, customer_id: UUID, call_id: UUID | None) -> CustomerNumbers:
        assert call_id is None
        assert NUMBERS.numbers is not None
        return NUMBERS.numbers.model_copy(update={"customer_id": customer_id})

    def rates(self) -> ExchangeRates:
        return ExchangeRates(base_currency="HKD", rates={"HKD": Decimal(1), "USD": Decimal("7.8")})


@pytest.fixture
def server() -> Server:
    """What everybody who signs in asks."""
    return Server()


@pytest.fixture
def sign_in(server: Server, theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[SignIn]:
    """Signs somebody in at one workstation."""
    made: list[SignedIn] = []
    api = MemoryApi(server)
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


def rows_of(table: RowTable, column: int = 0) -> list[str]:
    """What stands in a column."""
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_complaints_and_callbacks_are_read_when_their_tab_is_opened_and_for_whoever_comes_then(
    sign_in: SignIn, server: Server
) -> None:
    desk = sign_in(AGENT)
    desk.presenters.customer.customer_found(HO.customer_id)
    before = len(server.lists.asked)

    assert desk.actions.run(Command.TAB_3)
    tab = desk.views.customer_complaints
    assert tab.isVisible()
    assert rows_of(tab.table) == [each.number for each in EARLIER]
    assert len(server.lists.asked) == before + 1
    assert "1 open  ·  2 ended" in words_in(tab)
    assert desk.actions.run(Command.TAB_4)
    assert rows_of(desk.views.customer_callbacks.table, 1) == ["Loan letter for visa application"]
    assert server.listed[-1]  # those that are over, too
    desk.presenters.customer.customer_found(FUNG.customer_id)
    assert "No callback so far" in words_in(desk.views.customer_callbacks)
    desk.window.centre.open_tab(TIMELINE)
    listed = len(server.listed)
    desk.presenters.customer.customer_found(HO.customer_id)

    assert server.listed[listed:] == [False]  # the band that says who is to be called back


def test_complaints_that_did_not_come_are_asked_for_again_by_their_key_and_one_opens_its_case(
    sign_in: SignIn, server: Server
) -> None:
    desk = sign_in(AGENT)
    server.lists.is_away = True
    desk.presenters.customer.customer_found(HO.customer_id)
    desk.window.centre.open_tab(COMPLAINTS)
    tab = desk.views.customer_complaints
    assert button(tab, "Try again").isEnabled()

    server.lists.is_away = False
    desk.actions.run(Command.TRY_AGAIN)
    assert rows_of(tab.table) == [each.number for each in EARLIER]
    tab.table.row_chosen.emit(str(EARLIER[1].complaint_id))

    assert desk.cases.page.presenters.case.case.state.complaint_id == EARLIER[1].complaint_id
    assert desk.window.centre.page


def test_an_open_tab_follows_what_changes(sign_in: SignIn, server: Server, qtbot: QtBot) -> None:
    desk = sign_in(AGENT)
    desk.presenters.customer.customer_found(HO.customer_id)
    desk.window.centre.open_tab(COMPLAINTS)
    read, listed = len(server.lists.asked), len(server.listed)

    for kind in (EventKind.COMPLAINT_CHANGED, EventKind.CALLBACK_CHANGED):
        for watcher in desk.presenters.desk._event_watchers:
            watcher(kind, None)

    qtbot.waitUntil(lambda: len(server.lists.asked) > read)
    assert True not in server.listed[listed:]  # the callbacks' tab is not open


def test_the_tabs_tell_how_many_are_open_before_they_are_opened(sign_in: SignIn) -> None:
    desk = sign_in(AGENT)
    tabs = desk.window.centre.tabs.tabs

    desk.presenters.customer.customer_found(HO.customer_id)
    assert tabs[COMPLAINTS].accessibleName() == "Complaints 1 open"
    assert tabs[CALLBACKS].accessibleName() == "Callbacks 1 open"
    desk.presenters.customer.customer_found(FUNG.customer_id)

    assert [each.accessibleName() for each in tabs[COMPLAINTS:]] == ["Complaints", "Callbacks"]


def test_the_call_before_is_shown_in_the_timeline_with_the_focus_on_it(sign_in: SignIn) -> None:
    desk = sign_in(AGENT)
    desk.presenters.customer.customer_found(HO.customer_id)
    timeline = desk.views.timeline

    desk.views.again.open_chosen.emit(CONTACTS[1].contact_id)

    assert timeline.isVisible()
    assert timeline.table.currentIndex().row() == 1
    desk.views.again.open_chosen.emit(None)
    chosen = desk.presenters.timeline.state.chosen
    assert (chosen.channel, chosen.kind, chosen.days) == (Channel.PHONE, ContactKind.FROM_CUSTOMER, 7)
