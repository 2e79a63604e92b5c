from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.shortcuts.keys import KEYS, cap_text, label_of
from agent_desktop.ui.shortcuts.view import ShortcutsView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.key_cap import KeyCap
from tests.ui.reading import words_in


def test_every_key_has_its_line(
    theme: Theme, language: LanguageSwitch, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    window.resize(900, 700)
    bring_up(window)
    view = ShortcutsView(theme, window)
    view.open_over()

    caps = {cap.accessibleName() for cap in view.findChildren(KeyCap)}
    for key in KEYS:
        if key.listed:
            assert label_of(key.command) in words_in(view)
            assert cap_text(key.keys[0]) in caps
    assert "Alt+1 – Alt+9" in caps

    language.use("zh")
    qtbot.waitUntil(lambda: "全部快捷键" in words_in(view) and "接听" in words_in(view))

    qtbot.keyClick(view.frame, Qt.Key.Key_Escape)
    assert not view.isVisible()
