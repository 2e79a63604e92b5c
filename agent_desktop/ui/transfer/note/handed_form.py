"""A complaint form that came along with the note, half filled in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from agent_desktop.client.form_handing import words_of
from agent_desktop.contract.handed_forms import HandedForm
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel, set_property


class HandedFormBox(QFrame):
    """Says what stands in it, and lets whoever has the call go on with it.

    Signals:
        go_on_chosen: Go on with the form.
    """

    go_on_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_property(self, "soft", "plain")
        self._title = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._what = TextLabel(role=Role.BODY, wrap=True)
        self._more = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._go_on = CommandButton(theme)
        self._go_on.clicked.connect(self.go_on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 8, 11, 9)
        column.setSpacing(4)
        for widget in (self._title, self._what, self._more, self._go_on):
            column.addWidget(widget)

    def display(self, form: HandedForm | None, *, theirs: bool) -> None:
        """Show a form; `theirs`: the caller is this person's now. Hidden where there is none, or it is taken."""
        self.setVisible(form is not None and form.taken_by_id is None)
        if form is None:
            return
        said = words_of(form)
        self._title.set_text(self.tr("Complaint form, half filled in"))
        what = said.words.what if said is not None else self.tr("It was written by another version of the program.")
        self._what.set_text(what)
        self._what.setVisible(bool(what))
        more = []
        if said is not None and said.words.amount:
            more.append(self.tr("Amount: {amount}").format(amount=f"{said.words.amount} {said.words.currency}".strip()))
        if form.attached:
            names = ", ".join(each.name for each in form.attached)
            more.append(self.tr("Files that came along: {names}").format(names=names))
        if form.files:
            more.append(
                self.tr("Files that are still with {name}: {count}").format(name=form.from_name, count=form.files)
            )
        if not theirs:
            more.append(self.tr("Once the caller is yours, Alt+C goes on with it."))
        self._more.set_text(". ".join(more))
        self._more.setVisible(bool(more))
        self._go_on.set_words(self.tr("Go on with it"), "Alt+C")
        self._go_on.setEnabled(theirs and said is not None)
        self._go_on.setVisible(theirs)
        self.setAccessibleName(self._title.full_text())
        self.setAccessibleDescription(" ".join(filter(None, (what, self._more.full_text()))))
