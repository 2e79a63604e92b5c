"""What a caller is asked, what it opens, and when it is enough of guessing."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Profile
from agent_desktop.contract.verification import Level, Verification
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.verification.models import VerificationCheckRow
from agent_desktop.server.composition import Clocks
from agent_desktop.server.models import CommandRow
from agent_desktop.server.verification.policy import (
    VerificationFileError,
    check_policy,
    load_policy,
    policy_file,
    read_policy,
)
from agent_desktop.settings import load_settings
from telephony.contract import AgentState, CallState
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import HandClock, error_code, until

BORN, DOCUMENT, STREET = "17 May 1980", "4563", "Nathan Road"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hour(database_url: str, clock: HandClock) -> Iterator[Floor]:
    """A floor whose business time stands until a test moves it."""
    with opened_floor(database_url, clocks=Clocks(clock, lambda: datetime.now(UTC), time.time)) as floor:
        yield floor


def _on_a_call(floor: Floor, desk: Desk) -> UUID:
    desk.go_ready()
    floor.ring()
    return desk.take_call().call_id


def _check(desk: Desk, call: UUID, customer: UUID, check: str, **more: object) -> httpx.Response:
    return desk.post(f"/v1/calls/{call}/checks", customer_id=str(customer), check=check, **more)


def _level(answer: httpx.Response) -> Level:
    assert answer.status_code == 200, answer.text
    return Verification.model_validate(answer.json()).level


def _reveal(desk: Desk, call: UUID | None, customer: UUID, identifier: str) -> httpx.Response:
    more = {} if call is None else {"call_id": str(call)}
    return desk.post(f"/v1/customers/{customer}/reveals", identifier=identifier, **more)


def test_each_level_opens_what_the_policy_says_and_the_server_sees_to_it(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    call = _on_a_call(floor, desk)

    assert _level(desk.http.get(f"/v1/calls/{call}/verification")) is Level.NONE  # the number fits, and proves nothing
    assert _reveal(desk, call, customer, "customer_number").status_code == 200
    refused = _reveal(desk, call, customer, "mobile")
    assert (refused.status_code, error_code(refused)) == (403, "basic_check_needed")

    assert _level(_check(desk, call, customer, "birth_date", answer=BORN)) is Level.BASIC
    assert _reveal(desk, call, customer, "mobile").status_code == 200
    assert error_code(_reveal(desk, call, customer, "identity_document")) == "full_check_needed"

    assert _level(_check(desk, call, customer, "document_end", answer=DOCUMENT)) is Level.BASIC
    assert _level(_check(desk, call, customer, "recent_use", right=True)) is Level.FULL
    assert _reveal(desk, call, customer, "identity_document").status_code == 200


def test_a_level_opens_nothing_of_another_customer_and_nothing_outside_its_call(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    other = floor.add_customer("+85261239999", name="Wong Siu Ming", key="C2")
    call = _on_a_call(floor, desk)
    _check(desk, call, customer, "birth_date", answer=BORN)

    assert error_code(_reveal(desk, call, other, "mobile")) == "basic_check_needed"
    assert error_code(_reveal(desk, None, customer, "mobile")) == "basic_check_needed"
    assert error_code(_check(desk, call, other, "birth_date", answer=BORN)) == "call_not_linked"
    desk.put(f"/v1/calls/{call}/customer", customer_id=str(other))
    assert _level(desk.http.get(f"/v1/calls/{call}/verification")) is Level.NONE


def test_a_level_ends_with_the_call(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    call = _on_a_call(floor, desk)
    _check(desk, call, customer, "birth_date", answer=BORN)
    desk.act(call, "hang_up")
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)

    late = _check(desk, call, customer, "document_end", answer=DOCUMENT)
    assert error_code(late) == "check_without_caller"
    assert _reveal(desk, call, customer, "mobile").status_code == 200  # the work on this call is not over yet
    interaction = desk.http.get(f"/v1/calls/{call}/interaction").json()["interaction_id"]
    desk.post(f"/v1/interactions/{interaction}/finish", disposition_code="resolved")

    assert error_code(_reveal(desk, call, customer, "mobile")) == "not_your_call"
    floor.ring()
    again = desk.take_call().call_id
    assert _level(desk.http.get(f"/v1/calls/{again}/verification")) is Level.NONE


def test_too_many_wrong_answers_lock_in_every_call_until_the_time_is_over(hour: Floor, clock: HandClock) -> None:
    customer, desk = hour.add_customer(), hour.agent()
    call = _on_a_call(hour, desk)
    _check(desk, call, customer, "birth_date", answer=BORN)

    said = _check(desk, call, customer, "recent_use", right=True)
    for check, answer in (("document_end", "0000"), ("address", "Queens Road"), ("document_end", "1111")):
        said = _check(desk, call, customer, check, answer=answer)

    last = Verification.model_validate(said.json())
    assert (last.level, last.attempts_left) == (Level.NONE, 0)
    assert last.locked_until is not None
    right = _check(desk, call, customer, "document_end", answer=DOCUMENT)
    assert (right.status_code, right.json()["code"]) == (403, "verification_locked")
    assert right.json()["details"] == {"minutes": 30}
    assert error_code(_reveal(desk, call, customer, "mobile")) == "verification_locked"

    clock.move(30 * 60 + 1)
    after = Verification.model_validate(desk.http.get(f"/v1/calls/{call}/verification").json())
    assert (after.level, after.attempts_left, after.locked_until) == (Level.BASIC, 3, None)
    assert _check(desk, call, customer, "document_end", answer=DOCUMENT).status_code == 200


def test_wrong_answers_of_a_call_before_count_and_those_long_ago_do_not(hour: Floor, clock: HandClock) -> None:
    customer, desk = hour.add_customer(), hour.agent()
    call = _on_a_call(hour, desk)
    _check(desk, call, customer, "birth_date", answer="1 Jan 1980")
    clock.move(20 * 60)
    _check(desk, call, customer, "birth_date", answer="2 Jan 1980")
    clock.move(11 * 60)

    third = Verification.model_validate(_check(desk, call, customer, "birth_date", answer="3 Jan 1980").json())

    assert (third.locked_until, third.attempts_left) == (None, 1)


def test_what_cannot_be_compared_is_no_attempt_and_nobody_says_right_for_the_server(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    call = _on_a_call(floor, desk)

    assert error_code(_check(desk, call, customer, "birth_date", answer="in spring")) == "check_not_understood"
    assert error_code(_check(desk, call, customer, "document_end", answer="63")) == "check_not_understood"
    assert error_code(_check(desk, call, customer, "birth_date", right=True)) == "check_not_understood"
    assert error_code(_check(desk, call, customer, "recent_use", answer="coffee")) == "check_not_understood"
    assert error_code(_check(desk, call, customer, "phone_number", right=True)) == "check_unknown"

    shown = Verification.model_validate(desk.http.get(f"/v1/calls/{call}/verification").json())
    assert (shown.attempts_left, shown.level) == (3, Level.NONE)


def test_a_command_that_is_repeated_is_one_attempt(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    call = _on_a_call(floor, desk)
    body = {"command_id": str(uuid4()), "customer_id": str(customer), "check": "birth_date", "answer": "1 Jan 1990"}

    answers = [desk.http.post(f"/v1/calls/{call}/checks", json=body).json() for _ in range(4)]

    assert {answer["attempts_left"] for answer in answers} == {2}


def test_every_check_is_kept_with_method_result_and_agent_and_no_answer_anywhere(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    call = _on_a_call(floor, desk)
    _check(desk, call, customer, "address", answer=STREET)
    _check(desk, call, customer, "birth_date", answer="3 Mar 1971")
    _check(desk, call, customer, "recent_use", right=False)

    with Session(floor.engine) as session:
        rows = session.scalars(sa.select(VerificationCheckRow).order_by(VerificationCheckRow.at)).all()
        audits = session.scalars(sa.select(AuditRow).where(AuditRow.what == "verification.checked")).all()
        written = " ".join(
            str(vars(row))
            for table in (VerificationCheckRow, AuditRow, CommandRow)
            for row in session.scalars(sa.select(table))
        )
    kept = [(row.check_code, row.method.value, row.result.value, row.call_id) for row in rows]
    assert kept == [
        ("address", "compared", "right", call),
        ("birth_date", "compared", "wrong", call),
        ("recent_use", "said", "wrong", call),
    ]
    assert {row.agent_id for row in rows} == {audit.by_user_id for audit in audits}
    assert len(audits) == 3
    for said in ("Nathan", "3 Mar 1971", "1971-03-03", BORN, "1980-05-17"):  # none can occur in a digest or an id
        assert said not in written


def test_another_agent_can_neither_see_nor_answer_the_checks_of_a_call(floor: Floor) -> None:
    customer, desk, other = floor.add_customer(), floor.agent(), floor.agent("jun")
    call = _on_a_call(floor, desk)

    assert error_code(other.http.get(f"/v1/calls/{call}/verification")) == "not_your_call"
    assert error_code(_check(other, call, customer, "birth_date", answer=BORN)) == "not_your_call"


def test_nobody_is_checked_while_it_rings_or_while_nobody_knows_whom(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    floor.ring("+85291112222")
    call = desk.until_offered()
    assert error_code(_check(desk, call, uuid4(), "birth_date", answer=BORN)) == "check_without_caller"
    desk.act(call, "answer")
    desk.until_call(CallState.TALKING)

    assert error_code(desk.http.get(f"/v1/calls/{call}/verification")) == "call_not_linked"
    assert error_code(_check(desk, call, uuid4(), "birth_date", answer=BORN)) == "call_not_linked"


def test_a_need_is_noted_with_consent_and_review_date_and_comes_with_the_pop(floor: Floor) -> None:
    customer, desk = floor.add_customer(), floor.agent()
    hearing = {"need": "hearing", "consent_on": "2026-01-05", "review_on": "2999-01-05"}
    path = f"/v1/customers/{customer}/needs"

    noted = desk.put(path, seen=[], needs=[hearing])
    stale = desk.put(path, seen=[], needs=[])
    past = desk.put(path, seen=[hearing], needs=[{**hearing, "need": "sight", "review_on": "2020-01-01"}])
    future = desk.put(path, seen=[hearing], needs=[{**hearing, "need": "sight", "consent_on": "2998-01-01"}])
    twice = desk.put(path, seen=[hearing], needs=[hearing, hearing])

    assert [need.need for need in Profile.model_validate(noted.json()).needs] == ["hearing"]
    assert error_code(stale) == "stale_version"
    assert [answer.json()["details"]["problem"] for answer in (past, future, twice)] == [
        "review_in_past",
        "consent_in_future",
        "need_twice",
    ]
    desk.go_ready()
    floor.ring()
    desk.until_offered()
    offer = desk.snapshot().offer
    assert offer is not None
    assert offer.payload is not None
    assert '"hearing"' in str(offer.payload).replace("'", '"')
    with Session(floor.engine) as session:
        (audit,) = session.scalars(sa.select(AuditRow).where(AuditRow.what == "needs.noted")).all()
    assert audit.detail == {"before": [], "after": ["hearing"]}


# the policy's file


def _changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = policy_file(load_settings(None)).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_policy_has_neither_errors_nor_warnings() -> None:
    reading = read_policy(policy_file(load_settings(None)))

    assert (reading.errors, reading.warnings) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("compares: email", "compares: phone_number", "number_proves_nothing"),
        ("compares: email", "compares: shoe_size", "value_not_listed"),
        ("full: {points: 5, checks: 3}", "full: {points: 9, checks: 3}", "level_unreachable"),
        ("full: {points: 5, checks: 3}", "full: {points: 5, checks: 6}", "level_unreachable"),
        ("basic: {points: 2, checks: 1}", "basic: {points: 6, checks: 1}", "levels_turned_round"),
        ("code: email", "code: address", "code_twice"),
        ("name: {en: Address, zh: 住址}", "name: {en: Address}", "language_missing"),
        ("attempts: 3", "attempts: 0", "value_out_of_range"),
        ("mobile: basic", "mobile: half", "value_not_listed"),
        ("  identity_document: full\n", "", "value_unnamed"),
        ("full: {points: 5, checks: 3}", "full: {points: 2, checks: 1}", "check_alone"),
    ],
)
def test_each_mistake_is_found_by_its_name(tmp_path: Path, old: str, new: str, problem: str) -> None:
    reading = read_policy(_changed(tmp_path, (old, new)))

    assert {each.problem.code.value for each in (*reading.errors, *reading.warnings)} == {problem}


def test_a_mistake_is_told_by_file_line_and_column_in_both_languages(tmp_path: Path) -> None:
    path = _changed(tmp_path, ("compares: email", "compares: mobile"))
    line = path.read_text(encoding="utf-8").splitlines().index("    compares: mobile") + 1
    told: list[str] = []

    assert not check_policy(load_settings(None), path, "en", told.append)
    assert not check_policy(load_settings(None), path, "zh", told.append)

    assert told[0].startswith(f"policy.yaml, line {line}, column 5: A number identifies, it never proves.")
    assert told[1].startswith(f"policy.yaml，第 {line} 行第 5 列：号码只能识别，不能证明。")


def test_a_server_refuses_a_wrong_policy(tmp_path: Path) -> None:
    _changed(tmp_path, ("attempts: 3", "attempts: many"))
    settings = tmp_path / "config.yaml"
    settings.write_text("records:\n  verification_file: policy.yaml\n", encoding="utf-8")

    with pytest.raises(VerificationFileError):
        load_policy(load_settings(settings))
