from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desktop.settings import resources_folder
from agent_desktop.ui.shortcuts.keys import Command, label_of
from agent_desktop.ui.translations.files import TS_NAME, check_file
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.formats import language_now

ROOT = Path(__file__).resolve().parents[3]


def test_every_string_of_the_code_has_its_chinese_words() -> None:
    assert check_file(ROOT, resources_folder() / "translations" / TS_NAME) == []


def test_words_dates_and_data_turn_together(language: LanguageSwitch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(language.changed) as changed:
        assert language.use("zh")

    assert changed.args == ["zh"]
    assert (label_of(Command.ANSWER), language_now(), language.language) == ("接听", "zh", "zh")
    assert QLocale().language() is QLocale.Language.Chinese

    assert language.use("en")
    assert (label_of(Command.ANSWER), language_now()) == ("Answer", "en")


def test_words_that_cannot_be_read_leave_the_language_as_it_is(qapp: QApplication, tmp_path: Path) -> None:
    switch = LanguageSwitch(qapp, tmp_path / "nothing", tmp_path / "cache")

    assert not switch.use("zh")

    assert language_now() == "en"


def test_words_are_prepared_where_the_program_folder_has_no_fresh_ones(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    (folder / TS_NAME).write_bytes((resources_folder() / "translations" / TS_NAME).read_bytes())
    switch = LanguageSwitch(qapp, folder, tmp_path / "cache")

    assert switch.use("zh")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["agent_desktop_zh_CN.qm"]
    switch.use("en")
    switch.stop()
