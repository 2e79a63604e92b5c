"""Whom a call was with, said later: finished parts follow with their contacts, and every word can be undone."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Disposition
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.customers.service import compose_profile
from agent_desktop.records.errors import LinkNotUndoableError
from agent_desktop.records.events import RecordEvent, RecordEvents
from agent_desktop.records.interactions.linking import (
    CallLink,
    Linked,
    find_link,
    link_by_match,
    link_customer,
    undo_link,
)
from agent_desktop.records.interactions.service import finish_interaction, get_interaction
from agent_desktop.records.own import OWN_SOURCE
from tests.records.trial import NOW, OPTIONS, TrialBank, opened

CALL, AMY, KEN = uuid4(), uuid4(), uuid4()
RESOLVED = Disposition(code="resolved", name={"en": "Resolved", "zh": "已解决"})
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def people(bank: TrialBank) -> tuple[UUID, UUID]:
    return bank.customer("1001", name_latin="Ho Wing Sze"), bank.customer("1002", name_latin="Chan Tai Man")


def _handled(session: Session, agent_id: UUID) -> None:
    part = opened(session, call_id=CALL, agent_id=agent_id, at=NOW)
    finish_interaction(
        session,
        interaction_id=part.interaction_id,
        by=agent_id,
        disposition_code="resolved",
        dispositions=[RESOLVED],
        at=NOW + timedelta(minutes=5),
        subject={"en": "A mortgage", "zh": "按揭"},
    )


def _link(session: Session, customer_id: UUID | None, by: UUID, minutes: int = 0) -> Linked:
    at = LATER + timedelta(minutes=minutes)
    return link_customer(session, call_id=CALL, customer_id=customer_id, at=at, by=by, events=RecordEvents())


def _undo(session: Session, linked: Linked, by: UUID) -> UUID | None:
    assert linked.deed_id is not None
    return undo_link(session, call_id=CALL, deed_id=linked.deed_id, at=LATER, by=by, events=RecordEvents())


def _with(session: Session, agent_id: UUID) -> UUID | None:
    return get_interaction(session, call_id=CALL, agent_id=agent_id).customer_id


def _contacts(session: Session) -> Sequence[UUID | None]:
    return session.scalars(sa.select(ContactRow.customer_id).order_by(ContactRow.at)).all()


def test_a_finished_call_of_nobody_joins_the_timeline_of_whoever_is_linked_later(
    session: Session, people: tuple[UUID, UUID]
) -> None:
    _handled(session, AMY)

    linked = _link(session, people[0], AMY)

    assert (linked.moved, linked.stayed) == (1, 0)
    assert _with(session, AMY) == people[0]
    profile = compose_profile(session, people[0], at=LATER, options=OPTIONS)
    assert [contact.subject["en"] for contact in profile.contacts] == ["A mortgage"]
    entry = session.scalars(sa.select(AuditRow).where(AuditRow.what == "call.linked")).one()
    assert (entry.by_user_id, entry.call_id) == (AMY, CALL)
    assert entry.detail["new_customer_id"] == str(people[0])


def test_a_finished_call_moves_to_the_right_customer_with_its_contact(
    session: Session, people: tuple[UUID, UUID]
) -> None:
    link_by_match(session, call_id=CALL, customer_id=people[0], at=NOW)
    _handled(session, AMY)

    _link(session, people[1], AMY)

    assert (_with(session, AMY), find_link(session, CALL)) == (people[1], CallLink(people[1], AMY))
    assert _contacts(session) == [people[1]]


def test_what_another_person_has_put_right_is_moved_by_its_own_agent_alone(
    session: Session, people: tuple[UUID, UUID]
) -> None:
    _handled(session, AMY)
    _handled(session, KEN)
    _link(session, people[0], KEN)

    linked = _link(session, people[1], AMY, 1)

    assert (linked.moved, linked.stayed) == (1, 1)
    assert (_with(session, AMY), _with(session, KEN)) == (people[1], people[0])
    assert find_link(session, CALL) == CallLink(people[1], AMY)


def test_a_first_word_by_hand_during_the_call_is_kept_from_a_colleagues_later_one(
    session: Session, people: tuple[UUID, UUID]
) -> None:
    opened(session, call_id=CALL, agent_id=AMY, at=NOW)
    _link(session, people[0], AMY)
    _handled(session, AMY)
    opened(session, call_id=CALL, agent_id=KEN, at=NOW)

    linked = _link(session, people[1], KEN, 1)

    assert (linked.stayed, _with(session, AMY), _with(session, KEN)) == (1, people[0], people[1])


def test_whoever_has_the_call_in_hand_is_told_of_a_colleagues_word_and_of_its_end(
    session: Session, people: tuple[UUID, UUID]
) -> None:
    _handled(session, AMY)
    opened(session, call_id=CALL, agent_id=KEN, at=NOW)
    said, undone = RecordEvents(), RecordEvents()

    linked = link_customer(session, call_id=CALL, customer_id=people[0], at=LATER, by=AMY, events=said)
    assert linked.deed_id is not None
    undo_link(session, call_id=CALL, deed_id=linked.deed_id, at=LATER, by=AMY, events=undone)

    told = [RecordEvent("customer.linked", CALL, agent_id, people[0]) for agent_id in (AMY, KEN)]
    assert list(said) == told
    assert [(each.agent_id, each.customer_id) for each in undone] == [(AMY, None), (KEN, None)]


def test_undoing_puts_the_call_back_where_it_was(session: Session, people: tuple[UUID, UUID]) -> None:
    link_by_match(session, call_id=CALL, customer_id=people[0], at=NOW)
    _handled(session, AMY)
    linked = _link(session, people[1], AMY)

    assert _undo(session, linked, AMY) == people[0]

    assert find_link(session, CALL) == CallLink(people[0], None)
    assert _with(session, AMY) == people[0]
    assert _contacts(session) == [people[0]]
    with pytest.raises(LinkNotUndoableError):
        _undo(session, linked, AMY)


@pytest.mark.parametrize("known", [True, False])
def test_undoing_gives_the_contact_of_a_ring_in_vain_back_to_whom_it_was_of(
    session: Session, people: tuple[UUID, UUID], known: bool
) -> None:
    whose = people[0] if known else None
    contact = ContactRow(contact_id=uuid4(), source_code=OWN_SOURCE, source_key=str(CALL), customer_id=whose)
    contact.at, contact.channel, contact.subject = NOW, Channel.PHONE, {"en": "Call", "zh": "来电"}
    session.add(contact)
    session.flush()
    linked = _link(session, people[1], AMY)
    moved = _contacts(session)

    _undo(session, linked, AMY)

    assert (moved, _contacts(session)) == ([people[1]], [whose])


def test_undoing_the_first_word_leaves_the_call_nobodys(session: Session, people: tuple[UUID, UUID]) -> None:
    _handled(session, AMY)
    linked = _link(session, people[0], AMY)

    assert _undo(session, linked, AMY) is None

    assert find_link(session, CALL) is None
    assert (_with(session, AMY), _contacts(session)) == (None, [None])


def test_only_the_last_word_is_undone_and_only_by_whoever_said_it(session: Session, people: tuple[UUID, UUID]) -> None:
    first = _link(session, people[0], AMY)
    with pytest.raises(LinkNotUndoableError):
        _undo(session, first, KEN)
    second = _link(session, people[1], KEN, 1)

    with pytest.raises(LinkNotUndoableError):
        _undo(session, first, AMY)
    assert _undo(session, second, KEN) == people[0]
    assert _undo(session, first, AMY) is None


def test_a_part_that_was_put_right_since_stays_when_an_older_word_is_undone(
    session: Session, people: tuple[UUID, UUID]
) -> None:
    _handled(session, AMY)
    _handled(session, KEN)
    first = _link(session, people[0], AMY)
    part = get_interaction(session, call_id=CALL, agent_id=KEN)
    session.execute(
        sa.text("UPDATE interactions SET corrected_by = :ken WHERE interaction_id = :part"),
        {"ken": KEN, "part": part.interaction_id},
    )

    _undo(session, first, AMY)

    assert (_with(session, AMY), _with(session, KEN)) == (None, people[0])
