"""Who had a contact one after the other, over the window: with who asked whom, and how long each took."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.contract.timeline import ContactLeg, ContactSurvey, LegPart
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.legs.presenter import LegsState
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import clock_text, day_time_text, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 620
_TOP: Final = 134
"""Under the call slot, which stays in sight."""
_HEIGHT: Final = 460
_LEAST: Final = 60
_ICONS: Final = {
    LegPart.FIRST: ("ph.headset", Token.ACCENT),
    LegPart.TOOK_OVER: ("ph.arrows-left-right", Token.ACCENT),
    LegPart.CONSULTED: ("ph.users", Token.GOOD),
    LegPart.ASKED: ("ph.users", Token.TEXT_2),
    LegPart.SENT: ("ph.phone-outgoing", Token.TEXT_2),
}


class LegsView(Overlay):
    """Draws a `LegsState`.

    Signals:
        retry_chosen: Read them again.
    """

    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = LegsState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        head = sheet_head(theme, self._title, self._about)
        self._words = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._retry = CommandButton(theme, small=True, keys="Ctrl+R")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 6, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._rows)
        column.addStretch(1)
        scroll = scrolled(inside)
        self._scroll, self._column = scroll, column
        outer = QVBoxLayout(self.frame)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(scroll)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retry.clicked.connect(self.retry_chosen)
        self.display(self._state)

    def display(self, state: LegsState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.open or state.contact is None:
            self.close_over()
            return
        self._title.set_text(self.tr("Who had this contact"))
        self._about.set_text("  ·  ".join(filter(None, (self._day(), words(state.contact.subject)))))
        self._retry.set_words(self.tr("Try again"))
        problem = deed_text(state.problem) if state.problem is not None else ""
        told = problem or (self.tr("Getting who had it") if state.loading else "")
        if not told and not state.legs:
            told = self.tr("Nobody's part in it is kept here.")
        self._words.set_text(told)
        self._words.set_tone(Token.PROBLEM if problem else Token.TEXT_2)
        self._words.setVisible(bool(told))
        self._retry.setVisible(bool(problem))
        clear_layout(self._rows)
        rows = [*map(self._row, state.legs), *map(self._survey_row, state.surveys)]
        for place, row in enumerate(rows):
            for widget in (line("h"), row) if place else (row,):
                self._rows.addWidget(widget)
                widget.show()  # in a window that is open already it would not count for the height yet
        self.frame.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleDescription("\n".join(self.lines()))
        wanted = self._column.totalHeightForWidth(self.theme.px(_WIDTH) - 2)
        self._scroll.setFixedHeight(min(self.theme.px(_HEIGHT), max(self.theme.px(_LEAST), wanted + 4)))
        if self.isHidden():
            self.open_over()

    def lines(self) -> Iterator[str]:
        """Yield each part in one line of words."""
        for leg in self._state.legs:
            times = "  ·  ".join(self._times(leg))
            yield f"{self._time(leg)} {self._who(leg)}, {self._what(leg)}: {words(leg.outcome)}. {times}"
        for survey in self._state.surveys:
            at = time_text(self._ticker.local(survey.at))
            yield f"{at} {self._found(survey)}. {self._asked(survey)}"

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _row(self, leg: ContactLeg) -> QWidget:
        icon, token = _ICONS[leg.part]
        had = leg.part in (LegPart.FIRST, LegPart.TOOK_OVER)
        when = TextLabel(self._time(leg), role=Role.SMALL, tone=Token.TEXT_2)
        when.setFixedWidth(self.theme.px(44))
        who = TextLabel(self._who(leg), role=Role.BODY_STRONG if had else Role.BODY)
        what = TextLabel(self._what(leg), role=Role.SMALL, tone=Token.TEXT_2)
        outcome = TextLabel(words(leg.outcome), role=Role.BODY, tone=Token.TEXT if had else Token.TEXT_2)
        outcome.setAlignment(Qt.AlignmentFlag.AlignRight)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(who)
        first.addWidget(what, 1)
        first.addWidget(outcome)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(first)
        text.addWidget(TextLabel("  ·  ".join(self._times(leg)), role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0 if had else 18, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(IconView(self.theme, icon, token, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        return widget

    def _survey_row(self, survey: ContactSurvey) -> QWidget:
        when = TextLabel(time_text(self._ticker.local(survey.at)), role=Role.SMALL, tone=Token.TEXT_2)
        when.setFixedWidth(self.theme.px(44))
        less = survey.perceived is not None and survey.expected is not None and survey.perceived < survey.expected
        tone = Token.TEXT_2 if survey.perceived is None else Token.PROBLEM if less else Token.GOOD
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(TextLabel(self._found(survey), role=Role.BODY_STRONG))
        text.addWidget(TextLabel(self._asked(survey), role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(IconView(self.theme, "ph.smiley", tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        return widget

    def _found(self, survey: ContactSurvey) -> str:
        """Return how the customer found it, or why nobody knows."""
        if survey.perceived is None:
            return {
                SurveyState.ASKED: self.tr("Asked how it was, not answered yet"),
                SurveyState.REFUSED: self.tr("Did not want to say how it was"),
            }.get(survey.state, self.tr("Asked how it was, not answered"))
        found = self.tr("Found {score} of 5").format(score=f"{survey.perceived:.1f}")
        if survey.expected is None:
            return found
        return found + "  ·  " + self.tr("had expected {score}").format(score=f"{survey.expected:.1f}")

    def _asked(self, survey: ContactSurvey) -> str:
        way = {
            SurveyWay.PHONE: self.tr("Asked by phone"),
            SurveyWay.MESSAGE: self.tr("Asked by text message"),
            SurveyWay.EMAIL: self.tr("Asked by e-mail"),
            SurveyWay.KEYPAD: self.tr("Asked by keypad after the call"),
        }[survey.way]
        if survey.questions is None or not survey.answered or survey.answered >= survey.questions:
            return way
        some = self.tr("{n} of {all} questions answered").format(n=survey.answered, all=survey.questions)
        return f"{way}  ·  {some}"

    def _day(self) -> str:
        contact = self._state.contact
        if contact is None:
            return ""
        local, today = self._ticker.local(contact.at), self._ticker.local(self._ticker.now())
        return day_time_text(local, today.date())

    def _time(self, leg: ContactLeg) -> str:
        return time_text(self._ticker.local(leg.at))

    def _who(self, leg: ContactLeg) -> str:
        return leg.agent_name or words(leg.to) or self.tr("Nobody of this centre")

    def _what(self, leg: ContactLeg) -> str:
        return {
            LegPart.FIRST: self.tr("had it first"),
            LegPart.TOOK_OVER: self.tr("took the caller over"),
            LegPart.CONSULTED: self.tr("consulted by {name}").format(name=leg.by_name),
            LegPart.ASKED: self.tr("asked by {name}").format(name=leg.by_name),
            LegPart.SENT: self.tr("sent there by {name}").format(name=leg.by_name),
        }[leg.part]

    def _times(self, leg: ContactLeg) -> Iterator[str]:
        """Yield how long things took; what took no time is left out."""
        waited, talked, held = (clock_text(each) for each in (leg.waited_seconds, leg.talked_seconds, leg.held_seconds))
        if leg.part in (LegPart.FIRST, LegPart.TOOK_OVER):
            if leg.waited_seconds:
                yield self.tr("Caller waited {time}").format(time=waited)
            if leg.talked_seconds:
                yield self.tr("Talked {time}").format(time=talked)
            elif leg.duration_seconds:
                yield self.tr("Lasted {time}").format(time=clock_text(leg.duration_seconds))
            if leg.held_seconds:
                yield self.tr("Held the caller {time}").format(time=held)
            return
        if leg.waited_seconds:
            yield self.tr("Rang {time}").format(time=waited)
        if leg.talked_seconds:
            yield self.tr("Spoke with {name} {time}").format(name=leg.by_name, time=talked)
        if leg.held_seconds:
            yield self.tr("{name} held the caller {time}").format(name=leg.by_name, time=held)
