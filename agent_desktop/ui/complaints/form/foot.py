"""Under the form: what is to be mended, and what becomes of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.ui.complaints.form.parts import ShrinkingFrame
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property


class FormFoot(ShrinkingFrame):
    """Draws the foot of a `FormState`. Left with something typed, it asks what becomes of that.

    Signals:
        record_chosen, save_chosen, leave_chosen, throw_away_chosen: As the buttons say.
        mend_chosen: Go to the next field that is to be mended.
    """

    record_chosen = Signal()
    save_chosen = Signal()
    leave_chosen = Signal()
    throw_away_chosen = Signal()
    mend_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._icon = IconView(theme, "ph.warning-circle-fill", Token.PROBLEM, 16)
        self._words = TextLabel(elided=True)
        self._mend = LinkButton(theme)
        self._cap = KeyCap(theme, "Alt+E")
        self._throw = CommandButton(theme, icon="ph.trash")
        self._leave = CommandButton(theme, keys="Esc", look=Look.QUIET)
        self._save = CommandButton(theme, keys="Ctrl+S")
        self._record = CommandButton(theme, keys="Ctrl+Enter", look=Look.PRIMARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addWidget(self._mend)
        row.addWidget(self._cap)
        row.addStretch(1)
        for button in (self._throw, self._leave, self._save, self._record):
            row.addWidget(button)
        self._throw.clicked.connect(self.throw_away_chosen)
        self._leave.clicked.connect(self.leave_chosen)
        self._save.clicked.connect(self.save_chosen)
        self._record.clicked.connect(self.record_chosen)
        self._mend.clicked.connect(self.mend_chosen)

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        leaving = state.leaving
        set_property(self, "soft", "caution" if leaving else "")
        count = len(state.mistakes)
        wrong = self.tr("1 to mend") if count == 1 else self.tr("{count} to mend").format(count=count)
        text = self.tr("Keep what you typed?") if leaving else wrong if count else ""
        self._words.set_text(text)
        self._words.set_tone(Token.TEXT if leaving else Token.PROBLEM)
        self._icon.show_icon(
            "ph.question-fill" if leaving else "ph.warning-circle-fill", Token.CAUTION if leaving else Token.PROBLEM
        )
        self._icon.setVisible(bool(text))
        self._words.setVisible(bool(text))
        self._mend.set_words(self.tr("go there"))
        self._mend.setVisible(bool(count) and not leaving)
        self._throw.set_words(self.tr("Throw away"))
        self._throw.setVisible(leaving)
        self._leave.set_words(self.tr("Go on writing") if leaving else self.tr("Leave"))
        self._save.set_words(self.tr("Keep the draft") if leaving else self.tr("Save draft"))
        self._draw_record(state)
        self._fit()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the keys where there is no room for them; they work all the same."""
        keys = {self._leave: "Esc", self._save: "Ctrl+S", self._record: "Ctrl+Enter"}
        for button, cap in keys.items():
            button.set_words(button.text(), cap)
        buttons = [each for each in (self._throw, *keys) if not each.isHidden()]
        wanted = sum(each.sizeHint().width() + 8 for each in buttons) + 28
        said = 0 if self._words.isHidden() else 24 + self._words.sizeHint().width()
        said += 0 if self._mend.isHidden() else 8 + self._mend.sizeHint().width()
        with_cap = wanted + said + self._cap.sizeHint().width() + 8
        self._cap.setVisible(not self._mend.isHidden() and with_cap <= self.width())
        if wanted + said > self.width():
            for button in keys:
                button.set_words(button.text(), "")

    def _draw_record(self, state: FormState) -> None:
        kind = state.words.kind if state.words is not None else ComplaintKind.COMPLAINT
        status = state.kept.status
        self._record.setVisible(not state.leaving)
        word = {
            ComplaintKind.COMPLAINT: self.tr("Record complaint"),
            ComplaintKind.SUGGESTION: self.tr("Record suggestion"),
            ComplaintKind.PRAISE: self.tr("Record praise"),
        }[kind]
        busy = status is ComplaintStatus.RECORDING
        self._record.set_words(self.tr("Recording") if busy else word)
        off = self.tr("It is on its way") if busy else ""
        if status is ComplaintStatus.WAITING:
            off = self.tr("It is recorded as soon as the server is back")
        self._record.set_off(off)
        self._save.set_off(off)
