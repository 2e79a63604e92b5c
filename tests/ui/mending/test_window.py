"""The window of what is stuck: by keyboard alone, with the consequence told before."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.mends import MendByHand
from agent_desktop.demo.screen_mending import MENDING
from agent_desktop.ui.mending.presenter import MendingPresenter
from agent_desktop.ui.mending.window import MendingWindow
from agent_desktop.ui.mending.words import FINDINGS, deed_word, doubt_word, effect_sentence, finding_word
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from telephony.reconciling.by_hand import Doubt, Effect
from telephony.reconciling.states import Deed, Finding
from tests.ui.conftest import NOW
from tests.ui.test_mending_presenter import Server, agent


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def window(theme: Theme, bring_up: Callable[[QWidget], None], server: Server) -> Iterator[MendingWindow]:
    window = MendingWindow(theme, MendingPresenter(server, ImmediateTasks()), now=lambda: NOW, zone=None)
    bring_up(window)
    window.start()
    yield window
    window.close()


def texts(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def done(server: Server) -> list[MendByHand]:
    return [each for each in server.asked if isinstance(each, MendByHand)]


def test_an_agent_is_freed_with_the_keyboard_after_the_consequence_was_told(
    window: MendingWindow, server: Server, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.live_table, Qt.Key.Key_Down)
    assert "Agent 1 is not ready then, and goes ready when they choose to." in texts(window)
    assert "The wrap-up ends." in texts(window)

    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert done(server) == []
    assert QApplication.focusWidget() is window.side.reason
    qtbot.keyClicks(window.side.reason, "frozen")
    qtbot.keyClick(window.side.reason, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)

    assert [each.reason for each in done(server)] == ["frozen"]
    assert window.side.reason.text() == ""
    assert "Agent 1 is free, and not ready." in texts(window)


def test_a_call_is_ended_only_after_asking_again(
    window: MendingWindow, server: Server, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.lives = (agent(1).model_copy(update={"end": ("talk_is_cut_off",), "call_id": agent(5).subject_id}),)
    window.mending.read()
    qtbot.keyClick(window.live_table, Qt.Key.Key_Down)
    qtbot.keyClicks(window.side.reason, "nobody there")

    answers = iter((False, True))
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _: next(answers))
    qtbot.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    assert done(server) == []
    assert window.side.reason.text() == "nobody there"
    qtbot.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)

    assert [(each.deed.value, each.told) for each in done(server)] == [("end_call", ("talk_is_cut_off",))]


def test_a_row_stays_chosen_while_the_list_is_read_anew_and_moves(
    window: MendingWindow, server: Server, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.live_table, Qt.Key.Key_Down)
    qtbot.keyClicks(window.side.reason, "fro")
    server.lives = (agent(7, "agent_not_ready"), *server.lives)
    window.mending.read()

    assert window.live_table.currentIndex().row() == 1
    assert window.side.reason.text() == "fro"


def test_it_says_after_how_long_a_call_starts_where_the_carrier_takes_one_after_another(
    window: MendingWindow, server: Server
) -> None:
    server.turn_seconds = 0.9
    window.mending.read()
    assert "calls start after" not in texts(window)
    server.turn_seconds = 3.2
    window.mending.read()

    assert "calls start after 4 s: the carrier takes one after another" in texts(window)


def test_it_asks_every_few_seconds_only_while_it_is_open(window: MendingWindow, server: Server, qtbot: QtBot) -> None:
    server.asked.clear()
    window._reading.setInterval(10)
    qtbot.waitUntil(lambda: bool(server.asked))
    window.close()

    assert not window._reading.isActive()


def test_everything_that_can_be_found_done_or_doubted_has_words() -> None:
    assert set(FINDINGS) == {each.value for each in Finding} - {Finding.BY_HAND.value}
    for finding in Finding:
        assert finding_word(finding.value) != finding.value
    for deed in Deed:
        assert deed_word(deed.value) != deed.value
    for doubt in Doubt:
        assert doubt_word(doubt.value) != doubt.value
    for effect in Effect:
        assert effect_sentence(effect.value, "May") != effect.value


@pytest.mark.parametrize(
    "name", ["mending-none", "mending-away", "mending-old", "mending-overtaken", "mending-by-hand"]
)
def test_every_state_is_drawn(name: str, theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    window = MENDING[name](theme)
    bring_up(window)

    assert texts(window)
