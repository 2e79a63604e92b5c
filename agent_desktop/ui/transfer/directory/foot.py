"""The foot of the directory: how many fit, and what can be done with the chosen row beside what its button says."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.directory import DirectoryKind, EntryKind, Favourite, WayOver
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.transfer.directory.presenter import DirectoryState
from agent_desktop.ui.transfer.directory.words import found_text
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel

ENTRY_KINDS = {DirectoryKind.QUEUES: EntryKind.QUEUE, DirectoryKind.NUMBERS: EntryKind.NUMBER}


class DirectoryFoot(QFrame):
    """Draws the foot of a `DirectoryState`.

    Signals:
        started: Do this with the chosen entry: a `DirectoryEntry` and a `WayOver`.
        queues_wanted: Show the queues.
        favourite_chosen: Keep the chosen entry at hand, or not any more (`True`: for everybody).
        ahead_chosen: Whoever is sent to a queue is to stand better there, or not any more.
    """

    started = Signal(object, object)
    queues_wanted = Signal()
    favourite_chosen = Signal(bool)
    ahead_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._state = DirectoryState()
        self._found = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.back, self.own = LinkButton(theme), LinkButton(theme)
        self.shared, self.cold, self.ahead = LinkButton(theme), LinkButton(theme), LinkButton(theme)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(IconView(theme, "ph.users", Token.TEXT_2, 15))
        above.addWidget(self._found, 1)
        above.addWidget(self.cold)
        below = QHBoxLayout()
        below.setSpacing(16)
        for link in (self.own, self.shared, self.back, self.ahead):
            below.addWidget(link)
        below.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 7, 12, 7)
        rows.setSpacing(2)
        rows.addLayout(above)
        rows.addLayout(below)
        self.back.clicked.connect(self._back_pressed)
        self.own.clicked.connect(self._own_pressed)
        self.shared.clicked.connect(self._shared_pressed)
        self.cold.clicked.connect(self._cold_pressed)
        self.ahead.clicked.connect(self._ahead_pressed)
        self.display(self._state)

    def display(self, state: DirectoryState) -> None:
        """Draw the foot of `state`."""
        self._state = state
        directory, chosen = state.directory, state.chosen
        whole = directory.counts.get(state.kind, directory.found) if directory is not None else 0
        kind = ENTRY_KINDS.get(state.kind, EntryKind.PERSON)
        self._found.set_text(found_text(kind, len(state.entries), max(whole, len(state.entries))) if directory else "")
        favourite = chosen.favourite if chosen is not None else Favourite.NONE
        own = favourite in (Favourite.OWN, Favourite.BOTH)
        shared = favourite in (Favourite.SHARED, Favourite.BOTH)
        self.own.set_words((self.tr("Not a favourite") if own else self.tr("Favourite")) + "   Alt+F")
        self.own.setVisible(chosen is not None)
        self.shared.set_words(self.tr("Not everybody's") if shared else self.tr("For everybody"))
        self.shared.setVisible(chosen is not None and state.may_share)
        self.back.set_words(self.tr("They call back instead") + "   Alt+B")
        self.back.setVisible(
            chosen is not None and WayOver.CALL_BACK in chosen.can and state.way_of(chosen) is not WayOver.CALL_BACK
        )
        if chosen is not None and WayOver.COLD in chosen.can and state.way_of(chosen) is not WayOver.COLD:
            self.cold.set_words(self.tr("Send to {name} without a word").format(name=words(chosen.name)))
        else:
            self.cold.set_words(self.tr("Send to the queue instead"))
        self.ahead.set_words(
            self.tr("Placed ahead: put back at their place") if state.ahead else self.tr("Keeps their place: put ahead")
        )
        self.ahead.setVisible(state.kind is DirectoryKind.QUEUES and not state.transfer_is_on)
        self.cold.setVisible(state.kind is not DirectoryKind.QUEUES and not state.transfer_is_on)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _back_pressed(self) -> None:
        if self._state.chosen is not None:
            self.started.emit(self._state.chosen, WayOver.CALL_BACK)

    def _ahead_pressed(self) -> None:
        self.ahead_chosen.emit(not self._state.ahead)

    def _own_pressed(self) -> None:
        self.favourite_chosen.emit(False)

    def _shared_pressed(self) -> None:
        self.favourite_chosen.emit(True)

    def _cold_pressed(self) -> None:
        chosen = self._state.chosen
        if chosen is not None and WayOver.COLD in chosen.can and self._state.way_of(chosen) is not WayOver.COLD:
            self.started.emit(chosen, WayOver.COLD)
        else:
            self.queues_wanted.emit()
