"""What every test of a window needs: an offscreen screen, and a way to bring a widget to the front."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.settings import resources_folder
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.ticker import Ticker

# The offscreen screen says these of itself; they are not about us.
_OF_THE_SCREEN = (
    r"This plugin does not support propagateSizeHints\(\)",
    r"This plugin does not support raise\(\)",
    r"This plugin does not support grabbing the keyboard",
)

NOW = datetime(2026, 6, 16, 10, 42, 6, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*_OF_THE_SCREEN))


def let_go() -> None:
    """Have the windows that are closed be gone.

    Without a running loop they would stay, and each change of colours, text size or language would style anew those of
    all tests before.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def bring_up(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a window, brings it to the front and waits until keys reach it."""

    def bring(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)

    return bring


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The theme, applied to the application once: a style sheet is dear."""
    theme = Theme()
    theme.apply(qapp)
    return theme


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    """The light theme at 100 %."""
    yield dressed
    let_go()
    dressed.choose(name=ThemeName.LIGHT, text_scale=100)


@pytest.fixture
def ticker() -> Ticker:
    """A clock that stands at 10:42:06 UTC."""
    return Ticker(lambda: NOW, UTC)


@pytest.fixture
def language(qapp: QApplication, tmp_path: Path) -> Iterator[LanguageSwitch]:
    """The language switch, in English, with our real translations."""
    switch = LanguageSwitch(qapp, resources_folder() / "translations", tmp_path / "cache")
    yield switch
    let_go()
    switch.use("en")
    switch.stop()
