"""Every query on who and what a call can be handed over to: a handful of statements, however many people there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import CallLinkRow
from agent_desktop.server.auth.models import UserRow
from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import CallDirection, CallState
from telephony.database import table_of as telephony_table
from telephony.queues.models import AgentSkillRow, QueueMemberRow, QueueRow
from telephony.queues.repository import HANDLED_LATELY, HERE
from telephony.transfers.models import AskedNextRow, TransferRow

_AGENTS: Final = telephony_table(AgentRow)
_ASKED: Final = telephony_table(AskedNextRow)
_CALLS: Final = telephony_table(CallRow)
_CUSTOMERS: Final = table_of(CustomerRow)
_LINKS: Final = table_of(CallLinkRow)
_MEMBERS: Final = telephony_table(QueueMemberRow)
_QUEUES: Final = telephony_table(QueueRow)
_SKILLS: Final = telephony_table(AgentSkillRow)
_TRANSFERS: Final = telephony_table(TransferRow)
_USERS: Final = table_of(UserRow)
_ROLES: Final = ("agent", "specialist")

_LEVELS: Final = (
    sa.select(sa.func.jsonb_object_agg(_SKILLS.c.skill, _SKILLS.c.level))
    .where(_SKILLS.c.agent_id == _USERS.c.user_id)
    .scalar_subquery()
)
_ASKED_FOR: Final = (
    sa.select(sa.func.array_agg(_ASKED.c.call_id))
    .where(_ASKED.c.agent_id == _USERS.c.user_id)
    .correlate(_USERS)
    .scalar_subquery()
)
_PEOPLE: Final[sa.Select[Any]] = (
    sa.select(
        _USERS.c.user_id,
        _USERS.c.display_name,
        _USERS.c.other_name,
        _USERS.c.team,
        _USERS.c.site,
        _USERS.c.languages,
        _USERS.c.service_role,
        _USERS.c.extension,
        _LEVELS.label("levels"),
        _AGENTS.c.queue_group_id,
        _AGENTS.c.state,
        _AGENTS.c.reason,
        _AGENTS.c.system_reason,
        _AGENTS.c.since_at,
        _AGENTS.c.planned_end_at,
        _AGENTS.c.offer_id,
        _AGENTS.c.call_id,
        _ASKED_FOR.label("asked_for"),
        _AGENTS.c.desktop_lost_at,
    )
    .select_from(_USERS.outerjoin(_AGENTS, _AGENTS.c.agent_id == _USERS.c.user_id))
    .where(_USERS.c.disabled_at.is_(None), _USERS.c.roles.op("?|")(sa.cast(list(_ROLES), sa.ARRAY(sa.Text))))
)
_COUNT_PEOPLE: Final = sa.select(sa.func.count()).select_from(_PEOPLE.subquery())

_LATELY: Final = (
    sa.select(
        (_CALLS.c.talk_seconds + _CALLS.c.hold_seconds + _CALLS.c.wrap_up_seconds).label("seconds"),
        _CALLS.c.wrap_up_seconds.label("wrap_up"),
    )
    .where(
        _CALLS.c.queue_id == _QUEUES.c.queue_id,
        _CALLS.c.wrapped_up_at.is_not(None),
        _CALLS.c.direction == CallDirection.INBOUND,
    )
    .order_by(_CALLS.c.wrapped_up_at.desc())
    .limit(HANDLED_LATELY)
    .correlate(_QUEUES)
    .lateral()
)
_HANDLING: Final = (
    sa.select(sa.func.avg(_LATELY.c.seconds).label("seconds"), sa.func.avg(_LATELY.c.wrap_up).label("wrap_up"))
    .select_from(_LATELY)
    .lateral()
)
_SERVING: Final = (
    sa.select(
        sa.func.count().label("here"),
        sa.func.count()
        .filter(_AGENTS.c.state == "ready", _AGENTS.c.offer_id.is_(None), _AGENTS.c.desktop_lost_at.is_(None))
        .label("ready"),
    )
    .select_from(_MEMBERS.join(_AGENTS, _AGENTS.c.agent_id == _MEMBERS.c.agent_id))
    .where(_MEMBERS.c.queue_id == _QUEUES.c.queue_id, _AGENTS.c.state.in_(HERE))
    .lateral()
)
_WAITING: Final = (
    sa.select(sa.func.count().label("waiting"))
    .select_from(_CALLS)
    .where(_CALLS.c.queue_id == _QUEUES.c.queue_id, _CALLS.c.state == CallState.QUEUED, ~_CALLS.c.undialled)
    .lateral()
)
_LIST_QUEUES: Final[sa.Select[Any]] = (
    sa.select(
        _QUEUES.c.queue_id,
        _QUEUES.c.code,
        _QUEUES.c.name,
        _QUEUES.c.queue_group_id,
        _QUEUES.c.needs,
        _QUEUES.c.languages,
        _QUEUES.c.hours,
        _QUEUES.c.max_waiting,
        _HANDLING.c.seconds,
        _HANDLING.c.wrap_up,
        _SERVING.c.here,
        _SERVING.c.ready,
        _WAITING.c.waiting,
    )
    .select_from(_QUEUES.join(_HANDLING, sa.true()).join(_SERVING, sa.true()).join(_WAITING, sa.true()))
    .where(~_QUEUES.c.retired, _QUEUES.c.queue_group_id == sa.bindparam("of_group"))
    .order_by(_QUEUES.c.position, _QUEUES.c.code)
)
_CUSTOMER: Final = (
    sa.select(_CUSTOMERS.c.manager_name, _CUSTOMERS.c.languages)
    .join(_LINKS, _LINKS.c.customer_id == _CUSTOMERS.c.customer_id)
    .where(_LINKS.c.call_id == sa.bindparam("of_call"))
)
_TURNED_TO: Final = (
    sa.select(
        _TRANSFERS.c.to_agent_id, _QUEUES.c.code, _TRANSFERS.c.to_number, sa.func.max(_TRANSFERS.c.began_at).label("at")
    )
    .select_from(_TRANSFERS.outerjoin(_QUEUES, _QUEUES.c.queue_id == _TRANSFERS.c.to_queue_id))
    .where(
        _TRANSFERS.c.from_agent_id == sa.bindparam("of_agent"),
        _TRANSFERS.c.began_at > sa.bindparam("since", type_=sa.DateTime(timezone=True)),
    )
    .group_by(_TRANSFERS.c.to_agent_id, _QUEUES.c.code, _TRANSFERS.c.to_number)
)


class DirectoryRepository:
    """Reads; nothing is locked and nothing written."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_people(self) -> Sequence[sa.Row[Any]]:
        """List everybody to whom calls can be offered, with how they stand; those who never signed in too."""
        return self._session.execute(_PEOPLE).all()

    def count_people(self) -> int:
        return self._session.scalar(_COUNT_PEOPLE) or 0

    def list_queues(self, group_id: UUID) -> Sequence[sa.Row[Any]]:
        """List the queues of a group with who is there, who waits, and the mean seconds of their last calls."""
        return self._session.execute(_LIST_QUEUES, {"of_group": group_id}).all()

    def find_customer(self, call_id: UUID) -> tuple[str, Sequence[str]]:
        """Return the manager's name and the languages of a call's customer; empty where nobody is known."""
        row = self._session.execute(_CUSTOMER, {"of_call": call_id}).one_or_none()
        return ("", ()) if row is None else (row.manager_name, row.languages)

    def list_turned_to(self, agent_id: UUID, since: datetime) -> dict[str, datetime]:
        """Return whom an agent has turned to since, and when last: by a person's id, a queue's code, or a number."""
        rows = self._session.execute(_TURNED_TO, {"of_agent": agent_id, "since": since})
        return {str(row.to_agent_id or row.code or row.to_number): row.at for row in rows}
