"""A complaint goes its whole way over HTTP: who may do what, and what each step needs."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_parts import ComplaintTask
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.complaints.models import ComplaintRow
from tests.server.complaints.office import Office, answer
from tests.server.support import error_code


def test_it_goes_from_the_call_to_the_end_and_every_step_is_remembered(office: Office) -> None:
    case = office.record(office.may, amount="1286.40", currency="CNY", outcomes=["apology"])
    number = case.glance.number
    assert (number[:4], number[-6:]) == ("CMP-", "-00001")
    assert (case.glance.state, case.version, case.owner and case.owner.name) == ("registered", 1, "Han")
    assert {offer.move for offer in case.moves} == {
        "acknowledge", "settle", "escalate_internal", "withdraw", "join",
    }  # fmt: skip

    assert error_code(office.try_move(office.may, case, "investigate")) == "not_allowed"
    assert error_code(office.try_move(office.han, case, "close")) == "complaint_move_refused"
    lacking = office.try_move(office.han, case, "acknowledge")
    assert lacking.json()["details"] == {"needs": ["told_by"]}
    case = office.move(office.han, case, "acknowledge", told_by="message")
    case = office.move(office.han, case, "investigate")
    case = office.move(office.han, case, "wait_for_customer", reason="The text message", until="2099-01-31")
    assert str(case.waits_until) == "2099-01-31"
    case = office.move(office.han, case, "go_on")
    assert case.waits_until is None
    assert "approve_answer" not in {offer.move for offer in case.moves}
    case = office.move(office.han, case, "propose_answer", **answer())
    assert error_code(office.try_move(office.hoi, case, "approve_answer")) == "complaint_move_lacks"
    case = office.decide_nothing(case)
    assert error_code(office.try_move(office.han, case, "approve_answer")) == "complaint_second_person"
    case = office.move(office.hoi, case, "approve_answer")
    case = office.move(office.han, case, "answer", told_by="letter")
    case = office.move(office.han, case, "accept", told_by="phone")
    case = office.move(office.han, case, "close")
    assert (case.glance.state, case.rights & {"edit", "assign"}, case.glance.days) == ("closed", frozenset(), 0)

    history = office.history(office.sue, case.complaint_id).entries
    assert [entry.number for entry in history] == list(range(1, case.version + 1))
    moved = [entry.detail.get("move") for entry in history if entry.kind == "moved"]
    assert moved == [
        "acknowledge", "investigate", "wait_for_customer", "go_on", "propose_answer", "approve_answer", "answer",
        "accept", "close",
    ]  # fmt: skip
    assert history[0].by_name == "May"
    with Session(office.floor.engine) as session:
        looks = session.scalars(sa.select(AuditRow.what).where(AuditRow.record_id == case.complaint_id))
        assert {"complaint.recorded", "complaint.moved", "complaint_history.shown"} <= set(looks)

    case = office.move(office.sue, case, "reopen", reason="She was charged again")
    assert (case.glance.state, case.glance.closed_at, case.answer_proposed_by) == ("reopened", None, "")


def test_the_database_itself_refuses_to_alter_what_has_happened(office: Office) -> None:
    case = office.record(office.may)
    for statement in (
        "UPDATE complaint_events SET words = 'nothing'",
        "DELETE FROM complaint_events",
        "TRUNCATE complaint_events",
    ):
        with Session(office.floor.engine) as session, pytest.raises(DBAPIError, match="only grows"):
            session.execute(sa.text(statement))
    with Session(office.floor.engine) as session, pytest.raises(DBAPIError):
        session.execute(sa.delete(ComplaintRow).where(ComplaintRow.complaint_id == case.complaint_id))


def test_who_is_nothing_to_a_complaint_does_not_see_it(office: Office) -> None:
    case = office.record(office.han)
    for name in ("han", "hoi", "sue", "cam", "adm"):
        assert office.case(office.desks[name], case.complaint_id).version == 1
    for path in ("", "/history"):
        response = office.may.http.get(f"/v1/complaints/{case.complaint_id}{path}")
        assert error_code(response) == "complaint_not_found"
    assert error_code(office.try_move(office.may, case, "acknowledge", told_by="phone")) == "complaint_not_found"
    assert error_code(office.try_move(office.adm, case, "acknowledge", told_by="phone")) == "not_allowed"
    assert office.case(office.adm, case.complaint_id).moves == ()
    nobody = office.may.http.get(f"/v1/complaints/{uuid4()}")
    assert error_code(nobody) == "complaint_not_found"


def test_redress_is_approved_within_limits_and_by_another_person(office: Office) -> None:
    case = office.record(office.may)

    def propose(desk: str, amount: str, currency: str = "HKD", kind: str = "refund") -> Case:
        seen = office.case(office.desks[desk], case.complaint_id).version
        more = {"amount": amount, "currency": currency} if amount else {}
        body = {"seen_version": seen, "kind": kind, "reason": "Wrongly charged", **more}
        response = office.desks[desk].post(f"/v1/complaints/{case.complaint_id}/redress", **body)
        assert response.status_code == 200, response.text
        return Case.model_validate(response.json())

    def decide(desk: str, redress_id: UUID, decision: str, version: int = 1, reason: str = "") -> str:
        path = f"/v1/complaint-redress/{redress_id}/decisions"
        response = office.desks[desk].post(path, seen_version=version, decision=decision, reason=reason)
        return error_code(response) if response.status_code >= 400 else "done"

    assert propose("may", "150").redress[-1].state == "approved"
    small = propose("may", "800").redress[-1]
    assert (small.state, decide("may", small.redress_id, "approve")) == ("proposed", "complaint_second_person")
    assert decide("han", small.redress_id, "approve") == "done"
    assert decide("han", small.redress_id, "approve", version=1) == "stale_version"
    assert decide("han", small.redress_id, "pay", version=2) == "done"
    large = propose("han", "6000").redress[-1]
    assert decide("hoi", large.redress_id, "approve") == "redress_limit"
    assert decide("hoi", large.redress_id, "refuse") == "redress_refused"
    assert decide("sue", large.redress_id, "approve") == "done"
    foreign = propose("han", "9000", "USD").redress[-1]
    assert foreign.needs_limit is not None
    assert foreign.needs_limit > 60_000
    assert decide("sue", foreign.redress_id, "approve") == "redress_limit"
    assert decide("cam", foreign.redress_id, "approve") == "done"
    unpriced = propose("han", "10", "XAU").redress[-1]
    assert (unpriced.needs_limit, decide("sue", unpriced.redress_id, "approve")) == (None, "redress_limit")
    assert decide("cam", unpriced.redress_id, "refuse", reason="No gold") == "done"
    for wrong in ({"kind": "gift"}, {"kind": "refund"}, {"kind": "none", "amount": "1", "currency": "HKD"}):
        seen = office.case(office.han, case.complaint_id).version
        response = office.han.post(
            f"/v1/complaints/{case.complaint_id}/redress", seen_version=seen, reason="x", **wrong
        )
        assert error_code(response) == "redress_refused"


def test_another_department_does_its_part_by_a_day_of_its_own(office: Office) -> None:
    case = office.record(office.may)
    path = f"/v1/complaints/{case.complaint_id}/tasks"
    wanted = {"department": "operations", "words": "When was the plan booked?", "due_at": "2099-01-05T09:00:00Z"}
    assert (
        error_code(office.han.post(path, **(wanted | {"due_at": "2020-01-05T09:00:00Z"}))) == "complaint_task_refused"
    )
    assert error_code(office.han.post(path, **(wanted | {"department": "weather"}))) == "complaint_task_refused"
    assert error_code(office.tom.post(path, **wanted)) == "complaint_not_found"
    assert error_code(office.may.post(path, **wanted)) == "not_allowed"
    asked = Case.model_validate(office.han.post(path, **wanted).json())
    (task,) = asked.tasks
    assert task.steps == {"take", "refuse", "cancel", "move"}  # who handles complaints may do it for the department

    (theirs,) = office.tom.http.get("/v1/complaint-tasks").json()["tasks"]
    assert (theirs["complaint_number"], set(theirs["steps"])) == (case.glance.number, {"take", "refuse"})
    assert office.may.http.get("/v1/complaint-tasks").json()["tasks"] == []
    assert office.case(office.tom, case.complaint_id).rights == frozenset()  # sees what it is about, and no more

    def step(desk: str, step: str, version: int, **more: str) -> str | ComplaintTask:
        response = office.desks[desk].post(
            f"/v1/complaint-tasks/{task.task_id}/steps", step=step, seen_version=version, **more
        )
        if response.status_code >= 400:
            return error_code(response)
        return ComplaintTask.model_validate(response.json())

    assert step("may", "take", 1) == "complaint_task_refused"  # she recorded it, and it is another department's
    taken = step("tom", "take", 1)
    assert isinstance(taken, ComplaintTask)
    assert taken.taken_by == "Tom"
    assert step("tom", "finish", 1, words="6 June") == "stale_version"
    assert step("tom", "finish", 2) == "complaint_task_refused"
    assert step("tom", "cancel", 2, words="x") == "complaint_task_refused"
    case = office.answered(office.case(office.han, case.complaint_id))
    case = office.move(office.han, case, "accept", told_by="phone")
    assert office.try_move(office.han, case, "close").json()["details"] == {"needs": ["tasks_done"]}
    done = step("tom", "finish", 2, words="6 June")
    assert isinstance(done, ComplaintTask)
    assert (done.state, done.result) == ("done", "6 June")
    assert office.move(office.han, office.case(office.han, case.complaint_id), "close").glance.state == "closed"
