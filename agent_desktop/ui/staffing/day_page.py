"""The page of one day: the next half hour, the chart with what each half hour needs, and what-if."""

from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.staffing import ForecastCause, ForecastMethod, NextHalfHour, StaffingDay
from agent_desktop.staffing.what_if import DayNeed
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.staffing.chart import DayChart, LegendMark
from agent_desktop.ui.staffing.day_bar import DayBar
from agent_desktop.ui.staffing.presenter import StaffingKind, StaffingPresenter, StaffingState
from agent_desktop.ui.staffing.sliders import WhatIfPanel
from agent_desktop.ui.staffing.slots import busy_part, first_busy, slots_of, wape_of
from agent_desktop.ui.staffing.tiles import Tile
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.formats import day_text, day_time_text, time_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind

_CHART, _EMPTY, _LOADING = range(3)
_ALL: Final = ""


class DayPage(QWidget):
    """Draws a `StaffingState`, and tells the presenter what the person did.

    Signals:
        plan_wanted: The person wants to bring a shift plan in.
    """

    plan_wanted = Signal()

    def __init__(
        self, theme: Theme, staffing: StaffingPresenter, zone: tzinfo | None, *, show_at_once: bool = False
    ) -> None:
        super().__init__()
        self._staffing, self._zone = staffing, zone
        self._state = StaffingState()
        self.bar = DayBar(theme)
        self.queue = ChoiceField(theme)
        self.make = CommandButton(theme, small=True, icon="ph.arrows-clockwise", keys="Alt+F")
        self._special = TextLabel(role=Role.SMALL_STRONG, tone=Token.CAUTION)
        self.tiles = [Tile() for _ in range(5)]
        self.chart = DayChart(theme)
        self.readout = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._source = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._trouble, self._short = Notice(theme), Notice(theme)
        self.empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 10, 30, show_at_once=show_at_once)
        self.what_if = WhatIfPanel(theme)
        self._legend = [
            (LegendMark(theme, Token.INFO_BORDER), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.ACCENT, Qt.PenStyle.SolidLine), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.AWAY, Qt.PenStyle.DashLine), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.TEXT_3, Qt.PenStyle.DotLine), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.GOOD_BORDER), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.PROBLEM_BORDER), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.TEXT, Qt.PenStyle.SolidLine), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
            (LegendMark(theme, Token.TEXT_2, Qt.PenStyle.DotLine), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)),
        ]
        self._build()
        self._join()
        self.retranslate()
        staffing.show_to(self.display)

    def display(self, state: StaffingState) -> None:
        """Draw `state`."""
        self._state = state
        today = self._staffing.today
        self.bar.show_day(state.day, today)
        self._fill_queues(state)
        found, need = state.found, state.need
        self.make.set_off(self.tr("A forecast is being made") if state.making else "")
        problem = deed_text(state.problem) if state.problem is not None and found is not None else ""
        if state.forecast_problem:
            problem = self._forecast_problem(state.forecast_problem)
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        self._special.set_text("" if found is None else words(dict(found.special)))
        nothing = found is None or (found.forecast is None and not any(each.offered for each in found.half_hours))
        self._figures.setVisible(not nothing)
        self._side.setVisible(not nothing)
        if found is None or need is None:
            self._short.show_notice("", Token.TEXT_2, "")
            self._pages.setCurrentIndex(_EMPTY if state.kind is StaffingKind.FAILED else _LOADING)
            if state.kind is StaffingKind.FAILED and state.problem is not None:
                self.empty.show_state(
                    StateKind.ERROR,
                    self.tr("Staffing cannot be read now"),
                    deed_text(state.problem),
                    button=self.tr("Try again"),
                    keys="Ctrl+R",
                )
            return
        self._pages.setCurrentIndex(_EMPTY if nothing else _CHART)
        if nothing:
            self.empty.show_state(
                StateKind.QUIET,
                self.tr("No forecast of this day, and no call yet"),
                self.tr("A forecast is made from the calls of at least seven whole days."),
                button=self.tr("Make a forecast"),
                keys="Alt+F",
                icon="ph.chart-line",
            )
        self._draw_chart(found, need)
        self._draw_tiles(found, need, state.next)
        self._source.set_text(self._source_words(found))
        self.what_if.show_what_if(
            state.what_if,
            changed=state.is_changed,
            plan_known=found.plan_known,
            target_seconds=found.assumptions.target_seconds,
        )
        self._draw_readout(self._chosen)

    def _build(self) -> None:
        self._chosen = -1
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.bar)
        bar.addWidget(self._special)
        bar.addStretch(1)
        bar.addWidget(self.queue)
        bar.addWidget(self.make)
        self._figures = QWidget()
        tiles = QHBoxLayout(self._figures)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(8)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for mark, label in self._legend:
            legend.addWidget(mark)
            legend.addWidget(label)
            legend.addSpacing(4)
        legend.addStretch(1)
        drawn = QFrame()
        drawn.setProperty("panel", "card")
        inside = QVBoxLayout(drawn)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(6)
        inside.addLayout(legend)
        inside.addWidget(self.chart, 1)
        inside.addWidget(self.readout)
        loading = QWidget()
        waits = QVBoxLayout(loading)
        waits.addWidget(self._skeleton)
        waits.addStretch(1)
        self._pages = QStackedWidget()
        for page in (drawn, self.empty, loading):
            self._pages.addWidget(page)
        side = self._side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(self.what_if)
        side.setFixedWidth(300)
        whole = QHBoxLayout()
        whole.setSpacing(12)
        whole.addWidget(self._pages, 1)
        whole.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(bar)
        column.addWidget(self._figures)
        column.addWidget(self._short)
        column.addWidget(self._trouble)
        column.addLayout(whole, 1)
        column.addWidget(self._source)

    def _join(self) -> None:
        self.bar.moved.connect(self._staffing.move_day)
        self.bar.today_wanted.connect(self._today_wanted)
        self.queue.activated.connect(self._queue_chosen)
        self.make.clicked.connect(self._staffing.make_forecast)
        self.empty.action_chosen.connect(self._empty_pressed)
        self.what_if.supposed.connect(self._staffing.suppose)
        self.what_if.usual_wanted.connect(self._staffing.as_usual)
        self.chart.chosen.connect(self._draw_readout)
        self._short.action_chosen.connect(self.plan_wanted)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.bar.retranslate()
        self.make.set_words(self.tr("Make a forecast"), "Alt+F")
        self.queue.setAccessibleName(self.tr("Queue"))
        self.chart.set_titles(self.tr("Calls in half an hour"), self.tr("Agents"))
        self.chart.setAccessibleName(self.tr("The day by half hours; the arrow keys go through them"))
        self._skeleton.set_words(self.tr("Getting the day"))
        names = (
            self.tr("Came"),
            self.tr("Forecast"),
            self.tr("Rest of today"),
            self.tr("Same weekday"),
            self.tr("Needed"),
            self.tr("Needed, plan too small"),
            self.tr("Planned"),
            self.tr("Were there"),
        )
        for (_, label), name in zip(self._legend, names, strict=True):
            label.set_text(name)
        self.display(self._state)

    def _fill_queues(self, state: StaffingState) -> None:
        queues = state.found.queues if state.found is not None else ()
        wanted = [(_ALL, self.tr("All queues")), *((each.code, words(dict(each.name))) for each in queues)]
        if [(self.queue.itemData(n), self.queue.itemText(n)) for n in range(self.queue.count())] != wanted:
            self.queue.clear()
            for code, name in wanted:
                self.queue.addItem(name, code)
        self.queue.setCurrentIndex(max(0, self.queue.findData(state.queue)))

    def _draw_chart(self, found: StaffingDay, need: DayNeed) -> None:
        slots = slots_of(found, need, self._zone)
        is_today = found.day == self._staffing.today
        self.chart.show_day(busy_part(slots), found.as_of.astimezone(self._zone) if is_today else None)
        self._first = first_busy(slots)

    def _draw_tiles(self, found: StaffingDay, need: DayNeed, following: NextHalfHour | None) -> None:
        came = sum(each.offered or 0 for each in found.half_hours)
        forecast = None if found.forecast is None else sum(each.calls or 0.0 for each in found.half_hours)
        calls = self.tr("{came} so far").format(came=f"{came:,}") if came else ""
        self.tiles[0].show_tile(
            self.tr("Calls of the day"), "–" if forecast is None else f"{need.calls:,.0f}", calls or self.tr("forecast")
        )
        paid = self.tr("{hours} paid hours").format(hours=f"{need.paid_hours:,.0f}")
        self.tiles[1].show_tile(self.tr("Agents at the most"), f"{need.most:,}", paid)
        share = need.in_time
        target = self.tr("target {share} %").format(share=f"{100 * self._state.what_if.target:.0f}")
        below = share is not None and share < self._state.what_if.target - 0.005
        self.tiles[2].show_tile(
            self.tr("Service level by the plan"),
            self.tr("no plan") if share is None else f"{100 * share:.0f} %",
            target,
            Token.PROBLEM if below else Token.TEXT,
        )
        factor = found.factor
        rest = "–" if factor is None else f"{100 * (factor.factor - 1):+.0f} %"
        against = ""
        if factor is not None:
            against = self.tr("{came} came, {forecast} were expected").format(
                came=f"{factor.offered:,}", forecast=f"{factor.forecast:,.0f}"
            )
        self.tiles[3].show_tile(self.tr("Rest of today"), rest, against)
        if following is None or following.needed is None:
            self.tiles[4].show_tile(self.tr("Needed in the next 30 min"), "–", "")
        else:
            there = self.tr("{ready} ready, {busy} busy, {all} signed in").format(
                ready=following.ready, busy=following.busy, all=following.signed_in
            )
            tone = Token.PROBLEM if following.short else Token.GOOD
            self.tiles[4].show_tile(self.tr("Needed in the next 30 min"), f"{following.needed}", there, tone)
        self._draw_short(found, need, following)

    def _draw_short(self, found: StaffingDay, need: DayNeed, following: NextHalfHour | None) -> None:
        if following is not None and following.short:
            text = self.tr("{count} more agents are needed in the next 30 minutes.").format(count=following.short)
            self._short.show_notice("ph.warning-fill", Token.CAUTION, text)
        elif not found.plan_known and found.forecast is not None:
            text = self.tr("There is no shift plan of this day.")
            self._short.show_notice("ph.info", Token.TEXT_2, text, button=self.tr("Bring a plan in"), keys="Alt+3")
        elif need.short_half_hours:
            text = self.tr("In {count} half hours the plan has too few agents.").format(count=need.short_half_hours)
            self._short.show_notice("ph.warning-fill", Token.CAUTION, text)
        else:
            self._short.show_notice("", Token.TEXT_2, "")

    def _draw_readout(self, number: int) -> None:
        self._chosen = number
        found, need = self._state.found, self._state.need
        if number < 0 or found is None or need is None:
            self.readout.set_text(self.tr("Point at a half hour, or go to it with the arrow keys."))
            return
        at = number + self._first
        each, reckoned = found.half_hours[at], need.half_hours[at]
        parts = [time_text(each.start_at.astimezone(self._zone))]
        if each.offered is not None:
            parts.append(self.tr("{count} came").format(count=each.offered))
        if each.calls is not None:
            parts.append(self.tr("{count} forecast").format(count=f"{each.calls:.1f}"))
        if each.expected is not None:
            parts.append(self.tr("{count} expected now").format(count=f"{each.expected:.1f}"))
        if reckoned.need is not None:
            parts.append(
                self.tr("{agents} agents needed, {paid} paid").format(
                    agents=reckoned.need.agents, paid=reckoned.need.paid
                )
            )
            if reckoned.need.held_by_occupancy:
                parts.append(self.tr("so that nobody is busy all the time"))
        if reckoned.planned is not None:
            parts.append(self.tr("{count} planned").format(count=f"{reckoned.planned:.1f}"))
        if reckoned.with_plan is not None:
            share = f"{100 * reckoned.with_plan.in_time:.0f}"
            parts.append(self.tr("{share} % in time with these").format(share=share))
        if each.present is not None:
            parts.append(self.tr("{count} were there").format(count=f"{each.present:.1f}"))
        text = self.tr(", ").join(parts)
        self.readout.set_text(text)
        self.chart.setAccessibleDescription(text)

    def _source_words(self, found: StaffingDay) -> str:
        card = found.forecast
        if card is None:
            return ""
        causes = {
            ForecastCause.NIGHT: self.tr("at night"),
            ForecastCause.COMMAND: self.tr("by command"),
            ForecastCause.ASKED: self.tr("asked for by {name}").format(name=card.by_name),
        }
        made = self._when(card.made_at)
        today = self._staffing.today
        text = self.tr("Made {made} {cause} from {calls} calls, {first} to {last}.").format(
            made=made,
            cause=causes[card.cause],
            calls=f"{card.history_calls:,}",
            first=day_text(card.history_first, today),
            last=day_text(card.history_last, today),
        )
        chosen = [each for each in card.queues if not found.chosen or each.queue_code in found.chosen]
        methods = {each.method for each in chosen}
        off = {
            method: wape_of(method, [error for each in chosen for error in each.errors if error.days_ahead == 0])
            for method in ForecastMethod
        }
        baseline, library = off[ForecastMethod.BASELINE], off[ForecastMethod.LIBRARY]
        if card.library and baseline is not None and library is not None:
            used = self.tr("both methods, the better one a queue")
            if methods == {ForecastMethod.LIBRARY}:
                used = card.library
            elif methods == {ForecastMethod.BASELINE}:
                used = self.tr("the mean of the same weekday")
            text += " " + self.tr("Used: {used}; off by {library} % (library) and {baseline} % (same weekday).").format(
                used=used, library=f"{100 * library:.1f}", baseline=f"{100 * baseline:.1f}"
            )
        elif card.library_away:
            text += " " + self.tr("Used: the mean of the same weekday alone.")
        return text

    def _forecast_problem(self, problem: str) -> str:
        if problem == "no_history":
            return self.tr("No forecast was made: there are fewer than seven whole days of calls.")
        return self.tr("No forecast was made: something failed. The server's log says what.")

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return day_time_text(local, self._staffing.today)

    def _today_wanted(self) -> None:
        self._staffing.choose_day(self._staffing.today)

    def _queue_chosen(self, index: int) -> None:
        self._staffing.choose_queue(str(self.queue.itemData(index) or ""))

    def _empty_pressed(self) -> None:
        if self._state.kind is StaffingKind.FAILED:
            self._staffing.open()
        else:
            self._staffing.make_forecast()
