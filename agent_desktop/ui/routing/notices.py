"""What is said over the forms of the routing: what does not count, what failed, and what is warned of."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.ui.routing.save_row import failure_words
from agent_desktop.ui.routing.state import RoutingState
from agent_desktop.ui.routing.words import problem_words
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.panel_states import Notice


class RoutingNotices(QWidget):
    """Takes no room where nothing is to be said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._differs, self._failure, self._warned = Notice(theme), Notice(theme), Notice(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(4)
        for notice in (self._differs, self._failure, self._warned):
            column.addWidget(notice)

    def display(self, state: RoutingState) -> None:
        """Say what is to be said of a state."""
        routing = state.routing
        differs = self.tr("config.yaml says something else. It does not count any more: what is here does.")
        self._differs.show_notice(
            "ph.info-fill", Token.INFO, differs if routing is not None and routing.config_differs else ""
        )
        failure = failure_words(state.failure) if routing is None or state.failure is None else ""
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure)
        moves = [problem for problem in state.problems if problem.place[:1] == ("moves",)]
        told = routing.warnings if routing is not None and state.may_edit else ()
        warned = [*moves, *(each for each in told if each.place[:1] != ("skills",))]  # those stand with the skills
        self._warned.show_notice("ph.warning-fill", Token.CAUTION, " ".join(problem_words(each) for each in warned[:3]))
