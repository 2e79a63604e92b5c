"""Puts together what somebody has before them while they have no call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.directory import EntrySkill
from agent_desktop.contract.home import ConsultDay, ConsultWaiting, HandedCase, Home, MyDay
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.formatting import both
from agent_desktop.records.interactions.contacts import KnownCall, known_calls
from agent_desktop.records.owed_calls.service import Showing, list_owed
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.home.repository import AnyRow, HomeRepository
from agent_desktop.server.host import WishRules
from agent_desktop.server.transfers.directory import AskLimits
from agent_desktop.server.transfers.passing import TAKEN
from telephony.queues.repository import MemberRepository
from telephony.times import utc

GIVEN_SHOWN: Final = 10
FOLLOW_UPS_SHOWN: Final = 50
GIVEN_DAYS: Final = 14
"""So far back is told what came of the calls that somebody passed on."""
_TAKEN: Final = tuple(each.value for each in TAKEN)
_NOT_KNOWN: Final = KnownCall()


@dataclass(frozen=True, slots=True)
class HomeWords:
    """The words of codes: skills, hand-over reasons, dispositions; and the limits and promises that count now."""

    skills: Mapping[str, LocalText]
    reasons: Mapping[str, LocalText]
    dispositions: Mapping[str, LocalText]
    limits: AskLimits
    wishes: WishRules


def home_of(
    session: Session, user_id: UUID, words: HomeWords, figures: MyDay, *, at: datetime, midnight: datetime
) -> Home:
    """Return it, with their `figures`. That they saw whose calls these were is audited."""
    repository = HomeRepository(session)
    ringing, asked = repository.list_ringing(user_id), repository.list_asked(user_id)
    day = repository.count_day(user_id, midnight, _TAKEN)
    given = repository.list_given(user_id, at - timedelta(days=GIVEN_DAYS), _TAKEN, GIVEN_SHOWN)
    promises, owing_since = words.wishes.promises, words.wishes.promised_since(at)
    follow_ups = repository.list_follow_ups(user_id, owing_since, promises, FOLLOW_UPS_SHOWN)
    given_ids = [row.call_id for row in given]
    known, settled = known_calls(session, given_ids, user_id), repository.settled_by(given_ids, user_id, promises)
    people = {
        *(row.by_agent_id for row in (*ringing, *asked)),
        *(row.to_agent_id for row in given),
        *(row.from_agent_id for row in follow_ups),
    } - {None}
    names = UserRepository(session).list_display_names(people)
    owed = list_owed(session, user_id, done_since=midnight, showing=showing_of(session, words.reasons, at))
    shown = Home(
        consults=(
            *(_waiting(row, names, words, rings=True) for row in ringing),
            *(_waiting(row, names, words, place=place) for place, row in enumerate(asked, start=1)),
        ),
        load=int(repository.has_call(user_id)) + len(asked),
        consult_limit=words.limits.consults,
        ask_next_limit=words.limits.ask_next,
        skills=_skills(session, user_id, words),
        languages=tuple(session.scalar(sa.select(UserRow.languages).where(UserRow.user_id == user_id)) or ()),
        day=ConsultDay(asked=day.asked, came=day.came, taken_over=day.taken_over),
        figures=figures,
        owed=owed,
        follow_ups=tuple(_follow_up(row, names, words) for row in follow_ups),
        given=tuple(
            _given(row, known.get(row.call_id, _NOT_KNOWN), settled.get(row.call_id, ""), names, words) for row in given
        ),
    )
    _audit(session, user_id, (*shown.follow_ups, *shown.given), at)
    return shown


def showing_of(session: Session, reasons: Mapping[str, LocalText], at: datetime) -> Showing:
    """Return what calls that are owed are shown with."""
    return Showing(at, lambda user_ids: UserRepository(session).list_display_names(user_ids), reasons)


def _waiting(
    row: AnyRow, names: Mapping[UUID, str], words: HomeWords, *, rings: bool = False, place: int = 0
) -> ConsultWaiting:
    chosen: LocalText = dict(row.menu_path[-1]) if row.menu_path else {}
    return ConsultWaiting(
        call_id=row.call_id,
        by_name=names.get(row.by_agent_id, ""),
        rings=rings,
        place=place,
        about=words.reasons.get(row.reason_code or "", chosen),
        asked=row.asked or "",
        queue_name=dict(row.queue_name),
        since_at=utc(row.since_at),
    )


def _follow_up(row: AnyRow, names: Mapping[UUID, str], words: HomeWords) -> HandedCase:
    return HandedCase(
        call_id=row.call_id,
        customer_id=row.customer_id,
        customer_name=shown_name(row.title, row.name_latin, row.name_chinese) if row.customer_id else "",
        other_name=names.get(row.from_agent_id, ""),
        at=utc(row.finished_at),
        outcome=words.dispositions.get(row.disposition_code, {}),
        promised=row.promised or "",
    )


def _given(row: AnyRow, known: KnownCall, settled: str, names: Mapping[UUID, str], words: HomeWords) -> HandedCase:
    to = names.get(row.to_agent_id, "") if row.to_agent_id is not None else dict(row.name or both("", "")).get("en", "")
    return HandedCase(
        call_id=row.call_id,
        customer_id=known.customer_id,
        customer_name=known.customer_name,
        other_name=to,
        at=utc(row.ended_at),
        outcome=words.dispositions.get(known.disposition_code, {}),
        later_outcome=words.dispositions.get(settled or known.later_disposition_code, {}),
    )


def _skills(session: Session, user_id: UUID, words: HomeWords) -> tuple[EntrySkill, ...]:
    levels = MemberRepository(session).skills_of(user_id)
    ordered = sorted(levels.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        EntrySkill(code=code, name=dict(words.skills.get(code, both(code, code))), level=level)
        for code, level in ordered
    )


def _audit(session: Session, user_id: UUID, cases: Sequence[HandedCase], at: datetime) -> None:
    seen: list[JsonValue] = [*sorted({str(each.customer_id) for each in cases if each.customer_id is not None})]
    if seen:
        record_look(
            session, at=at, by=user_id, what="home.shown", record_kind="customer", record_id=None,
            detail={"customer_ids": seen},
        )  # fmt: skip
