from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.drafts import Draft
from agent_desktop.ui.notes.stranded import StrandedView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.reading import button, the, words_in

DRAFT = Draft(
    interaction_id=UUID(int=1),
    call_id=UUID(int=2),
    text="Wants the card stopped.",
    seen_version=1,
    changed_at=datetime(2026, 6, 16, 9, 58, tzinfo=UTC),
)


def test_a_note_that_could_not_be_sent_can_be_read_copied_and_let_go(
    theme: Theme, ticker: Ticker, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    window.resize(700, 500)
    bring_up(window)
    view = StrandedView(theme, ticker, window)
    view.display((DRAFT,))
    view.open_over()

    assert the(view, TextField).toPlainText() == "Wants the card stopped."
    assert "Tue 16 Jun 2026, 09:58" in words_in(view)
    button(view, "Copy").click()
    assert QApplication.clipboard().text() == "Wants the card stopped."
    with qtbot.waitSignal(view.discard_chosen) as chosen:
        button(view, "Let go of it").click()
    assert chosen.args == [DRAFT.interaction_id]

    view.display(())
    assert not view.isVisible()
