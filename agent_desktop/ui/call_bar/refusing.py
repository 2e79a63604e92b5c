"""Asks before the recording of a call is ended and thrown away since the caller does not want it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.confirm import ConfirmDialog

translate = QCoreApplication.translate


def ask_refusal(theme: Theme, parent: QWidget, add_keys: Callable[[QDialog], None]) -> bool:
    """Ask, and say whether it is to be done. `add_keys` gives the dialog the keys of the call, which goes on."""
    dialog = refusal_dialog(theme, parent)
    add_keys(dialog)
    return bool(dialog.exec())


def refusal_dialog(theme: Theme, parent: QWidget) -> ConfirmDialog:
    """Return the dialog that asks."""
    return ConfirmDialog(
        theme,
        parent,
        title=translate("RefuseRecording", "The caller does not want to be recorded?"),
        text=translate(
            "RefuseRecording",
            "Recording stops for the whole call. What was recorded is deleted and cannot be got back.",
        ),
        do_it=translate("RefuseRecording", "Stop and delete"),
        keep=translate("RefuseRecording", "Go on recording"),
        icon="ph.prohibit",
    )
