from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.drafts import Draft, RunDraft
from agent_desktop.ui.notes.stranded import StrandedView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
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


RUN = RunDraft(
    interaction_id=UUID(int=1),
    call_id=UUID(int=2),
    script_id="lost-card",
    version="1.0",
    step_id="",
    answers={"where": "lost", "agreed": "yes", "unnamed": "as it was"},
    typed={"more": "x" * 600},
    labels={
        "": {"en": "Lost card", "zh": "卡片遗失"},
        "where": {"en": "Lost or stolen?", "zh": "遗失还是被盗？"},
        "where=lost": {"en": "Lost", "zh": "遗失"},
        "agreed": {"en": "Block it?", "zh": "冻结吗？"},
    },
    seen_version=0,
    aside_id=UUID(int=3),
    changed_at=DRAFT.changed_at,
)


def newest_text(view: StrandedView) -> str:
    """The text of the row drawn last: those before it are on their way out."""
    return view.findChildren(TextField)[-1].toPlainText()


@pytest.mark.parametrize(("finished", "why"), [(False, "other answers were saved elsewhere"), (True, "finished")])
def test_answers_that_could_not_be_sent_are_read_with_their_questions(
    theme: Theme,
    ticker: Ticker,
    qtbot: QtBot,
    bring_up: Callable[[QWidget], None],
    language: LanguageSwitch,
    finished: bool,
    why: str,
) -> None:
    window = QWidget()
    window.resize(700, 500)
    bring_up(window)
    view = StrandedView(theme, ticker, window)
    view.display_runs((RUN.model_copy(update={"finished": finished}),))
    view.open_over()

    text = the(view, TextField).toPlainText().splitlines()
    assert text[:3] == ["Lost or stolen? Lost", "Block it? Yes", "unnamed: as it was"]
    assert text[3].endswith("x" * 600)
    assert "Lost card" in words_in(view)
    assert why in words_in(view)
    language.use("zh")
    qtbot.waitUntil(lambda: newest_text(view).startswith("遗失还是被盗？ 遗失"))
    language.use("en")
    qtbot.waitUntil(lambda: newest_text(view).startswith("Lost"))
    with qtbot.waitSignal(view.run_discard_chosen) as chosen:
        button(view, "Let go of it").click()
    assert chosen.args == [RUN.aside_id]

    view.display_runs(())
    assert not view.isVisible()


def test_a_note_and_the_answers_of_one_call_are_let_go_of_one_by_one(
    theme: Theme, ticker: Ticker, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    bring_up(window)
    view = StrandedView(theme, ticker, window)
    view.display((DRAFT,))
    view.display_runs((RUN,))
    view.open_over()
    assert "Notes and answers that could not be sent" in words_in(view)

    view.display(())

    assert view.isVisible()
    assert newest_text(view).startswith("Lost or stolen?")
