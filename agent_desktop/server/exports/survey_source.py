"""What customers were asked and answered, as a list that can be exported."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from pydantic import AwareDatetime

from agent_desktop.contract.base import LocalText, Request
from agent_desktop.contract.exports import ExportedList
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.access import DEALS_WITH, SEES_ALL
from agent_desktop.records.surveys.models import SurveyRow
from agent_desktop.records.surveys.service import shown
from agent_desktop.server.exports.sheets import CellKind
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.unit_of_work import UnitOfWork

_AT_ONCE: Final = 500
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER: Final = datetime(9000, 1, 1, tzinfo=UTC)
_STATES: Final[dict[str, LocalText]] = {
    "asked": {"en": "Asked", "zh": "已邀请"},
    "answered": {"en": "Answered", "zh": "已回答"},
    "refused": {"en": "Refused", "zh": "谢绝"},
    "not_answered": {"en": "Not answered", "zh": "未回答"},
    "not_sent": {"en": "Not sent", "zh": "未发出"},
}
_WAYS: Final[dict[str, LocalText]] = {
    "phone": {"en": "By phone", "zh": "电话"},
    "message": {"en": "By SMS", "zh": "短信"},
    "email": {"en": "By e-mail", "zh": "电子邮件"},
    "keypad": {"en": "By keypad", "zh": "电话按键"},
}
_C = ExportedColumn


class AskedBetween(Request):
    """Surveys that were asked from one moment until before another."""

    asked_from: AwareDatetime = _EVER
    asked_before: AwareDatetime = _NEVER


def survey_source() -> ExportSource[AskedBetween]:
    """Return the list of surveys."""
    return ExportSource(
        list=ExportedList.SURVEYS,
        name={"en": "Surveys", "zh": "满意度调查"},
        roles=SEES_ALL,
        columns=(
            _C("form", {"en": "Survey", "zh": "调查"}, width=28),
            _C("state", {"en": "State", "zh": "状态"}, width=14),
            _C("way", {"en": "Way", "zh": "方式"}, width=12),
            _C("asked_at", {"en": "Asked", "zh": "邀请时间"}, CellKind.MOMENT, 18),
            _C("answered_at", {"en": "Answered", "zh": "回答时间"}, CellKind.MOMENT, 18),
            _C("team", {"en": "Team", "zh": "团队"}, width=18),
            _C("perceived", {"en": "How it was", "zh": "实际感受"}, CellKind.NUMBER, 12),
            _C("expected", {"en": "As expected", "zh": "原来预期"}, CellKind.NUMBER, 12),
            _C("gap", {"en": "Difference", "zh": "差值"}, CellKind.NUMBER, 12),
            _C("comment", {"en": "In their words", "zh": "客户意见"}, width=40, clear_for=DEALS_WITH),
        ),
        query=AskedBetween,
        count=_count,
        rows=_rows,
    )


def _between(query: AskedBetween) -> sa.ColumnElement[bool]:
    return sa.and_(SurveyRow.asked_at >= query.asked_from, SurveyRow.asked_at < query.asked_before)


def _count(work: UnitOfWork, _: Person, query: AskedBetween) -> int:
    counted = sa.select(sa.func.count()).select_from(SurveyRow).where(_between(query))
    return work.session.execute(counted).scalar_one()


def _rows(work: UnitOfWork, _: Person, query: AskedBetween) -> Iterator[Row]:
    listed = sa.select(SurveyRow).where(_between(query)).order_by(SurveyRow.asked_at, SurveyRow.survey_id)
    after: sa.ColumnElement[bool] = sa.true()
    while True:
        rows = work.session.scalars(listed.where(after).limit(_AT_ONCE)).all()
        for row, survey in zip(rows, shown(work.session, rows), strict=True):
            yield {
                "form": survey.form_name,
                "state": _STATES[survey.state.value],
                "way": _WAYS[survey.way.value],
                "asked_at": survey.asked_at,
                "answered_at": survey.answered_at,
                "team": row.team,
                "perceived": survey.perceived,
                "expected": survey.expected,
                "gap": survey.gap,
                "comment": survey.comment,
            }
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1]
        work.session.expunge_all()  # what was written is no longer needed in memory
        after = sa.tuple_(SurveyRow.asked_at, SurveyRow.survey_id) > sa.tuple_(
            sa.literal(last.asked_at), sa.literal(last.survey_id)
        )
