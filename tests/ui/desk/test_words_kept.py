"""What people without calls type into the window of complaints is on this computer within two seconds."""

from datetime import UTC
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from agent_desktop.client.api import Api
from agent_desktop.client.http import Http
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo.screen_learning import PREVENTIONS
from agent_desktop.ui.complaints.learning.presenter import LearningState
from agent_desktop.ui.desk.office import OfficeDesk
from agent_desktop.ui.desk.word_keep import WordKeep
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.fields import TextField
from tests.client.note_bench import MemoryJournal
from tests.ui.conftest import NOW


class _Tokens:
    def access_token(self) -> str:
        return ""

    def renew(self, rejected: str) -> str:
        return rejected


def test_a_handler_without_calls_finds_what_was_typed_after_a_crash(theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    person = Person(
        user_id=UUID(int=7), name="nina", display_name="Nina Lam", roles=frozenset({Role.COMPLAINT_HANDLER})
    )
    http, journal, around = Http("http://127.0.0.1:9", "0.1.0"), MemoryJournal(), QObject()
    store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)

    def opened() -> OfficeDesk:
        tasks = ImmediateTasks()
        api = Api(http, _Tokens())
        desk = OfficeDesk(theme, api, tasks, store, person, lambda: NOW, UTC, around, journal=(journal, tasks))
        desk.cases.window().page.learning.display(LearningState(preventions=PREVENTIONS))
        desk.cases.window().page.learning.new_prevention()
        return desk

    def action(desk: OfficeDesk) -> TextField:
        (field,) = desk.cases.window().page.learning.form.findChildren(TextField)
        return field

    try:
        desk = opened()
        action(desk).setPlainText("Say the fee before the sale")
        qtbot.waitUntil(lambda: bool(journal.typed), timeout=5_000)
        (kept,) = journal.typed.values()
        assert kept.values == {"action": "Say the fee before the sale"}
        desk.stop()

        journal.recovered_typed = tuple(journal.typed.values())
        again = opened()
        assert action(again).toPlainText() == "Say the fee before the sale"
        action(again).setPlainText("Say it twice")
        again.stop()  # signing out writes what is not written yet
        assert next(iter(journal.typed.values())).values == {"action": "Say it twice"}
    finally:
        http.close()


def test_the_clock_of_the_keeper_runs_only_while_the_journal_is_behind(qtbot: QtBot) -> None:
    around, journal = QObject(), MemoryJournal()
    words = WordKeep(journal, ImmediateTasks(), lambda: NOW, around)
    words.keep("a/form", {"text": "x"})
    assert words.find("a/form") == {"text": "x"}
    qtbot.waitUntil(lambda: bool(journal.typed) and not words.is_at_work, timeout=5_000)
    words.drop("a/form")
    assert words.find("a/form") == {}
    words.stop()
