"""Whom a call was with, over the window: what is typed of a caller at the left, who may be the same at the right."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.prospect_cards import ConsentChannel, Interest
from agent_desktop.contract.prospects import NAME_LIMIT, PROSPECT_NOTE_LIMIT
from agent_desktop.ui.attach.matches import MatchList
from agent_desktop.ui.attach.presenter import AttachState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import FieldFrame, LineField, TextField, end_composing
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.prospects import channel_words, interest_words
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_WIDTH: Final = 930
_TOP: Final = 130
"""Under the call slot, which stays in sight."""
_HEIGHT: Final = 378


class AttachView(Overlay):
    """Draws an `AttachState`.

    Signals:
        typed: Name, number, document or note has changed; `texts` has them.
        toggled: An `Interest`, a `ConsentChannel`; None: the number of the call is to be noted with whoever is chosen.
        match_chosen: It is this one (`UUID`).
        all_chosen: Show everybody who may be the same.
        keep_chosen: Keep the card.
    """

    typed = Signal()
    toggled = Signal(object)
    match_chosen = Signal(object)
    all_chosen = Signal()
    keep_chosen = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._state = AttachState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.name, self.number, self.document = LineField(theme), LineField(theme), LineField(theme)
        self.name.setMaxLength(NAME_LIMIT)
        self.number.setMaxLength(40)
        self.document.setMaxLength(60)
        self.note = TextField()
        self._frames = [FieldFrame(theme, field) for field in (self.name, self.number, self.document, self.note)]
        self._interest_head = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._interests = {each: self._tick(self._interest_pressed, each.value) for each in Interest}
        self._consent_head = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._consents = {each: self._tick(self._consent_pressed, each.value) for each in ConsentChannel}
        self._match_head = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2, wrap=True)
        self.matches = MatchList(theme)
        self.more = CommandButton(theme, small=True)
        self.note_number = TickBox(theme)
        self._problem = Notice(theme)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._cancel = CommandButton(theme, keys="Esc")
        self.keep = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.user-plus")
        self._waiting = WaitingLine(theme, kept=True)
        self._build()
        for field in (self.name, self.number, self.document):
            field.textEdited.connect(self.typed)
        self.note.textChanged.connect(self._note_changed)
        self.note_number.clicked.connect(self._number_pressed)
        self.matches.chosen.connect(self.match_chosen)
        self.more.clicked.connect(self.all_chosen)
        self.keep.clicked.connect(self._keep_pressed)
        self._cancel.clicked.connect(self.close_over)
        self._retranslate()

    def texts(self) -> tuple[str, str, str, str]:
        """Return name, number, document and note as they are typed."""
        return self.name.text(), self.number.text(), self.document.text(), self.note.toPlainText()

    def display(self, state: AttachState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            if before.open:
                self.close_over()
            return
        if (state.call_id, state.editing) != (before.call_id, before.editing) or not before.open:
            for field, text in ((self.name, state.name), (self.number, state.number), (self.document, state.document)):
                field.setText(text)
            self.note.blockSignals(True)
            self.note.setPlainText(state.note)
            self.note.blockSignals(False)
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The name is asked first; of a card that is changed, the note."""
        field = self.note if self._state.editing is not None else self.name
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._waiting.show_waiting(waiting)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _tick(self, pressed: object, name: str) -> TickBox:
        box = TickBox(self.theme)
        box.setObjectName(name)
        box.clicked.connect(pressed)
        return box

    def _build(self) -> None:
        head = sheet_head(self.theme, self._title, self._aside, icon="ph.user-plus", tone=Token.TEXT_2)
        interests, consents = FlowLayout(10), FlowLayout(10)
        for box in self._interests.values():
            interests.addWidget(box)
        for box in self._consents.values():
            consents.addWidget(box)
        self._who = QWidget()
        asked = QVBoxLayout(self._who)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(8)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        asked.addWidget(self._frames[0])
        pair.addWidget(self._frames[1], 1)
        pair.addWidget(self._frames[2], 1)
        asked.addLayout(pair)
        left = QVBoxLayout()
        left.setContentsMargins(16, 10, 16, 10)
        left.setSpacing(6)
        left.addWidget(self._who)
        for part in (self._interest_head, interests, self._consent_head, consents, self._frames[3]):
            if isinstance(part, FlowLayout):
                left.addLayout(part)
            else:
                left.addWidget(part)
        left.addStretch(1)
        self.note.setFixedHeight(self.theme.px(56))
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 13)
        self._right = self._build_right()
        body.addWidget(self._right, 10)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 14, 12)
        foot.setSpacing(8)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.keep)
        self._problem.setContentsMargins(16, 6, 14, 2)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._waiting)
        column.addLayout(body)
        column.addWidget(line("h"))
        column.addWidget(self._problem)
        column.addLayout(foot)

    def _build_right(self) -> QFrame:
        sheet = QWidget()
        sheet.setProperty("ground", "clear")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(self.matches)
        inside.addStretch(1)
        scroll = scrolled(sheet)
        right = QFrame()
        right.setProperty("panel", "alt")
        right.setFixedHeight(self.theme.px(_HEIGHT))
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(self._match_head)
        column.addWidget(scroll, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note_number)
        return right

    def _retranslate(self) -> None:
        labels = (self.tr("Name, in either script"), self.tr("Number"), self.tr("Document"), self.tr("Note"))
        for field, label in zip(self._frames, labels, strict=True):
            field.set_label(label)
        self._interest_head.set_text(self.tr("Asked about"))
        for interest, box in self._interests.items():
            box.set_words(interest_words(interest))
        self._consent_head.set_text(self.tr("Agreed to be contacted"))
        for channel, box in self._consents.items():
            box.set_words(channel_words(channel))
        self.note_number.set_words(self.tr("Note the number of this call with them"))
        self._cancel.set_words(self.tr("Not now"))
        if self._state.open:
            self._draw()

    def _draw(self) -> None:
        state = self._state
        editing = state.editing is not None
        self._title.set_text(self.tr("What is kept of them") if editing else self.tr("Who was it?"))
        self.setAccessibleName(self._title.full_text())
        self._aside.set_text(state.who if editing else state.number_masked)
        self._who.setVisible(not editing)
        self._right.setVisible(not editing)
        self.number.setPlaceholderText(state.number_masked)
        for interest, box in self._interests.items():
            box.setChecked(interest in state.interests)
        for channel, box in self._consents.items():
            box.setChecked(channel in state.agreed)
        self.note_number.setChecked(state.note_number)
        self.note_number.setVisible(bool(state.number_masked) and bool(state.found))
        self.matches.display(state.shown, enabled=not state.working)
        self.more.set_words(self.tr("Show {count} more").format(count=state.unseen))
        self.more.setVisible(state.unseen > 0)
        self._match_head.set_text(self._heading(state))
        problem = problem_text(state.problem) if state.problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        sure = any(each.sure for each in state.found)
        if editing:
            keep = self.tr("Save")
        else:
            keep = self.tr("None of these: keep a new card") if sure else self.tr("Keep a new card")
        self.keep.set_words(self.tr("Saving") if state.working else keep, "Ctrl+Enter")
        self.keep.set_look(Look.NORMAL if sure and not editing else Look.PRIMARY)
        self.keep.setEnabled(state.can_keep and not state.working)
        self._hint.set_text("" if editing else self._hint_words(state))

    def _heading(self, state: AttachState) -> str:
        if state.looking and not state.found:
            return self.tr("Looking on record")
        if not state.found:
            return self.tr("Nobody on record seems to be the same")
        if state.unseen:
            return self.tr("On record, {count} may be the same").format(count=len(state.found))
        return self.tr("On record, may be the same")

    def _hint_words(self, state: AttachState) -> str:
        if state.unseen and state.looked:
            return self.tr("Look at the others who may be the same first.")
        if not state.can_keep and not state.working and state.looked:
            return self.tr("Type a name, a number or a document, so that they are found again.")
        return self.tr("A card is no customer: it is found again at the next call, and by search.")

    def _note_changed(self) -> None:
        text = self.note.toPlainText()
        if len(text) > PROSPECT_NOTE_LIMIT:
            cursor = self.note.textCursor()
            cursor.deletePreviousChar()
            return
        self.typed.emit()

    def _interest_pressed(self) -> None:
        self.toggled.emit(Interest(self.sender().objectName()))

    def _consent_pressed(self) -> None:
        self.toggled.emit(ConsentChannel(self.sender().objectName()))

    def _number_pressed(self) -> None:
        self.toggled.emit(None)

    def _keep_pressed(self) -> None:
        end_composing()
        self.keep_chosen.emit()
