"""Every query on past contacts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CallbackState
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.timeline import CONTACTS_A_PAGE, ContactKind, FindContacts
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.owed_calls.models import OwedCallRow
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.together import Question


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How often one customer and the bank were in touch over one channel, ever, in the last 90 days and in the 360 days
    before these, first at `first_at`; and how often the customer turned to the bank over it in the last 7 days: by
    phone only calls count, and no record that was made without one."""

    channel: Channel
    ever: int
    in_90_days: int
    in_360_before: int
    first_at: datetime
    from_them_in_7_days: int


RECORD_KEY: Final = "complaint:"
"""How the key of a contact begins that is a complaint, suggestion or praise without a call of ours."""

_TEXTS: Final = ("en", "zh")
_CONTACTS: Final = table_of(ContactRow)
_OWED: Final = table_of(OwedCallRow)
_COMPLAINTS: Final = table_of(ComplaintRow)
_PARTS: Final = table_of(InteractionRow)
_ADD: Final = sa.insert(_CONTACTS)
_ORIGIN: Final = ("source_code", "source_key")


def _put(*, goes_on: bool) -> sa.Insert:
    """Build the statement that writes a contact, or over the one of the same origin, which keeps its id."""
    added = insert(_CONTACTS)
    names = ("customer_id", "interaction_id", "call_id", "at", "channel", "direction", "subject", "outcome")
    new: dict[str, sa.ColumnElement[Any]] = {name: added.excluded[name] for name in names}
    before = sa.func.coalesce(_CONTACTS.c.duration_seconds, 0)
    lasted = added.excluded["duration_seconds"]
    new["duration_seconds"] = before + lasted if goes_on else lasted
    return added.on_conflict_do_update(index_elements=[_CONTACTS.c[name] for name in _ORIGIN], set_=new)


_PUT: Final = _put(goes_on=False)
_PUT_ON: Final = _put(goes_on=True)
_SET_OUTCOME: Final = (
    sa.update(_CONTACTS)
    .where(_CONTACTS.c.source_code == sa.bindparam("of_source"), _CONTACTS.c.source_key == sa.bindparam("of_key"))
    .values(outcome=sa.bindparam("new_outcome", type_=_CONTACTS.c.outcome.type))
    .returning(_CONTACTS.c.contact_id)
)
_BEFORE: Final = _CONTACTS.alias("before")
_IS_LATER_LEG: Final = (
    sa.exists()
    .where(
        _BEFORE.c.call_id == _CONTACTS.c.call_id,
        _BEFORE.c.customer_id == _CONTACTS.c.customer_id,
        sa.tuple_(_BEFORE.c.at, _BEFORE.c.contact_id) < sa.tuple_(_CONTACTS.c.at, _CONTACTS.c.contact_id),
    )
    .correlate(_CONTACTS)
)
"""The part of an agent who took over: the customer turned to the bank once, and nothing here counts it again."""

_OF_CUSTOMER: Final = sa.and_(
    of_person(_CONTACTS.c.customer_id),
    _CONTACTS.c.at <= sa.bindparam("until"),
    sa.or_(_CONTACTS.c.call_id.is_(None), ~_IS_LATER_LEG),
)
_LEGS: Final = (
    sa.select(sa.func.count())
    .select_from(_BEFORE)
    .where(_BEFORE.c.call_id == _CONTACTS.c.call_id, _BEFORE.c.customer_id == _CONTACTS.c.customer_id)
    .correlate(_CONTACTS)
    .scalar_subquery()
)
_CALLBACKS: Final = table_of(CallbackRow)
_NOT_CANCELLED: Final = _CALLBACKS.c.state != CallbackState.CANCELLED


def _promise(owner_name: sa.ColumnElement[str]) -> sa.Select[Any]:
    """Build what says until when the customer of a contact is called back, or that they were."""
    return sa.select(
        sa.func.jsonb_build_object(
            "owner_name", owner_name, "due_at", _CALLBACKS.c.due_at, "done_at", _CALLBACKS.c.ended_at
        )
    )


_OWED_CALL: Final = sa.func.coalesce(
    _promise(_OWED.c.owner_name)
    .join(_OWED, _OWED.c.callback_id == _CALLBACKS.c.callback_id)
    .where(_OWED.c.call_id == _CONTACTS.c.call_id, _NOT_CANCELLED)
    .order_by(_OWED.c.asked_at.desc())
    .limit(1)
    .correlate(_CONTACTS)
    .scalar_subquery(),
    _promise(sa.literal(""))
    .where(_CALLBACKS.c.call_id == _CONTACTS.c.call_id, _NOT_CANCELLED)
    .order_by(_CALLBACKS.c.made_at.desc())
    .limit(1)
    .correlate(_CONTACTS)
    .scalar_subquery(),
)


def _complaint(of_contact: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    told = ("complaint_id", "number", "kind", "state")
    return (
        sa.select(
            sa.func.jsonb_build_object(
                *(part for name in told for part in (name, _COMPLAINTS.c[name])), "due_at", _COMPLAINTS.c.next_due_at
            )
        )
        .where(of_contact, _COMPLAINTS.c.state != ComplaintState.UNDONE)
        .order_by(_COMPLAINTS.c.registered_at.desc())
        .limit(1)
        .correlate(_CONTACTS)
        .scalar_subquery()
    )


_COMPLAINT: Final = sa.func.coalesce(
    # One that came without a call has a contact by its own id.
    _complaint(_COMPLAINTS.c.call_id == _CONTACTS.c.call_id),
    _complaint(_COMPLAINTS.c.complaint_id == _CONTACTS.c.contact_id),
)
_SHOWN: Final = (
    _CONTACTS.c.contact_id,
    _CONTACTS.c.at,
    _CONTACTS.c.channel,
    _CONTACTS.c.direction,
    _CONTACTS.c.subject,
    _CONTACTS.c.outcome,
    _CONTACTS.c.duration_seconds,
    sa.case((_CONTACTS.c.call_id.is_(None), 1), else_=sa.func.greatest(_LEGS, 1)).label("leg_count"),
    _OWED_CALL.label("owed_call"),
    _COMPLAINT.label("complaint"),
)
_LIST_NEWEST: Final = (
    sa.select(*_SHOWN)
    .where(_OF_CUSTOMER)
    .order_by(_CONTACTS.c.at.desc(), _CONTACTS.c.contact_id)
    .limit(sa.bindparam("most"))
    .execution_options(later=True)
)
_IS_RECORD: Final = sa.and_(
    _CONTACTS.c.channel == Channel.PHONE,
    _CONTACTS.c.source_code == OWN_SOURCE,
    _CONTACTS.c.source_key.startswith(RECORD_KEY, autoescape=True),
)
_COUNT_BY_CHANNEL: Final = (
    sa.select(
        _CONTACTS.c.channel,
        sa.func.count().label("ever"),
        sa.func.count().filter(_CONTACTS.c.at > sa.bindparam("after_90_days")).label("in_90_days"),
        sa.func.count()
        .filter(_CONTACTS.c.at > sa.bindparam("after_450_days"), _CONTACTS.c.at <= sa.bindparam("after_90_days"))
        .label("in_360_before"),
        sa.func.min(_CONTACTS.c.at).label("first_at"),
        sa.func.count()
        .filter(_CONTACTS.c.at > sa.bindparam("after_7_days"), _CONTACTS.c.direction == Direction.INBOUND, ~_IS_RECORD)
        .label("from_them_in_7_days"),
    )
    .where(_OF_CUSTOMER)
    .group_by(_CONTACTS.c.channel)
    .execution_options(later=True)
)


def usual_in_90_days(counts: Sequence[ChannelCount], at: datetime) -> float | None:
    """Return how often they were in touch in 90 days of the year before the last 90, as far as that is on record; None
    where the first contact is not 180 days old."""
    first_at = min((each.first_at for each in counts), default=at)
    days = min(at - first_at, timedelta(days=450)) / timedelta(days=1) - 90
    return sum(each.in_360_before for each in counts) * 90 / days if days >= 90 else None


def newest_contacts(customer_id: UUID, at: datetime, limit: int) -> Question:
    """Return what reads the newest contacts up to `at`, newest first."""
    return _LIST_NEWEST, {"of_customer": customer_id, "until": at, "most": limit}


def counts_by_channel(customer_id: UUID, at: datetime) -> Question:
    """Return what reads a `ChannelCount` up to `at` for each channel that was ever used."""
    since = {f"after_{days}_days": at - timedelta(days=days) for days in (7, 90, 450)}
    return _COUNT_BY_CHANNEL, {"of_customer": customer_id, "until": at, **since}


def find_call_of_contact(session: Session, contact_id: UUID) -> UUID | None:
    """Return the call that a contact was a part of; None where it was none of this centre, or there is no such one."""
    query = sa.select(_CONTACTS.c.call_id).where(_CONTACTS.c.contact_id == contact_id)
    found: UUID | None = session.execute(query).scalar_one_or_none()
    return found


def _conditions(wanted: FindContacts) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.channel is not None:
        yield _CONTACTS.c.channel == wanted.channel
    if wanted.since_at is not None:
        yield _CONTACTS.c.at >= wanted.since_at
    match wanted.kind:
        case ContactKind.FROM_CUSTOMER:
            yield _CONTACTS.c.direction == Direction.INBOUND
        case ContactKind.FROM_BANK:
            yield _CONTACTS.c.direction == Direction.OUTBOUND
        case ContactKind.HANDLED_HERE:
            yield _CONTACTS.c.interaction_id.is_not(None)
        case None:
            pass
    texts = [column[language].astext for column in (_CONTACTS.c.subject, _CONTACTS.c.outcome) for language in _TEXTS]
    for word in wanted.text.split():
        yield sa.or_(*(text.icontains(word, autoescape=True) for text in texts))


class ContactRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_found(self, customer_id: UUID, wanted: FindContacts, at: datetime) -> tuple[Sequence[sa.RowMapping], int]:
        """Return a page of the contacts up to `at` that fit, newest first, and how many fit in all."""
        fits = [_OF_CUSTOMER, *_conditions(wanted)]
        values = {"of_customer": customer_id, "until": at}
        page = sa.select(*_SHOWN).where(*fits)
        if wanted.after_at is not None and wanted.after_contact is not None:
            # As the order is: the newest first, and of those of one moment by their ids.
            same = sa.and_(_CONTACTS.c.at == wanted.after_at, _CONTACTS.c.contact_id > wanted.after_contact)
            page = page.where(sa.or_(_CONTACTS.c.at < wanted.after_at, same))
        page = page.order_by(_CONTACTS.c.at.desc(), _CONTACTS.c.contact_id).limit(CONTACTS_A_PAGE)
        count = sa.select(sa.func.count()).select_from(_CONTACTS).where(*fits)
        rows = self._session.execute(page, values).mappings().all()
        return rows, self._session.execute(count, values).scalar_one()

    def list_legs(self, customer_id: UUID, contact_id: UUID) -> Sequence[sa.RowMapping]:
        """Return every agent's part of the call that a contact of this person was, in their order; one where it was no
        call of this centre, none where it is somebody else's."""
        asked = _CONTACTS.alias("asked")
        same = sa.and_(_CONTACTS.c.call_id == asked.c.call_id, _CONTACTS.c.customer_id == asked.c.customer_id)
        query = (
            sa.select(
                _CONTACTS.c.call_id,
                _CONTACTS.c.at,
                _CONTACTS.c.outcome,
                _CONTACTS.c.duration_seconds,
                _PARTS.c.agent_id,
            )
            .select_from(asked)
            .join(_CONTACTS, sa.or_(_CONTACTS.c.contact_id == asked.c.contact_id, same))
            .outerjoin(_PARTS, _PARTS.c.interaction_id == _CONTACTS.c.interaction_id)
            .where(asked.c.contact_id == contact_id, of_person(asked.c.customer_id))
            .order_by(_CONTACTS.c.at, _CONTACTS.c.contact_id)
        )
        return self._session.execute(query, {"of_customer": customer_id}).mappings().all()

    def list_calls_taken(
        self, customer_id: UUID, since: datetime, until: datetime, most: int
    ) -> Sequence[sa.RowMapping]:
        """Return the person's calls between two moments that agents of this centre took, the newest first: `contact_id`
        and the first agent's id."""
        query = (
            sa.select(_CONTACTS.c.contact_id, _PARTS.c.agent_id)
            .join(_PARTS, _PARTS.c.interaction_id == _CONTACTS.c.interaction_id)
            .where(_OF_CUSTOMER, _CONTACTS.c.at > since, _CONTACTS.c.direction == Direction.INBOUND)
            .order_by(_CONTACTS.c.at.desc(), _CONTACTS.c.contact_id)
            .limit(most)
        )
        return self._session.execute(query, {"of_customer": customer_id, "until": until}).mappings().all()

    def add(self, contact: dict[str, Any]) -> None:
        """Add one contact, given by column."""
        self._session.execute(_ADD, contact)

    def put(self, contact: dict[str, Any], *, goes_on: bool) -> None:
        """Write one contact, given by column, over the one of the same origin where there is one. `goes_on`: that one's
        duration counts too."""
        self._session.execute(_PUT_ON if goes_on else _PUT, contact)

    def set_outcome(self, source_code: str, source_key: str, outcome: LocalText) -> bool:
        """Have the contact of this origin end so; say whether there is one."""
        changed = {"of_source": source_code, "of_key": source_key, "new_outcome": dict(outcome)}
        return self._session.execute(_SET_OUTCOME, changed).first() is not None

    def drop(self, contact_id: UUID) -> None:
        """Forget a contact of this product's own that was none."""
        self._session.execute(sa.delete(_CONTACTS).where(_CONTACTS.c.contact_id == contact_id))

    def lock_customer(self, source_code: str, source_key: str) -> sa.RowMapping | None:
        """Return whose the contact of this origin is (`customer_id`), locked until the transaction ends; None: there
        is no such contact."""
        of_origin = (_CONTACTS.c.source_code == source_code, _CONTACTS.c.source_key == source_key)
        query = sa.select(_CONTACTS.c.customer_id).where(*of_origin).with_for_update()
        return self._session.execute(query).mappings().one_or_none()

    def set_customer(self, source_code: str, source_key: str, customer_id: UUID | None) -> None:
        """Have the contact of this origin, where there is one, be this customer's."""
        of_origin = sa.and_(_CONTACTS.c.source_code == source_code, _CONTACTS.c.source_key == source_key)
        self._session.execute(sa.update(_CONTACTS).where(of_origin).values(customer_id=customer_id))
