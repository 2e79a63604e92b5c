from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.customers import CallerOutcome, ScriptChoice
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.offer.view import OfferView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def at() -> list[datetime]:
    return [NOW]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, at: list[datetime]) -> OfferView:
    ticker = Ticker(lambda: at[0], UTC)
    made = OfferView(theme, ticker, show_at_once=True)
    ticker.setParent(made)
    qtbot.addWidget(made)
    made.resize(370, 400)
    return made


def test_an_offer_says_who_why_and_what_happens_next(view: OfferView) -> None:
    view.display(samples.offer_from(CallerOutcome.MATCHED))
    shown = view.texts()

    assert {
        "Mr Derek Fung Tak Wai",
        "Pay off my home loan early",
        "HKD 1,846,200.00 on loans",
        "Early loan repayment",
    } <= set(shown)
    assert "14 s" in shown


def test_the_last_offer_before_not_ready_says_so(view: OfferView) -> None:
    view.display(samples.LAST_SECONDS_OFFER)

    assert any("then not ready" in text for text in view.texts())


def test_the_card_counts_down(view: OfferView, at: list[datetime]) -> None:
    view.display(samples.offer_from(CallerOutcome.MATCHED))
    at[0] += timedelta(seconds=10)
    view._ticker.ticked.emit()

    assert "4 s" in view.texts()


def test_a_screen_reader_is_told_all_that_the_card_says_but_for_its_countdown(view: OfferView) -> None:
    view.display(samples.offer_from(CallerOutcome.MATCHED))
    told = view.accessibleDescription().split("\n")

    assert [text for text in view.texts() if text in told] == told[:-1]
    assert told[-1] == "Missed today 0"
    assert {"Pay off my home loan early", "Gold", "Age 52"} <= set(told)
    assert "14 s" not in told


def test_what_has_no_room_is_told_whole_under_the_pointer(view: OfferView, qtbot: QtBot) -> None:
    state = samples.offer_from(CallerOutcome.MATCHED)
    long = ScriptChoice(script_id="long", version="1.0", title={"en": "A title " * 12})
    view.display(replace(state, script=long))
    body = view.findChildren(DrawnPanel)[1]
    assert body.cut_texts() == ["A title " * 12]
    tips = set()
    for y in range(0, body.height(), 4):
        QApplication.sendEvent(body, _moved_to(QPointF(200, y)))
        tips.add(body.toolTip())

    assert tips == {"", "A title " * 12}


def _moved_to(at: QPointF) -> QMouseEvent:
    none = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("outcome", CallerOutcome)
def test_every_kind_of_caller_has_a_card(view: OfferView, outcome: CallerOutcome) -> None:
    view.display(samples.offer_from(outcome))

    assert view.isVisible()
    assert view.accessibleName().startswith("Call on offer")


@pytest.mark.parametrize("name", ThemeName)
def test_a_card_that_was_made_ready_looks_as_one_that_was_not(
    view: OfferView, theme: Theme, at: list[datetime], qtbot: QtBot, name: ThemeName
) -> None:
    theme.choose(name=name, text_scale=100)
    state = samples.offer_from(CallerOutcome.MATCHED)
    plain = OfferView(theme, view._ticker, show_at_once=True)
    qtbot.addWidget(plain)
    plain.resize(view.size())
    plain.display(state)

    view.make_ready(state)
    assert not view.isVisible()
    assert view.texts() == []
    view.display(state)

    assert view.texts() == plain.texts()
    assert view.accessibleDescription() == plain.accessibleDescription()
    assert view.grab().toImage() == plain.grab().toImage()
    at[0] += timedelta(seconds=10)
    view._ticker.ticked.emit()
    assert view.grab().toImage() == plain.grab().toImage()


def test_a_card_that_was_made_ready_for_nothing_holds_nobody(view: OfferView) -> None:
    view.make_ready(samples.offer_from(CallerOutcome.MATCHED))
    view.make_ready(OfferState())

    assert (view.accessibleName(), view.accessibleDescription()) == ("", "")
    assert not any("Fung" in text for panel in view.findChildren(DrawnPanel) for text in panel.texts())


@pytest.mark.parametrize("what", ["another offer", "language", "theme", "width"])
def test_what_was_made_ready_is_made_anew_where_something_has_changed_since(
    view: OfferView, theme: Theme, language: LanguageSwitch, qtbot: QtBot, what: str
) -> None:
    state, other = samples.offer_from(CallerOutcome.MATCHED), samples.offer_from(CallerOutcome.UNKNOWN)
    view.make_ready(state)
    if what == "language":
        language.use("zh")
        QApplication.sendPostedEvents()
    elif what == "theme":
        theme.choose(name=ThemeName.DARK, text_scale=120)
    elif what == "width":
        view.resize(300, 400)
    shown = other if what == "another offer" else state
    view.display(shown)
    plain = OfferView(theme, view._ticker, show_at_once=True)
    qtbot.addWidget(plain)
    plain.resize(view.size())
    plain.display(shown)

    assert view.texts() == plain.texts()
    assert view.grab().toImage() == plain.grab().toImage()


def test_an_offer_takes_no_focus_from_what_is_being_typed(
    qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    field, view = TextField(), OfferView(theme, Ticker(lambda: NOW, UTC, window))
    row.addWidget(field)
    row.addWidget(view)
    view.display(samples.NO_OFFER)
    bring_up(window)
    field.setFocus()
    qtbot.keyClicks(field, "half a ")
    view.display(samples.offer_from(CallerOutcome.MATCHED))
    qtbot.keyClicks(QApplication.focusWidget(), "sentence")

    assert field.toPlainText() == "half a sentence"


def test_without_an_offer_there_is_no_card(view: OfferView) -> None:
    view.display(samples.offer_from(CallerOutcome.MATCHED))
    view.display(samples.NO_OFFER)

    assert not view.isVisible()
