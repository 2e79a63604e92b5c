"""What complaints teach, as lists that can be exported: the figures of the charts."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from agent_desktop.contract.base import LocalText, Request
from agent_desktop.contract.exports import ExportedList
from agent_desktop.contract.learning import LearningQuery, LearningReport
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.access import SEES_ALL
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.learning.service import preventions_of, report_of
from agent_desktop.server.exports.sheets import CellKind
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.learning.routes import names_of
from agent_desktop.server.unit_of_work import UnitOfWork

_C = ExportedColumn
_N: Final = CellKind.NUMBER
_COUNT: Final = _C("count", {"en": "Complaints", "zh": "投诉数"}, _N, 12)
_CAUSES: Final = (
    _C("cause", {"en": "Root cause", "zh": "根本原因"}, width=30),
    _C("code", {"en": "Code", "zh": "代码"}, width=24),
    _COUNT,
    _C("percent", {"en": "Percent", "zh": "占比（%）"}, _N, 10),
    _C("cumulative", {"en": "Cumulative percent", "zh": "累计占比（%）"}, _N, 12),
    _C("redress", {"en": "Redress", "zh": "补偿金额"}, CellKind.MONEY, 16),
    _C("currency", {"en": "Currency", "zh": "币种"}, width=8),
)
_TREND: Final = (
    _C("start", {"en": "From", "zh": "起始日"}, CellKind.DAY, 12),
    _C("registered", {"en": "Registered", "zh": "登记"}, _N, 12),
    _C("closed", {"en": "Closed", "zh": "办结"}, _N, 12),
    _C("late", {"en": "Answered late", "zh": "逾期答复"}, _N, 12),
    _C("repeats", {"en": "Repeats", "zh": "重复投诉"}, _N, 12),
    _C("partial", {"en": "Not whole", "zh": "不完整"}, CellKind.TRUTH, 10),
)
_REPEATS: Final = (
    _C("category", {"en": "Category", "zh": "类别"}, width=28),
    _C("code", {"en": "Code", "zh": "代码"}, width=24),
    _C("people", {"en": "People", "zh": "人数"}, _N, 10),
    _COUNT,
)
_TEAMS: Final = (
    _C("team", {"en": "Team", "zh": "团队"}, width=20),
    _C("registered", {"en": "Registered", "zh": "登记"}, _N, 12),
    _C("answered", {"en": "Answered", "zh": "已答复"}, _N, 12),
    _C("on_time", {"en": "On time", "zh": "按时"}, _N, 12),
    _C("late", {"en": "Late", "zh": "逾期"}, _N, 12),
    _C("open_late", {"en": "Open and late", "zh": "在办且逾期"}, _N, 12),
    _C("percent", {"en": "On time, percent", "zh": "按时率（%）"}, _N, 12),
    _C("median", {"en": "Median days", "zh": "天数中位数"}, _N, 12),
)
_PREVENTIONS: Final = (
    _C("cause", {"en": "Root cause", "zh": "根本原因"}, width=28),
    _C("category", {"en": "Category", "zh": "类别"}, width=24),
    _C("action", {"en": "Action", "zh": "措施"}, width=48),
    _C("owner", {"en": "Owner", "zh": "负责人"}, width=18),
    _C("state", {"en": "State", "zh": "状态"}, width=12),
    _C("due_on", {"en": "Due", "zh": "到期日"}, CellKind.DAY, 12),
    _C("done_on", {"en": "In force since", "zh": "生效日"}, CellKind.DAY, 12),
    _C("days", {"en": "Days compared", "zh": "对比天数"}, _N, 10),
    _C("before", {"en": "Before", "zh": "之前"}, _N, 10),
    _C("after", {"en": "After", "zh": "之后"}, _N, 10),
    _C("effect", {"en": "Effect", "zh": "效果"}, width=14),
    _C("chance", {"en": "By chance, percent", "zh": "偶然概率（%）"}, _N, 12),
)
_STATES: Final[dict[str, LocalText]] = {
    "planned": {"en": "Planned", "zh": "计划中"},
    "done": {"en": "In force", "zh": "已生效"},
    "dropped": {"en": "Dropped", "zh": "已放弃"},
}
_EFFECTS: Final[dict[str, LocalText]] = {
    "not_yet": {"en": "Too early", "zh": "为时尚早"},
    "fell": {"en": "Fell", "zh": "下降"},
    "same": {"en": "No change", "zh": "无变化"},
    "rose": {"en": "Rose", "zh": "上升"},
}


class Nothing(Request):
    """A list that nothing narrows."""


def learning_sources(book: ComplaintBook, options: ProfileOptions) -> list[ExportSource[Any]]:
    """Return the lists of the charts, and preventions."""

    def report(work: UnitOfWork, query: LearningQuery) -> LearningReport:
        return report_of(work.session, query, book, options, at=work.now())

    def source(
        listed: ExportedList,
        name: LocalText,
        columns: tuple[ExportedColumn, ...],
        rows: Callable[[LearningReport], Iterator[Row]],
    ) -> ExportSource[LearningQuery]:
        return ExportSource(
            list=listed,
            name=name,
            roles=SEES_ALL,
            columns=columns,
            query=LearningQuery,
            count=lambda work, _, query: sum(1 for _ in rows(report(work, query))),
            rows=lambda work, _, query: rows(report(work, query)),
        )

    def prevention_rows(work: UnitOfWork, _: Person, __: Nothing) -> Iterator[Row]:
        for each in preventions_of(work.session, book, options, names_of(work.session), at=work.now()):
            yield {
                "cause": each.root_cause_name,
                "category": book.category_name(each.category) if each.category else None,
                "action": each.action,
                "owner": each.owner_name,
                "state": _STATES[each.state.value],
                "due_on": each.due_on,
                "done_on": each.done_on,
                "days": each.effect.days,
                "before": each.effect.before,
                "after": each.effect.after,
                "effect": _EFFECTS[each.effect.effect.value],
                "chance": each.effect.chance_percent,
            }

    return [
        source(ExportedList.ROOT_CAUSES, {"en": "Root causes", "zh": "根本原因"}, _CAUSES, _cause_rows),
        source(ExportedList.COMPLAINT_TREND, {"en": "Complaints over time", "zh": "投诉趋势"}, _TREND, _trend_rows),
        source(ExportedList.REPEATS, {"en": "Repeat complaints", "zh": "重复投诉"}, _REPEATS, _repeat_rows),
        source(ExportedList.TIMELINESS, {"en": "Timeliness by team", "zh": "团队时效"}, _TEAMS, _team_rows),
        ExportSource(
            list=ExportedList.PREVENTIONS,
            name={"en": "Preventions", "zh": "预防措施"},
            roles=SEES_ALL,
            columns=_PREVENTIONS,
            query=Nothing,
            count=lambda work, person, query: sum(1 for _ in prevention_rows(work, person, query)),
            rows=prevention_rows,
        ),
    ]


def _cause_rows(report: LearningReport) -> Iterator[Row]:
    for each in report.causes:
        yield {
            "cause": each.name,
            "code": each.code,
            "count": each.count,
            "percent": each.percent,
            "cumulative": each.cumulative_percent,
            "redress": each.redress,
            "currency": report.base_currency,
        }


def _trend_rows(report: LearningReport) -> Iterator[Row]:
    for each in report.trend:
        yield {
            "start": each.start,
            "registered": each.registered,
            "closed": each.closed,
            "late": each.answered_late,
            "repeats": each.repeats,
            "partial": each.partial,
        }


def _repeat_rows(report: LearningReport) -> Iterator[Row]:
    for each in report.repeats:
        yield {"category": each.name, "code": each.category, "people": each.people, "count": each.complaints}


def _team_rows(report: LearningReport) -> Iterator[Row]:
    for each in report.teams:
        yield {
            "team": each.team,
            "registered": each.registered,
            "answered": each.answered,
            "on_time": each.on_time,
            "late": each.late,
            "open_late": each.open_late,
            "percent": each.on_time_percent,
            "median": each.median_days,
        }
