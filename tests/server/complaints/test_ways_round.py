"""There is no way round who may see a complaint, round its second person, or round what the bank owes."""

from typing import Any
from uuid import UUID

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.records.complaints.models import ComplaintLinkRow, ComplaintRow, ComplaintSubjectRow
from tests.server.complaints.office import Office, answer
from tests.server.complaints.test_recording import add_card
from tests.server.floor import add_customer
from tests.server.support import error_code


def proposed(office: Office, **more: Any) -> Case:
    case = office.move(office.han, office.record(office.may, **more), "investigate")
    return office.decide_nothing(office.move(office.han, case, "propose_answer", **answer()))


def redress(office: Office, desk: str, case: Case, amount: str) -> Case:
    body = {"seen_version": office.case(office.han, case.complaint_id).version, "kind": "refund", "reason": "Wrong"}
    response = office.desks[desk].post(
        f"/v1/complaints/{case.complaint_id}/redress", **body, amount=amount, currency="HKD"
    )
    assert response.status_code == 200, response.text
    return Case.model_validate(response.json())


def decide(office: Office, desk: str, redress_id: UUID, decision: str, version: int = 1) -> httpx.Response:
    path = f"/v1/complaint-redress/{redress_id}/decisions"
    return office.desks[desk].post(path, seen_version=version, decision=decision, reason="")


def test_nobody_reads_a_complaint_by_joining_one_into_it_or_by_its_number(office: Office) -> None:
    case = office.record(office.han, what_happened="Her secret")
    record = office.command(what_happened="Give me all of it")
    peeked = office.may.post(f"/v1/complaints/{case.complaint_id}/joins", record=record)
    assert error_code(peeked) == "complaint_not_found"
    own = office.record(office.may)
    moved = office.try_move(office.may, own, "join", into_id=str(case.complaint_id))
    assert error_code(moved) == "complaint_not_found"

    running = case.glance.number[-1]
    of_customer = f"/v1/customers/{office.customer_id}/complaints"
    for path, part in ((f"/v1/complaints/find?text={running}", "complaints"), (of_customer, "open")):
        told = {each["number"]: each for each in office.may.http.get(path).json()[part]}[case.glance.number]
        assert (told["state"], bool(told["say"])) == ("registered", True)
        assert (told["about"], told["severity"], told["category_code"], told["owner_name"]) == ("", None, "", "")
        whole = {each["number"]: each for each in office.sue.http.get(path).json()[part]}[case.glance.number]
        assert (whole["about"], whole["severity"]) == ("Her secret", "major")


def test_a_department_sees_a_complaint_for_as_long_as_it_has_something_to_do(office: Office) -> None:
    case = office.record(office.may)
    path = f"/v1/complaints/{case.complaint_id}"
    wanted = {"department": "operations", "words": "When was it booked?", "due_at": "2099-01-05T09:00:00Z"}
    (task,) = office.han.post(f"{path}/tasks", **wanted).json()["tasks"]
    assert office.tom.http.get(path).status_code == 200
    steps = f"/v1/complaint-tasks/{task['task_id']}/steps"
    office.tom.post(steps, step="take", seen_version=1)
    assert office.tom.post(steps, step="finish", seen_version=2, words="6 June").status_code == 200
    assert error_code(office.tom.http.get(path)) == "complaint_not_found"


def test_a_call_that_goes_to_another_person_takes_nothing_of_the_first_one_along(office: Office) -> None:
    other = add_customer(office.floor.engine, "+85261239999", name="Wong Ka Yan", key="C2")
    _, transaction_id = add_card(office, office.customer_id)
    office.may.go_ready()
    office.floor.ring()
    call_id = office.may.take_call().call_id
    first = office.record(office.han)
    theirs: dict[str, Any] = {
        "call_id": str(call_id),
        "subjects": [{"transaction_id": str(transaction_id)}, {"text": "the card"}],
        "reply": {"channel": "email", "way_id": "email", "words": "after six"},
    }
    case = office.record(office.may, **theirs)
    joined = office.record(office.may, call_id=str(call_id))
    office.move(office.han, joined, "join", into_id=str(first.complaint_id))
    office.han.post(f"/v1/complaints/{case.complaint_id}/links", kind="repeat_of", other_id=str(first.complaint_id))

    deed = office.may.post(f"/v1/calls/{call_id}/attachment", customer_id=str(other)).json()

    moved = office.case(office.sue, case.complaint_id)
    assert [(each.text, each.number_masked) for each in moved.subjects] == [("the card", "")]
    assert (moved.customer_id, moved.reply, moved.repeat_of) == (other, None, None)
    assert [link.kind for link in moved.links] == ["contact"]
    parted = office.case(office.sue, joined.complaint_id)
    assert (parted.glance.state, parted.customer_id) == ("reopened", other)
    with Session(office.floor.engine) as session:
        tied = sa.select(ComplaintLinkRow).where(ComplaintLinkRow.other_id.is_not(None))
        assert session.scalars(tied).all() == []
        assert session.get_one(ComplaintRow, joined.complaint_id).joined_into is None
    entries = office.history(office.sue, case.complaint_id).entries
    assert {"customer_id", "subjects", "reply", "repeat_of"} == {change.field for change in entries[-1].changes}
    assert office.history(office.may, case.complaint_id).entries == ()  # what was hers is for who sees all

    office.may.post(f"/v1/calls/{call_id}/attachment/undo", deed_id=deed["deed_id"])
    back = office.case(office.sue, case.complaint_id)
    assert back.reply is not None
    assert (back.customer_id, back.reply.words, back.repeat_of) == (office.customer_id, "after six", first.complaint_id)
    with Session(office.floor.engine) as session:
        kept = sa.select(ComplaintSubjectRow.transaction_id).where(
            ComplaintSubjectRow.complaint_id == case.complaint_id
        )
        assert set(session.scalars(kept)) == {transaction_id, None}


def test_an_answer_is_seen_by_a_second_person_whatever_is_changed_around_it(office: Office) -> None:
    case = office.move(office.hoi, proposed(office), "approve_answer")
    case = office.change(office.han, case, answer="Something nobody has seen").case
    assert (case.glance.state, case.answer_approved_by) == ("investigating", "")
    assert error_code(office.try_move(office.han, case, "answer", told_by="letter")) == "complaint_move_refused"
    case = office.move(office.han, case, "propose_answer", **answer())
    case = office.change(office.han, case, severity="minor").case
    assert error_code(office.try_move(office.han, case, "approve_answer")) == "complaint_second_person"
    case = office.move(office.hoi, case, "approve_answer")
    case = office.move(office.han, case, "answer", told_by="letter")
    assert error_code(office.try_change(office.han, case, answer="Otherwise")) == "complaint_move_refused"

    lowered = office.change(office.han, office.record(office.may), severity="minor").case
    lowered = office.move(office.han, lowered, "investigate")
    lowered = office.decide_nothing(office.move(office.han, lowered, "propose_answer", **answer()))
    assert error_code(office.try_move(office.han, lowered, "approve_answer")) == "complaint_second_person"


def test_what_is_critical_is_settled_by_nobody_alone_and_what_was_escalated_is_approved_above(office: Office) -> None:
    critical = office.record(office.may, severity="critical")
    assert error_code(office.try_move(office.han, critical, "settle", **answer())) == "complaint_second_person"
    critical = office.change(office.han, critical, severity="major").case
    assert error_code(office.try_move(office.han, critical, "settle", **answer())) == "complaint_second_person"
    settled = {"answer": "Paid", "root_cause": "information_unclear", "result": "upheld"}
    at_once = office.try_record(office.may, severity="critical", settled=settled)
    assert error_code(at_once) == "complaint_second_person"

    case = office.move(office.han, office.record(office.may), "escalate_internal", reason="The press")
    case = office.move(office.han, case, "investigate")
    case = office.decide_nothing(office.move(office.han, case, "propose_answer", **answer()))
    assert error_code(office.try_move(office.hoi, case, "approve_answer")) == "not_allowed"
    offered = {offer.move for offer in office.case(office.hoi, case.complaint_id).moves}
    assert "approve_answer" not in offered
    assert office.move(office.sue, case, "approve_answer").glance.state == "answer_approved"


def test_a_complaint_that_goes_on_in_another_one_loses_nothing_that_the_bank_owes_it(office: Office) -> None:
    into = office.record(office.han, severity="minor")
    grave = office.record(office.han, severity="critical", vulnerable=True, regulatory=True)
    office.move(office.han, grave, "join", into_id=str(into.complaint_id))
    covers = office.case(office.han, into.complaint_id)
    assert (covers.glance.severity, covers.vulnerable, covers.regulatory, covers.legal) == (
        "critical",
        True,
        True,
        False,
    )
    changed = {change.field for change in office.history(office.han, into.complaint_id).entries[-1].changes}
    assert changed == {"severity", "vulnerable", "regulatory"}

    elsewhere = office.record(office.han, region="uk")
    earlier = office.record(office.han, received_at="2026-01-05T09:00:00Z")
    for source, problem in ((elsewhere, "other_region"), (earlier, "received_earlier")):
        refused = office.try_move(office.han, source, "join", into_id=str(into.complaint_id))
        assert refused.json()["details"] == {"problem": problem}


def test_redress_in_parts_counts_together_and_none_is_paid_for_what_is_gone(office: Office) -> None:
    case = office.record(office.may)
    assert redress(office, "may", case, "150").redress[-1].state == "approved"
    second = redress(office, "may", case, "150").redress[-1]
    assert second.state == "proposed"
    joined = office.record(office.may)
    office.move(office.han, joined, "join", into_id=str(case.complaint_id))
    large = redress(office, "han", case, "4800").redress[-1]
    assert decide(office, "hoi", second.redress_id, "approve").status_code == 200
    assert error_code(decide(office, "hoi", large.redress_id, "approve")) == "redress_limit"
    assert decide(office, "sue", large.redress_id, "approve").status_code == 200

    gone = office.record(office.may)
    (given,) = redress(office, "may", gone, "100").redress
    office.move(office.han, gone, "join", into_id=str(case.complaint_id))
    assert error_code(decide(office, "han", given.redress_id, "pay")) == "redress_refused"
    third = redress(office, "may", case, "150").redress[-1]
    assert third.state == "proposed"


def test_what_is_withdrawn_leaves_nothing_to_be_done_or_decided(office: Office) -> None:
    case = office.record(office.may)
    wanted = {"department": "operations", "words": "When?", "due_at": "2099-01-05T09:00:00Z"}
    office.han.post(f"/v1/complaints/{case.complaint_id}/tasks", **wanted)
    case = redress(office, "may", case, "800")
    case = office.move(office.han, case, "withdraw", reason="She found it", told_by="phone")
    assert [task.state for task in case.tasks] == ["cancelled"]
    assert [each.state for each in case.redress] == ["withdrawn"]
    assert office.tom.http.get("/v1/complaint-tasks").json()["count"] == 0
