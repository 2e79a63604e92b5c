"""The numbers of a customer: one that is not theirs identifies nobody, and an end can be taken back."""

from datetime import date
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerOutcome
from agent_desktop.contract.phone_numbers import CustomerNumbers, NumberEnd
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.customers.matching import find_caller
from agent_desktop.records.customers.models import FormerNumberRow, PhoneNumberRow
from agent_desktop.records.customers.search import search_customers
from agent_desktop.records.errors import CustomerNotFoundError, NumberNotRestorableError, NumberNotTheirsError
from agent_desktop.records.phone_numbers.service import end_number, numbers_of, restore_number
from agent_desktop.records.prospects.duplicates import former_owners
from agent_desktop.records.prospects.service import note_number
from tests.records.trial import NOW, OPTIONS, TrialBank

AMY = uuid4()
MOBILE, HOME = "+85291234567", "+85221234567"
TODAY = date(2026, 6, 16)


def numbers(session: Session, customer: UUID, calling: str = "") -> CustomerNumbers:
    return numbers_of(session, customer, calling=calling, options=OPTIONS)


def end(session: Session, customer: UUID, kind: NumberEnd = NumberEnd.NO_LONGER, place: int = 0) -> None:
    number_id = numbers(session, customer).current[place].number_id
    end_number(session, customer, number_id, end=kind, at=NOW, by=AMY, call_id=None, options=OPTIONS)


def restore(session: Session, customer: UUID) -> None:
    former_id = numbers(session, customer).ended[0].former_id
    restore_number(session, customer, former_id, at=NOW, by=AMY, call_id=None)


def outcome(session: Session, number: str = MOBILE) -> CallerOutcome:
    return find_caller(session, number, "", at=NOW, options=OPTIONS).outcome


def found(session: Session, text: str) -> list[UUID]:
    return [hit.customer_id for hit in search_customers(session, text)]


@pytest.fixture
def chan(bank: TrialBank) -> UUID:
    return bank.customer("1001", name_latin="Chan Tai Man", phones={MOBILE: "mobile", HOME: "home"})


def test_a_customers_numbers_are_shown_masked_the_mobile_first_with_who_else_has_them(
    session: Session, bank: TrialBank, chan: UUID
) -> None:
    bank.customer("1002", name_latin="Lee Ka Yan", phones={HOME: "home"})
    note_number(session, chan, "+85298887777", at=NOW, by=AMY, call_id=None, options=OPTIONS)

    shown = numbers(session, chan, "2123 4567").current

    assert [(each.label["en"], each.others, each.noted, each.calling) for each in shown] == [
        ("Mobile", 0, False, False),
        ("Mobile", 0, True, False),
        ("Home", 1, False, True),
    ]
    assert all("1234" not in each.masked for each in shown)
    assert [each.valid_from for each in shown] == [None, TODAY, None]


def test_an_ended_number_identifies_nobody_and_is_not_found_until_the_end_is_taken_back(
    session: Session, chan: UUID
) -> None:
    assert (outcome(session), found(session, "4567")) == (CallerOutcome.MATCHED, [chan])

    end(session, chan)

    assert outcome(session) is CallerOutcome.UNKNOWN
    assert found(session, "91234567") == []
    shown = numbers(session, chan)
    assert [each.label["en"] for each in shown.current] == ["Home"]
    (ended,) = shown.ended
    assert (ended.end, ended.valid_until, ended.kept_out) == (NumberEnd.NO_LONGER, TODAY, True)

    restore(session, chan)

    assert (outcome(session), found(session, "91234567")) == (CallerOutcome.MATCHED, [chan])
    assert numbers(session, chan).ended == ()


def test_who_calls_from_a_number_that_was_somebodys_may_be_asked_but_not_for_a_mistake(
    session: Session, chan: UUID
) -> None:
    end(session, chan)
    assert [each.customer_id for each in former_owners(session, MOBILE, at=NOW, options=OPTIONS)] == [chan]
    restore(session, chan)

    end(session, chan, NumberEnd.NEVER)

    assert former_owners(session, MOBILE, at=NOW, options=OPTIONS) == []


def test_a_shared_number_that_ends_stays_the_others(session: Session, bank: TrialBank, chan: UUID) -> None:
    other = bank.customer("1002", name_latin="Lee Ka Yan", phones={MOBILE: "mobile"})

    end(session, chan)

    assert find_caller(session, MOBILE, "", at=NOW, options=OPTIONS).customer_ids == (other,)
    assert found(session, "91234567") == [other]


def test_a_number_ends_in_all_accounts_of_a_person_and_comes_back_in_all(
    session: Session, bank: TrialBank, chan: UUID
) -> None:
    second = bank.customer("C9", name_latin="Chan Tai Man", phones={MOBILE: "mobile"})
    for account in (chan, second):
        session.add(MergedAccountRow(customer_id=account, lead_id=chan, merged_at=NOW))
    session.flush()
    assert [each.label["en"] for each in numbers(session, second).current] == ["Mobile", "Home"]

    end(session, second)

    assert outcome(session) is CallerOutcome.UNKNOWN
    assert len(numbers(session, chan).ended) == 1
    restore(session, chan)
    owners = session.scalars(sa.select(PhoneNumberRow.customer_id).where(PhoneNumberRow.number == MOBILE))
    assert set(owners) == {chan, second}


def test_a_number_comes_back_as_it_was(session: Session, chan: UUID) -> None:
    where = sa.select(
        PhoneNumberRow.kind,
        PhoneNumberRow.source,
        PhoneNumberRow.valid_from,
        PhoneNumberRow.file_id,
        PhoneNumberRow.line,
    ).where(PhoneNumberRow.number == MOBILE)
    session.execute(
        sa.update(PhoneNumberRow)
        .where(PhoneNumberRow.number == MOBILE)
        .values(valid_from=date(2020, 1, 2), file_id=7, line=42)
    )
    before = session.execute(where).one()

    end(session, chan)
    restore(session, chan)

    assert session.execute(where).one() == before


def test_one_that_the_source_has_left_out_meanwhile_comes_back_as_noted_here(session: Session, chan: UUID) -> None:
    end(session, chan)
    session.execute(sa.update(FormerNumberRow).values(kept_out=False))

    restore(session, chan)

    assert [each.noted for each in numbers(session, chan).current] == [True, False]


def test_a_number_that_is_noted_again_is_theirs_and_its_end_is_no_more(session: Session, chan: UUID) -> None:
    end(session, chan, NumberEnd.NEVER)

    note_number(session, chan, MOBILE, at=NOW, by=AMY, call_id=None, options=OPTIONS)

    assert outcome(session) is CallerOutcome.MATCHED
    assert numbers(session, chan).ended == ()


def test_what_was_ended_or_brought_back_already_is_refused(session: Session, bank: TrialBank, chan: UUID) -> None:
    number_id = numbers(session, chan).current[0].number_id
    stranger = bank.customer("1002", name_latin="Lee Ka Yan")

    def end_it(customer: UUID) -> None:
        end_number(session, customer, number_id, end=NumberEnd.NEVER, at=NOW, by=AMY, call_id=None, options=OPTIONS)

    with pytest.raises(NumberNotTheirsError):
        end_it(stranger)
    end_it(chan)
    with pytest.raises(NumberNotTheirsError):
        end_it(chan)
    former_id = numbers(session, chan).ended[0].former_id
    restore(session, chan)
    with pytest.raises(NumberNotRestorableError):
        restore_number(session, chan, former_id, at=NOW, by=AMY, call_id=None)
    with pytest.raises(CustomerNotFoundError):
        numbers(session, uuid4())


def test_what_a_load_has_ended_cannot_be_taken_back_by_a_person(session: Session, chan: UUID) -> None:
    session.add(FormerNumberRow(customer_id=chan, number="+85290000000", kind="mobile", valid_until=TODAY))
    session.flush()

    with pytest.raises(NumberNotRestorableError):
        restore(session, chan)


def test_the_audit_says_who_ended_which_customers_number_and_not_which(session: Session, chan: UUID) -> None:
    end(session, chan)
    restore(session, chan)

    rows = session.scalars(sa.select(AuditRow).where(AuditRow.what.like("number.%")).order_by(AuditRow.what)).all()
    assert [(row.what, row.by_user_id, row.record_id) for row in rows] == [
        ("number.ended", AMY, chan),
        ("number.restored", AMY, chan),
    ]
    assert rows[0].detail == {"accounts": [str(chan)], "end": "no_longer"}
    assert MOBILE not in str([row.detail for row in rows])
