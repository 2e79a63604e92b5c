from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.waiting_words import WAITS_MS, WaitingWords


def test_what_is_awaited_is_said_after_a_second_in_a_line_that_was_kept_free(qtbot: QtBot, theme: Theme) -> None:
    words = WaitingWords()
    qtbot.addWidget(words)
    words.show()

    words.wait("Reading")
    height = words.sizeHint().height()
    assert (words.text().strip(), words._timer.interval()) == ("", WAITS_MS)
    words._timer.timeout.emit()  # the second is over

    assert words.text() == "Reading"
    assert words.sizeHint().height() == height


def test_what_came_in_time_was_never_announced(qtbot: QtBot, theme: Theme) -> None:
    words = WaitingWords()
    qtbot.addWidget(words)
    words.show()
    words.wait("Reading")

    words.say("Nobody else", Token.TEXT_2)
    assert not words._timer.isActive()
    assert words.text() == "Nobody else"

    words.say("", Token.TEXT_2)
    assert not words.isVisible()
