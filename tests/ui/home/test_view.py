"""What is before a person without a call: what the panel says, and what its buttons do."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.demo import screen_home
from agent_desktop.ui.home.rows import CaseLine, OwedLine
from agent_desktop.ui.home.view import HomeView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> HomeView:
    made = HomeView(theme, ticker)
    qtbot.addWidget(made)
    made.resize(980, 700)
    made.show()
    return made


def labels(view: HomeView) -> set[str]:
    return {each.full_text() for each in view.findChildren(TextLabel) if each.isVisible()}


def test_a_specialist_sees_who_asks_what_is_owed_and_how_full_they_are(view: HomeView) -> None:
    view.display(screen_home.HOME_RINGS)

    assert {"Asked of you", "Call-backs you owe", "Handed to you, a word still owed", "Your skills and load"} <= labels(
        view
    )
    said = list(view.said())
    assert any(line.startswith("Amy Wong. Rings now ") and "Cards / Fraud" in line for line in said)
    assert any(line.startswith("Ken Yip. Asks next, number 2, ") for line in said)
    assert any("Late since" in line and "Promised: A call before eleven" in line for line in said)
    assert any("The customer was not told yet." in line for line in said)
    assert "Before you now: 2 of 3" in labels(view)
    assert "Today: asked 9, came 8, took over 5" in labels(view)


def test_an_agent_sees_only_what_came_of_the_calls_they_passed_on(view: HomeView) -> None:
    view.display(screen_home.AGENT_HOME)

    assert "Asked of you" not in labels(view)
    assert any("Zhang Min: Card blocked" in line for line in view.said())
    assert any("Deepa Raman has it" in line for line in view.said())


def test_a_call_back_is_called_done_and_taken_back_and_a_case_opens_its_customer(qtbot: QtBot, view: HomeView) -> None:
    view.display(screen_home.HOME)
    late, _, done = view.findChildren(OwedLine)
    call, made = late.findChildren(CommandButton)
    with qtbot.waitSignal(view.call_chosen) as called:
        call.click()
    with qtbot.waitSignal(view.done_chosen) as finished:
        made.click()
    with qtbot.waitSignal(view.done_chosen) as reopened:
        done.findChildren(CommandButton)[1].click()
    (case, *_) = view.findChildren(CaseLine)
    with qtbot.waitSignal(view.customer_chosen) as opened:
        case.findChildren(LinkButton)[0].click()

    home = screen_home.HOME.home
    assert home is not None
    assert (called.args, finished.args, reopened.args) == (
        [home.owed[0]], [home.owed[0], True], [home.owed[2], False]
    )  # fmt: skip
    assert opened.args == [home.follow_ups[0].customer_id]


def test_nobody_is_called_while_a_call_rings(view: HomeView) -> None:
    view.display(screen_home.HOME_RINGS)
    (late, *_) = view.findChildren(OwedLine)

    assert not late.findChildren(CommandButton)[0].isEnabled()


def test_a_ringing_call_makes_no_row_anew(view: HomeView) -> None:
    view.display(replace(screen_home.HOME_RINGS, may_dial=True))
    before = view.findChildren(TextLabel)
    (late, *_) = view.findChildren(OwedLine)
    assert late.findChildren(CommandButton)[0].isEnabled()

    view.display(screen_home.HOME_RINGS)

    assert not late.findChildren(CommandButton)[0].isEnabled()
    assert view.findChildren(TextLabel) == before


def test_a_failure_says_so_and_offers_another_try(qtbot: QtBot, view: HomeView) -> None:
    view.display(screen_home.HOME_FAILED)
    [again] = [each for each in view.findChildren(CommandButton) if each.isVisible()]

    with qtbot.waitSignal(view.retry_chosen):
        again.click()
