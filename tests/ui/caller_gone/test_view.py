"""The card of a caller who gave up."""

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.demo import screen_seats as samples
from agent_desktop.ui.caller_gone.presenter import CallerGoneState
from agent_desktop.ui.caller_gone.view import CallerGoneView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> CallerGoneView:
    made = CallerGoneView(theme, ticker)
    qtbot.addWidget(made)
    made.resize(380, 300)
    return made


def _said(view: CallerGoneView) -> list[str]:
    return [each.full_text() for each in view.findChildren(TextLabel) if not each.isHidden()]


def test_it_says_who_gave_up_after_how_long_and_why_they_called(view: CallerGoneView) -> None:
    view.display(samples.CALLER_GONE)

    said = _said(view)
    assert samples.CALLER_GONE.name in said
    assert "+852 9••• 0736  ·  waited 01:14" in said
    assert "Pay off my home loan early" in said


def test_its_buttons_note_the_wish_and_put_it_away(qtbot: QtBot, view: CallerGoneView) -> None:
    view.display(samples.CALLER_GONE)
    call, note, dismiss = view.findChildren(CommandButton)

    with qtbot.waitSignal(view.call_chosen):
        call.click()
    with qtbot.waitSignal(view.note_chosen):
        note.click()
    with qtbot.waitSignal(view.dismiss_chosen):
        dismiss.click()


def test_what_is_noted_is_said_and_not_offered_again(view: CallerGoneView) -> None:
    view.display(samples.CALLER_NOTED)

    _, note, _ = view.findChildren(CommandButton)
    assert note.isHidden()
    assert "To be called back: noted with the customer’s contacts." in _said(view)


def test_a_failure_is_said_and_somebody_unknown_has_a_word(view: CallerGoneView) -> None:
    view.display(samples.UNKNOWN_GONE)

    said = _said(view)
    assert "Unknown caller" in said
    assert any("server" in each for each in said)
    view.display(CallerGoneState())
    assert view.isHidden()
