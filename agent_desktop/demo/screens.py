"""Draws every screen and state into a folder, offscreen, with the same bytes on every run."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from agent_desktop.contract.base import Language
from agent_desktop.demo.screen_gallery import Gallery
from agent_desktop.demo.screen_login import LOGINS, login_screen
from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_stage import SilentRing, show_scene, still_ticker
from agent_desktop.settings import resources_folder
from agent_desktop.ui.desk.views import build_views
from agent_desktop.ui.settings_dialog.preferences import Preferences
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.translations.switch import LANGUAGES, LanguageSwitch
from agent_desktop.ui.widgets.formats import language_now

_GENERAL: Final = Qt.UIEffect.UI_General
SIZES: Final = (QSize(1280, 690), QSize(1440, 900), QSize(1920, 1080))
TEXT_SCALES: Final = (112, 125)
"""Drawn besides 100 % for the screens of `SCALED`, in one size and theme: enough to see that nothing is cut off."""
SCALED: Final = ("offer", "call-connected", "wrap-up")


def draw_screens(folder: Path, *, only: str = "") -> int:
    """Draw each screen whose name holds `only`, in both languages and themes. Returns the exit status.

    Files are named ``<screen>-<language>-<theme>-<width>.png``; ``-112`` or ``-125`` ends those in larger text.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    app.setEffectEnabled(_GENERAL, False)
    app.setCursorFlashTime(0)  # a blinking cursor would be in one picture and not in the next
    count = 0
    with tempfile.TemporaryDirectory() as cache:
        switch = LanguageSwitch(app, resources_folder() / "translations", Path(cache))
        for theme_name in ThemeName:
            for language in LANGUAGES:
                if not switch.use(language):
                    sys.stderr.write(f"The words of language {language} cannot be read.\n")
                    return 1
                theme = Theme(theme_name)
                theme.apply(app)
                for name, widget in _widgets(app, theme, language, only):
                    widget.grab().save(str(folder / f"{name}.png"))
                    count += 1
        switch.use("en")
        switch.stop()
    sys.stdout.write(f"{count} screens are in {folder}\n")
    return 0 if count else 1


def _widgets(app: QApplication, theme: Theme, language: Language, only: str) -> Iterator[tuple[str, QWidget]]:
    """Yield each widget, shown and ready to be drawn, with the name of its picture."""
    look = f"{language}-{theme.name}"
    yield from _window_screens(app, theme, look, only)
    for name, state in LOGINS.items():
        if only in name:
            login = login_screen(theme, state)
            _settle(app, login)
            yield f"{name}-{look}", login
            _put_away(login)
    if only in "controls" and language == "en":
        gallery = Gallery(theme, still_ticker())
        gallery.resize(1240, 1100)
        _settle(app, gallery)
        yield f"controls-{look}", gallery
        _put_away(gallery)


def _window_screens(app: QApplication, theme: Theme, look: str, only: str) -> Iterator[tuple[str, QWidget]]:
    wanted = {name: scene for name, scene in SCENES.items() if only in name}
    if not wanted:
        return
    views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
    views.settings.display(Preferences(language=language_now(), theme=theme.name))
    window = views.window
    for size in SIZES:
        window.resize(size)
        for name, scene in wanted.items():
            show_scene(views, scene)
            _settle(app, window)
            yield f"{name}-{look}-{size.width()}", window
    _put_away(window)
    if theme.name is not ThemeName.LIGHT:
        return
    for scale in TEXT_SCALES:
        theme.choose(text_scale=scale)
        views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
        views.window.resize(SIZES[1])
        for name in SCALED:
            if name in wanted:
                show_scene(views, wanted[name])
                _settle(app, views.window)
                yield f"{name}-{look}-{SIZES[1].width()}-{scale}", views.window
        _put_away(views.window)
    theme.choose(text_scale=100)


def _settle(app: QApplication, widget: QWidget) -> None:
    """Let layouts and queued changes come to rest."""
    widget.show()
    for _ in range(3):
        app.processEvents()


def _put_away(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
