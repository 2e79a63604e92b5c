"""Queries of quality that join the records with telephony and people."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.quality import FindCalls, ReviewState
from agent_desktop.contract.recordings import KeptState
from agent_desktop.contract.sessions import Role
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.quality.models import ReviewRow
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.server.auth.models import UserRow
from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.queues.models import QueueMemberRow, QueueRow

REVIEWERS: Final = frozenset({Role.SUPERVISOR, Role.COMPLIANCE})
_PLAYABLE: Final = (KeptState.STORED, KeptState.WAITING, KeptState.RUNNING)


class QualityRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_agents(self, team: str, queue_ids: Collection[UUID], *, all_: bool) -> Sequence[sa.RowMapping]:
        """List agents by name: all, or those of a team or who serve one of these queues."""
        served = sa.select(QueueMemberRow.agent_id).where(QueueMemberRow.queue_id.in_(queue_ids))
        mine = sa.or_(sa.and_(AgentRow.team == team, sa.literal(bool(team))), AgentRow.agent_id.in_(served))
        query = (
            sa.select(AgentRow.agent_id, UserRow.display_name.label("name"), AgentRow.team)
            .join(UserRow, UserRow.user_id == AgentRow.agent_id)
            .where(sa.true() if all_ else mine, UserRow.disabled_at.is_(None))
            .order_by(UserRow.display_name, AgentRow.agent_id)
        )
        return self._session.execute(query).mappings().all()

    def list_reviewers(self) -> Sequence[sa.RowMapping]:
        """List who may review, by name."""
        query = (
            sa.select(UserRow.user_id.label("agent_id"), UserRow.display_name.label("name"), UserRow.team)
            .where(
                UserRow.disabled_at.is_(None),
                sa.or_(*(UserRow.roles.contains([role.value]) for role in sorted(REVIEWERS))),
            )
            .order_by(UserRow.display_name, UserRow.user_id)
        )
        return self._session.execute(query).mappings().all()

    def find_part(self, call_id: UUID, agent_id: UUID) -> sa.RowMapping | None:
        """Return one agent's part of a call with its contact; None where there is none that is finished."""
        query = self._parts().where(
            InteractionRow.call_id == call_id,
            InteractionRow.agent_id == agent_id,
            InteractionRow.finished_at.is_not(None),
        )
        return self._session.execute(query).mappings().first()

    def list_parts(
        self, wanted: FindCalls, agent_ids: Collection[UUID], since: datetime, until: datetime, limit: int
    ) -> tuple[int, Sequence[sa.RowMapping]]:
        """Return how many finished parts of calls fit, and a page of them, or the sample that was asked for."""
        reviews = (
            sa.select(sa.func.count())
            .where(
                ReviewRow.call_id == InteractionRow.call_id,
                ReviewRow.agent_id == InteractionRow.agent_id,
                ReviewRow.state.not_in((ReviewState.DRAFT, ReviewState.WITHDRAWN)),
            )
            .scalar_subquery()
        )
        seconds = _seconds()
        conditions: list[sa.ColumnElement[Any]] = [
            InteractionRow.agent_id.in_(agent_ids),
            InteractionRow.finished_at.is_not(None),
            InteractionRow.started_at >= since,
            InteractionRow.started_at < until,
        ]
        if wanted.queue:
            conditions.append(QueueRow.code == wanted.queue)
        if wanted.disposition:
            conditions.append(InteractionRow.disposition_code == wanted.disposition)
        if wanted.least_seconds:
            conditions.append(seconds >= wanted.least_seconds)
        if wanted.only_unreviewed:
            conditions.append(reviews == 0)
        found = self._parts(reviews.label("reviews")).where(*conditions)
        count = self._session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
        if wanted.sample is not None:
            by_chance = sa.func.md5(sa.cast(InteractionRow.interaction_id, sa.Text) + str(wanted.seed))
            found = found.order_by(by_chance).limit(wanted.sample)
        else:
            found = found.order_by(InteractionRow.started_at.desc(), InteractionRow.interaction_id)
            found = found.limit(limit).offset(wanted.offset)
        return count, self._session.execute(found).mappings().all()

    @staticmethod
    def _parts(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
        recorded = (
            sa.select(sa.literal(1))
            .where(RecordingRow.call_id == InteractionRow.call_id, RecordingRow.state.in_(_PLAYABLE))
            .exists()
        )
        columns: list[Any] = [
            InteractionRow.call_id,
            InteractionRow.agent_id,
            UserRow.display_name.label("agent_name"),
            ContactRow.contact_id,
            sa.func.coalesce(QueueRow.code, "").label("queue"),
            QueueRow.name.label("queue_name"),
            InteractionRow.started_at,
            _seconds().label("seconds"),
            ContactRow.outcome,
            recorded.label("recorded"),
            *more,
        ]
        of_part = sa.and_(
            ContactRow.call_id == InteractionRow.call_id, ContactRow.interaction_id == InteractionRow.interaction_id
        )
        return (
            sa.select(*columns)
            .select_from(InteractionRow)
            .outerjoin(UserRow, UserRow.user_id == InteractionRow.agent_id)
            .outerjoin(ContactRow, of_part)
            .outerjoin(CallRow, CallRow.call_id == InteractionRow.call_id)
            .outerjoin(QueueRow, QueueRow.queue_id == CallRow.queue_id)
        )


def _seconds() -> sa.ColumnElement[int]:
    whole = sa.func.extract("epoch", InteractionRow.finished_at - InteractionRow.started_at)
    return sa.func.coalesce(ContactRow.duration_seconds, sa.cast(sa.func.floor(whole), sa.Integer), 0)
