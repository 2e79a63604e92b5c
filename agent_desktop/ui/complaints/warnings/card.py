"""The warnings of complaint clocks, a row each: for the page of the day, and above the lists of complaints."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_clocks import ClockWarning, WarnedAs, WarningKind
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry
from agent_desktop.ui.complaints.warnings.presenter import WarningsState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.formats import weekday_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing

ROWS: Final = 4
_URGENT: Final = 90


class WarningsCard(Card):
    """Draws a `WarningsState`. Hidden while there is nothing to warn of.

    Signals:
        case_chosen: Open this complaint (`UUID`).
        seen_chosen: These warnings were seen (a list of `UUID`).
    """

    case_chosen = Signal(object)
    seen_chosen = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "ph.bell")
        self._state = WarningsState()
        self.all_seen = LinkButton(theme)
        self.all_seen.clicked.connect(self._see_all)
        self.head.addWidget(self.all_seen)
        self.display(self._state)

    def display(self, state: WarningsState) -> None:
        """Draw `state`."""
        self._state = state
        shown = state.warnings[:ROWS]
        rows: list[QWidget] = [self._row(each) for each in shown]
        more = len(state.warnings) - len(shown)
        nothing_said = ""
        if state.problem is not None:
            nothing_said = deed_text(state.problem)
        self.show_rows(self.tr("Deadlines that warn"), rows, nothing_said, len(state.warnings))
        self.all_seen.set_words(
            self.tr("Put all away") if not more else self.tr("Put all away, {count} more").format(count=more)
        )
        self.all_seen.setVisible(len(state.warnings) > 1)
        self.setVisible(bool(state.warnings) or state.problem is not None)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _row(self, warning: ClockWarning) -> QWidget:
        late = warning.is_late
        urgent = late or warning.percent >= _URGENT
        icon = "ph.warning-circle-fill" if late else "ph.timer-fill" if urgent else "ph.timer"
        token = Token.PROBLEM if late else Token.CAUTION if urgent else Token.INFO
        due = "" if warning.due_on is None else self.tr("due {day}").format(day=weekday_text(warning.due_on))
        what = " · ".join(filter(None, (words(warning.set_name), words(warning.rule_name), due)))
        row = Entry(
            self._theme,
            icon,
            token,
            f"{warning.number}: {self._what(warning)}",
            (what, self._why_me(warning.told_as)),
        )
        opened = CommandButton(self._theme, self.tr("Open the case"), small=True)
        opened.clicked.connect(_said(self.case_chosen.emit, warning.complaint_id))
        seen = LinkButton(self._theme, self.tr("Put away"))
        seen.clicked.connect(_said(self.seen_chosen.emit, [warning.warning_id]))
        for button in (opened, seen):
            button.setAccessibleDescription(row.said)
        row.add(opened, seen)
        return row

    def _what(self, warning: ClockWarning) -> str:
        match warning.kind:
            case WarningKind.EXTENSION_ASKED:
                return self.tr("more time is asked for")
            case WarningKind.EXTENSION_DECIDED:
                return self.tr("your wish for more time is decided")
            case WarningKind.DATE_MOVED:
                return self.tr("holidays were announced, the date has moved")
            case WarningKind.WAIT_OVER:
                return self.tr("what is waited for has not come in time")
            case WarningKind.NO_CLOCK:
                return self.tr("no deadline runs for it, so nobody is told when it is late")
            case _ if warning.percent >= 100:
                return self.tr("the deadline is missed")
            case _:
                return self.tr("{percent} % of the time is over").format(percent=warning.percent)

    def _why_me(self, told_as: WarnedAs) -> str:
        return {
            WarnedAs.OWNER: "",
            WarnedAs.SUPERVISOR: self.tr("You are told as the supervisor"),
            WarnedAs.COMPLIANCE: self.tr("You are told as compliance"),
        }[told_as]

    def _see_all(self) -> None:
        self.seen_chosen.emit([each.warning_id for each in self._state.warnings])


def _said(emit: Callable[..., object], value: UUID | list[UUID]) -> Callable[[], object]:
    """Return what emits one value; it holds no widget."""
    return partial(emit, value)
