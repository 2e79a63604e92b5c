"""The window of accounts that may be one person's: the pairs that wait, both sides of one, and what to say of it."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.linking.evidence import EvidenceView
from agent_desktop.ui.linking.presenter import ReviewKind, ReviewPresenter, ReviewState
from agent_desktop.ui.linking.runs_words import failed_text, runs_text
from agent_desktop.ui.linking.table import PairTable
from agent_desktop.ui.linking.words import doubt_sentence
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import day_time_text
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

LOOK_MS: Final = 5_000
"""How often is asked how far a consolidation is while one goes on."""

_COLUMNS: Final = (Column(130, 10), Column(130, 10), Column(110, 4))
_TABLE, _EMPTY, _LOADING = range(3)


class ReviewWindow(OfficeWindow):
    """Draws a `ReviewState`, and tells the presenter what the person did.

    Signals:
        accounts_wanted: Show the accounts of a customer, whoever it is.
    """

    accounts_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        review: ReviewPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self._theme, self.review = theme, review
        self._now, self._zone = now, zone
        self._state = ReviewState()
        self._pairs = PairTable(self)
        self.table = RowTable(theme, self._pairs.model)
        self.table.set_columns(_COLUMNS)
        self.evidence = EvidenceView(theme)
        self.accounts = CommandButton(theme, small=True, keys="Ctrl+F", icon="ph.user-circle")
        self._title = TextLabel(role=Role.TITLE)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._runs = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._failed_night = Notice(theme)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(review.look)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._said, self._failure, self._trouble = Notice(theme), Notice(theme), Notice(theme)
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
        self.bring_forward()
        self.review.open()
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
        self.evidence.display(state.evidence, state.clear)
        evidence = state.evidence
        self._why.set_text(doubt_sentence(evidence.doubt) if evidence is not None else "")
        for button in (self.same, self.apart):
            button.setEnabled(state.may_decide)
        self.reason.setEnabled(state.may_decide)

    def _build(self) -> None:
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
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.accounts)
        column.addLayout(head)
        for widget in (self._count, self._runs, self._failed_night, self._said, self._trouble):
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
        self.accounts.clicked.connect(self.accounts_wanted)
        add_keys(
            self,
            {
                "Alt+S": self._say_same,
                "Alt+D": self._say_apart,
                "Ctrl+Z": self.review.take_back,
                "Ctrl+R": self.review.open,
                "Ctrl+F": self.accounts_wanted.emit,
            },
        )

    def _put_by(self) -> None:
        self._looking.stop()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Accounts to review"))
        self._title.set_text(self.tr("Accounts to review"))
        self.table.setAccessibleName(self.tr("Pairs of accounts that wait, the likeliest first"))
        self.accounts.set_words(self.tr("Accounts of a customer"))
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
            parts.append(self.tr("last consolidated {when}").format(when=self._when(state.consolidated_at)))
        self._count.set_text(" · ".join(parts))
        self._count.setVisible(bool(parts))
        self._draw_runs()

    def _draw_runs(self) -> None:
        runs = self._state.runs
        words = failed = ""
        if runs is not None:
            words, failed = runs_text(runs, self._when), failed_text(runs, self._when)
        self._runs.set_text(words)
        self._runs.setVisible(bool(words))
        self._failed_night.show_notice("ph.warning-fill", Token.CAUTION, failed)
        if runs is not None and runs.running_since is not None and self.isVisible():
            self._looking.start()
        else:
            self._looking.stop()

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return day_time_text(local, self._now().astimezone(self._zone).date())

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
        beside = state.kind is ReviewKind.READY  # without a pair there is no right side to say it on
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem if beside else "")
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, "" if beside else problem)

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is ReviewKind.FAILED and state.problem is not None:
            title, kind = self.tr("The list cannot be read now"), StateKind.ERROR
            self._empty.show_state(kind, title, deed_text(state.problem), button=self.tr("Try again"), keys="Ctrl+R")
        elif state.consolidated_at is None:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("Accounts have not been compared yet"),
                self.tr("An administrator runs: agent-desktop consolidate, or sets consolidation.nightly_at"),
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
