"""What a list asks for: words, standing, severity and category, and the filters kept under a name."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from agent_desktop.contract.complaint_lists import ComplaintFilter, SortBy, Standing
from agent_desktop.contract.complaints import ComplaintKind, Severity
from agent_desktop.ui.complaints.cases.lists.presenter import ListState
from agent_desktop.ui.complaints.cases.saved.presenter import SavedState
from agent_desktop.ui.complaints.words import kind_word, severity_word
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.menu_button import MenuButton

TYPED_MS: Final = 250
"""So long after the last letter is searched."""


class FilterBar(QWidget):
    """Draws what a `ListState` asks for.

    Signals:
        narrowed: Ask for this `ComplaintFilter`.
        sorted: Put it in this order: a `SortBy`, and whether the last comes first.
        saved_chosen: Ask for what was kept under this id (`UUID`).
        save_wanted: Keep what is asked for under a name.
        drop_chosen: Forget the one of this id.
    """

    narrowed = Signal(object)
    sorted = Signal(object, bool)
    saved_chosen = Signal(object)
    save_wanted = Signal()
    drop_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = ListState()
        self._saved = SavedState()
        self._drawing = False
        self.text = LineField(theme)
        self.text.addAction(theme.icon("ph.magnifying-glass", Token.TEXT_3), LineField.ActionPosition.LeadingPosition)
        self.text.setClearButtonEnabled(True)
        self.standing, self.severity, self.kind = ChoiceField(theme), ChoiceField(theme), ChoiceField(theme)
        self.saved, self.order = MenuButton(theme), MenuButton(theme)
        self._saved_menu, self._order_menu = QMenu(self), QMenu(self)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(TYPED_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.text, 4)
        row.addWidget(self.standing, 2)
        row.addWidget(self.severity, 2)
        row.addWidget(self.kind, 2)
        row.addWidget(self.saved)
        row.addWidget(self.order)
        self.text.textEdited.connect(self._waiting.start)
        self.text.returnPressed.connect(self._ask)
        self.text.textChanged.connect(self._cleared)
        self._waiting.timeout.connect(self._ask)
        for choice in (self.standing, self.severity, self.kind):
            choice.currentIndexChanged.connect(self._ask)
        self.saved.clicked.connect(lambda: self._open(self._saved_menu, self.saved))
        self.order.clicked.connect(lambda: self._open(self._order_menu, self.order))
        self.retranslate()

    def display(self, state: ListState, saved: SavedState) -> None:
        """Draw what the list asks for now."""
        self._state, self._saved = state, saved
        self._drawing = True
        asked = state.filter
        if not self.text.hasFocus() and self.text.text() != asked.text:
            self.text.setText(asked.text)
        self.standing.setCurrentIndex(self.standing.findData(asked.standing.value))
        one = next(iter(asked.severities)).value if len(asked.severities) == 1 else ""
        self.severity.setCurrentIndex(max(0, self.severity.findData(one)))
        kind = next(iter(asked.kinds)).value if len(asked.kinds) == 1 else ""
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._drawing = False
        like = saved.like(state)
        self.saved.show_alone(False, like.name if like is not None else self.tr("Filters"), self.tr("Kept filters"))
        self.order.show_alone(False, self._sort_word(state.sort), self.tr("Order of the list"))

    def focus_text(self) -> None:
        """Put the focus into the search, with its words marked."""
        self.text.setFocus()
        self.text.selectAll()

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self._drawing = True
        self.text.setPlaceholderText(self.tr("Number, customer or words"))
        self.text.setAccessibleName(self.tr("Find in the list"))
        _offer(self.standing, self.tr("Standing"), self._standings())
        severities = [("", self.tr("Any severity")), *((each.value, severity_word(each)) for each in Severity)]
        _offer(self.severity, self.tr("Severity"), severities)
        kinds = [*((each.value, kind_word(each)) for each in ComplaintKind), ("", self.tr("All kinds"))]
        _offer(self.kind, self.tr("Kind"), kinds)
        self._drawing = False
        self.display(self._state, self._saved)

    def _standings(self) -> list[tuple[str, str]]:
        return [
            (Standing.OPEN.value, self.tr("Open")),
            (Standing.LATE.value, self.tr("Late")),
            (Standing.DUE_TODAY.value, self.tr("Due today")),
            (Standing.CLOSED.value, self.tr("Closed")),
            (Standing.ALL.value, self.tr("Open and closed")),
        ]

    def _sort_word(self, sort: SortBy) -> str:
        return {
            SortBy.DEADLINE: self.tr("By deadline"),
            SortBy.RECORDED: self.tr("By day of recording"),
            SortBy.SEVERITY: self.tr("By severity"),
            SortBy.STATE: self.tr("By state"),
            SortBy.OWNER: self.tr("By owner"),
        }[sort]

    def _cleared(self, text: str) -> None:
        if not text and not self._drawing and self._state.filter.text:
            self._ask()

    def _ask(self) -> None:
        if self._drawing:
            return
        self._waiting.stop()
        severity, kind = str(self.severity.currentData() or ""), str(self.kind.currentData() or "")
        self.narrowed.emit(
            self._state.filter.model_copy(
                update={
                    "text": self.text.text().strip()[:100],
                    "standing": Standing(self.standing.currentData() or Standing.OPEN.value),
                    "severities": frozenset({Severity(severity)}) if severity else frozenset(),
                    "kinds": frozenset({ComplaintKind(kind)}) if kind else frozenset(ComplaintKind),
                }
            )
        )

    def _open(self, menu: QMenu, button: MenuButton) -> None:
        menu.clear()
        if menu is self._saved_menu:
            self._fill_saved(menu)
        else:
            for sort in SortBy:
                self._add_order(menu, sort)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _fill_saved(self, menu: QMenu) -> None:
        like = self._saved.like(self._state)
        for each in self._saved.filters:
            action = QAction(each.name, menu)
            action.setCheckable(True)
            action.setChecked(like is not None and like.filter_id == each.filter_id)
            action.setData(str(each.filter_id))
            action.triggered.connect(_Emitter(self.saved_chosen, each.filter_id))
            menu.addAction(action)
        if self._saved.filters:
            menu.addSeparator()
        keep = QAction(self.tr("Keep this filter under a name"), menu)
        keep.triggered.connect(lambda: self.save_wanted.emit())
        menu.addAction(keep)
        if like is not None:
            drop = QAction(self.tr("Forget {name}").format(name=like.name), menu)
            drop.triggered.connect(_Emitter(self.drop_chosen, like.filter_id))
            menu.addAction(drop)

    def _add_order(self, menu: QMenu, sort: SortBy) -> None:
        for descending in (False, True):
            name = self._sort_word(sort)
            text = self.tr("{order}, the other way round").format(order=name) if descending else name
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked((self._state.sort, self._state.descending) == (sort, descending))
            action.triggered.connect(_Orderer(self, sort, descending))
            menu.addAction(action)


def filter_words(asked: ComplaintFilter) -> dict[str, object]:
    """Return what a filter asks for beside what it begins with, as the server's exports take it."""
    return asked.model_dump(mode="json", exclude_defaults=True)


def _offer(choice: ChoiceField, name: str, options: list[tuple[str, str]]) -> None:
    before = choice.currentData()
    choice.clear()
    for code, words in options:
        choice.addItem(words, code)
    choice.setAccessibleName(name)
    choice.setCurrentIndex(max(0, choice.findData(before)))


class _Emitter:
    """Emits an id. Not a lambda in a loop, which would know the last one only."""

    def __init__(self, signal: object, value: UUID) -> None:
        self._signal, self._value = signal, value

    def __call__(self) -> None:
        self._signal.emit(self._value)  # type: ignore[attr-defined]


class _Orderer:
    def __init__(self, bar: FilterBar, sort: SortBy, descending: bool) -> None:
        self._bar, self._sort, self._descending = bar, sort, descending

    def __call__(self) -> None:
        self._bar.sorted.emit(self._sort, self._descending)
