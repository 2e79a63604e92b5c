"""Preventions: what is done so that a root cause does not come back, and whether the numbers fell afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.learning import (
    ACTION_LIMIT,
    Effect,
    Prevention,
    PreventionEffect,
    Preventions,
    PreventionState,
)
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry
from agent_desktop.ui.complaints.small_form import FieldKind, FieldSpec, FormSpec
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import day_text, words

translate = QCoreApplication.translate
_K: Final = FieldKind
_STATES: Final = {
    PreventionState.PLANNED: (Kind.INFO, "ph.calendar-blank"),
    PreventionState.DONE: (Kind.GOOD, "ph.check-circle-fill"),
    PreventionState.DROPPED: (Kind.PLAIN, "ph.minus-circle"),
}
_EFFECTS: Final = {
    Effect.NOT_YET: ("ph.hourglass-medium", Token.TEXT_2),
    Effect.FELL: ("ph.trend-down", Token.GOOD),
    Effect.SAME: ("ph.equals", Token.TEXT_2),
    Effect.ROSE: ("ph.trend-up", Token.PROBLEM),
}


def effect_text(effect: PreventionEffect) -> str:
    """Return whether the numbers fell, with both numbers."""
    if effect.effect is Effect.NOT_YET:
        return translate("Learning", "Whether it helps is not known yet.")
    verdict = {
        Effect.FELL: translate("Learning", "Fewer since"),
        Effect.SAME: translate("Learning", "About the same since"),
        Effect.ROSE: translate("Learning", "More since"),
    }[effect.effect]
    text = translate("Learning", "{verdict}: {before} in the {days} days before, {after} in the {days} days after")
    said = text.format(verdict=verdict, before=effect.before, after=effect.after, days=effect.days)
    if effect.chance_percent is not None:
        chance = translate("Learning", " (by chance alone: {percent}%)")
        said += chance.format(percent=f"{effect.chance_percent:.1f}".removesuffix(".0"))
    return said


def prevention_form(
    told: Preventions, form: ComplaintForm | None, prevention: Prevention | None, cause: str = ""
) -> FormSpec:
    """Return the form of a new prevention, or of one that is changed."""
    causes = tuple((each.code, words(each.name)) for each in (form.root_causes if form is not None else ()))
    owners = tuple(sorted(((str(each), name) for each, name in told.owners.items()), key=lambda pair: pair[1]))
    fields = (
        FieldSpec(
            "root_cause",
            _K.CHOICE,
            translate("Learning", "Root cause"),
            needed=True,
            value=prevention.root_cause if prevention is not None else cause,
            options=causes,
        ),
        FieldSpec(
            "owner_id",
            _K.CHOICE,
            translate("Learning", "Who does it"),
            needed=True,
            value=str(prevention.owner_id) if prevention is not None else "",
            options=owners,
        ),
        FieldSpec(
            "action",
            _K.WORDS,
            translate("Learning", "What is done"),
            needed=True,
            value=prevention.action if prevention is not None else "",
            limit=ACTION_LIMIT,
        ),
        FieldSpec(
            "due_on",
            _K.DAY,
            translate("Learning", "By"),
            needed=True,
            value=prevention.due_on.isoformat() if prevention is not None else "",
        ),
    )
    new = prevention is None
    title = translate("Learning", "New prevention") if new else translate("Learning", "Change the prevention")
    key = "prevention.new" if prevention is None else f"prevention.{prevention.prevention_id}"
    return FormSpec(key, title, translate("Learning", "Keep it"), fields, icon="ph.shield-check")


def done_form(prevention: Prevention, today: date) -> FormSpec:
    """Return the form that says since when it is in force."""
    field = FieldSpec("done_on", _K.DAY, translate("Learning", "In force since"), needed=True, value=today.isoformat())
    title = translate("Learning", "It is done")
    text = translate("Learning", "From this day on it is counted whether the numbers fall.")
    return FormSpec(f"done.{prevention.prevention_id}", title, title, (field,), text, "ph.check")


def drop_form(prevention: Prevention) -> FormSpec:
    """Return the form that says why it is not done after all."""
    field = FieldSpec("dropped_why", _K.WORDS, translate("Learning", "Why"), needed=True, limit=400)
    title = translate("Learning", "Drop it")
    return FormSpec(f"drop.{prevention.prevention_id}", title, title, (field,), prevention.action, "ph.minus-circle")


class PreventionsCard(Card):
    """Draws `Preventions`.

    Signals:
        new_chosen: Write one down.
        change_chosen, done_chosen, drop_chosen, shown: What is wanted with a `Prevention`; `shown` marks it in the
            trend.
    """

    new_chosen = Signal()
    change_chosen = Signal(object)
    done_chosen = Signal(object)
    drop_chosen = Signal(object)
    shown = Signal(object)

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(theme, "ph.shield-check")
        self._today = today
        self.add = CommandButton(theme, small=True, icon="ph.plus", keys="Ctrl+N")
        self.head.addWidget(self.add)
        self.add.clicked.connect(self.new_chosen)

    def display(self, told: Preventions | None) -> None:
        """Draw them."""
        self.add.set_words(self.tr("New prevention"))
        self.add.setVisible(told is not None and told.may_change)
        rows = [self._row(each, told.may_change) for each in told.preventions] if told is not None else []
        nothing = self.tr("Getting the preventions")
        if told is not None:
            nothing = self.tr("Nothing has been written down yet. Tie a root cause to what is done about it.")
        self.show_rows(self.tr("So that it does not come back"), rows, nothing)

    def _row(self, each: Prevention, may_change: bool) -> QWidget:
        kind, icon = _STATES[each.state]
        chip = Chip(self._theme, self._state_word(each.state), kind, icon)
        if each.is_overdue:
            chip = Chip(self._theme, self.tr("Overdue"), Kind.PROBLEM, "ph.warning-circle-fill")
        today = self._today()
        when = self.tr("by {day}").format(day=day_text(each.due_on, today))
        if each.done_on is not None:
            when = self.tr("since {day}").format(day=day_text(each.done_on, today))
        about = " · ".join(filter(None, (each.owner_name, when)))
        sign, token = _EFFECTS[each.effect.effect]
        lines = [each.action, about, each.dropped_why]
        if each.state is PreventionState.DONE:
            lines.append(effect_text(each.effect))
        row = Entry(self._theme, sign, token, words(each.root_cause_name), tuple(lines), chip=chip)
        if each.state is PreventionState.DONE:
            row.add(self._button(self.tr("Show in the trend"), self.shown, each))
        if may_change and each.state is PreventionState.PLANNED:
            row.add(self._button(self.tr("It is done"), self.done_chosen, each))
            row.add(self._button(self.tr("Change"), self.change_chosen, each))
            row.add(self._button(self.tr("Drop it"), self.drop_chosen, each))
        return row

    def _button(self, text: str, signal: object, prevention: Prevention) -> CommandButton:
        button = CommandButton(self._theme, text, small=True)
        button.clicked.connect(_Emit(signal, prevention))
        return button

    def _state_word(self, state: PreventionState) -> str:
        return {
            PreventionState.PLANNED: self.tr("Planned"),
            PreventionState.DONE: self.tr("In force"),
            PreventionState.DROPPED: self.tr("Dropped"),
        }[state]


class _Emit:
    """Emits which prevention a button is of."""

    def __init__(self, signal: object, prevention: Prevention) -> None:
        self._signal, self._prevention = signal, prevention

    def __call__(self) -> None:
        self._signal.emit(self._prevention)  # type: ignore[attr-defined]
