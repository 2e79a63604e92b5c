"""What came of a change of many, in the words of one line."""

from uuid import UUID

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.errors import Problem
from agent_desktop.contract.complaint_lists import ManyOutcome
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.cases.many.presenter import ManyState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.tokens import Token

translate = QCoreApplication.translate


def results_of(state: ManyState) -> dict[UUID, tuple[str, Token]]:
    """Return for each complaint of the last change what its line says, and in which colour."""
    return {each.complaint_id: _result(each, undone=state.undone) for each in state.outcomes}


def _result(outcome: ManyOutcome, *, undone: bool) -> tuple[str, Token]:
    if not outcome.problem:
        return (translate("Cases", "Given back") if undone else translate("Cases", "Assigned")), Token.GOOD
    if outcome.problem == ErrorCode.STALE_VERSION:
        return translate("Cases", "Changed meanwhile"), Token.CAUTION
    return deed_text(Problem(outcome.problem)), Token.PROBLEM
