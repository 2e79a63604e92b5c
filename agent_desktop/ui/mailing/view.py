"""An e-mail before it goes out, over the window: written on the left, as it will read on the right."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.campaigns import MemberState, WhyNot
from agent_desktop.contract.customer_mails import OWN_TEXT_LIMIT, CustomerMail, MailStep
from agent_desktop.ui.mailing.presenter import MailState, MailWords
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, TextField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.languages import language_words
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 760
_TOP: Final = 90
_TEXT_HEIGHT: Final = 150
_PAGE_HEIGHT: Final = 280
_LANGUAGES: Final = ("en", "zh")


class MailView(Overlay):
    """Draws a `MailState`.

    Signals:
        changed: The form as it stands (`MailWords`).
        send_chosen: Send what is in sight.
        step_chosen: Do this with what was sent (`MailStep`).
        cancelled: Put it away.
    """

    changed = Signal(object)
    send_chosen = Signal()
    step_chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = MailState()
        self._filling = False
        self._title, self._to = TextLabel(role=Role.FORM_TITLE), TextLabel(role=Role.BODY_BOLD)
        self.template, self.language = ChoiceField(theme), SegmentedChoice(theme)
        self.text = TextField()
        self.text.setFixedHeight(theme.px(_TEXT_HEIGHT))
        self._frames = {
            "template": FieldFrame(theme, self.template),
            "language": FieldFrame(theme, self.language),
            "text": FieldFrame(theme, self.text),
        }
        self._consent = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._subject, self._read = TextLabel(role=Role.BODY_STRONG, wrap=True), TextLabel(wrap=True)
        self._told = Notice(theme)
        self.cancel = CommandButton(theme, keys="Esc")
        self.undo = CommandButton(theme, icon="ph.arrow-counter-clockwise")
        self.again, self.leave = CommandButton(theme), CommandButton(theme)
        self.send = CommandButton(theme, look=Look.PRIMARY, icon="ph.paper-plane-tilt", keys="Ctrl+Enter")
        self._build(theme)
        self._join()

    def display(self, state: MailState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            if before.open:
                self.close_over()
            return
        self._filling = True
        try:
            self._fill(before)
        finally:
            self._filling = False
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The first thing to choose has the focus."""
        (self.text if self._state.words.text else self.template).setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self.template.clear()
            self.display(self._state)

    def _build(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconView(theme, "ph.envelope-simple", Token.ACCENT, 22))
        head.addWidget(self._title, 1)
        head.addWidget(self._to)
        page = QWidget()
        page.setProperty("ground", "clear")
        said = QVBoxLayout(page)
        said.setContentsMargins(0, 0, 8, 0)
        said.setSpacing(8)
        said.addWidget(self._subject)
        said.addWidget(self._read)
        said.addStretch(1)
        self._page = scrolled(page)
        self._page.setMinimumHeight(theme.px(_PAGE_HEIGHT))
        typed = QVBoxLayout()
        typed.setSpacing(8)
        for frame in self._frames.values():
            typed.addWidget(frame)
        typed.addWidget(self._consent)
        typed.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(18)
        beside.addLayout(typed, 1)
        beside.addWidget(self._page, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._told, 1)
        for button in (self.cancel, self.leave, self.again, self.undo, self.send):
            foot.addWidget(button)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(18, 18, 18, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(beside)
        column.addLayout(foot)

    def _join(self) -> None:
        self.template.activated.connect(self._emit)
        self.language.chosen.connect(self._language_chosen)
        self.text.textChanged.connect(self._emit)
        self.send.clicked.connect(self.send_chosen)
        self.undo.clicked.connect(lambda: self.step_chosen.emit(MailStep.UNDO))
        self.again.clicked.connect(lambda: self.step_chosen.emit(MailStep.SEND_AGAIN))
        self.leave.clicked.connect(lambda: self.step_chosen.emit(MailStep.LEAVE))
        self.cancel.clicked.connect(self.cancelled)
        self.closed.connect(self.cancelled)
        self._ticker.ticked.connect(self._second)

    def _fill(self, before: MailState) -> None:
        state = self._state
        templates = () if state.form is None else state.form.templates
        if (before.form != state.form or self.template.count() == 0) and templates:
            self.template.clear()
            for each in templates:
                self.template.addItem(words(each.name), each.code)
        self.template.setCurrentIndex(max(0, self.template.findData(state.words.template)))
        if self.text.toPlainText() != state.words.text:
            self.text.setPlainText(state.words.text)
        options = tuple((code, language_words(code)) for code in _LANGUAGES)
        self.language.show_options(options, state.words.language)

    def _draw(self) -> None:
        state, preview, template = self._state, self._state.preview, self._state.template
        self._title.set_text(self.tr("E-mail to {name}").format(name=state.name))
        to = state.form.to_masked if state.form is not None else ""
        self._to.set_text(to)
        self._to.setVisible(bool(to))
        self._frames["template"].set_label(self.tr("What"))
        self._frames["language"].set_label(self.tr("Language"))
        self._frames["text"].set_label(self.tr("Your own words"))
        self._frames["text"].setVisible(template is not None and template.needs_text)
        consent = ""
        if template is not None:
            consent = (
                self.tr("Only who has agreed to it is written to.")
                if template.is_marketing
                else self.tr("Serves the customer: it needs no consent.")
            )
        self._consent.set_text(consent)
        current = state.previewed == state.words
        self._subject.set_text(preview.subject if preview is not None else "")
        self._read.set_text(preview.text if preview is not None else self.tr("Looking how it reads"))
        self._read.set_tone(Token.TEXT if current else Token.TEXT_3)
        fixed = state.sent is not None or state.busy
        for widget in (self.template, self.language, self.text):
            widget.setEnabled(not fixed)
        self._draw_foot()
        self.frame.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleDescription(f"{self._subject.full_text()}\n{self._read.full_text()}".strip())

    def _draw_foot(self) -> None:
        state, sent = self._state, self._state.sent
        text, tone, icon = self._words()
        self._told.show_notice(icon, tone, text)
        steps = frozenset() if sent is None else sent.steps
        self.undo.setVisible(MailStep.UNDO in steps)
        self.undo.set_words(self.tr("Undo"))
        self.again.setVisible(MailStep.SEND_AGAIN in steps)
        self.again.set_words(self.tr("Send again"))
        self.leave.setVisible(MailStep.LEAVE in steps)
        self.leave.set_words(self.tr("They have it"))
        for button in (self.undo, self.again, self.leave):
            button.setEnabled(not state.busy)
        self.cancel.set_words(self.tr("Close") if sent is not None else self.tr("Do not send"))
        self.send.setVisible(sent is None)
        self.send.set_words(self.tr("Send"))
        self.send.setEnabled(state.can_send)

    def _words(self) -> tuple[str, Token, str]:
        state = self._state
        if state.problem is not None:
            return deed_text(state.problem), Token.PROBLEM, "ph.warning-circle-fill"
        if state.sent is not None:
            return self._sent_words(state.sent)
        if state.form is not None and not state.form.set_up:
            return self.tr("No mail server is set up."), Token.CAUTION, "ph.warning-fill"
        why = None if state.preview is None else state.preview.why_not
        if why is not None:
            said = {
                WhyNot.NO_EMAIL: self.tr("There is no e-mail address on record."),
                WhyNot.NO_CONSENT: self.tr("The customer has not agreed to such e-mails."),
                WhyNot.UNWISHED: self.tr("The customer wishes no advertising."),
            }
            return said.get(why, self.tr("They are not to be written to.")), Token.CAUTION, "ph.warning-fill"
        if len(state.words.text) > OWN_TEXT_LIMIT:
            return self.tr("That is too long."), Token.PROBLEM, "ph.warning-circle-fill"
        return "", Token.TEXT_2, ""

    def _sent_words(self, mail: CustomerMail) -> tuple[str, Token, str]:
        if mail.state is MemberState.WAITING and mail.undo_until is not None:
            left = max(0, round((mail.undo_until - self._ticker.now()).total_seconds()))
            if left:
                text = self.tr("Goes out in {seconds} s").format(seconds=left)
                return text, Token.INFO, "ph.clock"
        failed = (self.tr("Not sent: the address was not taken."), Token.PROBLEM, "ph.warning-circle-fill")
        return {
            MemberState.WAITING: (self.tr("Being sent"), Token.INFO, "ph.clock"),
            MemberState.SENDING: (self.tr("Being sent"), Token.INFO, "ph.clock"),
            MemberState.DONE: (self.tr("Sent. It stands on the timeline."), Token.GOOD, "ph.check-circle-fill"),
            MemberState.CANCELLED: (self.tr("Taken back. Nothing was sent."), Token.TEXT_2, "ph.check-circle-fill"),
            MemberState.UNCERTAIN: (
                self.tr("The mail server did not answer: perhaps it was sent."), Token.CAUTION, "ph.warning-fill",
            ),
        }.get(mail.state, failed)  # fmt: skip

    def _second(self) -> None:
        if self._state.open and self._state.sent is not None:
            self._draw_foot()

    def _language_chosen(self, language: str) -> None:
        self._tell("zh" if language == "zh" else "en")

    def _emit(self, *_: object) -> None:
        if not self._filling:
            self._tell(self._state.words.language)

    def _tell(self, language: str) -> None:
        chosen = str(self.template.currentData() or self._state.words.template)
        self.changed.emit(MailWords(chosen, "zh" if language == "zh" else "en", self.text.toPlainText()))
