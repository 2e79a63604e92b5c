"""The window of accounts that may be one person's: the pairs that wait, both sides of one, and what to say of it."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.linking.evidence import EvidenceView
from agent_desktop.ui.linking.presenter import ReviewKind, ReviewPresenter, ReviewState
from agent_desktop.ui.linking.table import PairTable
from agent_desktop.ui.linking.words import doubt_sentence
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import day_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.logo import logo_icon
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable

LEAST: Final = QSize(1080, 620)
_COLUMNS: Final = (Column(130, 10), Column(130, 10), Column(110, 4))
_TABLE, _EMPTY, _LOADING = range(3)


class ReviewWindow(QMainWindow):
    """Draws a `ReviewState`, and tells the presenter what the person did.

    Signals:
        closing: The window closes.
    """

    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        review: ReviewPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self.review = theme, review
        self._now, self._zone = now, zone
        self._state = ReviewState()
        self._pairs = PairTable(self)
        self.table = RowTable(theme, self._pairs.model)
        self.table.set_columns(_COLUMNS)
        self.evidence = EvidenceView(theme)
        self._title = TextLabel(role=Role.TITLE)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._said, self._failure = Notice(theme), Notice(theme)
        self._why = TextLabel(role=Role.BODY, tone=Token.TEXT_2, wrap=True)
        self.reason = QLineEdit()
        self.same = CommandButton(theme, look=Look.PRIMARY, keys="Alt+S", icon="ph.user")
        self.apart = CommandButton(theme, keys="Alt+D", icon="ph.users")
        self._build()
        self._join()
        self._retranslate()
        review.show_to(self.display)

    def start(self) -> None:
        """Ask the server for the list, and show the window."""
        self.review.open()
        self.show()
        self.table.setFocus()

    def display(self, state: ReviewState) -> None:
        """Draw `state`."""
        self._state = state
        ready = state.kind is ReviewKind.READY
        pages = {ReviewKind.READY: _TABLE, ReviewKind.LOADING: _LOADING}
        self._pages.setCurrentIndex(pages.get(state.kind, _EMPTY))
        self._right.setVisible(ready)
        if ready:
            self._fill()
        elif state.kind is not ReviewKind.LOADING:
            self._draw_empty()
        self._draw_count()
        self._notices()
        self.evidence.display(state)
        evidence = state.evidence
        self._why.set_text(doubt_sentence(evidence.doubt) if evidence is not None else "")
        for button in (self.same, self.apart):
            button.setEnabled(state.may_decide)
        self.reason.setEnabled(state.may_decide)

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _build(self) -> None:
        theme = self._theme
        self.setWindowIcon(logo_icon(theme))
        self.setMinimumSize(LEAST)
        self.resize(1280, 760)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for widget in (self._title, self._count, self._said):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        sheet = QWidget()
        body = QVBoxLayout(sheet)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(12)
        body.addWidget(self._why)
        body.addWidget(self.evidence)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(sheet)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 14)
        buttons.setSpacing(8)
        buttons.addWidget(self.reason, 1)
        buttons.addWidget(self.apart)
        buttons.addWidget(self.same)
        self._right = QFrame()
        self._right.setProperty("panel", "canvas")
        outer = QVBoxLayout(self._right)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._failure.setContentsMargins(20, 10, 20, 0)
        outer.addWidget(self._failure)
        outer.addWidget(scroll, 1)
        outer.addWidget(line("h"))
        outer.addLayout(buttons)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 5)
        row.addWidget(self._right, 7)
        self.setCentralWidget(whole)

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.evidence.reveal_chosen.connect(self.review.reveal)
        self.same.clicked.connect(self._say_same)
        self.apart.clicked.connect(self._say_apart)
        self._said.action_chosen.connect(self.review.take_back)
        self._empty.action_chosen.connect(self.review.open)
        for keys, deed in (
            ("Alt+S", self._say_same),
            ("Alt+D", self._say_apart),
            ("Ctrl+Z", self.review.take_back),
            ("Ctrl+R", self.review.open),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(deed)
            self.addAction(action)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Accounts to review"))
        self._title.set_text(self.tr("Accounts to review"))
        self.table.setAccessibleName(self.tr("Pairs of accounts that wait, the likeliest first"))
        self.same.set_words(self.tr("One person"))
        self.apart.set_words(self.tr("Two people"))
        self.reason.setPlaceholderText(self.tr("Why, if it helps whoever asks later"))
        self.reason.setAccessibleName(self.tr("Why"))
        self._skeleton.set_words(self.tr("Getting the list"))
        self._pairs.retranslate()
        self.display(self._state)

    def _fill(self) -> None:
        state, table = self._state, self.table
        model = table.selectionModel()
        was_blocked = model.blockSignals(True)  # the row moves with its pair; that is no choice of the person's
        self._pairs.show(state.pairs)
        row = self._pairs.row_of(state.pairs, state.selected)
        if row >= 0 and table.currentIndex().row() != row:
            table.selectRow(row)
        model.blockSignals(was_blocked)
        table.viewport().update()
        table.fit_columns()

    def _draw_count(self) -> None:
        state = self._state
        parts: list[str] = []
        if state.kind is ReviewKind.READY:
            parts.append(self.tr("{count} pairs wait").format(count=f"{state.total:,}"))
            if state.total > len(state.pairs):
                parts.append(self.tr("the first {count} are shown").format(count=len(state.pairs)))
        if state.consolidated_at is not None:
            at = state.consolidated_at.astimezone(self._zone)
            today = self._now().astimezone(self._zone).date()
            parts.append(
                self.tr("last consolidated {when}").format(when=f"{day_text(at.date(), today)} {time_text(at)}")
            )
        self._count.set_text(" · ".join(parts))
        self._count.setVisible(bool(parts))

    def _notices(self) -> None:
        state, said = self._state, self._state.said
        words = ""
        if said is not None:
            told = self.tr("{one} and {other} are one person now.") if said.is_same else None
            told = told or self.tr("{one} and {other} stay two people.")
            words = told.format(one=said.left.name, other=said.right.name)
        self._said.show_notice("ph.check-circle-fill", Token.GOOD, words, button=self.tr("Take back"), keys="Ctrl+Z")
        failed = state.kind is ReviewKind.FAILED or state.problem is None
        problem = "" if failed or state.problem is None else deed_text(state.problem)
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is ReviewKind.FAILED and state.problem is not None:
            title, kind = self.tr("The list cannot be read now"), StateKind.ERROR
            self._empty.show_state(kind, title, deed_text(state.problem), button=self.tr("Try again"), keys="Ctrl+R")
        elif state.consolidated_at is None:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("Accounts have not been compared yet"),
                self.tr("An administrator runs: agent-desktop consolidate"),
                icon="ph.intersect",
            )
        else:
            self._empty.show_state(
                StateKind.EMPTY,
                self.tr("No pair waits"),
                self.tr("What the next consolidation is not sure of stands here."),
            )

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.review.select(UUID(str(key)))

    def _say_same(self) -> None:
        self._say(is_same=True)

    def _say_apart(self) -> None:
        self._say(is_same=False)

    def _say(self, *, is_same: bool) -> None:
        if not self._state.may_decide:
            return
        reason = self.reason.text()
        self.reason.clear()
        self.review.decide(is_same=is_same, reason=reason)
        self.table.setFocus()
