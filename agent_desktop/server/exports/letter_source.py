"""Letters that were sent, as a list that can be exported."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from pydantic import AwareDatetime

from agent_desktop.contract.base import LocalText, Request
from agent_desktop.contract.exports import ExportedList
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.access import DEALS_WITH, SEES_ALL
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.database import table_of
from agent_desktop.records.letters.models import LetterMailRow, LetterRow
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.exports.sheets import CellKind
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.unit_of_work import UnitOfWork

_LETTERS: Final = table_of(LetterRow)
_COMPLAINTS: Final = table_of(ComplaintRow)
_MAILS: Final = table_of(LetterMailRow)
_USERS: Final = table_of(UserRow)
_AT_ONCE: Final = 500
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER: Final = datetime(9000, 1, 1, tzinfo=UTC)
_WAYS: Final[dict[str, LocalText]] = {
    "post": {"en": "Post", "zh": "邮寄"},
    "counter": {"en": "At a branch", "zh": "网点面交"},
    "secure_inbox": {"en": "Inbox of the app", "zh": "手机银行信箱"},
    "email": {"en": "E-mail", "zh": "电子邮件"},
}
_MAILS_SAID: Final[dict[MailStage, LocalText]] = {
    MailStage.WAITING: {"en": "Waiting", "zh": "等待发送"},
    MailStage.SENDING: {"en": "Being sent", "zh": "正在发送"},
    MailStage.SENT: {"en": "Sent", "zh": "已发出"},
    MailStage.UNCERTAIN: {"en": "Perhaps sent", "zh": "可能已发出"},
    MailStage.NOT_SENT: {"en": "Not sent", "zh": "未发出"},
}
_C = ExportedColumn


class SentBetween(Request):
    """Letters that were sent from one moment until before another."""

    sent_from: AwareDatetime = _EVER
    sent_before: AwareDatetime = _NEVER


def letter_source() -> ExportSource[SentBetween]:
    """Return the list of letters."""
    return ExportSource(
        list=ExportedList.LETTERS,
        name={"en": "Letters", "zh": "信函"},
        roles=SEES_ALL,
        columns=(
            _C("number", {"en": "Complaint", "zh": "投诉编号"}),
            _C("letter", {"en": "Letter", "zh": "信函"}, width=28),
            _C("language", {"en": "Language", "zh": "语言"}, width=10),
            _C("way", {"en": "Sent by", "zh": "发送方式"}, width=18),
            _C("mail", {"en": "E-mail", "zh": "邮件状态"}, width=14),
            _C("to", {"en": "To", "zh": "收件人"}, width=28, clear_for=DEALS_WITH),
            _C("sent_at", {"en": "Sent", "zh": "发送时间"}, CellKind.MOMENT, 18),
            _C("sent_by", {"en": "By", "zh": "发送人"}, width=18),
            _C("pages", {"en": "Pages", "zh": "页数"}, CellKind.NUMBER, 8),
            _C("digest", {"en": "Digest", "zh": "摘要"}, width=24),
        ),
        query=SentBetween,
        count=_count,
        rows=_rows,
    )


def _between(query: SentBetween) -> sa.ColumnElement[bool]:
    return sa.and_(_LETTERS.c.sent_at >= query.sent_from, _LETTERS.c.sent_at < query.sent_before)


def _count(work: UnitOfWork, _: Person, query: SentBetween) -> int:
    counted = sa.select(sa.func.count()).select_from(_LETTERS).where(_between(query))
    return work.session.execute(counted).scalar_one()


def _rows(work: UnitOfWork, _: Person, query: SentBetween) -> Iterator[Row]:
    listed = (
        sa.select(_LETTERS, _COMPLAINTS.c.number, _USERS.c.display_name, _MAILS.c.state)
        .join(_COMPLAINTS, _COMPLAINTS.c.complaint_id == _LETTERS.c.complaint_id)
        .outerjoin(_MAILS, _MAILS.c.letter_id == _LETTERS.c.letter_id)
        .outerjoin(_USERS, _USERS.c.user_id == _LETTERS.c.sent_by)
        .where(_between(query))
        .order_by(_LETTERS.c.sent_at, _LETTERS.c.letter_id)
        .limit(_AT_ONCE)
    )
    last = None
    while True:
        after = listed
        if last is not None:
            after = listed.where(sa.tuple_(_LETTERS.c.sent_at, _LETTERS.c.letter_id) > last)
        rows = work.session.execute(after).mappings().all()
        for row in rows:
            yield {
                "number": row["number"],
                "letter": row["name"],
                "language": row["language"],
                "way": _WAYS[row["way"].value],
                "mail": _MAILS_SAID.get(row["state"], ""),
                "to": row["to_name"],
                "sent_at": row["sent_at"],
                "sent_by": row["display_name"] or "",
                "pages": row["pages"],
                "digest": row["digest"],
            }
        if len(rows) < _AT_ONCE:
            return
        last = sa.tuple_(sa.literal(rows[-1]["sent_at"]), sa.literal(rows[-1]["letter_id"]))
