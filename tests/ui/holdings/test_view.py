from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import Freshness
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_holdings as in_rates
from agent_desktop.demo import screen_relations as relations
from agent_desktop.demo import screen_samples as samples
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.holdings.sources import SourceLabels
from agent_desktop.ui.holdings.table import BALANCE, NUMBER, PRODUCT, STATUS
from agent_desktop.ui.holdings.value_card import ValueCard
from agent_desktop.ui.holdings.view import HoldingsView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.words import Language


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> HoldingsView:
    made = HoldingsView(theme, ticker, show_at_once=True)
    qtbot.addWidget(made)
    made.resize(660, 480)
    made.show()
    return made


def cell(view: HoldingsView, group: int, column: int, row: int | None = None) -> QModelIndex:
    model = view.tree.model()
    parent = model.index(group, 0)
    return model.index(group, column) if row is None else model.index(row, column, parent)


def group_of(state: HoldingsState, system: str) -> int:
    return [part.system for part in state.parts].index(system)


def test_groups_stand_by_source_system_with_their_totals(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)

    assert view.tree.model().rowCount() == 5
    assert cell(view, 0, PRODUCT).data() == "Deposits"
    assert cell(view, 0, NUMBER).data() == "Core banking"
    assert cell(view, 0, BALANCE).data() == "1,912,222.55"
    assert view.tree.isExpanded(cell(view, 0, PRODUCT))


def test_an_amount_in_another_currency_names_it(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)

    assert cell(view, 0, BALANCE, 0).data() == "1,284,310.55"
    assert cell(view, 0, BALANCE, 1).data() == "USD 21,540.00"


def _of_wealth(**changes: object) -> HoldingsState:
    parts = tuple(
        replace(part, part=part.part.model_copy(update=changes)) if part.system == "wealth" else part
        for part in samples.HOLDINGS.parts
    )
    return replace(samples.HOLDINGS, parts=parts)


def test_old_figures_show_their_date_and_tell_the_agent_to_say_it(view: HoldingsView) -> None:
    view.display(_of_wealth(end_of_day=False))
    wealth = group_of(samples.HOLDINGS, "wealth")

    assert "Tell the caller the date" in cell(view, wealth, PRODUCT, 0).data()
    assert cell(view, wealth, STATUS).data().startswith("15 Jun ")
    assert ":" in cell(view, wealth, STATUS).data()


@pytest.mark.parametrize(
    ("as_of", "english", "chinese"),
    [
        (datetime(2026, 6, 15, 18, 0, tzinfo=UTC), "Yesterday's close", "昨日收盘"),
        (datetime(2026, 6, 16, 2, 0, tzinfo=UTC), "Yesterday's close", "昨日收盘"),
        (datetime(2026, 6, 14, 18, 0, tzinfo=UTC), "Close of 14 Jun", "6月14日收盘"),
    ],
)
def test_figures_of_a_days_close_say_of_which_day(
    view: HoldingsView, language: LanguageSwitch, as_of: datetime, english: str, chinese: str
) -> None:
    wealth = group_of(samples.HOLDINGS, "wealth")
    spoken: tuple[tuple[Language, str], ...] = (("en", english), ("zh", chinese))
    for code, words in spoken:
        language.use(code)
        view.display(_of_wealth(as_of_at=as_of))
        assert cell(view, wealth, STATUS).data() == words


def test_a_system_that_does_not_answer_can_be_asked_again(qtbot: QtBot, view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)
    insurance = group_of(samples.HOLDINGS, "insurance")
    assert cell(view, insurance, NUMBER).data() == "No answer"
    place = view.tree.visualRect(cell(view, insurance, STATUS)).center()
    with qtbot.waitSignal(view.retry_chosen) as asked:
        qtbot.mouseClick(view.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert asked.args == ["insurance"]


def test_enter_asks_again_too(qtbot: QtBot, view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)
    view.tree.setCurrentIndex(cell(view, group_of(samples.HOLDINGS, "insurance"), PRODUCT))
    with qtbot.waitSignal(view.retry_chosen):
        qtbot.keyClick(view.tree, Qt.Key.Key_Return)


def test_a_click_opens_and_closes_a_group_which_stays_so_when_data_comes(qtbot: QtBot, view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)
    cards = cell(view, 1, PRODUCT)
    place = view.tree.visualRect(cards).topLeft() + QPoint(30, 10)
    qtbot.mouseClick(view.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.closed_groups() == ["cards"]

    view.display(samples.HOLDINGS_COMING)
    view.display(samples.HOLDINGS)
    assert not view.tree.isExpanded(cell(view, 1, PRODUCT))
    assert view.tree.isExpanded(cell(view, 0, PRODUCT))


def test_a_part_that_comes_is_filled_in_its_own_place(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS_COMING)
    kept = [QPersistentModelIndex(cell(view, group, PRODUCT)) for group in range(5)]
    view.display(samples.HOLDINGS)

    assert all(index.isValid() for index in kept)
    assert [index.row() for index in kept] == list(range(5))


def test_what_is_awaited_is_said(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS_COMING)

    assert "Getting holdings, 2 of 5" in [label.full_text() for label in view.head.findChildren(TextLabel)]


def test_no_amount_is_ever_cut(qtbot: QtBot, view: HoldingsView) -> None:
    for width in (1100, 660, 540):
        view.resize(width, 480)
        view.display(samples.HOLDINGS)
        qtbot.wait(0)
        delegate = view.tree._delegate
        for group in range(5):
            for row in range(view.tree.model().rowCount(cell(view, group, PRODUCT))):
                assert delegate.width_of(cell(view, group, BALANCE, row)) <= view.tree.columnWidth(BALANCE)


def test_without_a_customer_there_is_nothing_of_the_one_before(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)
    view.display(samples.NO_HOLDINGS)

    assert not view.tree.isVisible()


def test_a_status_with_a_meaning_is_a_chip(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)

    assert cell(view, 1, STATUS, 0).data(CellRole.CHIP) == "problem"
    assert cell(view, 1, STATUS, 1).data(CellRole.CHIP) is None


def test_the_status_bar_names_each_system_that_is_not_fresh(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    labels = SourceLabels(theme, ticker)
    qtbot.addWidget(labels)
    labels.show()
    labels.display(samples.HOLDINGS)
    shown = [label.full_text() for label in labels.findChildren(TextLabel) if label.isVisible()]

    assert "Insurance not answering" in shown
    assert any(text.startswith("Advisory") for text in shown)
    fresh = tuple(
        replace(part, problem=None, part=part.part.model_copy(update={"freshness": Freshness.LIVE}))
        for part in samples.HOLDINGS.parts
    )
    labels.display(replace(samples.HOLDINGS, parts=fresh))
    shown = [label.full_text() for label in labels.findChildren(TextLabel) if label.isVisible()]
    assert shown == ["Customer data live"]


def test_the_sum_names_what_is_not_in_it(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    card = ValueCard(theme, ticker)
    qtbot.addWidget(card)
    card.display(samples.HOLDINGS)
    shown = [label.full_text() for label in card.findChildren(TextLabel)]

    assert "HKD 5.27M" in shown
    assert "without Insurance" in shown
    assert "Owed 4.21M" in shown


def test_how_the_value_went_in_a_year_is_drawn_and_said(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    card = ValueCard(theme, ticker)
    qtbot.addWidget(card)
    card.display(samples.HOLDINGS)
    assert not card.course.isVisibleTo(card)

    card.show_history(relations.CUSTOMER.relationship)

    shown = [label.full_text() for label in card.findChildren(TextLabel)]
    assert ("−8.1 %" in shown, "since Aug 2025" in shown, "Owed 4.21M" in shown) == (True, True, True)
    assert card.course.isVisibleTo(card)
    assert not card.bar.isVisibleTo(card)
    assert [round(x, 2) for x, _ in card.course.drawn] == [0.0, 0.6, 0.8, 1.0, 1.0]
    assert "−8.1 % since Aug 2025" in card.accessibleDescription()

    card.show_history(relations.RELATIONSHIP_FAILED.relationship)
    assert not card.course.isVisibleTo(card)
    assert card.bar.isVisibleTo(card)


def head_words(view: HoldingsView) -> list[str]:
    return [label.full_text() for label in view.head.findChildren(TextLabel)]


def test_a_currency_is_chosen_from_a_menu_with_the_keyboard(qtbot: QtBot, view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)
    assert view.currency.text() == "Show in HKD"
    qtbot.keyClick(view.currency, Qt.Key.Key_Space)
    menu = view.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions() if action.text()][-1] == "rates of 16 Jun, treasury"

    with qtbot.waitSignal(view.currency_chosen) as chosen:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert chosen.args == ["CNY"]


def test_what_a_balance_in_another_currency_is_worth_stands_where_no_status_is(view: HoldingsView) -> None:
    view.display(samples.HOLDINGS)

    assert cell(view, 0, STATUS, 1).data() == "≈ HKD 168,012.00"
    assert cell(view, 0, STATUS, 2).data() == "Matures 30 Jun"


def test_in_another_currency_every_amount_in_none_but_that_one_names_its_own(view: HoldingsView) -> None:
    view.display(in_rates.IN_DOLLARS)

    assert cell(view, 0, BALANCE).data() == "245,156.74"
    assert cell(view, 0, BALANCE, 0).data() == "HKD 1,284,310.55"
    assert cell(view, 0, BALANCE, 1).data() == "21,540.00"
    assert any("rates of 16 Jun, treasury" in text for text in head_words(view))


def test_a_missing_rate_is_said_and_leaves_no_total(view: HoldingsView) -> None:
    view.display(in_rates.NO_RATE)

    assert cell(view, 0, PRODUCT, 0).data() == "No rate from THB to HKD: no total of this group."
    assert cell(view, 0, BALANCE).data() == "—"
    assert any("no rate to JPY: totals in HKD" in text for text in head_words(view))

    view.display(replace(in_rates.NO_RATE, rates_problem=Problem(ErrorCode.SERVER_AWAY)))
    assert any("rates to JPY could not be read" in text for text in head_words(view))
