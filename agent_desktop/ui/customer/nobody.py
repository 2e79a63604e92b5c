"""The customer column while nobody is known: what the number says, who it once was of, and the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.ui.customer.candidates import CandidateList
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind

ON_A_CALL = (CustomerKindShown.UNKNOWN, CustomerKindShown.WITHHELD, CustomerKindShown.OWN)


class NobodyPage(QWidget):
    """Draws a `CustomerState` without a customer.

    Signals:
        action_chosen: The one way on of the state: find the customer, or try again.
    """

    action_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._empty = EmptyState(theme)
        self.keep = CommandButton(theme, small=True, icon="ph.user-plus", keys="Alt+K")
        self.undo = LinkButton(theme, icon="ph.arrow-u-up-left")
        self._perhaps = TextLabel(role=Role.SMALL, tone=Token.CAUTION, wrap=True)
        self.list = CandidateList(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)  # the empty state has margins of its own
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._empty)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        possible = QVBoxLayout()
        possible.setContentsMargins(14, 0, 14, 0)
        possible.setSpacing(8)
        possible.addWidget(self._perhaps)
        possible.addWidget(self.list)
        column.addLayout(possible)
        column.addStretch(2)
        self._empty.action_chosen.connect(self.action_chosen)

    def display(self, state: CustomerState) -> None:
        """Draw `state`."""
        country = f"({state.number_country})" if state.number_country else ""
        number = " ".join(text for text in (state.number_masked, country) if text)
        find = self.tr("Find the customer")
        nobody = {
            CustomerKindShown.UNKNOWN: (
                self.tr("Unknown caller"),
                self.tr("{number} is not with any customer. Ask for a name or an account.").format(number=number),
                "ph.user-circle",
            ),
            CustomerKindShown.WITHHELD: (
                self.tr("The caller withholds the number"),
                self.tr("Ask for a name or an account, then find the customer."),
                "ph.eye-slash",
            ),
            CustomerKindShown.OWN: (
                self.tr("A call from one of our own numbers"),
                self.tr("{number} says nothing of who is calling. Ask for a name or an account.").format(number=number),
                "ph.bank",
            ),
        }
        if state.kind in nobody:
            title, text, icon = nobody[state.kind]
            self._empty.show_state(StateKind.QUIET, title, text, button=find, keys="Ctrl+K", icon=icon)
        elif state.kind is CustomerKindShown.FAILED:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("The customer cannot be shown"),
                problem_text(state.problem) if state.problem is not None else "",
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
        else:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No customer"),
                self.tr("Whoever calls is shown here as soon as the call is offered."),
                button=find,
                keys="Ctrl+K",
                icon="ph.user-circle",
            )
        self.keep.set_words(self.tr("Keep or attach"), "Alt+K")
        self.keep.setVisible(state.kind in ON_A_CALL)
        self.undo.set_words(self.tr("Undo"))
        self.undo.setVisible(state.undoable is not None)
        self._perhaps.set_text(
            self.tr("The number was once somebody's. It says less than one that is: ask who is calling, then choose.")
        )
        self._perhaps.setVisible(bool(state.possible))
        self.list.setVisible(bool(state.possible))
        self.list.display(state.possible, state.choosing)
