"""Sends a short message to an agent, to teams, or to everybody, and says who has read the last ones."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.board import BoardChoices
from agent_desktop.contract.notices import LONGEST_NOTICE, Notice
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate
_MINUTES: Final = (15, 60, 240)
_LATELY: Final = 4
NAMED, TEAMS, EVERYBODY = "named", "teams", "everybody"


class MessageSheet(SheetFrame):
    """To whom, what, how urgent, and until when it is shown.

    Signals:
        chosen: The text, minutes, whether it is urgent, codes of teams, and whether it is for everybody.
    """

    chosen = Signal(str, int, bool, object, bool)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, "ph.megaphone-simple", width=560)
        self._ticker = ticker
        self._minutes, self._to = "60", EVERYBODY
        self._choices = BoardChoices()
        self._state = ActingState()
        self.to = SegmentedChoice(theme)
        self._teams = QVBoxLayout()
        self._teams.setSpacing(0)
        self.boxes: dict[str, TickBox] = {}
        self.text = TextField()
        self.text.setFixedHeight(theme.px(84))
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_3)
        self.urgent = TickBox(theme, kind=Kind.CAUTION)
        self.spans = SegmentedChoice(theme)
        self._lately = QVBoxLayout()
        self._lately.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self.urgent)
        row.addStretch(1)
        row.addWidget(self._left)
        self.content.addWidget(self.to)
        self.content.addLayout(self._teams)
        self.content.addWidget(self.text)
        self.content.addLayout(row)
        self.content.addWidget(self.spans)
        self.content.addLayout(self._lately)
        self.to.chosen.connect(self._to_chosen)
        self.spans.chosen.connect(self._span_chosen)
        self.text.textChanged.connect(self._draw_button)
        self.do_pressed.connect(self._do)

    def offer_teams(self, choices: BoardChoices) -> None:
        """Offer the teams of the supervisor's scope."""
        self._choices = choices

    def display(self, state: ActingState) -> None:
        """Draw it."""
        if state.whom != self._state.whom:
            self._to = NAMED if state.whom.ids else EVERYBODY
        self._state = state
        self.show_frame(loading=False, busy=state.busy, problem=state.problem)
        self.title.set_text(translate("Board", "Message to agents"))
        self.leave.set_words(translate("Board", "Leave it"))
        self.do_it.set_words(translate("Board", "Send"))
        self.text.setPlaceholderText(translate("Board", "What they are to know"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.urgent.set_words(translate("Board", "Urgent"))
        spans = [(str(each), translate("Board", "shown for {count} min").format(count=each)) for each in _MINUTES]
        self.spans.show_options(tuple(spans), self._minutes)
        self._draw_to()
        self._draw_lately(state.notices)
        self._draw_button()

    def focus_first(self) -> None:
        """Put the focus into the text."""
        self.text.setFocus()

    def sent(self) -> None:
        """It is sent: what was typed is not needed any more."""
        self.text.clear()

    def _draw_to(self) -> None:
        options = [(EVERYBODY, translate("Board", "Everybody of mine"))]
        if self._choices.teams:
            options.insert(0, (TEAMS, translate("Board", "Teams")))
        if self._state.whom.ids:
            options.insert(0, (NAMED, self._state.name))
        self.to.show_options(tuple(options), self._to)
        wanted = {each.code: words(each.name) for each in self._choices.teams} if self._to == TEAMS else {}
        if set(wanted) != set(self.boxes):
            clear_layout(self._teams)
            self.boxes = {}
            for code, name in wanted.items():
                box = TickBox(self.theme, name, fill=Token.ACCENT_FILL)
                box.toggled.connect(lambda _: self._draw_button())
                self.boxes[code] = box
                self._teams.addWidget(box)

    def _draw_lately(self, notices: tuple[Notice, ...]) -> None:
        clear_layout(self._lately)
        for notice in notices[:_LATELY]:
            read = sum(each.read_at is not None for each in notice.receipts)
            text = translate("Board", "{time}, read by {count} of {all}: {text}").format(
                time=time_text(self._ticker.local(notice.sent_at)),
                count=read,
                all=len(notice.receipts),
                text=" ".join(notice.text.split()),
            )
            label = TextLabel(text, role=Role.SMALL, tone=Token.TEXT_2, elided=True)
            unread = [each.name for each in notice.receipts if each.read_at is None]
            label.setToolTip(
                translate("Board", "Not read yet: {names}").format(names=", ".join(unread)) if unread else ""
            )
            self._lately.addWidget(label)

    def _draw_button(self) -> None:
        text = self.text.toPlainText().strip()
        left = LONGEST_NOTICE - len(text)
        self._left.set_text(translate("Board", "{count} left").format(count=left))
        self._left.set_tone(Token.PROBLEM if left < 0 else Token.TEXT_3)
        why = ""
        if not text:
            why = translate("Board", "Write what they are to know")
        elif left < 0:
            why = translate("Board", "Too long by {count}").format(count=-left)
        elif self._to == TEAMS and not self._chosen_teams():
            why = translate("Board", "Choose at least one team")
        self.do_it.set_off(why)

    def _chosen_teams(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def _to_chosen(self, to: str) -> None:
        self._to = to
        self._draw_to()
        self._draw_button()

    def _span_chosen(self, minutes: str) -> None:
        self._minutes = minutes

    def _do(self) -> None:
        if self.do_it.isEnabled():
            teams = self._chosen_teams() if self._to == TEAMS else ()
            text = self.text.toPlainText()
            self.chosen.emit(text, int(self._minutes), self.urgent.isChecked(), teams, self._to == EVERYBODY)
