from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.settings_dialog.preferences import Preferences, read_preferences, write_preferences
from agent_desktop.ui.settings_dialog.ring_port import RingDevice
from agent_desktop.ui.settings_dialog.view import SettingsView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.tray.ring import SilentRing
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from tests.ui.reading import button, the, words_in


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "desktop.ini"), QSettings.Format.IniFormat)


def test_what_was_chosen_is_remembered(store: QSettings, tmp_path: Path) -> None:
    chosen = Preferences("zh", ThemeName.DARK, 125, "headset", raise_window=True)
    write_preferences(store, chosen)
    store.sync()

    again = QSettings(str(tmp_path / "desktop.ini"), QSettings.Format.IniFormat)
    assert read_preferences(again, "en") == chosen


def test_the_first_start_takes_the_languages_of_the_computer(store: QSettings) -> None:
    assert read_preferences(store, "zh") == Preferences(language="zh")


def test_a_value_nobody_understands_is_passed_over(store: QSettings) -> None:
    for key, value in (("language", "xx"), ("theme", "pink"), ("text_scale", "huge"), ("raise_window", "maybe")):
        store.setValue(f"desktop/{key}", value)

    assert read_preferences(store, "en") == Preferences()


@pytest.fixture
def ring() -> SilentRing:
    return SilentRing((RingDevice("a", "Headset"), RingDevice("b", "Speakers")))


@pytest.fixture
def view(theme: Theme, ring: SilentRing, bring_up: Callable[[QWidget], None]) -> SettingsView:
    window = QWidget()
    window.resize(700, 620)
    bring_up(window)
    made = SettingsView(theme, window, ring)
    window.made = made  # type: ignore[attr-defined]
    made.display(Preferences())
    made.open_over()
    return made


def test_each_choice_takes_effect_at_once(view: SettingsView, qtbot: QtBot) -> None:
    language, themes, scale = view.findChildren(SegmentedChoice)

    with qtbot.waitSignal(view.chosen) as chosen:
        themes.chosen.emit("dark")
    assert chosen.args == [Preferences(theme=ThemeName.DARK)]
    with qtbot.waitSignal(view.chosen) as chosen:
        scale.chosen.emit("125")
    assert chosen.args == [Preferences(theme=ThemeName.DARK, text_scale=125)]
    with qtbot.waitSignal(view.chosen) as chosen:
        language.chosen.emit("zh")
    assert chosen.args == [Preferences("zh", ThemeName.DARK, 125)]
    with qtbot.waitSignal(view.chosen) as chosen:
        the(view, TickBox).click()
    assert chosen.args == [Preferences("zh", ThemeName.DARK, 125, raise_window=True)]


def test_the_ring_device_is_chosen_and_tried(view: SettingsView, ring: SilentRing, qtbot: QtBot) -> None:
    device = view._device
    device.setFocus()
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(device, Qt.Key.Key_Down)

    assert chosen.args == [Preferences(ring_device="a")]
    button(view, "Try it").click()
    assert (ring.device_id, ring.ringing) == ("a", True)
    qtbot.waitUntil(lambda: not ring.ringing)


def test_a_computer_without_a_sound_device_says_so(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    window = QWidget()
    window.resize(700, 620)
    bring_up(window)
    view = SettingsView(theme, window, SilentRing())
    view.display(Preferences())

    view.open_over()

    assert "No sound device was found." in words_in(view)
    assert not button(view, "Try it").isEnabled()


def test_escape_closes(view: SettingsView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.frame, Qt.Key.Key_Escape)

    assert not view.isVisible()
