"""The clocks of a complaint as a rail of dates: what is done, what comes next, what may follow; and which rule says so.

It is used before a complaint is recorded, with what its clocks would be.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_clocks import Clock, ClockState, ClockUnit, ComplaintClocks, StageState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import time_text, weekday_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel

_DOT: Final = 13


class DotLook(StrEnum):
    DONE = "done"
    NEXT = "next"
    LATER = "later"
    OPTIONAL = "optional"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class RailStep:
    """One step. `rule` says what gave the date, `left` how much time that is; `why` is the whole reckoning."""

    title: str
    rule: str
    when: str
    left: str
    look: DotLook
    why: str = ""


class ClockRail(QWidget):
    """Steps one under the other, joined by a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[_StepRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def display(self, steps: tuple[RailStep, ...]) -> None:
        """Draw `steps`."""
        while len(self._rows) < len(steps):
            row = _StepRow(self._theme)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(steps))
            if number < len(steps):
                row.display(steps[number], last=number == len(steps) - 1)

    def steps_of(self, clocks: ComplaintClocks | None, now: datetime) -> tuple[RailStep, ...]:
        """Return the steps to draw for clocks at this local moment: recording itself is the first."""
        first = RailStep(
            self.tr("Recording"), "", self.tr("today {time}").format(time=time_text(now)), "", DotLook.DONE
        )
        if clocks is None:
            return (first,)
        steps = [first]
        next_seen = False
        for clock in clocks.clocks:
            if clock.due_on is None or not clock.rule.is_ours or clock.state is ClockState.DROPPED:
                continue
            look = DotLook.LATE if clock.state is ClockState.LATE else DotLook.LATER if next_seen else DotLook.NEXT
            next_seen = True
            steps.append(self._step(clock, look, now.date()))
            steps += self._stages(clock)
        return tuple(steps)

    def notes_of(self, clocks: ComplaintClocks | None) -> str:
        """Return which days count otherwise than their day of the week says."""
        if clocks is None:
            return ""
        skipped = {
            each.on: words(each.name)
            for clock in clocks.clocks
            if clock.rule.unit is ClockUnit.WORKING_DAYS and clock.rule.is_ours
            for each in clock.skipped
            if words(each.name)
        }
        made_up = {day for clock in clocks.clocks for day in clock.made_up}
        lines = [
            self.tr("{day}, {name}, is no working day").format(day=weekday_text(on), name=name)
            for on, name in sorted(skipped.items())
        ]
        lines += [self.tr("{day} is worked").format(day=weekday_text(on)) for on in sorted(made_up)]
        if any(clock.is_provisional for clock in clocks.clocks):
            lines.append(self.tr("Holidays of a year to come are not announced yet: the date may move"))
        return "\n".join(lines[:4])

    def _step(self, clock: Clock, look: DotLook, today: date) -> RailStep:
        due = clock.due_on or today
        why = "\n".join(words(line) for line in clock.because)
        rule = self._amount(clock.rule.amount, clock.rule.unit)
        return RailStep(words(clock.rule.name), rule, weekday_text(due), self._left(due, today), look, why)

    def _stages(self, clock: Clock) -> list[RailStep]:
        steps = []
        for stage in clock.stages:
            if stage.due_on is None or stage.state in (StageState.PAST, StageState.APPROVED):
                continue
            rule = self._amount(stage.amount, stage.unit)
            if stage.needs_notice:
                rule = self.tr("{time}, the customer is told").format(time=rule)
            elif stage.approvers:
                rule = self.tr("{time}, to be approved").format(time=rule)
            steps.append(RailStep(words(stage.name), rule, weekday_text(stage.due_on), "", DotLook.OPTIONAL))
        return steps

    def _amount(self, amount: int, unit: ClockUnit) -> str:
        match unit:
            case ClockUnit.HOURS:
                text = self.tr("{count} hours")
            case ClockUnit.CALENDAR_DAYS:
                text = self.tr("{count} days")
            case ClockUnit.WORKING_DAYS:
                text = self.tr("{count} working days") if amount != 1 else self.tr("1 working day")
            case ClockUnit.WEEKS:
                text = self.tr("{count} weeks")
            case _:
                text = self.tr("{count} months")
        return text.format(count=amount)

    def _left(self, due: date, today: date) -> str:
        days = (due - today).days
        if days < 0:
            return self.tr("late")
        if days == 0:
            return self.tr("today")
        return self.tr("1 day left") if days == 1 else self.tr("{count} days left").format(count=days)


class _StepRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._step: RailStep | None = None
        self._last = False
        self._title = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._rule = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._when = TextLabel(role=Role.BODY)
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        for label in (self._when, self._left):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        words_box = QVBoxLayout()
        words_box.setSpacing(0)
        words_box.addWidget(self._title)
        words_box.addWidget(self._rule)
        words_box.addStretch(1)
        dates = QVBoxLayout()
        dates.setSpacing(0)
        dates.addWidget(self._when)
        dates.addWidget(self._left)
        dates.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 3, 0, 3)
        row.setSpacing(8)
        row.addLayout(words_box, 1)
        row.addLayout(dates)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self.update)

    def display(self, step: RailStep, *, last: bool) -> None:
        """Draw one step."""
        self._step, self._last = step, last
        optional = step.look is DotLook.OPTIONAL
        self._title.set_text(step.title)
        self._title.set_role(Role.BODY if optional else Role.BODY_STRONG)
        self._rule.set_text(step.rule)
        self._rule.setVisible(bool(step.rule))
        self._when.set_text(step.when)
        self._left.set_text(step.left)
        self._left.setVisible(bool(step.left))
        tone = {DotLook.NEXT: Token.CAUTION, DotLook.LATE: Token.PROBLEM}.get(step.look, Token.TEXT_2)
        self._left.set_tone(tone)
        self.setToolTip(step.why)
        self.setAccessibleName(" ".join(filter(None, (step.title, step.rule, step.when, step.left))))
        self.setAccessibleDescription(step.why)
        self.update()

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        step, colour = self._step, self._theme.colour
        if step is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, top = 7.5, 6.0
        if not self._last:
            painter.setPen(QPen(colour(Token.BORDER), 2))
            painter.drawLine(QPointF(middle, top + _DOT + 2), QPointF(middle, self.height() + top))
        dot = QRectF(middle - _DOT / 2 + 0.5, top, _DOT - 1, _DOT - 1)
        edge = {
            DotLook.DONE: Token.ACCENT, DotLook.NEXT: Token.CAUTION, DotLook.LATE: Token.PROBLEM,
        }.get(step.look, Token.BORDER_STRONG)  # fmt: skip
        pen = QPen(colour(edge), 1.6)
        if step.look is DotLook.OPTIONAL:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setDashPattern([2.2, 2.0])
        painter.setPen(pen)
        painter.setBrush(colour(Token.SURFACE))
        painter.drawEllipse(dot)
        if step.look in (DotLook.DONE, DotLook.LATE):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(edge))
            painter.drawEllipse(dot.adjusted(3, 3, -3, -3))
        painter.end()
