"""What a merge means to a customer's needs and to what the caller has shown in a call (ADR 41)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, Profile
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level, Verification
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.customers.models import CustomerRow
from tests.server.floor import Desk, Floor, add_customer
from tests.server.support import error_code
from tests.server.test_verification import BORN, DOCUMENT, _check, _level, _on_a_call, _reveal

HEARING = {"need": "hearing", "consent_on": "2026-01-05", "review_on": "2999-01-05"}
HEARING_LATER = {"need": "hearing", "consent_on": "2026-03-01", "review_on": "2999-02-01"}
SIGHT = {"need": "sight", "consent_on": "2026-02-01", "review_on": "2999-01-05"}
MEMORY = {"need": "memory", "consent_on": "2026-02-01", "review_on": "2999-06-01"}


@pytest.fixture
def head(floor: Floor) -> Desk:
    floor.add_person("head", Role.SUPERVISOR)
    return floor.sign_in("head")


@pytest.fixture
def accounts(floor: Floor) -> tuple[UUID, UUID]:
    """The account that leads once the two are merged, for it is the older one, and the one that calls."""
    lead = add_customer(floor.engine, "+85261239999", key="C9")
    caller = floor.add_customer()
    with Session(floor.engine) as session, session.begin():
        for account, since in ((lead, date(2001, 1, 1)), (caller, date(2019, 1, 1))):
            change = sa.update(CustomerRow).where(CustomerRow.customer_id == account)
            session.execute(change.values(customer_since=since))
        change = sa.update(CustomerRow).where(CustomerRow.customer_id == lead)
        session.execute(change.values(birth_date=date(1980, 7, 15)))  # a slip in one of the two
    return lead, caller


def _merge(head: Desk, accounts: tuple[UUID, UUID]) -> dict[str, Any]:
    answer = head.post("/v1/consolidation/merges", one_id=str(accounts[0]), other_id=str(accounts[1]))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _needs(desk: Desk, customer: UUID) -> list[dict[str, Any]]:
    shown = desk.http.get(f"/v1/customers/{customer}").json()
    return [need.model_dump(mode="json") for need in Profile.model_validate(shown).needs]


def test_the_needs_of_all_accounts_are_the_persons_and_each_has_its_own_again_when_taken_apart(
    floor: Floor, head: Desk, accounts: tuple[UUID, UUID]
) -> None:
    (lead, caller), desk = accounts, floor.agent()
    desk.put(f"/v1/customers/{lead}/needs", seen=[], needs=[HEARING])
    desk.put(f"/v1/customers/{caller}/needs", seen=[], needs=[SIGHT, HEARING_LATER])
    merged = _merge(head, accounts)

    for account in accounts:
        assert _needs(desk, account) == [HEARING_LATER, SIGHT]  # of a kind the one agreed to last
    card = CallerCard.model_validate(desk.http.get(f"/v1/calls/{_on_a_call(floor, desk)}/caller").json())
    assert card.profile is not None
    assert [need.need for need in card.profile.needs] == ["hearing", "sight"]  # and so on the pop

    head.post(f"/v1/consolidation/decisions/{merged['decision_id']}/take-back")
    assert (_needs(desk, lead), _needs(desk, caller)) == ([HEARING], [SIGHT, HEARING_LATER])


def test_a_need_that_is_noted_changed_or_taken_away_is_so_for_the_whole_person(
    floor: Floor, head: Desk, accounts: tuple[UUID, UUID]
) -> None:
    (lead, caller), desk = accounts, floor.agent()
    desk.put(f"/v1/customers/{caller}/needs", seen=[], needs=[SIGHT, HEARING])
    _merge(head, accounts)
    path = f"/v1/customers/{caller}/needs"
    earlier = HEARING | {"review_on": "2998-01-01"}

    assert error_code(desk.put(path, seen=[], needs=[MEMORY])) == "stale_version"  # the other account's were not seen
    changed = desk.put(path, seen=[SIGHT, HEARING], needs=[MEMORY, SIGHT, earlier])
    assert changed.status_code == 200, changed.text
    assert _needs(desk, lead) == [MEMORY, earlier, SIGHT]
    without = desk.put(path, seen=[MEMORY, earlier, SIGHT], needs=[earlier])
    assert [need.need for need in Profile.model_validate(without.json()).needs] == ["hearing"]

    head.post(f"/v1/consolidation/groups/{caller}/unmerge")
    assert (_needs(desk, lead), _needs(desk, caller)) == ([earlier], [])
    with Session(floor.engine) as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.what == "needs.noted").order_by(AuditRow.at)).all()
    assert {(row.record_id, str(row.detail)) for row in rows[1:]} == {
        (lead, "{'after': ['memory', 'hearing'], 'before': []}"),
        (caller, "{'after': ['sight'], 'before': ['sight', 'hearing']}"),
        (lead, "{'after': ['hearing'], 'before': ['memory', 'hearing']}"),
        (caller, "{'after': [], 'before': ['sight']}"),
    }


def test_what_the_caller_has_shown_stays_when_their_account_is_merged_during_the_call(
    floor: Floor, head: Desk, accounts: tuple[UUID, UUID]
) -> None:
    (lead, caller), desk = accounts, floor.agent()
    call = _on_a_call(floor, desk)
    assert _level(_check(desk, call, caller, "birth_date", answer=BORN)) is Level.BASIC

    _merge(head, accounts)

    stands = Verification.model_validate(desk.http.get(f"/v1/calls/{call}/verification").json())
    assert (stands.level, stands.customer_id, set(stands.accounts)) == (Level.BASIC, lead, set(accounts))
    for account in accounts:  # the desktop may know either
        assert _reveal(desk, call, account, "mobile").status_code == 200
    assert _level(_check(desk, call, caller, "document_end", answer=DOCUMENT)) is Level.BASIC
    assert _level(_check(desk, call, lead, "recent_use", right=True)) is Level.FULL
    with Session(floor.engine) as session:
        query = sa.select(AuditRow).where(AuditRow.what == "value.revealed", AuditRow.record_id == lead)
        (revealed,) = session.scalars(query).all()
    assert revealed.detail == {"identifier": "mobile", "checked_as": [str(caller)]}


def test_after_the_merge_answers_are_compared_with_the_leading_account_and_stay_its_own(
    floor: Floor, head: Desk, accounts: tuple[UUID, UUID]
) -> None:
    (lead, caller), desk = accounts, floor.agent()
    call = _on_a_call(floor, desk)
    merged = _merge(head, accounts)

    assert _level(_check(desk, call, caller, "birth_date", answer=BORN)) is Level.NONE
    assert _level(_check(desk, call, caller, "birth_date", answer="15 July 1980")) is Level.BASIC
    head.post(f"/v1/consolidation/decisions/{merged['decision_id']}/take-back")

    # They showed that they are the leading account's customer; the call is the other one's.
    assert _level(desk.http.get(f"/v1/calls/{call}/verification")) is Level.NONE
    assert error_code(_reveal(desk, call, lead, "mobile")) == "basic_check_needed"


def test_wrong_answers_count_for_the_person_whichever_account_they_were_given_for(
    floor: Floor, head: Desk, accounts: tuple[UUID, UUID]
) -> None:
    (_, caller), desk = accounts, floor.agent()
    call = _on_a_call(floor, desk)
    before = Verification.model_validate(_check(desk, call, caller, "birth_date", answer="1 May 1979").json())

    _merge(head, accounts)

    after = Verification.model_validate(desk.http.get(f"/v1/calls/{call}/verification").json())
    assert after.attempts_left == before.attempts_left
    last = [_check(desk, call, caller, "birth_date", answer="1 May 1979") for _ in range(after.attempts_left)][-1]
    assert last.json()["locked_until"] is not None
