"""Whom a call was with, on the screen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.contract.prospects import DuplicateReason
from agent_desktop.demo import screen_attaching as samples
from agent_desktop.ui.attach.matches import MatchRow
from agent_desktop.ui.attach.view import AttachView
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> AttachView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    return AttachView(theme, host)


def said(widget: QWidget) -> list[str]:
    return [each.full_text() for each in widget.findChildren(TextLabel) if each.isVisible()]


def test_who_may_be_the_same_stands_with_what_speaks_for_it(view: AttachView) -> None:
    view.display(samples.LIKELY)

    texts = said(view)
    assert "Ms Ho Sze Wing 何詩詠 女士" in texts
    assert "•••• •••• 3310  ·  same name" in texts
    assert "•••• •••• 7719  ·  had this number until 2024-05-03" in texts
    assert view.keep.text() == "None of these: keep a new card"


def test_the_likeliest_are_shown_with_how_many_more_there_are_until_all_are_asked_for(
    qtbot: QtBot, view: AttachView
) -> None:
    view.display(samples.MANY)
    assert view.more.isVisible()
    assert view.more.text() == "Show 5 more"
    assert "On record, 11 may be the same" in said(view)
    assert not view.keep.isEnabled()
    with qtbot.waitSignal(view.all_chosen):
        view.more.click()

    view.display(replace(samples.MANY, all_shown=True))

    assert not view.more.isVisible()
    assert len([row for row in view.findChildren(MatchRow) if row.isVisibleTo(view)]) == 11
    assert view.keep.isEnabled()


def test_every_reason_has_words_in_both_languages(view: AttachView, theme: Theme, language: LanguageSwitch) -> None:
    for reason in DuplicateReason:
        row = MatchRow(theme)
        match = samples.LIKELY.found[0].model_copy(update={"reasons": (reason,), "number_masked": ""})
        row.display(match, enabled=True)
        english = row.button.accessibleDescription()
        language.use("zh")
        row.display(match, enabled=True)
        assert english
        assert row.button.accessibleDescription() not in ("", english)
        language.use("en")


def test_what_is_typed_and_chosen_is_told(qtbot: QtBot, view: AttachView) -> None:
    view.display(samples.ASKED)
    assert QApplication.focusWidget() is view.name

    with qtbot.waitSignal(view.typed):
        qtbot.keyClick(view.name, Qt.Key.Key_A)
    assert view.texts()[0] == "何詩詠 Ho Sze WingA" or view.texts()[0].lower() == "何詩詠 ho sze winga"
    box = next(each for each in view.findChildren(TickBox) if each.objectName() == "cards")
    with qtbot.waitSignal(view.toggled) as toggled:
        box.click()
    assert toggled.args == [Interest.CARDS]
    with qtbot.waitSignal(view.match_chosen) as chosen:
        view.findChildren(MatchRow)[0].button.click()
    assert chosen.args == [samples.ASKED.found[0].customer_id]


def test_nothing_can_be_kept_while_who_is_the_same_is_not_known(view: AttachView) -> None:
    view.display(replace(samples.ASKED, looked=False))

    assert not view.keep.isEnabled()


def test_a_prospect_shows_what_they_asked_about_and_agreed_to(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    column = CustomerView(theme, ticker)
    qtbot.addWidget(column)
    column.resize(300, 700)
    column.show()
    column.display(samples.PROSPECT)

    texts = said(column)
    assert "Ho Sze Wing" in texts
    assert any("Not a customer yet" in text for text in texts)
    assert any(text.startswith("May be contacted: By phone since") for text in texts)
    assert any(text.startswith("Withdrawn: By e-mail") for text in texts)


def test_whose_the_number_once_was_is_offered_with_a_warning_and_can_be_chosen(
    qtbot: QtBot, theme: Theme, ticker: Ticker
) -> None:
    column = CustomerView(theme, ticker)
    qtbot.addWidget(column)
    column.resize(300, 700)
    column.show()
    column.display(samples.PERHAPS)

    assert any(text.startswith("The number was once somebody's") for text in said(column))
    with qtbot.waitSignal(column.candidate_chosen) as chosen:
        next(each for each in column.findChildren(QWidget) if type(each).__name__ == "CandidateRow").click()  # type: ignore[attr-defined]
    assert chosen.args == [samples.PERHAPS.possible[0].customer_id]
