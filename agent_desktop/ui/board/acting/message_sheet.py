"""Sends a short message to an agent, to teams, or to everybody, and says who has read the last ones."""

from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.board import BoardChoices
from agent_desktop.contract.notices import LONGEST_NOTICE, Notice
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.formats import time_or_day_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.scrolling import ScrolledRows
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate
_MINUTES: Final = (15, 60, 240)
_NAMED: Final = 8
"""So many who have not read a message are named at first."""
NAMED, TEAMS, EVERYBODY = "named", "teams", "everybody"


class MessageSheet(SheetFrame):
    """To whom, what, how urgent, and until when it is shown.

    Signals:
        chosen: The text, minutes, whether it is urgent, codes of teams, and whether it is for everybody.
        withdraw_wanted: Take this message (`UUID`) back.
    """

    chosen = Signal(str, int, bool, object, bool)
    withdraw_wanted = Signal(object)

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
        self._shown: tuple[Notice, ...] = ()
        self._whole: set[UUID] = set()
        self.backs: list[CommandButton] = []
        self.names: list[LinkButton] = []
        self._lately_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._lately = ScrolledRows(height=theme.px(150), spacing=6)
        self._lately.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout()
        row.addWidget(self.urgent)
        row.addStretch(1)
        row.addWidget(self._left)
        self.content.addWidget(self.to)
        self.content.addLayout(self._teams)
        self.content.addWidget(self.text)
        self.content.addLayout(row)
        self.content.addWidget(self.spans)
        self.content.addWidget(self._lately_title)
        self.content.addWidget(self._lately)
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
        self._lately_title.set_text(translate("Board", "Of the last seven days"))
        self._lately_title.setVisible(bool(notices))
        self._lately.setVisible(bool(notices))
        if notices == self._shown:
            return
        self._shown = notices
        clear_layout(self._lately.rows)
        self.backs, self.names = [], []
        for notice in notices:
            self._lately.rows.addWidget(self._notice(notice))
        self._lately.rows.addStretch(1)

    def _notice(self, notice: Notice) -> QWidget:
        """Return one message with who has not read it yet, by name, and the way to take it back."""
        read = sum(each.read_at is not None for each in notice.receipts)
        text = translate("Board", "{time}, read by {count} of {all}: {text}").format(
            time=self._when(notice.sent_at), count=read, all=len(notice.receipts), text=" ".join(notice.text.split())
        )
        row = QWidget()
        row.setProperty("ground", "clear")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.addWidget(TextLabel(text, role=Role.SMALL, wrap=True), 1)
        if notice.may_withdraw:
            back = CommandButton(self.theme, translate("Board", "Take it back"), small=True, look=Look.QUIET)
            back.setAccessibleName(translate("Board", "Take it back: {text}").format(text=notice.text))
            back.clicked.connect(lambda _=False: self.withdraw_wanted.emit(notice.notice_id))
            self.backs.append(back)
            head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if notice.withdrawn_at is not None:
            told = translate("Board", "Taken back at {time}").format(time=self._when(notice.withdrawn_at))
            column.addWidget(TextLabel(told, role=Role.SMALL, tone=Token.TEXT_2))
        else:
            self._add_unread(column, notice)
        return row

    def _add_unread(self, column: QVBoxLayout, notice: Notice) -> None:
        unread = [each.name for each in notice.receipts if each.read_at is None]
        if not unread:
            return
        cut = len(unread) > _NAMED and notice.notice_id not in self._whole
        named = ", ".join(unread[:_NAMED] if cut else unread)
        told = translate("Board", "Not read yet: {names}").format(names=named)
        column.addWidget(TextLabel(told, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        if cut:
            more = LinkButton(self.theme, translate("Board", "And {count} more").format(count=len(unread) - _NAMED))
            more.clicked.connect(lambda _=False: self._name_all(notice.notice_id))
            self.names.append(more)
            column.addWidget(more)

    def _name_all(self, notice_id: UUID) -> None:
        self._whole.add(notice_id)
        shown, self._shown = self._shown, ()
        self._draw_lately(shown)

    def _when(self, at: datetime) -> str:
        """Say the time, with the day where it is another one."""
        return time_or_day_text(self._ticker.local(at), self._ticker.local(self._ticker.now()).date())

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
