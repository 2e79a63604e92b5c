"""The window of reports, a supervisor's and an agent's own, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from PySide6.QtCore import Qt

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportFile, ExportLine, StartExport
from agent_desktop.contract.figures import AboutCell, ExplainedFigure, Figure, ItemPage, LevelDefinitions, ListItems
from agent_desktop.contract.reports import (
    Cadence,
    KeepReport,
    KeptReport,
    KeptReportTable,
    ReportQuery,
    ReportSubject,
    ReportSubjectWords,
    ReportTable,
    SavedReport,
    SaveReport,
    SaveSchedule,
    Schedule,
    Schedules,
    Span,
    Step,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_reports_samples import (
    ROOT,
    TODAY,
    explained_of,
    figures_of,
    items_of,
    levels_of,
    table_of,
)
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.server.figures.catalogue import SUBJECTS
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.reports.cell_presenter import CellPresenter
from agent_desktop.ui.reports.keeping_presenter import KeepingPresenter
from agent_desktop.ui.reports.presenter import ReportsPresenter, Rows, Wish
from agent_desktop.ui.reports.side import Lists
from agent_desktop.ui.reports.window import AskPlace, ReportsWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import OfficeWindow

HELEN: Final = uuid5(ROOT, "Helen Mak")
IRENE: Final = uuid5(ROOT, "Irene Tam")
_OWN: Final = (ReportSubject.AGENTS, ReportSubject.DISPOSITIONS, ReportSubject.SCRIPTS)
_WEEK: Final = ReportQuery(subject=ReportSubject.QUEUES, span=Span.LAST_WEEK, step=Step.DAY)


def saved_of(number: int, name: str, query: ReportQuery, *, mine: bool = True, shared: bool = False) -> SavedReport:
    """Return a saved report."""
    return SavedReport(
        saved_id=uuid5(ROOT, f"saved {number}"),
        version=1,
        name=name,
        query=query,
        shared=shared,
        owner_id=HELEN if mine else IRENE,
        owner_name="Helen Mak" if mine else "Irene Tam",
        mine=mine,
        changed_at=NOW - timedelta(days=number),
    )


def schedule_of(schedule_id: UUID, version: int, command: SaveSchedule, problem: str = "") -> Schedule:
    """Return a schedule as the server has it."""
    return Schedule(
        schedule_id=schedule_id,
        version=version,
        **command.model_dump(exclude={"seen_version"}),
        owner_id=HELEN,
        owner_name="Helen Mak",
        next_at=NOW + timedelta(hours=20) if command.is_on else None,
        last_made_at=NOW - timedelta(hours=4) if version == 1 else None,
        problem=problem,
    )


class KeptBank:
    """What stays of reports."""

    def __init__(self) -> None:
        self.away = False
        self.refuses: ClientError | None = None
        self.kept_reports: dict[UUID, KeptReportTable] = {}
        self.saved: dict[UUID, SavedReport] = {}
        self.plans: dict[UUID, Schedule] = {}

    def keep(self, command: KeepReport) -> KeptReport:
        self._reach()
        table = table_of(command.query)
        kept = KeptReport(
            kept_id=command.command_id,
            name=command.name,
            subject=table.subject,
            first=table.first,
            last=table.last,
            made_at=NOW,
            made_by_name="Helen Mak",
        )
        self.kept_reports[kept.kept_id] = KeptReportTable(kept=kept, table=table)
        return kept

    def list_kept(self) -> tuple[KeptReport, ...]:
        self._reach()
        return tuple(each.kept for each in self.kept_reports.values())

    def kept(self, kept_id: UUID) -> KeptReportTable:
        self._reach()
        return self.kept_reports[kept_id]

    def list_saved(self) -> tuple[SavedReport, ...]:
        self._reach()
        return tuple(self.saved.values())

    def save(self, saved_id: UUID, command: SaveReport) -> SavedReport:
        self._reach()
        version = self.saved[saved_id].version if saved_id in self.saved else 0
        if command.seen_version != version:
            raise ClientError(ErrorCode.STALE_VERSION)
        made = saved_of(0, command.name, command.query, shared=command.shared)
        self.saved[saved_id] = made.model_copy(update={"saved_id": saved_id, "version": version + 1})
        return self.saved[saved_id]

    def remove_saved(self, saved_id: UUID, seen_version: int) -> tuple[SavedReport, ...]:  # noqa: ARG002
        self._reach()
        del self.saved[saved_id]
        return self.list_saved()

    def list_schedules(self) -> Schedules:
        self._reach()
        return Schedules(schedules=tuple(self.plans.values()), folders=("reports", "management"), can_email=True)

    def schedule(self, schedule_id: UUID, command: SaveSchedule) -> Schedule:
        self._reach()
        self.plans[schedule_id] = schedule_of(schedule_id, command.seen_version + 1, command)
        return self.plans[schedule_id]

    def remove_schedule(self, schedule_id: UUID, seen_version: int) -> Schedules:  # noqa: ARG002
        self._reach()
        del self.plans[schedule_id]
        return self.list_schedules()

    def _reach(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        if self.refuses is not None:
            raise self.refuses


class Bank(KeptBank):
    """The server of the pictures and of tests: it keeps what it is told."""

    def __init__(self, *, away: bool = False, nothing: bool = False, own: bool = False) -> None:
        super().__init__()
        self.nothing, self.own = nothing, own
        self.asked: list[ReportQuery] = []
        self.exported: list[StartExport] = []
        self.drifted = False
        """Whether what is counted now is no longer what it was."""
        if not nothing:
            self._fill()
        self.away = away

    def subjects(self) -> tuple[ReportSubjectWords, ...]:
        self._reach()
        wanted = _OWN if self.own else tuple(ReportSubject)
        return tuple(
            ReportSubjectWords(
                subject=each,
                name=SUBJECTS[each].name,
                key_name=SUBJECTS[each].key_name,
                figures=tuple(rule.figure.id for rule in SUBJECTS[each].figures),
                own_only=self.own,
            )
            for each in wanted
        )

    def figures(self) -> tuple[Figure, ...]:
        self._reach()
        return figures_of(_OWN if self.own else tuple(ReportSubject))

    def table(self, query: ReportQuery) -> ReportTable:
        self._reach()
        self.asked.append(query)
        return table_of(query, own_only=self.own, nothing=self.nothing)

    def levels(self) -> LevelDefinitions:
        self._reach()
        return levels_of()

    def explained(self, about: AboutCell) -> ExplainedFigure:
        self._reach()
        explained = explained_of(about)
        if self.drifted and explained.value is not None:
            return explained.model_copy(update={"value": explained.value - 1})
        return explained

    def items(self, about: ListItems) -> ItemPage:
        self._reach()
        begin = int(about.after or "0")
        return ItemPage(items=items_of(50, begin), total=120, next=str(begin + 50) if begin < 50 else "")

    def export(
        self, wish: StartExport, place: Path, told: Callable[[ExportLine], None], is_stopped: Callable[[], bool]
    ) -> ExportFile:
        self._reach()
        self.exported.append(wish)
        told(ExportLine(rows=21, total=42))
        assert not is_stopped()
        return ExportFile(name=place.name, size=1, checksum="", rows=42)

    def _fill(self) -> None:
        cost = ReportQuery(subject=ReportSubject.COST_TO_SERVE, span=Span.LAST_MONTH)
        today = ReportQuery(subject=ReportSubject.QUEUES, span=Span.TODAY, step=Step.MINUTES_30)
        for saved in (
            saved_of(1, "Queues of last week, by day", _WEEK, shared=True),
            saved_of(2, "Cost by tier", cost),
            saved_of(3, "Today by half-hours", today, mine=False, shared=True),
        ):
            self.saved[saved.saved_id] = saved
        kept_id = uuid5(ROOT, "kept")
        self.keep(KeepReport(command_id=kept_id, query=_WEEK, name="Queues, week of 8 Jun"))
        weekly = SaveSchedule(
            seen_version=0,
            name="Queues every Monday",
            saved_id=uuid5(ROOT, "saved 1"),
            cadence=Cadence.WEEKLY,
            at="07:00",
            folder="reports",
            emails=("ops@bank.example",),
        )
        cost_plan = weekly.model_copy(
            update={"name": "Cost by tier, monthly", "cadence": Cadence.MONTHLY, "emails": (), "folder": "management"}
        )
        for number, (command, problem) in enumerate(((weekly, ""), (cost_plan, "folder_not_writable"))):
            schedule_id = uuid5(ROOT, f"schedule {number}")
            self.plans[schedule_id] = schedule_of(schedule_id, 1, command, problem)


def reports_window(theme: Theme, bank: Bank, ask_place: AskPlace | None = None) -> ReportsWindow:
    """Return the window on this bank: an agent's small one where the bank tells only what is their own."""
    tasks = ImmediateTasks()
    return ReportsWindow(
        theme,
        ReportsPresenter(bank, bank, tasks, lambda: TODAY),
        None if bank.own else KeepingPresenter(bank, bank, tasks),
        CellPresenter(bank, tasks),
        ExportPresenter(bank, tasks),
        now=lambda: NOW,
        zone=HONG_KONG,
        show_at_once=True,
        ask_place=ask_place,
    )


def _opened(theme: Theme, bank: Bank | None = None) -> ReportsWindow:
    window = reports_window(theme, bank or Bank())
    window.reports.open()
    if window.keeping is not None:
        window.keeping.read()
    return window


def _today(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.side.table.selectRow(0)
    window.reports.draw_figure("queue.service_level")
    return window


def _by_day(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.reports.wish(Wish(span=Span.LAST_MONTH, step=Step.DAY))
    window.reports.show_rows(Rows.BY_TIME)
    window.side.list_what(Lists.SCHEDULES)
    window.side.table.selectRow(1)
    return window


def _agents(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.reports.wish(Wish(subject=ReportSubject.AGENTS, span=Span.THIS_WEEK))
    window.view.sortByColumn(window.view.report.column_of("agent.handled"), Qt.SortOrder.DescendingOrder)
    return window


def _explained(theme: Theme) -> ReportsWindow:
    window = _today(theme)
    model = window.view.report
    window.view.setCurrentIndex(model.index(0, model.column_of("queue.service_level")))
    window.view.cell_chosen.emit(model.rows[0], "queue.service_level")
    window.cell.read_items()
    return window


def _kept(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.side.list_what(Lists.KEPT)
    window.side.table.selectRow(0)
    window.reports.open_kept(uuid5(ROOT, "kept"))
    return window


def _saving(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.save.click()
    return window


def _planning(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.side.list_what(Lists.SCHEDULES)
    window.side.add.click()
    return window


def _exported(theme: Theme) -> ReportsWindow:
    window = reports_window(theme, Bank(), lambda name, kinds: Path(f"{name}.{kinds[0].value}"))
    window.reports.open()
    assert window.keeping is not None
    window.keeping.read()
    window.export()
    return window


def _wrong_days(theme: Theme) -> ReportsWindow:
    window = _opened(theme)
    window.reports.wish(Wish(span=Span.GIVEN, first=TODAY, last=TODAY - timedelta(days=1)))
    return window


def _nothing(theme: Theme) -> ReportsWindow:
    return _opened(theme, Bank(nothing=True))


def _away(theme: Theme) -> ReportsWindow:
    return _opened(theme, Bank(away=True))


def _own(theme: Theme) -> ReportsWindow:
    window = _opened(theme, Bank(own=True))
    window.reports.wish(Wish(subject=ReportSubject.AGENTS, span=Span.LAST_WEEK, step=Step.DAY))
    return window


REPORTS: Final[Mapping[str, Callable[[Theme], OfficeWindow]]] = MappingProxyType(
    {
        "reports-today": _today,
        "reports-by-day": _by_day,
        "reports-agents": _agents,
        "reports-explained": _explained,
        "reports-kept": _kept,
        "reports-saving": _saving,
        "reports-planning": _planning,
        "reports-exported": _exported,
        "reports-wrong-days": _wrong_days,
        "reports-nothing": _nothing,
        "reports-away": _away,
        "reports-own": _own,
    }
)
