"""The hand-over note: what the agent writes, what goes along, and how it stands at the specialist's."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.handover_text import HandoverStatus, HandoverText
from agent_desktop.ui.messages import deed_text, problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.transfer.note.conflict import ConflictBox
from agent_desktop.ui.transfer.note.parts import PartList
from agent_desktop.ui.transfer.note.presenter import ASKED, LIMITS, PROMISED, REASON, SUMMARY, NoteState
from agent_desktop.ui.transfer.note.words import kept_text, reason_text, sent_text, start_text, steps_of
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, TextField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.step_bar import StepBar
from agent_desktop.ui.widgets.ticker import Ticker

_SUMMARY_HEIGHT: Final = 100


class NoteView(QFrame):
    """Draws the agent's own note of a `NoteState`. What is being typed or composed is never written over.

    Signals:
        changed: The fields as they now stand; a `HandoverText`.
        part_toggled: Let a `HandoverPart` go along, or not.
        send_chosen: Let the specialist read it.
        keep_mine_chosen, take_other_chosen: Settle a conflict.
        retry_chosen: Ask again for what did not come.
    """

    changed = Signal(object)
    part_toggled = Signal(object)
    send_chosen = Signal()
    keep_mine_chosen = Signal()
    take_other_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._ticker = theme, ticker
        self._state = NoteState()
        self._loaded = (-1, 0)
        self._filling = False
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._sent_icon = IconView(theme, "", size=15)
        self._sent = TextLabel(role=Role.SMALL, elided=True)
        self._notice = Notice(theme)
        self._conflict = ConflictBox(theme)
        self._reason = ChoiceField(theme)
        self._summary = TextField()
        self._summary.setFixedHeight(theme.px(_SUMMARY_HEIGHT))
        self._asked, self._promised = LineField(theme), LineField(theme)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._frames = {
            REASON: FieldFrame(theme, self._reason, required=True),
            SUMMARY: FieldFrame(theme, self._summary, required=True),
            ASKED: FieldFrame(theme, self._asked),
            PROMISED: FieldFrame(theme, self._promised),
        }
        self._parts = PartList(theme, self._local)
        self._script_title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._steps = StepBar(theme)
        self._start = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._kept_icon = IconView(theme, "", size=15)
        self._kept = TextLabel(role=Role.SMALL, elided=True)
        self._send = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._build()
        self._reason.activated.connect(self._typed)
        for field in (self._asked, self._promised):
            field.textChanged.connect(self._typed)
        self._summary.textChanged.connect(self._typed)
        self._parts.part_toggled.connect(self.part_toggled)
        self._send.clicked.connect(self.send_chosen)
        self._conflict.keep_mine_chosen.connect(self.keep_mine_chosen)
        self._conflict.take_other_chosen.connect(self.take_other_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)
        self.display(self._state)

    def display(self, state: NoteState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        self._filling = True
        self._draw_fields(state)
        self._filling = False
        self._draw_head(state)
        self._draw_along(state)
        self._draw_foot(state)
        if state.focus_number != before.focus_number:
            self.focus_first_missing()

    def focus_first_missing(self) -> None:
        """Put the focus where something is missing; where nothing is, on the summary."""
        bad = self._state.missing | self._state.too_long
        fields: dict[str, QWidget] = {
            REASON: self._reason,
            SUMMARY: self._summary,
            ASKED: self._asked,
            PROMISED: self._promised,
        }
        wanted = next((name for name in fields if name in bad), "")
        target = fields[wanted] if wanted else self._send if self._state.to_complete else self._summary
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _build(self) -> None:
        head = frame("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        head.setMinimumHeight(self._theme.px(40))
        row.addWidget(IconView(self._theme, "ph.note-pencil", Token.ACCENT, 17))
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._sent_icon)
        row.addWidget(self._sent)
        inside = QFrame()
        inside.setProperty("panel", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        for widget in (self._notice, self._conflict, self._frames[REASON], self._frames[SUMMARY]):
            column.addWidget(widget)
        count = QHBoxLayout()
        count.addStretch(1)
        count.addWidget(self._count)
        column.addLayout(count)
        below: tuple[QWidget, ...] = (self._frames[ASKED], self._frames[PROMISED], self._parts)
        for each in (*below, self._script_title, self._steps, self._start):
            column.addWidget(each)
        column.addStretch(1)
        scroll = scrolled(inside)
        foot = frame("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 9, 12, 9)
        row.setSpacing(7)
        row.addWidget(self._kept_icon)
        row.addWidget(self._kept, 1)
        row.addWidget(self._send)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(scroll, 1)
        outer.addWidget(foot)

    def _draw_fields(self, state: NoteState) -> None:
        text = state.own.text
        loaded = (state.own.text_number, len(state.reasons))
        self._fill_reasons(state)
        if loaded != self._loaded:
            self._loaded = loaded
            self._summary.setPlainText(text.summary)
            self._summary.moveCursor(QTextCursor.MoveOperation.End)
            self._asked.setText(text.asked)
            self._promised.setText(text.promised)
        name = state.colleague
        asks = self.tr("What you ask {name} to do").format(name=name) if name else self.tr("What you ask them to do")
        self._frames[REASON].set_label(self.tr("Reason"), required=True)
        self._frames[SUMMARY].set_label(self.tr("Summary"), required=True)
        self._frames[ASKED].set_label(asks)
        self._frames[PROMISED].set_label(self.tr("What the caller was promised"))
        self._count.set_text(self.tr("{count} of {limit}").format(count=len(text.summary), limit=LIMITS[SUMMARY]))
        self._count.set_tone(Token.PROBLEM if SUMMARY in state.too_long else Token.TEXT_2)
        lengths = {SUMMARY: len(text.summary), ASKED: len(text.asked), PROMISED: len(text.promised)}
        for field, shown in self._frames.items():
            shown.show_problem(self._problem_of(field, state, lengths.get(field, 0)))

    def _problem_of(self, field: str, state: NoteState, length: int) -> str:
        if field in state.too_long:
            over = length - LIMITS[field]
            return self.tr("{count} characters too many. Leave out what stands elsewhere.").format(count=over)
        if field not in state.missing:
            return ""
        if field == REASON:
            return self.tr("Choose why the caller goes on to somebody else.")
        return self.tr("Say in a sentence what happened, so that the caller need not.")

    def _fill_reasons(self, state: NoteState) -> None:
        wanted = [("", self.tr("Choose a reason")), *((each.code, reason_text(each)) for each in state.reasons)]
        code = state.own.text.reason_code
        if code and code not in dict(wanted):  # before the list has come
            note = state.own.note
            wanted.append((code, words(note.reason) if note is not None and note.reason_code == code else code))
        field = self._reason
        if [(field.itemData(place), field.itemText(place)) for place in range(field.count())] != wanted:
            field.clear()
            for value, name in wanted:
                field.addItem(name, value)
        field.setCurrentIndex([value for value, _ in wanted].index(code))

    def _draw_head(self, state: NoteState) -> None:
        self._title.set_text(self.tr("Hand-over note"))
        self.setAccessibleName(self._title.full_text())
        icon, tone, said = sent_text(state.own, state.colleague, self._local)
        self._sent_icon.show_icon(icon, tone)
        self._sent.set_text(said)
        self._sent.set_tone(tone)
        own = state.own
        if state.to_complete:
            said = self.tr("The specialist needs the note before you complete the transfer. Send it, then complete.")
            self._notice.show_notice("ph.warning-fill", Token.CAUTION, said)
        elif own.problem is not None:
            tone = Token.PROBLEM if own.status is HandoverStatus.REFUSED else Token.CAUTION
            self._notice.show_notice(
                "ph.warning-circle-fill", tone, deed_text(own.problem), button=self.tr("Try again")
            )
        elif own.journal_problem is not None:
            self._notice.show_notice("ph.warning-circle-fill", Token.CAUTION, problem_text(own.journal_problem))
        elif state.reasons_problem is not None and not state.reasons:
            said = self.tr("The reasons did not come. {why}").format(why=problem_text(state.reasons_problem))
            self._notice.show_notice("ph.warning-circle-fill", Token.CAUTION, said, button=self.tr("Try again"))
        elif own.recovered:
            said = self.tr("Found on this computer after the program had ended early. Read it through.")
            self._notice.show_notice("ph.clock-counter-clockwise", Token.INFO, said)
        else:
            self._notice.show_notice("", Token.TEXT_2, "")
        self._conflict.display(own.other)

    def _draw_along(self, state: NoteState) -> None:
        note = state.own.note
        facts = note.parts if note is not None else ()
        none = self.tr("Coming") if state.own.loading else self.tr("Nothing is known yet that could go along")
        self._parts.display(self.tr("Sent along with the note"), facts, state.own.text.include, none)
        script = note.script if note is not None else None
        for each in (self._script_title, self._steps, self._start):
            each.setVisible(script is not None)
        if script is not None:
            title = self.tr("Script: {title}").format(title=words(script.title))
            self._script_title.set_text(title)
            at = self.tr("{done} of {total} steps done").format(done=script.done, total=script.total)
            self._steps.show_steps(steps_of(script), f"{title}, {at}")
            self._start.set_text(start_text(script, state.colleague))

    def _draw_foot(self, state: NoteState) -> None:
        icon, tone, said = kept_text(state.own)
        self._kept_icon.show_icon(icon, tone)
        self._kept.set_text(said)
        self._kept.set_tone(tone)
        own = state.own
        word = self.tr("Send update") if own.is_sent else self.tr("Send note")
        self._send.set_words(self.tr("Sending") if own.sending else word)
        off = ""
        if own.sending:
            off = self.tr("It is on its way")
        elif own.status is HandoverStatus.CONFLICT:
            off = self.tr("First choose which text stays")
        elif own.is_sent and not own.changed_after_sending:
            off = self.tr("The specialist has it as it stands here")
        self._send.set_off(off)

    def _local(self, at: datetime) -> datetime:
        return self._ticker.local(at)

    def _typed(self) -> None:
        if self._filling:
            return
        text = HandoverText(
            str(self._reason.currentData() or ""),
            self._summary.toPlainText().replace("\x00", ""),
            self._asked.text(),
            self._promised.text(),
            self._state.own.text.include,
        )
        self.changed.emit(text)
