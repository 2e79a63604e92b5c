"""How a complaint came, under whose rules it falls, and what was answered where it was settled at once."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.complaint_reading import FormField
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintKind, Severity
from agent_desktop.ui.complaints.form.account_row import fill_choice
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.complaints.form.words import mistake_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, TextField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.tick_box import TickBox

_ANSWER_HEIGHT: Final = 50


class HowRows(QWidget):
    """Draws these fields of a `FormState`.

    Signals:
        edited: A field's name in `ComplaintWords`, and what stands in it now.
    """

    edited = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._filling = False
        self._channel, self._region = ChoiceField(theme), ChoiceField(theme)
        self._settled = TickBox(theme, fill=Token.ACCENT_FILL)
        self._answer = TextField()
        self._answer.setFixedHeight(theme.px(_ANSWER_HEIGHT))
        self._cause, self._result = ChoiceField(theme), ChoiceField(theme)
        self._frames = {
            "channel": FieldFrame(theme, self._channel, required=True),
            "region": FieldFrame(theme, self._region, required=True),
            "answer": FieldFrame(theme, self._answer, required=True),
            "cause": FieldFrame(theme, self._cause, required=True),
            "result": FieldFrame(theme, self._result, required=True),
        }
        self._told_box, self._settled_box = QWidget(), QWidget()
        first = QHBoxLayout(self._told_box)
        ends = QHBoxLayout()
        below = QVBoxLayout(self._settled_box)
        for layout in (first, ends, below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(12)
        first.addWidget(self._frames["channel"], 1, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._frames["region"], 1, Qt.AlignmentFlag.AlignTop)
        ends.addWidget(self._frames["cause"], 1, Qt.AlignmentFlag.AlignTop)
        ends.addWidget(self._frames["result"], 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._frames["answer"])
        below.addLayout(ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._told_box)
        column.addWidget(self._settled)
        column.addWidget(self._settled_box)
        self._channel.activated.connect(lambda _: self._say("channel", ComplaintChannel(self._channel.currentData())))
        self._region.activated.connect(lambda _: self._say("region", str(self._region.currentData() or "")))
        self._settled.clicked.connect(self._settled_ticked)
        self._answer.textChanged.connect(lambda: self._say("settled_answer", self._answer.toPlainText()))
        self._cause.activated.connect(lambda _: self._say("settled_cause", str(self._cause.currentData() or "")))
        self._result.activated.connect(lambda _: self._say("settled_result", str(self._result.currentData() or "")))

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through here, as it stands from top to bottom."""
        return self._channel, self._region, self._settled, self._answer, self._cause, self._result

    def focus_on(self, field: FormField) -> bool:
        """Put the focus on a field, if it is one of these."""
        first_missing = next(
            (each for each in (self._answer, self._cause, self._result) if _is_empty(each)), self._answer
        )
        targets = {FormField.CHANNEL: self._channel, FormField.REGION: self._region, FormField.SETTLED: first_missing}
        target = targets.get(field)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return target is not None

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        said = state.words
        if said is None:
            return
        self._filling = True
        try:
            self._draw(state, said, state.form)
        finally:
            self._filling = False

    def _draw(self, state: FormState, said: ComplaintWords, form: ComplaintForm | None) -> None:
        frames = self._frames
        frames["channel"].set_label(self.tr("How it came"), required=True)
        frames["region"].set_label(self.tr("Under the rules of"), required=True)
        frames["answer"].set_label(self.tr("What the customer was answered, and took"), required=True)
        frames["cause"].set_label(self.tr("Root cause"), required=True)
        frames["result"].set_label(self.tr("Result"), required=True)
        choose = ("", self.tr("Choose one"))
        channels = [(each.code, words(each.name)) for each in (form.channels if form else ())]
        fill_choice(self._channel, channels or [(said.channel.value, said.channel.value)], said.channel.value)
        regions = [(each.code, words(each.name)) for each in (form.regions if form else ())]
        fill_choice(self._region, regions if said.region else [("", self.tr("The customer’s")), *regions], said.region)
        causes = [(each.code, words(each.name)) for each in (form.root_causes if form else ()) if not each.is_retired]
        results = [(each.code, words(each.name)) for each in (form.results if form else ())]
        fill_choice(self._cause, [choose, *causes], said.settled_cause)
        fill_choice(self._result, [choose, *results], said.settled_result)
        complaint = said.kind is ComplaintKind.COMPLAINT
        may_settle = complaint and said.severity is not Severity.CRITICAL
        self._settled.set_words(self.tr("Settled at once: the customer took an answer in this contact"))
        self._settled.setChecked(said.settled)
        if self._answer.toPlainText() != said.settled_answer:
            self._answer.setPlainText(said.settled_answer)
        self._told_box.setVisible(complaint)
        self._settled.setVisible(may_settle)
        self._settled_box.setVisible(may_settle and said.settled)
        told = next((mistake_text(each) for each in state.mistakes if each.field is FormField.SETTLED), "")
        frames["answer"].show_problem(told)
        for widget in self.in_order:
            widget.setEnabled(not state.is_locked)

    def _settled_ticked(self, on: bool) -> None:
        self._say("settled", on)

    def _say(self, name: str, value: object) -> None:
        if not self._filling:
            self.edited.emit(name, value.replace("\x00", "") if type(value) is str else value)


def _is_empty(field: QWidget) -> bool:
    if isinstance(field, TextField):
        return not field.toPlainText().strip()
    return isinstance(field, ChoiceField) and not field.currentData()
