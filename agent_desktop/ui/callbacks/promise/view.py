"""The form over the window in which a callback is promised or moved."""

from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.callbacks import WORDS_LIMIT, PlaceBasis
from agent_desktop.ui.callbacks.promise.presenter import PromiseState, PromiseWords
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.callback_words import obstacle_text, place_text
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import day_time_text, language_now, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.time_field import DayField, TimeField, read_moment
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_WIDTH: Final = 560
_TOP: Final = 134
"""Under the call slot, which stays in sight."""
_SLOTS: Final = 4
_OTHER: Final = "other"
_ME, _ANYONE = "me", "anyone"


class PromiseView(Overlay):
    """Draws a `PromiseState`.

    Signals:
        changed: The form as it stands (`PromiseWords`).
        slot_chosen: One of the times that are proposed (`datetime`).
        keep_chosen: Promise it, or move it.
    """

    changed = Signal(object)
    slot_chosen = Signal(object)
    keep_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = PromiseState()
        self._filling = self._typed_time = self._anyone = False
        self._offered: tuple[datetime, ...] = ()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._labels = [TextLabel(role=Role.SMALL, tone=Token.TEXT_2) for _ in range(5)]
        self.reason_choice, self.number_choice = ChoiceField(theme), ChoiceField(theme)
        self.region_choice = ChoiceField(theme)
        self.reason, self.number = LineField(theme), LineField(theme)
        self.reason.setMaxLength(WORDS_LIMIT)
        self.number.setMaxLength(40)
        self.day, self.time = DayField(theme), TimeField(theme)
        self._place = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._slots = QWidget()
        self._slots.setLayout(FlowLayout())
        self.slot_buttons = tuple(CommandButton(theme, small=True) for _ in range(_SLOTS))
        self.whose = SegmentedChoice(theme)
        self._say = TextLabel(role=Role.SAY, wrap=True)
        self.told = TickBox(theme, kind=Kind.CAUTION)
        self._notice, self._joins = Notice(theme), Notice(theme)
        self._cancel = CommandButton(theme, keys="Esc")
        self.keep = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._waiting = WaitingLine(theme, kept=False)
        self._build()
        self._waiting.follow(self)
        self.reason_choice.activated.connect(self._emit)
        self.number_choice.activated.connect(self._emit)
        self.region_choice.activated.connect(self._emit)
        for line in (self.reason, self.number):
            line.textEdited.connect(self._emit)
        for field in (self.day, self.time):
            field.typed.connect(self._time_typed)
        self.whose.chosen.connect(self._emit)
        self.told.toggled.connect(self._emit)
        for place, button in enumerate(self.slot_buttons):
            button.clicked.connect(lambda _=False, place=place: self._slot_pressed(place))
        self.keep.clicked.connect(self.keep_chosen)
        self._cancel.clicked.connect(self.close_over)
        self.display(self._state)

    def display(self, state: PromiseState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        self._filling = True
        if not before.open:
            self._begin(state)
        self._draw(before)
        self._filling = False
        if self.isHidden():
            self.open_over()

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is: one line under the fields says so while one of them is in focus."""
        self._waiting.offer(waiting)

    def take_focus(self) -> None:
        """Where the reason is typed; the time, where only that is to change."""
        (self.time if self._state.moves is not None else self.reason).setFocus(Qt.FocusReason.PopupFocusReason)

    def typed(self) -> PromiseWords:
        """Return what stands in the form."""
        words = self._state.words
        moment = read_moment(self.day.text(), self.time.text(), self._ticker.local(self._ticker.now()))
        number = self.number_choice.currentData()
        return PromiseWords(
            reason_code=str(self.reason_choice.currentData() or words.reason_code),
            reason=self.reason.text(),
            due_at=moment if self._typed_time else words.due_at,
            time_wrong=self._typed_time and moment is None,
            number_id=UUID(str(number)) if number and number != _OTHER else None,
            number=self.number.text() if number == _OTHER else "",
            region=str(self.region_choice.currentData() or "") if self.region_choice.isVisibleTo(self) else "",
            for_anyone=self._anyone,
            told=self.told.isChecked(),
        )

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._filling = True
            self._draw(PromiseState())
            self._filling = False

    def _build(self) -> None:
        head = sheet_head(self.theme, self._title, icon="ph.phone-outgoing")
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day)
        when.addWidget(self.time)
        grid.addWidget(self._labels[0], 0, 0)
        grid.addWidget(self.reason_choice, 1, 0)
        grid.addWidget(self._labels[1], 0, 1)
        grid.addWidget(self.reason, 1, 1)
        grid.addWidget(self._labels[2], 2, 0)
        grid.addLayout(when, 3, 0)
        grid.addWidget(self._labels[3], 2, 1)
        grid.addWidget(self.number_choice, 3, 1)
        grid.addWidget(self.number, 4, 1)
        grid.setColumnStretch(1, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 6, 16, 14)
        inside.setSpacing(6)
        inside.addWidget(self._waiting)
        inside.addWidget(self._place)
        inside.addWidget(self.region_choice)
        slots = self._slots.layout()
        if slots is not None:
            for button in self.slot_buttons:
                slots.addWidget(button)
        inside.addWidget(self._slots)
        inside.addWidget(self._labels[4])
        inside.addWidget(self.whose)
        inside.addSpacing(4)
        inside.addWidget(self._say)
        inside.addWidget(self.told, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._joins)
        inside.addWidget(self._notice)
        inside.addSpacing(6)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.keep)
        inside.addLayout(buttons)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(grid)
        column.addLayout(inside)

    def _begin(self, state: PromiseState) -> None:
        self._typed_time = state.words.due_at is not None
        self.reason.setText(state.words.reason)
        self.number.setText(state.words.number)
        self.told.setChecked(state.words.told)
        self._anyone = state.words.for_anyone

    def _draw(self, before: PromiseState) -> None:
        state, plan = self._state, self._state.plan
        chinese = state.whom.name_chinese if language_now() == "zh" else ""
        name = chinese or state.whom.name or self.tr("whoever calls")
        title = self.tr("Call {name} at another time") if state.moves is not None else self.tr("Promise to call {name}")
        self._title.set_text(title.format(name=name))
        self.frame.setAccessibleName(self._title.full_text())
        texts = (
            self.tr("Why"),
            self.tr("What it is about"),
            self.tr("When, here"),
            self.tr("On which number"),
            self.tr("Who calls"),
        )
        fields = (self.reason_choice, self.reason, self.time, self.number_choice, self.whose)
        for label, text, field in zip(self._labels, texts, fields, strict=True):
            label.set_text(text)
            field.setAccessibleName(text)
        self.day.setAccessibleName(self.tr("On which day"))
        self.day.name_calendar(self.tr("On which day"))
        self._fill_choices(before)
        if plan is not None and not self._typed_time:
            self._show_time(state.words.due_at or plan.due_at)
        elif state.words.due_at is not None and state.words.due_at != before.words.due_at:
            self._show_time(state.words.due_at)
        self._draw_when()
        new = state.moves is None
        for widget in (self._labels[4], self.whose, self.told, self.reason_choice, self._labels[0]):
            widget.setVisible(new)
        options = ((_ME, self.tr("I do")), (_ANYONE, self.tr("Whoever is free")))
        self.whose.show_options(options, _ANYONE if state.words.for_anyone else _ME)
        self.told.set_words(self.tr("Told the customer"))
        self._cancel.set_words(self.tr("Do not promise") if new else self.tr("Leave it"))
        do_it = self.tr("Promise it") if new else self.tr("Move it")
        self.keep.set_words(self.tr("Keeping it") if state.busy else do_it)
        for button in (self.keep, self._cancel):
            button.setEnabled(not state.busy)
        self._draw_notices()

    def _fill_choices(self, before: PromiseState) -> None:
        state, plan = self._state, self._state.plan
        if state.form is not None:
            reasons = [(each.code, words(each.name)) for each in state.reasons]
            _offer(self.reason_choice, reasons, state.words.reason_code)
            regions = [("", self.tr("Ask where they are")), *((r.code, words(r.name)) for r in state.form.regions)]
            _offer(self.region_choice, regions, state.words.region)
        known = plan.numbers if plan is not None else ()
        numbers = [(str(each.number_id or ""), self._number_text(each.masked, words(each.label))) for each in known]
        numbers.append((_OTHER, self.tr("Another number")))
        chosen = _OTHER if state.words.number or not known else str(state.words.number_id or known[0].number_id or "")
        if self.number_choice.currentData() == _OTHER and before.open:
            chosen = _OTHER
        _offer(self.number_choice, numbers, chosen)
        is_other = self.number_choice.currentData() == _OTHER
        self.number.setVisible(is_other)
        self.number.setPlaceholderText(self.tr("The number they gave"))
        self.number.setAccessibleName(self.tr("The number they gave"))

    @staticmethod
    def _number_text(masked: str, label: str) -> str:
        return f"{masked} · {label}" if label else masked

    def _draw_when(self) -> None:
        state, plan = self._state, self._state.plan
        wrong = state.words.time_wrong or bool(state.obstacles)
        for field in (self.day, self.time):
            field.set_wrong(wrong)
        if plan is None:
            self._place.set_text(self.tr("Looking where they are") if state.looking else "")
        else:
            wishes = " · ".join(words(each) for each in plan.wishes)
            place = place_text(plan.place, self._ticker.local(plan.due_at))
            self._place.set_text(" · ".join(filter(None, (place, wishes))))
        unknown = plan is not None and plan.place.basis in (PlaceBasis.UNKNOWN, PlaceBasis.NUMBER, PlaceBasis.GIVEN)
        self.region_choice.setVisible(unknown)
        slots = plan.slots if plan is not None else ()
        offered = (plan.next_at, *slots) if plan is not None and plan.obstacles and plan.next_at else slots
        seen = tuple(sorted(set(offered)))[:_SLOTS]
        self._offered = seen
        for number, button in enumerate(self.slot_buttons):
            button.setVisible(number < len(seen))
            if number < len(seen):
                button.set_words(self._when(seen[number]))
        self._slots.setVisible(bool(seen))

    def _draw_notices(self) -> None:
        state, plan = self._state, self._state.plan
        text = ""
        if state.problem is not None:
            text = deed_text(state.problem)
        elif state.words.time_wrong:
            text = self.tr("Write the time as 14:30, the day as 2026-06-18.")
        elif plan is not None and plan.obstacles:
            text = " ".join(obstacle_text(each) for each in plan.obstacles)
        forbids = state.problem is not None or state.words.time_wrong or bool(state.obstacles)
        icon, tone = ("ph.warning-circle-fill", Token.PROBLEM) if forbids else ("ph.warning-fill", Token.CAUTION)
        self._notice.show_notice(icon, tone, text)
        joins = ""
        if plan is not None and plan.open is not None and state.moves is None:
            joins = self.tr("One is promised already for {when}, {name}: this is added to it.").format(
                when=self._when(plan.open.due_at), name=plan.open.owner_name or self.tr("anyone")
            )
        self._joins.show_notice("ph.info", Token.INFO, joins)
        due = state.words.due_at or (plan.due_at if plan is not None else None)
        said = self.tr("“We call you back by {when}.”").format(when=self._when(due)) if due is not None else ""
        if plan is not None and due is not None:
            said = self.tr("“We call you back between {from_time} and {to_time}.”").format(
                from_time=self._when(plan.window_from), to_time=time_text(self._ticker.local(plan.window_to))
            )
        self._say.set_text("" if state.obstacles else said)
        self._say.setVisible(bool(said) and not state.obstacles)

    def _when(self, at: datetime) -> str:
        local, today = self._ticker.local(at), self._ticker.local(self._ticker.now())
        if local.date() == today.date():
            return self.tr("today {time}").format(time=time_text(local))
        return day_time_text(local, today.date())

    def _show_time(self, at: datetime) -> None:
        local = self._ticker.local(at)
        self.day.show_value(local.date().isoformat())
        self.time.show_value(f"{local:%H:%M}")

    def _time_typed(self, _: str) -> None:
        self._typed_time = True
        self._emit()

    def _slot_pressed(self, place: int) -> None:
        if place < len(self._offered):
            self._typed_time = True
            self._show_time(self._offered[place])
            self.slot_chosen.emit(self._offered[place])

    def _emit(self, chosen: object = None) -> None:
        if chosen in (_ME, _ANYONE):
            self._anyone = chosen == _ANYONE
        if not self._filling:
            self.number.setVisible(self.number_choice.currentData() == _OTHER)
            self.changed.emit(self.typed())


def _offer(field: ChoiceField, options: list[tuple[str, str]], chosen: str) -> None:
    """Fill a choice, where something of it differs."""
    now = [(str(field.itemData(number)), field.itemText(number)) for number in range(field.count())]
    if now != options:
        field.clear()
        for code, text in options:
            field.addItem(text, code)
    place = next((number for number, (code, _) in enumerate(options) if code == chosen), 0)
    if field.currentIndex() != place:
        field.setCurrentIndex(place)
