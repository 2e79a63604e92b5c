"""The month's service report for the management: gathered once, kept as data, and set as PDF in either language."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.reports import ReportQuery, ReportSubject, ReportTable, Step
from agent_desktop.contract.sessions import Person
from agent_desktop.server.exports.typesetting import Typesetter
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.keeping import month_before
from agent_desktop.server.reports.paper_words import definitions_of, shown, text, tile, two_months
from agent_desktop.server.reports.tables import count_table

_S = ReportSubject
_TILES: Final = (
    (_S.QUEUES, "queue.offered"),
    (_S.QUEUES, "queue.service_level"),
    (_S.QUEUES, "queue.abandonment"),
    (_S.QUEUES, "queue.speed_of_answer"),
    (_S.QUEUES, "queue.handle_time"),
    (_S.RESOLUTION, "resolution.share"),
    (_S.SATISFACTION, "survey.top_boxes"),
    (_S.CALLBACKS, "callback.kept"),
    (_S.COMPLAINTS, "complaint.on_time"),
    (_S.COST_TO_SERVE, "cost.per_call"),
)
_TABLES: Final = (
    (_S.QUEUES, ("queue.offered", "queue.answered", "queue.abandonment", "queue.service_level",
                 "queue.speed_of_answer", "queue.handle_time", "queue.callbacks")),
    (_S.TEAMS, ("team.agents", "team.handled", "team.handle_time", "team.not_answered", "team.occupancy")),
    (_S.COMPLAINTS, ("complaint.registered", "complaint.closed", "complaint.on_time", "complaint.late",
                     "complaint.repeats", "complaint.median_days")),
    (_S.CALLBACKS, ("callback.due", "callback.kept", "callback.reached", "callback.attempts")),
    (_S.RESOLUTION, ("resolution.counted", "resolution.share", "resolution.repeated", "resolution.owing")),
    (_S.COST_TO_SERVE, ("cost.people", "cost.calls", "cost.minutes", "cost.total", "cost.per_call",
                        "cost.per_customer")),
    (_S.DISPOSITIONS, ("disposition.count", "disposition.people", "disposition.handle_time")),
)  # fmt: skip
_MOST_ROWS: Final = 12


class ServiceReportData(BaseModel):
    """Everything that a month's report says, as it was counted. `before` are the same tables of the month before."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date
    made_at: datetime
    tables: Mapping[ReportSubject, ReportTable]
    before: Mapping[ReportSubject, ReportTable]
    days: ReportTable


class ServiceReports:
    """Gathers and sets them."""

    def __init__(self, book: ReportBook, setter: Typesetter) -> None:
        self._book = book
        self._setter = setter

    def gather(self, session: Session, person: Person, month: date, at: datetime) -> ServiceReportData:
        """Count a month, given by any of its days.

        Raises:
            ReportRefusedError: Reports are not for this person.
        """
        first = month.replace(day=1)
        _, last = month_before(date.fromordinal(first.toordinal() + 32))
        before = month_before(first)

        def table(subject: ReportSubject, days: tuple[date, date], step: Step = Step.WHOLE) -> ReportTable:
            query = ReportQuery(subject=subject, first=days[0], last=days[1], step=step)
            return count_table(session, self._book, person, query, at)

        subjects = tuple(dict.fromkeys(subject for subject, _ in (*_TILES, *_TABLES)))
        return ServiceReportData(
            first=first,
            last=last,
            made_at=at,
            tables={each: table(each, (first, last)) for each in subjects},
            before={each: table(each, before) for each in dict.fromkeys(subject for subject, _ in _TILES)},
            days=table(_S.QUEUES, (first, last), Step.DAY),
        )

    def pdf(self, data: ServiceReportData, language: Language) -> bytes:
        """Set it.

        Raises:
            LettersNotSetUpError: There is no Typst, or no font for it.
        """
        return self._setter.pdf("service_report.typ", self.paper(data, language), self._book.today(data.made_at))

    def paper(self, data: ServiceReportData, language: Language) -> dict[str, Any]:
        """Return what the template is given: nothing but texts, and numbers for the chart."""
        bank = self._book.options.bank_name
        currency = self._book.options.base_currency
        return {
            "language": language,
            "bank": text(bank, language) if bank else "",
            "title": {"en": "Service report", "zh": "服务报告"}[language],
            "month": two_months(data.first)[language],
            "about": [
                {"name": name, "value": value} for name, value in _about(data, str(self._book.zone), language).items()
            ],
            "tiles": [
                tile(data.tables[subject], data.before[subject], figure, currency, language)
                for subject, figure in _TILES
            ],
            "chart": _chart(data.days, language),
            "tables": [
                self._table(data.tables[subject], figures, currency, language)
                for subject, figures in _TABLES
                if data.tables[subject].rows
            ],
            "definitions": definitions_of(data.tables, _TILES, _TABLES, language),
            "page": {"en": "Page {page} of {pages}", "zh": "第 {page} 页，共 {pages} 页"}[language],
            "words": _WORDS[language],
        }

    def _table(self, table: ReportTable, figures: Sequence[str], currency: str, language: Language) -> dict[str, Any]:
        places = [next(n for n, each in enumerate(table.columns) if each.figure == figure) for figure in figures]
        rows = list(table.rows)
        if len(rows) > _MOST_ROWS:
            rows = sorted(rows, key=lambda row: -(row.values[places[0]] or 0))[:_MOST_ROWS]

        def cells(values: Sequence[float | None]) -> list[str]:
            return [shown(values[place], table.columns[place].unit, currency, language) for place in places]

        return {
            "title": text(table.title, language),
            "columns": [text(table.key_name, language), *(text(table.columns[n].name, language) for n in places)],
            "rows": [[text(row.name, language), *cells(row.values)] for row in rows],
            "total": [_WORDS[language]["all"], *cells(table.total.values)],
            "cut": _WORDS[language]["cut"] if len(table.rows) > len(rows) else "",
        }


_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "all": "All together", "cut": f"The {_MOST_ROWS} largest only.", "figures": "The month in figures",
        "days": "Day by day", "offered": "Offered", "level": "Service level", "target": "Target",
        "definitions": "How it was counted", "none": "-",
    },
    "zh": {
        "all": "合计", "cut": f"仅列出最大的 {_MOST_ROWS} 项。", "figures": "本月主要指标", "days": "每日情况",
        "offered": "应接", "level": "服务水平", "target": "目标", "definitions": "统计口径", "none": "-",
    },
}  # fmt: skip


def _about(data: ServiceReportData, zone: str, language: Language) -> dict[str, str]:
    made = data.days.as_of
    names: Mapping[Language, tuple[str, str, str]] = {
        "en": ("Days", "Counted at", "Times are those of"),
        "zh": ("统计期间", "统计时间", "时区"),
    }
    values = (
        f"{data.first.isoformat()} – {data.last.isoformat()}",
        made.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M"),
        zone,
    )
    return dict(zip(names[language], values, strict=True))


def _chart(days: ReportTable, language: Language) -> dict[str, Any]:
    """Return a bar and a point for each day."""
    places = {each.figure: n for n, each in enumerate(days.columns)}
    targets = {each.target_percent for each in days.definitions}
    labels: LocalText = {"en": "Day of the month", "zh": "日"}
    return {
        "axis": labels[language],
        "offered": [row.values[places["queue.offered"]] or 0 for row in days.by_time],
        "level": [row.values[places["queue.service_level"]] for row in days.by_time],
        "days": list(range(1, len(days.by_time) + 1)),
        "target": targets.pop() if len(targets) == 1 else None,
    }
