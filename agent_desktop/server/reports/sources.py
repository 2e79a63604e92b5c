"""Reports as lists that can be exported: counted anew, as they were kept, and the month's report for the management."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from agent_desktop.contract.base import Language, LocalText, Request
from agent_desktop.contract.exports import ExportedList, ExportFormat
from agent_desktop.contract.figures import FigureUnit
from agent_desktop.contract.reports import ReportQuery, ReportTable
from agent_desktop.contract.sessions import Person
from agent_desktop.server.exports.sheets import CellKind
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.figures.variants import VARIANTS
from agent_desktop.server.reports.book import ALL
from agent_desktop.server.reports.keeping import ReportDesk
from agent_desktop.server.reports.reach import REPORTERS
from agent_desktop.server.reports.service_report import ServiceReports
from agent_desktop.server.reports.tables import count_table, head_of, prepare
from agent_desktop.server.unit_of_work import UnitOfWork

_KINDS: Final = {FigureUnit.MONEY: CellKind.MONEY}
_VARIANTS: Final[dict[str, LocalText]] = {each.variant.value: each.name for each in VARIANTS}
_UNITS: Final[dict[FigureUnit, LocalText]] = {
    FigureUnit.PERCENT: {"en": "%", "zh": "%"},
    FigureUnit.SECONDS: {"en": "s", "zh": "秒"},
    FigureUnit.MINUTES: {"en": "min", "zh": "分钟"},
    FigureUnit.DAYS: {"en": "days", "zh": "天"},
}
_FROM: Final = ExportedColumn("start", {"en": "From", "zh": "起始时间"}, CellKind.MOMENT, 16)
_DEFINITION: Final = ExportedColumn("definition", {"en": "Service level counted by", "zh": "服务水平口径"}, width=30)


class KeptWanted(Request):
    kept_id: UUID


class MonthWanted(Request):
    """`month` is its first day."""

    month: date


def report_sources(desk: ReportDesk, service_reports: ServiceReports) -> list[ExportSource[Any]]:
    """Return the lists."""

    def counted(work: UnitOfWork, person: Person, query: ReportQuery) -> ReportTable:
        return count_table(work.session, desk.book, person, query, work.now())

    def head(work: UnitOfWork, person: Person, query: ReportQuery) -> ReportTable:
        return head_of(work.session, desk.book, prepare(work.session, desk.book, person, query, work.now()))

    def kept(work: UnitOfWork, person: Person, query: KeptWanted) -> ReportTable:
        return desk.kept(work.session, person, query.kept_id).table

    def paper(work: UnitOfWork, person: Person, query: MonthWanted, language: Language) -> bytes:
        data = service_reports.gather(work.session, person, query.month, work.now())
        return service_reports.pdf(data, language)

    return [
        ExportSource(
            list=ExportedList.REPORT,
            name={"en": "Report", "zh": "报表"},
            roles=REPORTERS.roles,
            columns=(),
            query=ReportQuery,
            whole=lambda work, person, query: list(rows_of(counted(work, person, query))),
            columns_of=lambda work, person, query: columns_of(head(work, person, query)),
        ),
        ExportSource(
            list=ExportedList.KEPT_REPORT,
            name={"en": "Kept report", "zh": "留存报表"},
            roles=REPORTERS.roles,
            columns=(),
            query=KeptWanted,
            whole=lambda work, person, query: list(rows_of(kept(work, person, query))),
            columns_of=lambda work, person, query: columns_of(kept(work, person, query)),
        ),
        ExportSource(
            list=ExportedList.SERVICE_REPORT,
            name={"en": "Service report", "zh": "服务报告"},
            roles=REPORTERS.roles,
            columns=(),
            query=MonthWanted,
            count=lambda work, person, query: 1,  # noqa: ARG005  one paper
            rows=lambda work, person, query: iter(()),  # noqa: ARG005
            paper=paper,
            formats=frozenset({ExportFormat.PDF}),
        ),
    ]


def columns_of(table: ReportTable) -> tuple[ExportedColumn, ...]:
    """Return the columns of a report as a list: the key, the time where it has steps, the figures with their units."""
    figures = [
        ExportedColumn(
            each.figure,
            _with_unit(each.name, FigureUnit(each.unit)),
            _KINDS.get(FigureUnit(each.unit), CellKind.NUMBER),
            12,
        )
        for each in table.columns
    ]
    key = ExportedColumn("key", table.key_name, width=24)
    times = (_FROM,) if table.by_time else ()
    return (key, *times, *figures, *((_DEFINITION,) if table.definitions else ()))


def all_rows(table: ReportTable) -> list[Any]:
    """Return the rows of a report as a list, everything together last."""
    return [*table.rows, table.total]


def rows_of(table: ReportTable) -> Iterator[Row]:
    """Yield them."""
    words = {each.version: _definition(each.variant, each.answer_seconds) for each in table.definitions}
    for row in all_rows(table):
        found: dict[str, Any] = {"key": row.name if row.key is not None else ALL, "start": row.start_at}
        for column, value in zip(table.columns, row.values, strict=True):
            found[column.figure] = None if value is None else _number(value)
        levels = [words[version] for version in row.levels if version in words]
        found["definition"] = {
            language: "; ".join(dict.fromkeys(each[language] for each in levels)) for language in ("en", "zh")
        }
        yield found


def _number(value: float) -> int | Decimal:
    """Return a figure with two decimals, a whole one without."""
    rounded = round(value, 2)
    return int(rounded) if rounded.is_integer() else Decimal(str(rounded))


def _definition(variant: str, seconds: int) -> LocalText:
    name = _VARIANTS[variant]
    return {"en": f"{name['en']}, {seconds} s", "zh": f"{name['zh']}，{seconds} 秒"}


def _with_unit(name: LocalText, unit: FigureUnit) -> LocalText:
    sign = _UNITS.get(unit)
    if sign is None or (unit is FigureUnit.PERCENT and "percent" in name["en"]):
        return name
    return {"en": f"{name['en']} ({sign['en']})", "zh": f"{name['zh']}（{sign['zh']}）"}
