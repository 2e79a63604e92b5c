"""A customer's contacts, looked for by channel, kind, time and words."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.timeline import CONTACTS_A_PAGE, ContactKind, FindContacts
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.contacts.service import find_contacts
from agent_desktop.records.errors import CustomerNotFoundError
from tests.records.trial import NOW, TrialBank


@pytest.fixture
def grace(session: Session, bank: TrialBank) -> UUID:
    grace = bank.grace()  # over app, phone and branch, one of them long ago and one still to come
    bank.contact(grace, NOW - timedelta(days=2), Channel.EMAIL, "Wire 100% refunded", Direction.OUTBOUND)
    called = sa.update(ContactRow).where(ContactRow.channel == Channel.PHONE, ContactRow.at < NOW - timedelta(days=90))
    session.execute(called.values(interaction_id=uuid4(), outcome={"en": "Resolved", "zh": "已解决"}))
    return grace


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        (FindContacts(), ["Opened a report", "Wire 100% refunded", "Card payments abroad", "Wire fee", "Long ago"]),
        (FindContacts(channel=Channel.PHONE), ["Card payments abroad", "Long ago"]),
        (FindContacts(kind=ContactKind.FROM_BANK), ["Wire 100% refunded"]),
        (FindContacts(kind=ContactKind.HANDLED_HERE), ["Long ago"]),
        (FindContacts(since_at=NOW - timedelta(days=7), kind=ContactKind.FROM_CUSTOMER),
         ["Opened a report", "Card payments abroad"]),
        (FindContacts(text="WIRE fee"), ["Wire fee"]),
        (FindContacts(text="100%"), ["Wire 100% refunded"]),
        (FindContacts(text="a%b"), []),
        (FindContacts(text="解决"), ["Long ago"]),
        (FindContacts(text="wire", channel=Channel.APP), []),
    ],
)  # fmt: skip
def test_all_that_is_said_must_fit(session: Session, grace: UUID, wanted: FindContacts, subjects: list[str]) -> None:
    found = find_contacts(session, grace, wanted, at=NOW)

    assert [contact.subject["en"] for contact in found.contacts] == subjects
    assert found.found_count == len(subjects)


def test_page_after_page_brings_each_contact_once_also_those_of_one_moment(session: Session, bank: TrialBank) -> None:
    busy = bank.customer("B1", name_latin="Busy")
    ids = {bank.contact(busy, NOW - timedelta(hours=number // 3), Channel.APP) for number in range(70)}

    first = find_contacts(session, busy, FindContacts(), at=NOW)
    last = first.contacts[-1]
    rest = find_contacts(session, busy, FindContacts(after_at=last.at, after_contact=last.contact_id), at=NOW)

    assert (len(first.contacts), len(rest.contacts), first.found_count) == (CONTACTS_A_PAGE, 20, 70)
    assert {contact.contact_id for contact in (*first.contacts, *rest.contacts)} == ids


def test_contacts_of_nobody_are_refused_by_name(session: Session) -> None:
    with pytest.raises(CustomerNotFoundError):
        find_contacts(session, uuid4(), FindContacts(), at=NOW)
