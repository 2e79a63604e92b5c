"""Customers are asked once, how it was and how they had expected it, and their profile shows what they said."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case, EventKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.surveys import Survey, Surveys, SurveyState
from agent_desktop.records.surveys.checks import findings_in
from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.records.surveys.schema import SurveyBook
from agent_desktop.records.valuation.models import SurveyAnswerRow
from agent_desktop.service_scripts.yaml_lines import read_yaml
from agent_desktop.settings import resources_folder, shipped_file
from tests.server.complaints.office import Office
from tests.server.floor import Desk
from tests.server.support import error_code

QUESTIONS = ("easy", "speed", "understood", "fair", "told")


def asked(office: Office, desk: Desk, kind: str, record_id: UUID, form: str, **more: Any) -> Any:
    body = {"survey_id": str(uuid4()), "record_kind": kind, "record_id": str(record_id), "form": form, "way": "phone"}
    return desk.http.post("/v1/surveys", json=body | more)


def surveys(desk: Desk, path: str) -> Surveys:
    return Surveys.model_validate(desk.http.get(f"/v1/{path}/surveys").raise_for_status().json())


def scores(perceived: int, expected: int | None) -> list[dict[str, Any]]:
    return [
        {"question": each, "perceived": perceived, "expected": None if each == "told" else expected}
        for each in QUESTIONS
    ]


def closed(office: Office) -> Case:
    case = office.answered(office.record(office.may))
    return office.move(office.han, office.move(office.han, case, "accept", told_by="phone"), "close")


def moved(office: Office, address: str) -> str:
    """Have the customer live elsewhere, and return where they lived."""
    of_them = {"customer": office.customer_id, "address": address}
    with office.floor.engine.begin() as connection:
        known = connection.scalar(sa.text("SELECT address FROM customers WHERE customer_id = :customer"), of_them)
        connection.execute(sa.text("UPDATE customers SET address = :address WHERE customer_id = :customer"), of_them)
    return str(known)


def test_a_closed_complaint_is_asked_about_once_and_the_answer_is_the_customers_satisfaction(office: Office) -> None:
    running = office.record(office.may)
    path = f"records/complaint/{running.complaint_id}"
    assert (surveys(office.han, path).why_not, surveys(office.han, path).form) == ("not_closed", None)
    early = asked(office, office.han, "complaint", running.complaint_id, "after_complaint")
    assert (error_code(early), early.json()["details"]) == (ErrorCode.SURVEY_REFUSED, {"problem": "not_closed"})

    case = closed(office)
    path = f"records/complaint/{case.complaint_id}"
    offered = surveys(office.han, path)
    assert offered.form is not None
    assert [each.code for each in offered.form.questions] == list(QUESTIONS)
    address = moved(office, "Goethestr. 1, 60313 Frankfurt, Germany")
    by_message = asked(office, office.han, "complaint", case.complaint_id, "after_complaint", way="message")
    assert error_code(by_message) == ErrorCode.MESSAGE_REFUSED  # advertising there, and no consent on record
    moved(office, address)
    assert surveys(office.han, path).surveys == ()
    by_mail = asked(office, office.han, "complaint", case.complaint_id, "after_complaint", way="email")
    assert by_mail.json()["details"] == {"problem": "way_closed"}
    one_id = str(uuid4())
    begun = asked(office, office.han, "complaint", case.complaint_id, "after_complaint", survey_id=one_id)
    again = asked(office, office.han, "complaint", case.complaint_id, "after_complaint", survey_id=one_id)
    survey = Survey.model_validate(begun.json())
    assert again.json() == begun.json()
    assert survey.state is SurveyState.ASKED
    assert surveys(office.han, path).why_not == "asked_already"

    answer = f"/v1/surveys/{survey.survey_id}/answer"
    for wrong, problem in (
        (scores(4, 5)[:-1], {"problem": "question_missing", "question": "told"}),
        (scores(4, None), {"problem": "question_missing", "question": "easy"}),
        ([*scores(4, 5), {"question": "price", "perceived": 1}], {"problem": "question_unknown", "question": "price"}),
    ):
        refused = office.han.post(answer, seen_version=1, scores=wrong)
        assert refused.json()["details"] == problem
    noted = office.han.post(answer, seen_version=1, scores=scores(3, 5), comment=" Slow ")
    found = Survey.model_validate(noted.raise_for_status().json())
    assert (found.state, found.perceived, found.expected, found.gap) == (
        SurveyState.ANSWERED,
        Decimal("3.00"),
        Decimal("5.00"),
        Decimal("-2.00"),
    )
    assert found.comment == "Slow"
    assert office.han.post(answer, seen_version=2, scores=scores(3, 5)).json()["details"] == {"problem": "survey_over"}
    assert error_code(office.hoi.post(answer, seen_version=1, scores=scores(1, 1))) == ErrorCode.STALE_VERSION
    assert surveys(office.may, f"customers/{office.customer_id}").surveys == (found,)
    with Session(office.floor.engine) as session:  # what valuation reckons the satisfaction from
        (row,) = session.scalars(sa.select(SurveyAnswerRow)).all()
        assert (row.customer_id, row.perceived, row.expected) == (office.customer_id, Decimal(3), Decimal(5))
    history = office.history(office.han, case.complaint_id).entries
    assert [each.kind for each in history].count(EventKind.SURVEY) == 2

    _left_alone(office)


def _left_alone(office: Office) -> None:
    """Whoever was asked is left alone, and who may not see a record neither asks nor answers."""
    another = closed(office)
    path = f"records/complaint/{another.complaint_id}"
    assert surveys(office.han, path).why_not == "asked_lately"
    with office.floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE surveys SET asked_at = asked_at - interval '31 days'"))
    begun = Survey.model_validate(
        asked(office, office.han, "complaint", another.complaint_id, "after_complaint").raise_for_status().json()
    )
    refusal = f"/v1/surveys/{begun.survey_id}/refusal"
    _expired(office, begun)
    assert error_code(office.tom.post(refusal, seen_version=1)) == ErrorCode.COMPLAINT_NOT_FOUND
    assert office.han.post(refusal, seen_version=1).json()["state"] == "refused"
    unseen = asked(office, office.tom, "call", uuid4(), "after_call")
    assert error_code(unseen) == ErrorCode.INTERACTION_NOT_FOUND


def _expired(office: Office, survey: Survey) -> None:
    """Once its days are over nobody notes anything of it, though nothing has ended it yet."""
    days = sa.text("UPDATE surveys SET ends_at = ends_at + :days * interval '1 day' WHERE survey_id = :survey")
    for path, more in (("answer", {"scores": scores(4, 5)}), ("refusal", {})):
        with office.floor.engine.begin() as connection:
            connection.execute(days, {"days": -15, "survey": survey.survey_id})
        late = office.han.post(f"/v1/surveys/{survey.survey_id}/{path}", seen_version=1, **more)
        assert (error_code(late), late.json()["details"]) == (ErrorCode.SURVEY_REFUSED, {"problem": "survey_late"})
        with office.floor.engine.begin() as connection:
            connection.execute(days, {"days": 15, "survey": survey.survey_id})


def test_an_agent_asks_about_their_own_call_and_what_nobody_answers_comes_to_an_end(office: Office) -> None:
    may = office.may
    may.go_ready()
    office.floor.ring()
    call_id = may.take_call().call_id
    path = f"records/call/{call_id}"
    offered = surveys(may, path)
    assert offered.form is not None
    survey = Survey.model_validate(asked(office, may, "call", call_id, offered.form.code).raise_for_status().json())
    assert survey.customer_id == office.customer_id
    with Session(office.floor.engine) as session, session.begin():
        repository = SurveyRepository(session)
        assert repository.end_unanswered(survey.ends_at - timedelta(seconds=1)) == 0
        assert repository.end_unanswered(survey.ends_at) == 1
    (over,) = surveys(may, path).surveys
    assert (over.state, over.version) == (SurveyState.NOT_ANSWERED, 2)
    assert over.asked_at <= datetime.now(UTC)


def test_the_surveys_of_the_program_have_no_mistake_and_others_are_found() -> None:
    content = yaml.safe_load((resources_folder() / "surveys" / "main.yaml").read_text("utf-8"))
    assert list(findings_in(SurveyBook.model_validate(content))) == []

    content["forms"][1]["about"] = "complaint"
    content["forms"][0]["message"] = ""
    content["forms"][0]["email"]["text"]["en"] = "Open {link} or {account}"
    content["forms"][1]["email"]["text"]["zh"] = "没有链接"
    del content["after_closing"]["form"]["email"]
    content["after_closing"]["by_script"]["questions"] = {"score": {"perceived": "score"}, "other": {"perceived": "x"}}
    content["forms"][1]["message_with_link"]["zh"] = "没有链接 {days}"
    content["without_consent_in"]["FR"] = " "
    content["forms"][0]["questions"][1]["code"] = "easy"
    content["forms"][0]["questions"][2]["expected"] = {"en": "only"}
    found = {(finding.place[-1], finding.problem.value) for finding in findings_in(SurveyBook.model_validate(content))}

    assert found == {
        ("about", "code_twice"),
        ("ways", "name_unknown"),
        ("code", "code_twice"),
        ("expected", "language_missing"),
        ("en", "placeholder_wrong"),
        ("zh", "placeholder_wrong"),
        ("FR", "value_empty"),
        ("expected", "name_unknown"),
        ("other", "name_unknown"),
    }


def test_what_the_script_is_to_answer_is_in_the_script_that_comes_with_the_program() -> None:
    content = yaml.safe_load((resources_folder() / "surveys" / "main.yaml").read_text("utf-8"))
    plan = SurveyBook.model_validate(content).after_closing
    assert plan is not None
    script: Any = read_yaml(shipped_file("scripts") / f"{plan.by_script.script}.yaml").value
    options = {
        question["id"]: {each["id"] for each in question.get("options", ())}
        for step in script["steps"]
        for question in step.get("questions", ())
    }
    for scored in plan.by_script.questions.values():
        assert options[scored.perceived] == options[scored.expected] == set(plan.by_script.answers)
    assert plan.by_script.declined is not None
    assert plan.by_script.declined.answer in options[plan.by_script.declined.question]
    assert plan.by_script.comment in options
