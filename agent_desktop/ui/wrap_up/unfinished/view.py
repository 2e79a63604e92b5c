"""Calls without an outcome: the list at the left, the outcomes for the selected one at the right."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.interactions import Disposition, UnfinishedPart
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.formats import full_date_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.wrap_up.picker import OutcomePicker
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedState

_WIDTH: Final = 780
_LIST_WIDTH: Final = 330
_HEIGHT: Final = 500
_TOP: Final = 56
_WORK, _LOADING, _WORDS = range(3)


class UnfinishedView(Overlay):
    """Draws an `UnfinishedState`.

    Signals:
        part_chosen: Take this call to finish; its interaction's `UUID`.
        outcome_chosen: An outcome's code, for the call at the right.
        finish_chosen: Store it.
        retry_chosen: Read the list again.
    """

    part_chosen = Signal(object)
    outcome_chosen = Signal(str)
    finish_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget, *, show_at_once: bool = False) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = UnfinishedState()
        self._dispositions: tuple[Disposition, ...] = ()
        self._rows: dict[UUID, AnswerRow] = {}
        self._built: tuple[object, ...] = ()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._count = CountChip(theme, "", Kind.CAUTION)
        self._done = TextLabel(role=Role.SMALL, tone=Token.GOOD)
        self._picker = OutcomePicker(theme)
        self._about = TextLabel(role=Role.PANEL_TITLE, wrap=True)
        self._when = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._note = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._finish = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 5, 46, show_at_once=show_at_once)
        self._pages = QStackedWidget()
        self._list = QVBoxLayout()
        self._build()
        self._picker.outcome_chosen.connect(self.outcome_chosen)
        self._finish.clicked.connect(self.finish_chosen)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._retranslate()

    def display(self, state: UnfinishedState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        if state.selected != before.selected or not before.open:
            self._picker.begin()
        had_focus = self._has_focus()
        self._draw()
        if self.isHidden():
            self.open_over()
        elif (before.busy and state.selected != before.selected) or (had_focus and not self._has_focus()):
            self.take_focus()  # on the next call; a row that is gone leaves the focus nowhere
        if state.problem is not None and state.problem != before.problem and not state.chosen:
            self._picker.focus_first()

    def display_outcomes(self, dispositions: tuple[Disposition, ...]) -> None:
        """Offer these outcomes."""
        if dispositions != self._dispositions:
            self._dispositions = dispositions
            if self._state.open:
                self._draw()

    def choose_number(self, number: int) -> None:
        """Choose the outcome with this number among those shown, counted from 1."""
        self._picker.choose_number(number)

    def take_focus(self) -> None:
        """Put the focus on the call that is to be finished."""
        row = None if self._state.selected is None else self._rows.get(self._state.selected)
        if row is None or not row.isEnabled():
            super().take_focus()
        else:
            row.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _build(self) -> None:
        theme = self.theme
        head = sheet_head(theme, self._title, self._count, self._done, QWidget(), icon="ph.check-square")
        for page in (self._work_page(), self._skeleton, self._empty):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(theme.px(_HEIGHT))
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._pages)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _work_page(self) -> QWidget:
        theme = self.theme
        box = QWidget()
        box.setProperty("ground", "clear")
        self._list.setContentsMargins(14, 12, 10, 12)
        self._list.setSpacing(6)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        self._box = box
        scroll = scrolled(box)
        scroll.setFixedWidth(theme.px(_LIST_WIDTH))
        about = QVBoxLayout()
        about.setContentsMargins(14, 12, 14, 10)
        about.setSpacing(2)
        for label in (self._about, self._when, self._note):
            about.addWidget(label)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 12)
        foot.addWidget(self._finish)
        foot.addStretch(1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(about)
        right.addWidget(self._picker, 1)
        right.addLayout(foot)
        page = QWidget()
        page.setProperty("ground", "clear")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll)
        row.addWidget(line("v"))
        row.addLayout(right, 1)
        return page

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Calls without an outcome"))
        self.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleName(self._title.full_text())
        self._skeleton.set_words(self.tr("Getting your calls"))
        self._draw()

    def _draw(self) -> None:
        state = self._state
        self._count.show_count(str(state.count), Kind.CAUTION)
        self._count.setVisible(state.count > 0)
        done = self.tr("1 finished") if state.finished == 1 else self.tr("{count} finished")
        self._done.set_text(done.format(count=state.finished) if state.finished else "")
        self._pages.setCurrentIndex(self._page())
        self._draw_words()
        self._draw_list()
        part = state.part
        if part is not None:
            self._about.set_text(self._about_words(part))
            self._when.set_text(full_date_text(self._ticker.local(part.started_at)))
            self._note.set_text(part.note)
            self._note.setVisible(bool(part.note))
        self._picker.display(self._dispositions, state.chosen, enabled=not state.busy, problem=state.problem)
        self._finish.set_words(
            self.tr("Finishing") if state.busy else self.tr("Finish this call"), icon="ph.spinner" if state.busy else ""
        )
        self._finish.setEnabled(not state.busy)

    def _page(self) -> int:
        state = self._state
        if state.parts and state.list_problem is None:
            return _WORK
        return _LOADING if state.loading else _WORDS

    def _draw_words(self) -> None:
        problem = self._state.list_problem
        if problem is not None:
            title, again = self.tr("Your calls cannot be read"), self.tr("Try again")
            self._empty.show_state(StateKind.ERROR, title, deed_text(problem), button=again, keys="Ctrl+R")
            return
        title = self.tr("Nothing left to finish")
        self._empty.show_state(StateKind.EMPTY, title, self.tr("Each of your calls has its outcome."))

    def _draw_list(self) -> None:
        state = self._state
        texts = tuple((part.interaction_id, self._row_words(part)) for part in state.parts)
        if texts != self._built:
            self._built = texts
            clear_layout(self._list)
            self._rows = {}
            for interaction_id, text in texts:
                row = AnswerRow(self.theme, text, "")
                row.setObjectName(str(interaction_id))
                row.clicked.connect(self._row_clicked)
                self._list.addWidget(row)
                self._rows[interaction_id] = row
                row.show()
        for interaction_id, row in self._rows.items():
            row.setChecked(interaction_id == state.selected)
            row.setEnabled(not state.busy)

    def _row_clicked(self) -> None:
        self.part_chosen.emit(UUID(self.sender().objectName()))

    def _about_words(self, part: UnfinishedPart) -> str:
        name = part.customer_name or self.tr("Unknown caller")
        return self.tr("{name}, {subject}").format(name=name, subject=words(part.subject)) if part.subject else name

    def _row_words(self, part: UnfinishedPart) -> str:
        return f"{self._about_words(part)}\n{full_date_text(self._ticker.local(part.started_at))}"
