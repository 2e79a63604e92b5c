"""Whom a call is with: told by its number, or said by a person, during the call or later. Every word is kept.

What a person says moves the call and the agents' parts of it, finished ones with their contacts too. A part that
somebody else has put right stays as they left it, but for its own agent, who can always move it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.relinking import follow_call
from agent_desktop.records.complaints.carrying import carry_complaints
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError, LinkNotUndoableError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.interactions.link_repository import LinkRepository
from agent_desktop.records.interactions.models import CallLinkDeedRow, InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.prospects.repository import ProspectRepository


@dataclass(frozen=True, slots=True)
class CallLink:
    """Which customer a call is from (None: an agent took the link back), and who said so (None: the number did)."""

    customer_id: UUID | None
    linked_by: UUID | None


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking did. `before` is the link as it was (`customer_id` None: there was none).

    `deed_id` is None where nothing was changed. Of the finished parts of the call so many `moved`, so many `stayed`.
    """

    before: CallLink
    deed_id: UUID | None = None
    moved: int = 0
    stayed: int = 0


def find_link(session: Session, call_id: UUID) -> CallLink | None:
    """Return a call's link; None where nobody and nothing has linked it."""
    return ask_link(session, call_id)()


def ask_link(session: Session, call_id: UUID) -> Callable[[], CallLink | None]:
    """Ask for a call's link and return what gives the answer, so that other questions may go with this one."""
    found = InteractionRepository(session).ask_link(call_id)

    def answer() -> CallLink | None:
        row = found.one_or_none()
        return CallLink(row.customer_id, row.linked_by) if row is not None else None

    return answer


def link_by_match(session: Session, *, call_id: UUID, customer_id: UUID, at: datetime) -> None:
    """Link a call, of which `find_link` found none, to the one customer its number or keyed digits matched.

    The link is audited as the server's own. Where somebody links the call in between the transaction fails.
    """
    _audit_link(session, at, None, call_id, None, customer_id)
    InteractionRepository(session).add_link(call_id, customer_id, at)


def link_customer(
    session: Session,
    *,
    call_id: UUID,
    customer_id: UUID | None,
    at: datetime,
    by: UUID,
    events: RecordEvents,
) -> Linked:
    """Say that a call is, or was, from this customer (None takes the link back); old and new are kept and audited.

    The agents' parts of the call follow, finished ones with their contacts. A colleague's finished part that another
    person than `by` has put right stays with whom they said. Whether `by` may is the caller's to check.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    if customer_id is not None and not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    repository = LinkRepository(session)
    is_new = repository.add_link_once(call_id, customer_id, by, at)
    before = CallLink(None, None)
    if not is_new:
        row = repository.lock_link(call_id)
        before = CallLink(row["customer_id"], row["linked_by"]) if row is not None else before
        repository.set_link(call_id, customer_id, by, at)
    moved: list[dict[str, str]] = []
    finished = stayed = 0
    parts = repository.lock_parts(call_id)
    for part in parts:
        if part.customer_id == customer_id:
            continue
        if part.finished_at is not None and part.agent_id != by and part.corrected_by not in (None, by):
            stayed += 1
            continue
        moved.append(_as_it_was(part))
        part.customer_id = customer_id
        if part.finished_at is not None:
            finished += 1
        part.corrected_by = by
        session.flush()
        ContactRepository(session).set_customer(OWN_SOURCE, str(part.interaction_id), customer_id)
    carry_complaints(session, call_id, before=before.customer_id, after=customer_id, by=by, at=at, events=events)
    if before.customer_id == customer_id and not moved:
        return Linked(before, stayed=stayed)
    # What rang in vain here has a contact by the call's own id, and not always a link to the same customer.
    in_vain = ContactRepository(session).lock_customer(OWN_SOURCE, str(call_id))
    ContactRepository(session).set_customer(OWN_SOURCE, str(call_id), customer_id)
    deed_id = uuid4()
    repository.add_deed(
        CallLinkDeedRow(
            deed_id=deed_id,
            call_id=call_id,
            at=at,
            by_user_id=by,
            had_link=not is_new,
            old_customer_id=before.customer_id,
            old_linked_by=before.linked_by,
            new_customer_id=customer_id,
            moved=moved,
            had_contact=in_vain is not None,
            old_contact_customer_id=in_vain["customer_id"] if in_vain is not None else None,
            undone_at=None,
        )
    )
    if before.customer_id != customer_id:
        old = before.customer_id
        follow_call(session, call_id, old=old, new=customer_id, at=at, by=by, events=events)
        _audit_link(session, at, by, call_id, before.customer_id, customer_id, {"moved": finished, "stayed": stayed})
        _tell(events, call_id, by, parts, customer_id)
    return Linked(before, deed_id, finished, stayed)


def keep_noted(session: Session, deed_id: UUID, number: str) -> None:
    """Keep that an E.164 number was noted with the customer in the same breath: it goes when the word is undone."""
    LinkRepository(session).set_noted(deed_id, number)


def undo_link(
    session: Session, *, call_id: UUID, deed_id: UUID, at: datetime, by: UUID, events: RecordEvents
) -> UUID | None:
    """Have a call, and what moved with it, stand as before `deed_id`; return whom it is with then.

    A part that was put right since stays as it is. A number that was noted with the word goes with it, unless the
    bank's extracts carry it by now.

    Raises:
        LinkNotUndoableError: It is not the last word on this call, or not this person's, or was undone already.
    """
    repository = LinkRepository(session)
    link = repository.lock_link(call_id)
    deed = repository.find_last_deed(call_id)
    if deed is None or link is None or deed.deed_id != deed_id or deed.by_user_id != by:
        raise LinkNotUndoableError
    if deed.undone_at is not None or link["customer_id"] != deed.new_customer_id or link["linked_by"] != by:
        raise LinkNotUndoableError
    if deed.had_link:
        repository.set_link(call_id, deed.old_customer_id, deed.old_linked_by, at)
    else:
        repository.drop_link(call_id)
    was = {each["interaction_id"]: each for each in deed.moved}
    parts = repository.lock_parts(call_id)
    for part in parts:
        before = was.get(str(part.interaction_id))
        if before is None or part.customer_id != deed.new_customer_id or part.corrected_by not in (None, by):
            continue
        part.customer_id, part.corrected_by = _id(before["customer_id"]), _id(before["corrected_by"])
        session.flush()
        ContactRepository(session).set_customer(OWN_SOURCE, str(part.interaction_id), part.customer_id)
    whose = deed.old_contact_customer_id if deed.had_contact else deed.old_customer_id
    ContactRepository(session).set_customer(OWN_SOURCE, str(call_id), whose)
    number_gone = False
    if deed.noted_number and deed.new_customer_id is not None:
        number_gone = ProspectRepository(session).drop_number(deed.new_customer_id, deed.noted_number)
    new, old = deed.new_customer_id, deed.old_customer_id
    carry_complaints(session, call_id, before=new, after=old, by=by, at=at, events=events)
    deed.undone_at = at
    session.flush()
    follow_call(session, call_id, old=deed.new_customer_id, new=deed.old_customer_id, at=at, by=by, events=events)
    more: dict[str, JsonValue] = {"undone_deed_id": str(deed_id), "number_taken_back": number_gone}
    _audit_link(session, at, by, call_id, deed.new_customer_id, deed.old_customer_id, more)
    _tell(events, call_id, by, parts, deed.old_customer_id)
    return deed.old_customer_id


def _tell(
    events: RecordEvents, call_id: UUID, by: UUID, parts: Iterable[InteractionRow], customer_id: UUID | None
) -> None:
    """Tell whoever said it, and each who has the call in hand: the card on their screen is another one now."""
    in_hand = {part.agent_id for part in parts if part.finished_at is None}
    for agent_id in (by, *sorted(in_hand - {by})):
        events.add("customer.linked", call_id, agent_id=agent_id, customer_id=customer_id)


def _as_it_was(part: InteractionRow) -> dict[str, str]:
    return {
        "interaction_id": str(part.interaction_id),
        "customer_id": str(part.customer_id or ""),
        "corrected_by": str(part.corrected_by or ""),
    }


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _audit_link(
    session: Session,
    at: datetime,
    by: UUID | None,
    call_id: UUID,
    old: UUID | None,
    new: UUID | None,
    more: Mapping[str, JsonValue] | None = None,
) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what="call.linked",
        record_kind="call",
        record_id=call_id,
        call_id=call_id,
        detail={"old_customer_id": str(old) if old else None, "new_customer_id": str(new) if new else None}
        | dict(more or {}),
    )
