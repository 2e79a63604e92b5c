"""What the centre shows while there is no customer: the person's day, and what is to be done without a call."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import frame
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind

GAP = 10


class IdlePage(QScrollArea):
    """The day, cards of tasks, the home; and words in their place where there is nothing, or where somebody calls whom
    nobody knows yet.

    Signals:
        search_wanted: Find a customer.
    """

    search_wanted = Signal()

    def __init__(self, theme: Theme, day: QWidget, home: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._has_home = self._has_tasks = self._somebody_calls = False
        self._home, self._empty, self._card = home, EmptyState(theme), frame("card")
        self._tasks, self._filler = QWidget(), QWidget()
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, GAP, 12, GAP)
        column.setSpacing(GAP)
        self._cards = QVBoxLayout(self._tasks)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(GAP)
        column.addWidget(day)
        column.addWidget(self._tasks)
        for part in (home, self._card, self._filler):
            column.addWidget(part, 1)
        QVBoxLayout(self._card).addWidget(self._empty)
        self._empty.action_chosen.connect(self.search_wanted)
        self._choose()
        self._retranslate()

    def add_task(self, card: QWidget) -> None:
        """Have `card` stand under those that stand there: what is to be done without a call."""
        self._cards.addWidget(card)

    def show_home(self, shown: bool) -> None:
        """Show what the person has before them, or that nobody is on screen."""
        self._has_home = shown
        self._choose()

    def set_tasks_left(self, left: bool) -> None:
        """Whether one of the cards holds something to be done: then nobody is told that nobody is on screen."""
        self._has_tasks = left
        self._choose()

    def set_somebody_calls(self, calls: bool) -> None:
        """Whether a call is on: then the question is who it is, and tasks make room."""
        self._somebody_calls = calls
        self._choose()
        self._retranslate()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _choose(self) -> None:
        free = not self._somebody_calls
        self._tasks.setVisible(free)
        self._home.setVisible(free and self._has_home)
        self._card.setVisible(not free or not (self._has_home or self._has_tasks))
        self._filler.setVisible(free and self._has_tasks and not self._has_home)

    def _retranslate(self) -> None:
        if self._somebody_calls:
            title = self.tr("Who is calling?")
            text = self.tr("Products and past contacts show here once the customer is known.")
        else:
            title = self.tr("No customer on screen")
            text = self.tr("Whoever calls is shown here as soon as you answer.")
        # With a call on, the customer column has the button already.
        button = "" if self._somebody_calls else self.tr("Find a customer")
        keys = "Ctrl+K" if button else ""
        self._empty.show_state(StateKind.QUIET, title, text, button=button, keys=keys, icon="ph.headset")
