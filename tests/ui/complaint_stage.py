"""The pages and cards of complaints for the stage of injected faults, each filled as somebody works on it."""

from typing import Any, cast
from uuid import UUID

from PySide6.QtWidgets import QWidget

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo import screen_case_samples as samples
from agent_desktop.demo import screen_complaints as complaints
from agent_desktop.demo.screen_case import CASES
from agent_desktop.demo.screen_cases import CASE_LISTS
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_learning import LEARNING
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.mine.card import MineCard
from agent_desktop.ui.complaints.cases.mine.presenter import MineState
from agent_desktop.ui.complaints.cases.page import CasesPage
from agent_desktop.ui.complaints.form.view import ComplaintFormView
from agent_desktop.ui.complaints.warnings.presenter import WarningsState
from agent_desktop.ui.desk.case_desk import build_cases
from agent_desktop.ui.theme.theme import Theme
from tests.support.memory_desk import MemoryApi, MemoryServer
from tests.ui.test_clock_warnings_presenter import warning

SHOWN = ("case-editing", "case-conflict", "case-letter", "case-papers")


def complaint_widgets(theme: Theme) -> list[QWidget]:
    """Return lists, cases, papers and charts."""
    person = Person(
        user_id=UUID(int=1), name="may", display_name="May", roles=frozenset({Role.AGENT, Role.COMPLAINT_HANDLER})
    )
    api = cast("Any", MemoryApi(MemoryServer()))
    page = CasesPage(theme, still_ticker(), build_cases(api, ImmediateTasks(), person, NOW.date), tuple(ListTab))
    page.warned.display(WarningsState((warning(1),), known=True))
    mine = MineCard(theme, still_ticker())
    mine.display(MineState(samples.MINE, len(samples.MINE), known=True))
    form = ComplaintFormView(theme, still_ticker())
    form.display(complaints.MISSING)
    cases = [CASES[name](theme) for name in SHOWN]
    lists = [CASE_LISTS[name](theme) for name in ("cases-deadline", "cases-mine")]
    return [page, mine, form, *cases, *lists, LEARNING["learning"](theme)]
