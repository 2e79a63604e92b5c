"""Notices composed for desktops: whom they go to, who has read them, and an agent's own."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.notices import Notice, Notices, OwnNotice, OwnNotices, Receipt, SendNotice
from agent_desktop.contract.sessions import Person
from agent_desktop.records.notices.models import NoticeReceiptRow, NoticeRow
from agent_desktop.records.notices.repository import NoticeRepository
from agent_desktop.records.notices.service import LISTED_FOR, is_on
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import CALL_ROLES
from agent_desktop.server.configuration.repository import ConfigurationRepository
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.supervision.scope import Scope
from agent_desktop.server.supervision.service import scope_of
from telephony.queues.change_repository import QueueChangeRepository, ServingRepository
from telephony.times import utc


class Floor:
    """Everybody who takes calls, and which of them a supervisor looks after."""

    def __init__(self, session: Session, person: Person) -> None:
        self._queues = {row.code: row.queue_id for row in QueueChangeRepository(session).list_queues()}
        self._serving = ServingRepository(session).list_members()
        self._scope: Scope = scope_of(session, person)
        people = ConfigurationRepository(session).list_people()
        self.people = {row.user_id: row for row in people if CALL_ROLES & set(row.roles)}

    def holds(self, user: UserRow) -> bool:
        served = {self._queues[code] for code in self._serving.get(user.user_id, ()) if code in self._queues}
        return self._scope.holds_agent(agent_team=user.team, queue_ids=served)

    def named(self, command: SendNotice) -> set[UUID]:
        """Return whom a notice names, of those in the scope. Somebody who is named and is not refuses it.

        Raises:
            NotAllowedError: An agent is named whom the sender does not look after.
        """
        if any(each not in self.people or not self.holds(self.people[each]) for each in command.agent_ids):
            raise NotAllowedError
        queues = set(command.queues)
        return {
            user_id
            for user_id, user in self.people.items()
            if user_id in command.agent_ids
            or (
                self.holds(user)
                and (
                    command.everybody
                    or (user.team and user.team in command.teams)
                    or not queues.isdisjoint(self._serving.get(user_id, ()))
                )
            )
        }


def notices_of(session: Session, person: Person, at: datetime) -> Notices:
    """List what was written lately that this supervisor sent, or that went to somebody in their scope."""
    rows = NoticeRepository(session).list_written(at - LISTED_FOR)
    shown = shown_to(session, person, rows, at)
    over_last = sorted(shown, key=lambda each: each.withdrawn_at is not None or each.expires_at <= at)
    return Notices(notices=tuple(over_last))


def shown_to(session: Session, person: Person, rows: Sequence[NoticeRow], at: datetime) -> list[Notice]:
    """Return notices as a supervisor sees them: of those who have them only the ones whom they look after, all of a
    notice of their own."""
    floor = Floor(session, person)
    receipts = NoticeRepository(session).receipts_of([row.notice_id for row in rows])
    names = UserRepository(session).list_display_names({row.by_id for row in rows if row.by_id is not None})
    shown = []
    for row in rows:
        own = row.by_id == person.user_id
        having = [each for each in receipts[row.notice_id] if own or _is_in(floor, each.user_id)]
        if own or having:
            by_name = "" if row.by_id is None else names.get(row.by_id, "")
            shown.append(_as_notice(row, floor, having, by_name, own=own, at=at))
    return shown


def own_notices(session: Session, user_id: UUID, at: datetime) -> OwnNotices:
    """Return somebody's own notices, the newest first, and note that their desktop has them."""
    repository = NoticeRepository(session)
    found = repository.list_of(user_id, at - LISTED_FOR)
    repository.show(user_id, [row.notice_id for row, _ in found if row.withdrawn_at is None], at)
    names = UserRepository(session).list_display_names({row.by_id for row, _ in found if row.by_id is not None})
    codes = {code for row, _ in found for code in row.detail.get("queues", "").split(",") if code}
    queues = {row.code: dict(row.name) for row in QueueChangeRepository(session).list_queues() if row.code in codes}
    return OwnNotices(
        notices=tuple(
            _as_own(row, receipt, names.get(row.by_id, "") if row.by_id is not None else "", queues, at)
            for row, receipt in found
        )
    )


def readers_of(session: Session, notice_id: UUID) -> Collection[UUID]:
    """Return to whom a notice went."""
    return [each.user_id for each in NoticeRepository(session).receipts_of([notice_id])[notice_id]]


def _is_in(floor: Floor, user_id: UUID) -> bool:
    user = floor.people.get(user_id)
    return user is not None and floor.holds(user)


def _as_notice(
    row: NoticeRow, floor: Floor, having: Sequence[NoticeReceiptRow], by_name: str, *, own: bool, at: datetime
) -> Notice:
    people = [(each, floor.people.get(each.user_id)) for each in having]
    return Notice(
        notice_id=row.notice_id,
        text=row.text,
        priority=row.priority,
        by_id=row.by_id or row.notice_id,
        by_name=by_name,
        sent_at=utc(row.sent_at),
        expires_at=utc(row.expires_at),
        withdrawn_at=None if row.withdrawn_at is None else utc(row.withdrawn_at),
        teams=tuple(row.teams),
        queues=tuple(row.queues),
        everybody=row.everybody,
        receipts=tuple(
            Receipt(
                agent_id=each.user_id,
                name=user.display_name if user is not None else "",
                team=user.team if user is not None else "",
                shown_at=None if each.shown_at is None else utc(each.shown_at),
                read_at=None if each.read_at is None else utc(each.read_at),
            )
            for each, user in sorted(people, key=lambda pair: pair[1].display_name if pair[1] is not None else "")
        ),
        may_withdraw=own and is_on(row, at),
    )


def _as_own(
    row: NoticeRow, receipt: NoticeReceiptRow, by_name: str, queues: dict[str, LocalText], at: datetime
) -> OwnNotice:
    codes = [code for code in row.detail.get("queues", "").split(",") if code]
    withdrawn = row.withdrawn_at is not None
    return OwnNotice(
        notice_id=row.notice_id,
        topic=row.topic,
        text="" if withdrawn else row.text,
        detail=dict(row.detail),
        queues=tuple(queues.get(code, {"": code}) for code in codes),
        priority=row.priority,
        by_name=by_name,
        sent_at=utc(row.sent_at),
        expires_at=utc(row.expires_at),
        read_at=None if receipt.read_at is None else utc(receipt.read_at),
        withdrawn=withdrawn,
        on=is_on(row, at) and receipt.read_at is None,
    )
