"""Draws every screen and state into a folder, offscreen, with the same bytes on every run."""

import errno
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from agent_desktop.contract.base import Language
from agent_desktop.demo.screen_accounts import ACCOUNTS, keepers_profile
from agent_desktop.demo.screen_authoring import AUTHORING
from agent_desktop.demo.screen_board import BOARDS
from agent_desktop.demo.screen_calibration import CALIBRATION
from agent_desktop.demo.screen_campaigns import CAMPAIGN_WINDOWS
from agent_desktop.demo.screen_case import CASES
from agent_desktop.demo.screen_cases import CASE_LISTS
from agent_desktop.demo.screen_gallery import Gallery
from agent_desktop.demo.screen_learning import LEARNING
from agent_desktop.demo.screen_linking import LINKING
from agent_desktop.demo.screen_login import LOGINS, login_screen
from agent_desktop.demo.screen_managers import MANAGERS
from agent_desktop.demo.screen_mending import MENDING
from agent_desktop.demo.screen_menus import MENUS
from agent_desktop.demo.screen_others import TRIAL_CALLERS, confirm_screen, trial_caller_screen
from agent_desktop.demo.screen_people import PEOPLE
from agent_desktop.demo.screen_quality import QUALITY
from agent_desktop.demo.screen_reports import REPORTS
from agent_desktop.demo.screen_routing import ROUTING
from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_sources import ORIGINS, SOURCES
from agent_desktop.demo.screen_staffing import STAFFING
from agent_desktop.demo.screen_stage import SilentRing, show_scene, still_ticker
from agent_desktop.demo.screen_trials import TRIALS
from agent_desktop.demo.screen_unkept import UNKEPT_WINDOWS
from agent_desktop.demo.trial_caller.view import TrialCallerView
from agent_desktop.server.start_errors import DiskFullError, FolderNotWritableError
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
_NAME: Final = re.compile(r"[a-z-]+-(en|zh)-(light|dark)(-\d+){0,2}\.png")
SCALED: Final = ("offer", "call-connected", "wrap-up")
WIDE: Final = frozenset(
    {
        "staffing", "staffing-adherence", "staffing-plan", "quality-calls", "quality-reviewing", "calibration-apart",
        "reports-today", "reports-by-day", "reports-explained", "people-wrong", "routing-queue", "routing-agents",
        "rules-look", "mending-offer", "sources-failed",
    }
)  # fmt: skip
"""Of the screens that are no state of the window, these are drawn as wide as the widest as well."""


def draw_screens(folder: Path, *, only: str = "") -> int:
    """Draw each picture whose name holds `only` (or one of several, with commas between). Returns the exit status.

    Files are named ``<screen>-<language>-<theme>-<width>.png``; ``-112`` or ``-125`` ends those in larger text.
    What an earlier run has drawn under such a name goes first.

    Raises:
        DiskFullError: There is no room for a picture.
        FolderNotWritableError: The folder cannot be made or written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted = tuple(only.split(","))
    _empty(folder, wanted)
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
                for name, widget in _widgets(app, theme, language, wanted):
                    _save(widget, folder, name)
                    count += 1
        switch.use("en")
        switch.stop()
    sys.stdout.write(f"{count} screens are in {folder}\n")
    return 0 if count else 1


def _empty(folder: Path, wanted: tuple[str, ...]) -> None:
    """Make `folder`, and take the pictures of an earlier run out of it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.png"):
            if _NAME.fullmatch(path.name) and _is_wanted(path.stem, wanted):
                path.unlink()
    except OSError as error:
        raise _named(error, folder) from error


def _save(widget: QWidget, folder: Path, name: str) -> None:
    # Through a buffer: QPixmap.save says only that it failed, a write says why.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    path = folder / f"{name}.png"
    try:
        path.write_bytes(buffer.data().data())
    except OSError as error:
        with suppress(OSError):
            path.unlink()  # half a picture is none
        raise _named(error, folder) from error


def _named(error: OSError, folder: Path) -> DiskFullError | FolderNotWritableError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(folder=str(folder))
    return FolderNotWritableError(folder=str(folder))


def _is_wanted(name: str, wanted: tuple[str, ...]) -> bool:
    return any(part in name for part in wanted)


def _widgets(
    app: QApplication, theme: Theme, language: Language, wanted: tuple[str, ...]
) -> Iterator[tuple[str, QWidget]]:
    """Yield each widget, shown and ready to be drawn, with the name of its picture."""
    look = f"{language}-{theme.name}"
    yield from _window_screens(app, theme, look, wanted)
    if theme.name is ThemeName.LIGHT:
        for scale in TEXT_SCALES:
            yield from _scaled_screens(app, theme, look, scale, wanted)
    for name, make in _others(theme).items():
        picture = f"{name}-{look}"
        if not _is_wanted(picture, wanted) or (name == "controls" and language != "en"):
            continue
        widget = make()
        _settle(app, widget)
        yield picture, widget
        if name in WIDE and _is_wanted(f"{picture}-{SIZES[-1].width()}", wanted):
            widget.resize(SIZES[-1])
            _settle(app, widget)
            yield f"{picture}-{SIZES[-1].width()}", widget
        _put_away(widget)


def _others(theme: Theme) -> dict[str, Callable[[], QWidget]]:
    """Return how to make each screen that is no state of the window."""
    makers: dict[str, Callable[[], QWidget]] = {
        **{name: partial(login_screen, theme, state) for name, state in LOGINS.items()},
        **{name: partial(trial_caller_screen, theme, state) for name, state in TRIAL_CALLERS.items()},
        **{name: partial(make, theme) for name, make in MENUS.items()},
        **{name: partial(make, theme) for name, make in ROUTING.items()},
        **{name: partial(make, theme) for name, make in LINKING.items()},
        **{name: partial(make, theme) for name, make in ACCOUNTS.items()},
        **{name: partial(make, theme) for name, make in SOURCES.items()},
        **{name: partial(make, theme) for name, make in ORIGINS.items()},
        **{name: partial(make, theme) for name, make in MENDING.items()},
        **{name: partial(make, theme) for name, make in AUTHORING.items()},
        **{name: partial(make, theme) for name, make in TRIALS.items()},
        **{name: partial(make, theme) for name, make in MANAGERS.items()},
        **{name: partial(make, theme) for name, make in STAFFING.items()},
        **{name: partial(make, theme) for name, make in (*QUALITY.items(), *CALIBRATION.items())},
        **{name: partial(make, theme) for name, make in PEOPLE.items()},
        **{name: partial(make, theme) for name, make in REPORTS.items()},
        **{name: partial(make, theme) for name, make in CAMPAIGN_WINDOWS.items()},
        **{name: partial(make, theme) for name, make in UNKEPT_WINDOWS.items()},
        **{name: partial(make, theme) for name, make in CASE_LISTS.items()},
        **{name: partial(make, theme) for name, make in CASES.items()},
        **{name: partial(make, theme) for name, make in LEARNING.items()},
        **{name: partial(make, theme) for name, make in BOARDS.items()},
        "accounts-profile": partial(keepers_profile, theme),
        "confirm": partial(confirm_screen, theme),
        "controls": partial(_gallery, theme),
    }
    return makers


def _gallery(theme: Theme) -> QWidget:
    gallery = Gallery(theme, still_ticker())
    gallery.resize(1240, 1100)
    return gallery


def _window_screens(
    app: QApplication, theme: Theme, look: str, wanted: tuple[str, ...]
) -> Iterator[tuple[str, QWidget]]:
    pictures = [
        (f"{name}-{look}-{size.width()}", size, scene)
        for size in SIZES
        for name, scene in SCENES.items()
        if _is_wanted(f"{name}-{look}-{size.width()}", wanted)
    ]
    if not pictures:
        return
    views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
    views.settings.display(Preferences(language=language_now(), theme=theme.name))
    for picture, size, scene in pictures:
        views.window.resize(size)
        show_scene(views, scene)
        _settle(app, views.window)
        yield picture, views.window
    _put_away(views.window)


def _scaled_screens(
    app: QApplication, theme: Theme, look: str, scale: int, wanted: tuple[str, ...]
) -> Iterator[tuple[str, QWidget]]:
    size = SIZES[1]
    names = [name for name in SCALED if _is_wanted(f"{name}-{look}-{size.width()}-{scale}", wanted)]
    if not names:
        return
    theme.choose(text_scale=scale)
    views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
    views.window.resize(size)
    for name in names:
        show_scene(views, SCENES[name])
        _settle(app, views.window)
        yield f"{name}-{look}-{size.width()}-{scale}", views.window
    _put_away(views.window)
    theme.choose(text_scale=100)


def _settle(app: QApplication, widget: QWidget) -> None:
    """Let layouts and queued changes come to rest."""
    widget.show()
    for _ in range(3):
        app.processEvents()


def _put_away(widget: QWidget) -> None:
    if isinstance(widget, TrialCallerView):
        widget.stop()
        return
    widget.close()
    widget.deleteLater()
    # No event loop runs here, and without one nothing that is to be deleted later is: each change of theme, language or
    # text size would dress every window that was ever drawn.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
