"""The page of complaints, in one state after another."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.complaint_form import ComplaintForm, ComplaintPrefill
from agent_desktop.contract.complaint_lists import (
    AssignMany,
    ComplaintCounts,
    ComplaintFigures,
    ComplaintLine,
    ComplaintPage,
    ListComplaints,
    ManyDone,
    ManyOutcome,
    SavedFilter,
    SavedFilters,
    SaveFilter,
    Scope,
    UndoMany,
)
from agent_desktop.contract.complaints import Region
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportFile, ExportLine, StartExport
from agent_desktop.demo import screen_case_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_reach import OLDER_GOING, OLDER_SEEN
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.complaints.cases.counts.presenter import CountsPresenter
from agent_desktop.ui.complaints.cases.deadlines.presenter import FiguresPresenter
from agent_desktop.ui.complaints.cases.lists.page import ListPresenters, ListsPage
from agent_desktop.ui.complaints.cases.lists.presenter import ListPresenter
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.many.presenter import ManyPresenter
from agent_desktop.ui.complaints.cases.reach.card import ReachCard
from agent_desktop.ui.complaints.cases.reach.presenter import ReachState
from agent_desktop.ui.complaints.cases.saved.presenter import SavedPresenter
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.theme.theme import Theme


class ListsBank:
    """A server of a picture: it says what stands here."""

    def __init__(
        self,
        lines: tuple[ComplaintLine, ...] = samples.MINE,
        *,
        problem: ErrorCode | None = None,
        total: int | None = None,
    ) -> None:
        self.lines, self.problem, self.total = lines, problem, total
        self.asked: list[ListComplaints] = []
        self.assigned: list[AssignMany] = []
        self.undone: list[UUID] = []
        self.kept: tuple[SavedFilter, ...] = samples.SAVED

    def form(self) -> ComplaintForm:
        return samples.FORM

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill:  # noqa: ARG002
        return ComplaintPrefill(region=Region.HK, owners=samples.OWNERS)

    def list(self, asked: ListComplaints) -> ComplaintPage:
        self.asked.append(asked)
        if self.problem is not None:
            raise ClientError(self.problem)
        if asked.filter.text:
            fitting = tuple(each for each in self.lines if asked.filter.text in each.glance.number)
            return ComplaintPage(lines=fitting, count=len(fitting), as_of_at=NOW)
        begin = int(asked.after or 0)
        end = begin + asked.limit
        following = str(end) if end < len(self.lines) else ""
        return ComplaintPage(
            lines=self.lines[begin:end], next=following, count=self.total or len(self.lines), as_of_at=NOW
        )

    def counts(self) -> ComplaintCounts:
        return samples.COUNTS

    def figures(self, scope: Scope) -> ComplaintFigures:  # noqa: ARG002
        return samples.FIGURES

    def filters(self) -> SavedFilters:
        return SavedFilters(filters=self.kept)

    def save_filter(self, filter_id: UUID, command: SaveFilter) -> SavedFilters:  # noqa: ARG002
        return SavedFilters(filters=self.kept)

    def drop_filter(self, filter_id: UUID) -> SavedFilters:
        self.kept = tuple(each for each in self.kept if each.filter_id != filter_id)
        return SavedFilters(filters=self.kept)

    def assign_many(self, command: AssignMany) -> ManyDone:
        self.assigned.append(command)
        outcomes = tuple(
            ManyOutcome(
                complaint_id=each.complaint_id,
                number=next(
                    (one.glance.number for one in self.lines if one.glance.complaint_id == each.complaint_id), ""
                ),
                version=each.seen_version + 1,
                problem="" if place != 1 else ErrorCode.STALE_VERSION.value,
            )
            for place, each in enumerate(command.items)
        )
        return ManyDone(deed_id=samples.named("deed"), outcomes=outcomes)

    def undo_many(self, deed_id: UUID, command: UndoMany) -> ManyDone:  # noqa: ARG002
        self.undone.append(deed_id)
        return ManyDone(outcomes=(ManyOutcome(complaint_id=self.lines[0].glance.complaint_id),))


class Exports:
    """Writes nothing, and says how far it is."""

    def __init__(self, *, ends: bool = True) -> None:
        self.ends = ends
        self.wishes: list[StartExport] = []

    def export(
        self,
        wish: StartExport,
        place: Path,
        told: Callable[[ExportLine], None],
        is_stopped: Callable[[], bool],  # noqa: ARG002
    ) -> ExportFile:
        self.wishes.append(wish)
        told(ExportLine(rows=1_200, total=3_417))
        return ExportFile(name=place.name, size=81_000, checksum="", rows=3_417)


def list_presenters(bank: ListsBank, exports: Exports, *, everybody: bool = False) -> ListPresenters:
    """Return who decides, on this bank."""
    tasks = ImmediateTasks()
    lists = ListPresenter(bank, bank, tasks, everybody=everybody)
    counts = CountsPresenter(bank, tasks)
    return ListPresenters(
        lists=lists,
        many=ManyPresenter(bank, bank, tasks, lists.look),
        saved=SavedPresenter(bank, tasks),
        figures=FiguresPresenter(bank, tasks),
        counts=counts,
        exports=ExportPresenter(exports, tasks),
    )


def lists_page(theme: Theme, bank: ListsBank, tab: ListTab = ListTab.MINE, *, open_it: bool = True) -> ListsPage:
    """Return the page of lists on this bank."""
    page = ListsPage(
        theme, still_ticker(), list_presenters(bank, Exports()), ask_place=lambda name: Path(name), show_at_once=True
    )
    page.resize(QSize(976, 620))
    if open_it:
        page.open(tab)
        page.list.focus_list()
    return page


def _mine(theme: Theme) -> QWidget:
    return lists_page(theme, ListsBank())


def _team(theme: Theme) -> QWidget:
    page = lists_page(theme, ListsBank(samples.TEAM, total=27), ListTab.TEAM)
    model = page.list.table.selectionModel()
    for row in (2, 3, 6):
        flags = model.SelectionFlag
        model.select(page.list.table.model().index(row, 0), flags.Select | flags.Rows)
    return page


def _assigned(theme: Theme) -> QWidget:
    page = _team(theme)
    assert isinstance(page, ListsPage)
    page.presenters.many.assign(page.list.marked(), samples.OWNERS[1].owner_id, "On leave")
    return page


def _deadline(theme: Theme) -> QWidget:
    page = lists_page(theme, ListsBank(samples.TEAM, total=27), ListTab.DEADLINE)
    page.resize(1240, 640)
    return page


def _older(theme: Theme, state: ReachState) -> QWidget:
    page = _deadline(theme)
    assert isinstance(page, ListsPage)
    card = ReachCard(theme)
    page.put_above(card)
    card.display(state)
    return page


def _category(theme: Theme) -> QWidget:
    return lists_page(theme, ListsBank(samples.TEAM, total=27), ListTab.CATEGORY)


def _empty(theme: Theme) -> QWidget:
    return lists_page(theme, ListsBank(()))


def _filtered(theme: Theme) -> QWidget:
    page = lists_page(theme, ListsBank())
    lists = page.presenters.lists
    lists.narrow(lists.state.filter.model_copy(update={"text": "Fraud, Thai"}))
    return page


def _away(theme: Theme) -> QWidget:
    return lists_page(theme, ListsBank(problem=ErrorCode.SERVER_AWAY))


def _locked(theme: Theme) -> QWidget:
    return lists_page(theme, ListsBank(problem=ErrorCode.NOT_ALLOWED), ListTab.TEAM)


def _old(theme: Theme) -> QWidget:
    bank = ListsBank()
    page = lists_page(theme, bank)
    bank.problem = ErrorCode.SERVER_AWAY
    page.look()
    return page


def _coming(theme: Theme) -> QWidget:
    return lists_page(theme, ListsBank(), open_it=False)


def _exported(theme: Theme) -> QWidget:
    page = lists_page(theme, ListsBank())
    page.export()
    return page


CASE_LISTS: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "cases-mine": _mine,
        "cases-team-marked": _team,
        "cases-assigned": _assigned,
        "cases-deadline": _deadline,
        "cases-older": partial(_older, state=OLDER_SEEN),
        "cases-older-going": partial(_older, state=OLDER_GOING),
        "cases-category": _category,
        "cases-empty": _empty,
        "cases-filtered": _filtered,
        "cases-away": _away,
        "cases-locked": _locked,
        "cases-old": _old,
        "cases-coming": _coming,
        "cases-exported": _exported,
    }
)
