"""The window of reviews: calls of one's agents and what was said of them, at the left; the one chosen at the right."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.quality import ReviewMove
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.quality.calibration_list import CalibrationList
from agent_desktop.ui.quality.calibration_panel import CalibrationPanel
from agent_desktop.ui.quality.calibration_presenter import CalibratingState, CalibrationPresenter
from agent_desktop.ui.quality.card import ReviewCard
from agent_desktop.ui.quality.card_presenter import Lists, QualityState
from agent_desktop.ui.quality.notes_panel import NotesPanel
from agent_desktop.ui.quality.notes_presenter import NotesPresenter
from agent_desktop.ui.quality.presenter import PERIODS, QualityPresenter
from agent_desktop.ui.quality.tables import CallTable, ReviewTable
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.formats import day_time_text
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

KEEP_MS: Final = 1_000
"""A draft is kept by the server so long after the last change."""
_COLUMNS: Final = (Column(110), Column(130, 8), Column(120, 6), Column(64), Column(90))
_CALLS, _REVIEWS, _CALIBRATIONS, _EMPTY, _LOADING = range(5)
_CALIBRATING: Final = "calibrations"


class QualityWindow(OfficeWindow):
    """Draws a `QualityState` or, of calibrations, a `CalibratingState`, and tells the presenters what the person did.

    Signals:
        hear_wanted: Play what was recorded of the contact of this id.
        put_by: The window goes; nothing is to be heard any more.
    """

    hear_wanted = Signal(object)
    put_by = Signal()

    def __init__(
        self,
        theme: Theme,
        quality: QualityPresenter,
        calibrating: CalibrationPresenter,
        notes: NotesPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self._theme, self.quality, self.calibrating = theme, quality, calibrating
        self._is_calibrating = False
        self._now, self._zone = now, zone
        self._state, self._calibration = QualityState(), CalibratingState()
        self._calls, self._reviews = CallTable(self), ReviewTable(self)
        self.calls, self.reviews = RowTable(theme, self._calls.model), RowTable(theme, self._reviews.model)
        self.calls.set_columns(_COLUMNS)
        self.reviews.set_columns(_COLUMNS)
        self._title = TextLabel(role=Role.TITLE)
        self._means = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.lists = SegmentedChoice(theme)
        self.agents, self.period = ChoiceField(theme), ChoiceField(theme)
        self.unreviewed = TickBox(theme)
        self.sample = CommandButton(theme, small=True, keys="Alt+S", icon="ph.dice-five")
        self._away, self._empty = Notice(theme), EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self.card = ReviewCard(theme, self._when, self._today)
        self.calibrations = CalibrationList(theme, self._today, show_at_once=show_at_once)
        self.panel = CalibrationPanel(theme, calibrating, self._today)
        self.notes = NotesPanel(theme, notes, self._when, self._today)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_MS)
        self._build()
        self._join()
        self._retranslate()
        calibrating.show_to(self.display_calibrations)
        notes.show_to(self.notes.display)
        quality.show_to(self.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.quality.open()
        if self._is_calibrating:
            self.calibrating.read()
        self.calls.setFocus()

    def display(self, state: QualityState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        self._fill_agents(state)
        self._draw_list(state)
        if not state.kept and (state.answers, state.summary) != (before.answers, before.summary):
            self._keeping.start()
        self.card.display(state)
        self.panel.show_forms(state.forms, state.form)
        shown = state.review or state.chosen_call
        self.notes.notes.show_agent(shown.agent_id if shown is not None else state.agent_id)
        if state.done == "coached" and before.done != state.done:
            self.notes.notes.read()
        self._draw_away()

    def display_calibrations(self, state: CalibratingState) -> None:
        """Draw `state`, also while something else is listed: a call may begin one."""
        before, self._calibration = self._calibration, state
        self.calibrations.display(state)
        if not state.kept and state.answers != before.answers:
            self._keeping.start()
        if state.begins is not None and before.begins is None:
            self.show_list(_CALIBRATING)
        self.panel.display(state)
        self._draw_away()

    def _draw_away(self) -> None:
        state = self._calibration if self._is_calibrating else self._state
        away = "" if state.away is None else self.tr("What you see is not of now. {why}")
        told = away.format(why=deed_text(state.away)) if state.away is not None else ""
        self._away.show_notice("ph.clock-fill", Token.CAUTION, told)

    def _put_by(self) -> None:
        self._keeping.stop()
        self._keep()
        self.put_by.emit()

    # building

    def _build(self) -> None:
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        filters, below = QHBoxLayout(), QHBoxLayout()
        for row in (filters, below):
            row.setSpacing(8)
        filters.addWidget(self.agents, 3)
        filters.addWidget(self.period, 2)
        below.addWidget(self.unreviewed, 1)
        below.addWidget(self.sample)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.calls, self.reviews, self.calibrations, self._empty, loading):
            self._pages.addWidget(page)
        for widget in (self._title, self._means, self._away, self.lists):
            column.addWidget(widget)
        column.addLayout(filters)
        column.addLayout(below)
        column.addWidget(self._pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 6)
        self._right = QStackedWidget()
        reviewing = QFrame()
        reviewing.setProperty("panel", "canvas")
        below_card = QVBoxLayout(reviewing)
        below_card.setContentsMargins(0, 0, 0, 0)
        below_card.setSpacing(0)
        below_card.addWidget(self.card, 1)
        below_card.addWidget(self.notes)
        self._right.addWidget(reviewing)
        self._right.addWidget(self.panel)
        row.addWidget(self._right, 7)
        self.setCentralWidget(whole)

    def _join(self) -> None:
        quality, card = self.quality, self.card
        self.calls.selectionModel().currentRowChanged.connect(self._call_chosen)
        self.reviews.selectionModel().currentRowChanged.connect(self._review_chosen)
        self.calibrations.chosen.connect(self.calibrating.choose)
        self.calibrations.read_wanted.connect(self.calibrating.read)
        self.lists.chosen.connect(self.show_list)
        self.agents.activated.connect(self._narrow)
        self.period.activated.connect(self._narrow)
        self.unreviewed.toggled.connect(self._narrow)
        self.sample.clicked.connect(quality.draw_sample)
        self._empty.action_chosen.connect(self._read)
        self._keeping.timeout.connect(self._keep)
        self.panel.hear_wanted.connect(self.hear_wanted)
        card.calibrate_wanted.connect(self._calibrate)
        card.given.connect(quality.card.give)
        card.said.connect(quality.card.say)
        card.begin_wanted.connect(quality.begin)
        card.form_chosen.connect(quality.choose_form)
        card.move_wanted.connect(quality.card.move)
        card.coach_wanted.connect(quality.card.coach)
        card.hear_wanted.connect(self._hear)
        add_keys(
            self,
            {
                "Ctrl+1": lambda: self.show_list(Lists.CALLS.value),
                "Ctrl+2": lambda: self.show_list(Lists.REVIEWS.value),
                "Ctrl+3": lambda: self.show_list(_CALIBRATING),
                "Ctrl+R": self._read,
                "Alt+S": _where(self.sample, quality.draw_sample),
                "Alt+B": _where(card.begin, quality.begin),
                "Alt+C": _where(card.calibrate, self._calibrate),
                "Alt+L": self._hear,
                "Alt+N": _where(card.coach, card.send_note),
                "Alt+O": _where(self.notes, self.notes.toggle),
                "Ctrl+Return": self._finish,
            },
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Quality of calls"))
        self._title.set_text(self.tr("Quality of calls"))
        self.unreviewed.set_words(self.tr("Only calls nobody has reviewed"))
        self.sample.set_words(self.tr("Draw five by chance"))
        self.calls.setAccessibleName(self.tr("Calls to review, the newest first"))
        self.reviews.setAccessibleName(self.tr("Reviews, the newest first"))
        self.agents.setAccessibleName(self.tr("Whose calls"))
        self.period.setAccessibleName(self.tr("Of which days"))
        self._skeleton.set_words(self.tr("Getting the calls"))
        chosen = self.period.currentData() or self._state.days
        self.period.clear()
        for days in PERIODS:
            self.period.addItem(self.tr("Last {days} days").format(days=days), days)
        self.period.setCurrentIndex(self.period.findData(chosen))
        self.agents.clear()
        self._calls.retranslate()
        self._reviews.retranslate()
        self.calibrations.retranslate()
        self.card.retranslate()
        self.panel.retranslate()
        self.notes.retranslate()
        self.display(self._state)

    # drawing

    def _fill_agents(self, state: QualityState) -> None:
        if self.agents.count() == len(state.agents) + 1:
            return
        self.agents.clear()
        self.agents.addItem(self.tr("All agents"), "")
        for each in state.agents:
            mean = "" if each.mean_percent is None else f"  ·  {each.mean_percent:.1f} % ({each.reviewed})"
            self.agents.addItem(f"{each.name}{mean}", str(each.agent_id))
        self.agents.setCurrentIndex(max(self.agents.findData(str(state.agent_id or "")), 0))

    def _draw_list(self, state: QualityState) -> None:
        options = (
            (Lists.CALLS.value, self.tr("Calls")),
            (Lists.REVIEWS.value, self.tr("Reviews")),
            (_CALIBRATING, self.tr("Calibration")),
        )
        listed = _CALIBRATING if self._is_calibrating else state.lists.value
        self.lists.show_options(options, listed, ("Ctrl+1", "Ctrl+2", "Ctrl+3"))
        is_calls = state.lists is Lists.CALLS and not self._is_calibrating
        for field in (self.agents, self.period):
            field.setVisible(not self._is_calibrating)
        self._right.setCurrentIndex(int(self._is_calibrating))
        self._means.setVisible(not self._is_calibrating)
        if self._is_calibrating:
            self.unreviewed.hide()
            self.sample.hide()
            self._pages.setCurrentIndex(_CALIBRATIONS)
            return
        self.unreviewed.setVisible(is_calls)
        self.sample.setVisible(is_calls)
        if self.unreviewed.isChecked() != state.only_unreviewed:
            was = self.unreviewed.blockSignals(True)
            self.unreviewed.setChecked(state.only_unreviewed)
            self.unreviewed.blockSignals(was)
        found = state.calls if is_calls else state.reviews
        self._fill(state)
        count = 0 if found is None else found.count
        if is_calls:
            words = self.tr("1 call") if count == 1 else self.tr("{count} calls").format(count=count)
        else:
            words = self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=count)
        if state.sampled and is_calls and state.calls is not None:
            words = self.tr("{shown} of {count}, drawn by chance").format(shown=len(state.calls.calls), count=count)
        self._means.set_text("" if found is None else words)
        if found is None and state.away is None:
            self._pages.setCurrentIndex(_LOADING)
        elif count:
            self._pages.setCurrentIndex(_CALLS if is_calls else _REVIEWS)
        else:
            self._pages.setCurrentIndex(_EMPTY)
            title = self.tr("No such call") if is_calls else self.tr("No review yet")
            text = self.tr("Choose more days, or all agents.")
            if found is None and state.away is not None:
                title, text = self.tr("The list cannot be read now"), deed_text(state.away)
            self._empty.show_state(StateKind.QUIET, title, text, button=self.tr("Read again"), keys="Ctrl+R")

    def _fill(self, state: QualityState) -> None:
        calls = state.calls.calls if state.calls is not None else ()
        reviews = state.reviews.reviews if state.reviews is not None else ()
        self._refill(self.calls, lambda: self._calls.show(calls, self._when), empty=not calls)
        self._refill(self.reviews, lambda: self._reviews.show(reviews, self._when), empty=not reviews)

    @staticmethod
    def _refill(table: RowTable, fill: Callable[[], None], *, empty: bool) -> None:
        was = table.selectionModel().blockSignals(True)
        fill()
        if empty:
            table.clearSelection()
        table.selectionModel().blockSignals(was)
        table.viewport().update()
        table.fit_columns()

    # what the person did

    def show_list(self, what: str) -> None:
        """List calls, reviews or calibrations."""
        calibrating = what == _CALIBRATING
        if calibrating != self._is_calibrating:
            self._keep()
            self._is_calibrating = calibrating
            if calibrating:
                self.calibrating.read()
            self._draw_list(self._state)
            self._draw_away()
        if not calibrating:
            self.quality.list_what(Lists(what))

    def _read(self) -> None:
        (self.calibrating if self._is_calibrating else self.quality).read()

    def _keep(self) -> None:
        self.quality.card.keep()
        self.calibrating.keep()

    def _calibrate(self) -> None:
        if self._state.chosen_call is not None:
            self.calibrating.start(self._state.chosen_call)

    def _narrow(self) -> None:
        chosen = str(self.agents.currentData() or "")
        self.quality.narrow(
            days=int(self.period.currentData() or self._state.days),
            agent_id=UUID(chosen) if chosen else None,
            unreviewed=self.unreviewed.isChecked(),
        )

    def _call_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            call_id, agent_id = key.split()
            self.quality.choose_call(UUID(call_id), UUID(agent_id))

    def _review_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            self.quality.choose_review(UUID(key))

    def _hear(self) -> None:
        if self._is_calibrating:
            self.panel.hear_call()
            return
        shown = self._state.review or self._state.chosen_call
        if shown is not None and shown.contact_id is not None:
            self.hear_wanted.emit(shown.contact_id)

    def _finish(self) -> None:
        if self._is_calibrating:
            self.panel.go_on()
            return
        review = self._state.review
        if review is not None:
            move = ReviewMove.PUBLISH if ReviewMove.PUBLISH in review.may else ReviewMove.SETTLE
            self.quality.card.move(move, self.card.why.text())

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return day_time_text(local, self._today())

    def _today(self) -> date:
        return self._now().astimezone(self._zone).date()


def _where(widget: QWidget, deed: Callable[[], object]) -> Callable[[], object]:
    """Return what a key does only while the button with it is to be seen."""
    return lambda: deed() if widget.isVisible() else None
