"""The menus of the desktop, each as a picture of its own: a popup is in no picture of the window."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.call_bar.buttons import CallButtons
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.presence.selector import StateSelector
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token


def _picture_of(*menus: QMenu) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    for menu in menus:
        menu.ensurePolished()
        menu.adjustSize()
        picture = QLabel()
        picture.setPixmap(menu.grab())
        row.addWidget(picture)
    row.addStretch(1)
    return page


def _state_menu(state: PresenceState, theme: Theme) -> QWidget:
    selector = StateSelector(theme, still_ticker())
    selector.display(state)
    menu = selector.fill_menu()
    lengths = [entry.menu() for entry in menu.actions()]
    page = _picture_of(menu, *[each for each in lengths if isinstance(each, QMenu)][:1])
    selector.deleteLater()
    return page


def _decline_menu(theme: Theme) -> QWidget:
    buttons = CallButtons(theme, lambda: 0.0)
    buttons.display(samples.RINGING, Token.SURFACE)
    page = _picture_of(buttons.fill_reasons())
    buttons.deleteLater()
    return page


MENUS: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "menu-state": partial(_state_menu, samples.READY),
        "menu-state-on-call": partial(_state_menu, samples.ON_CALL_THEN_LUNCH),
        "menu-state-wrap-up-on-request": partial(_state_menu, samples.ON_CALL_OF_REQUEST),
        "menu-decline": _decline_menu,
    }
)
