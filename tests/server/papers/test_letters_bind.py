"""A letter ends what the bank owes only where the answer is approved, and keeps every other file as it is."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.letters import LetterPreview, Letters
from tests.server.complaints.office import Office, answer


def send(office: Office, case: Case, template: str, letter_id: UUID, **words: str) -> httpx.Response:
    path = f"/v1/complaints/{case.complaint_id}/letters"
    asked: dict[str, Any] = {"template": template, "language": "en", "words": words}
    shown = office.han.http.post(f"{path}/preview", json=asked)
    digest = LetterPreview.model_validate(shown.raise_for_status().json()).digest
    more = {"letter_id": str(letter_id), "way": "counter", "seen_digest": digest}
    return office.han.http.post(path, json=asked | more)


def test_a_letter_by_the_id_of_a_file_leaves_the_file_as_it_is(office: Office) -> None:
    case = office.record(office.may)
    assert send(office, case, "acknowledgement", uuid4()).status_code == 200
    path = f"/v1/complaints/{case.complaint_id}/letters"
    (first,) = Letters.model_validate(office.han.http.get(path).json()).sent
    content = f"/v1/attachments/{first.attachment_id}/content"
    before = office.han.http.get(content).raise_for_status().content
    assert first.attachment_id != first.letter_id

    again = send(office, case, "acknowledgement", first.attachment_id)

    assert again.status_code == 200
    assert again.json()["attachment_id"] not in (str(first.attachment_id), str(first.letter_id))
    assert office.han.http.get(content).content == before


def test_a_final_letter_says_the_approved_answer_and_only_then_is_a_complaint_closed(office: Office) -> None:
    case = office.move(office.han, office.record(office.may, region="uk"), "investigate")
    case = office.decide_nothing(office.move(office.han, case, "propose_answer", **answer()))
    said = {"decision": "Upheld", "findings": answer()["answer"]}

    early = send(office, case, "final_answer", uuid4(), **said)
    assert early.json()["details"]["problem"] == "letter_not_now"
    settled = send(office, case, "summary_resolution", uuid4(), resolved_how="Paid back")
    assert settled.json()["details"]["problem"] == "letter_not_now"
    case = office.move(office.hoi, case, "approve_answer")
    other = send(office, case, "final_answer", uuid4(), **said | {"findings": "Nothing of the kind"})
    assert other.json()["details"] == {"problem": "letter_not_approved", "word": "findings"}

    case = office.move(office.han, case, "answer", told_by="phone")
    case = office.move(office.han, case, "accept", told_by="phone")
    assert office.try_move(office.han, case, "close").json()["details"] == {"needs": ["letter_sent"]}
    assert send(office, case, "final_answer", uuid4(), **said).status_code == 200
    closed = office.move(office.han, office.case(office.han, case.complaint_id), "close")
    assert closed.glance.state == "closed"
