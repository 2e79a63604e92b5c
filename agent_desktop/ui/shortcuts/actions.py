"""The keys of `keys.KEYS` as actions of a window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from agent_desktop.ui.bridge import log_bug
from agent_desktop.ui.shortcuts.keys import KEYS, Command, label_of


class KeyActions(QObject):
    """Owns one `QAction` a command, alive in its window and, for call actions, in every dialog given to it.

    A command without a handler, or one that is off, lets its key pass to the widget in focus.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._handlers: dict[Command, Callable[[], None]] = {}
        self._firsts: dict[Command, list[Callable[[], bool]]] = {}
        self._actions: dict[Command, QAction] = {}
        self._paused = False
        for key in KEYS:
            action = QAction(self)
            action.setShortcuts([QKeySequence(text) for text in key.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setAutoRepeat(key.command in (Command.NEXT_PANEL, Command.PREVIOUS_PANEL))
            action.setEnabled(False)
            action.setObjectName(key.command.value)
            action.triggered.connect(self._triggered)
            window.addAction(action)
            self._actions[key.command] = action
        self.retranslate()

    def on(self, command: Command, handler: Callable[[], None]) -> None:
        """Call `handler` for the command from now on, and turn its key on."""
        self._handlers[command] = handler
        self._actions[command].setEnabled(True)

    def first(self, command: Command, takes: Callable[[], bool]) -> None:
        """Ask `takes` before the command's handler: where a page in the window has the key for itself now, it does
        what the key means there and returns True."""
        self._firsts.setdefault(command, []).append(takes)
        self._actions[command].setEnabled(True)

    def action(self, command: Command) -> QAction:
        """The command's action, for a button or a menu."""
        return self._actions[command]

    def set_enabled(self, command: Command, enabled: bool) -> None:
        """Turn a command's key on or off."""
        self._actions[command].setEnabled(enabled and command in self._handlers)

    def pause(self, paused: bool) -> None:
        """Have no command do anything, by key or otherwise, until it is called with False."""
        self._paused = paused

    def run(self, command: Command) -> bool:
        """Do the command as if its key had been pressed. Returns whether it is on."""
        action = self._actions[command]
        action.trigger()
        return action.isEnabled()

    def add_to_dialog(self, dialog: QWidget) -> None:
        """Let the call actions work while `dialog` is in front: Qt stops the main window's keys behind a modal one."""
        for key in KEYS:
            if key.in_dialogs:
                dialog.addAction(self._actions[key.command])

    def retranslate(self) -> None:
        """Name the actions in the language now installed."""
        for key in KEYS:
            self._actions[key.command].setText(label_of(key.command))

    def _triggered(self) -> None:
        try:
            command = Command(self.sender().objectName())
            if self._paused or any(takes() for takes in self._firsts.get(command, ())):
                return
            handler = self._handlers.get(command)
            if handler is not None:
                handler()
        except Exception as error:  # noqa: BLE001  outermost loop: no exception leaves a slot
            log_bug("A key", error)
