"""Two people work on one complaint at once: nobody's work is lost, and what cannot be merged is said."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx

from agent_desktop.contract.complaint_cases import Changed
from tests.server.complaints.office import Office, answer
from tests.server.support import error_code


def test_edits_of_different_fields_are_merged_and_of_the_same_field_are_a_conflict(office: Office) -> None:
    seen = office.record(office.may, note="Call after six")
    theirs = office.change(office.hoi, seen, severity="critical", note="Call before six").case
    merged = office.change(office.han, seen, legal=True, amount="90.00", currency="HKD")
    assert (merged.conflicts, {*map(str, merged.merged)}) == ((), {"severity", "note"})
    case = merged.case
    assert (case.legal, case.glance.severity, case.note) == (True, "critical", "Call before six")

    clash = office.change(office.han, seen, note="Write instead", vulnerable=True)
    (conflict,) = clash.conflicts
    assert (conflict.field, conflict.before, conflict.yours, conflict.theirs, conflict.by_name) == (
        "note", "Call after six", "Write instead", "Call before six", "Hoi",
    )  # fmt: skip
    assert (clash.case.version, clash.case.vulnerable) == (case.version, False)  # nothing was written
    decided = office.change(office.han, clash.case, note="Call before six, or write", vulnerable=True)
    assert (decided.case.note, decided.case.vulnerable) == ("Call before six, or write", True)

    alike = office.change(office.hoi, theirs, note="Call before six, or write")
    assert (alike.conflicts, alike.case.version) == ((), decided.case.version)
    edited = [entry for entry in office.history(office.han, seen.complaint_id).entries if entry.kind == "edited"]
    assert [{change.field for change in entry.changes} for entry in edited] == [
        {"severity", "note"}, {"legal", "amount", "currency"}, {"note", "vulnerable"},
    ]  # fmt: skip


def test_edits_are_checked_with_what_there_is_already(office: Office) -> None:
    case = office.record(office.may, amount="100", currency="HKD")

    def problems(**values: Any) -> object:
        response = office.try_change(office.han, case, **values)
        assert error_code(response) == "complaint_fields"
        return response.json()["details"]

    assert problems(currency=None) == {"currency": "currency_missing"}
    assert problems(asked_amount="500") == {"asked_amount": "more_than_disputed"}
    assert problems(what_happened="") == {"what_happened": "missing"}
    assert problems(severity=None) == {"severity": "missing"}
    assert problems(category_code="cards") == {"category_code": "not_this_level"}
    assert problems(root_cause="the_moon") == {"root_cause": "unknown"}
    assert problems(subjects=[{"holding_id": str(uuid4())}]) == {"subjects": "not_theirs"}
    assert office.change(office.han, case, subjects=[{"text": "Card at another bank"}]).case.subjects[0].text
    assert error_code(office.try_change(office.han, case, region="house")) == "not_allowed"
    moved = office.change(office.sue, case, why="Not a customer of ours", region="house").case
    entry = office.history(office.sue, case.complaint_id).entries[-1]
    assert (moved.region, [(each.before, each.after) for each in entry.changes]) == ("house", [("hk", "house")])
    assert office.change(office.han, moved, region="uk").case.region == "uk"  # no law's clock is dropped by that
    future = office.han.post(
        f"/v1/complaints/{case.complaint_id}/changes", seen_version=99, fields=["note"], edit={"note": "x"}
    )
    assert error_code(future) == "stale_version"
    closed = office.move(office.han, case, "withdraw", reason="He found the letter", told_by="phone")
    assert closed.result == "withdrawn"
    assert error_code(office.try_change(office.han, closed, note="x")) == "complaint_move_refused"


def test_a_move_does_not_mind_what_it_does_not_rest_on(office: Office) -> None:
    seen = office.move(office.han, office.record(office.may), "investigate")
    office.change(office.hoi, seen, note="Has called again")
    proposed = office.move(office.han, seen, "propose_answer", **answer())
    assert proposed.note == "Has called again"
    proposed = office.decide_nothing(proposed)
    reworded = office.change(office.han, proposed, answer="The plan is cancelled and the fee stays.").case
    assert error_code(office.try_move(office.hoi, proposed, "approve_answer")) == "stale_version"
    # Who would approve has other words before them now: they have to be proposed anew.
    assert "approve_answer" not in {offer.move for offer in office.case(office.hoi, seen.complaint_id).moves}
    again = office.move(office.han, reworded, "propose_answer", answer=reworded.answer)
    approved = office.move(office.hoi, again, "approve_answer")
    assert error_code(office.try_move(office.sue, again, "approve_answer")) == "complaint_move_refused"
    back = office.move(office.hoi, approved, "send_back", reason="Say what it costs")
    assert (back.glance.state, back.answer_proposed_by) == ("investigating", "")


def test_of_two_who_do_the_same_at_the_same_moment_one_is_told(office: Office) -> None:
    case = office.record(office.may)

    def investigate(name: str) -> httpx.Response:
        return office.try_move(office.desks[name], case, "investigate")

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(investigate, ("han", "hoi")))
    assert sorted(each.status_code for each in answers) == [200, 409]

    def note(name: str) -> Changed:
        return office.change(office.desks[name], case, **{"note" if name == "han" else "about_whom": f"said by {name}"})

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(note, ("han", "hoi")))
    assert all(each.conflicts == () for each in both)
    now = office.case(office.sue, case.complaint_id)
    assert (now.note, now.about_whom) == ("said by han", "said by hoi")


def test_a_command_that_is_asked_again_is_done_once(office: Office) -> None:
    case = office.record(office.may)
    command = {"command_id": str(uuid4()), "seen_version": case.version, "move": "investigate"}
    path = f"/v1/complaints/{case.complaint_id}/moves"
    first, again = (office.han.http.post(path, json=command).json() for _ in range(2))
    assert (first["case"]["version"], again["case"]["version"]) == (2, 2)
    edit = {"command_id": str(uuid4()), "seen_version": 1, "fields": ["note"], "edit": {"note": "Once"}}
    for _ in range(2):
        changed = office.han.http.post(f"/v1/complaints/{case.complaint_id}/changes", json=edit).json()
        assert (changed["case"]["version"], changed["case"]["note"]) == (3, "Once")


def test_it_is_handed_over_with_a_reason_and_a_back_up(office: Office) -> None:
    case = office.record(office.may)
    path, hoi, han = f"/v1/complaints/{case.complaint_id}/owner", str(office.hoi.agent_id), str(office.han.agent_id)
    no_reason = office.han.post(path, seen_version=1, owner_id=hoi)
    assert no_reason.json()["details"] == {"reason": "missing"}
    same = office.han.post(path, seen_version=1, owner_id=hoi, backup_id=hoi, reason="x")
    assert same.json()["details"] == {"backup_id": "same_person"}
    unknown = office.han.post(path, seen_version=1, owner_id=str(office.may.agent_id), reason="x")
    assert error_code(unknown) == "complaint_owner_unknown"
    assert error_code(office.may.post(path, seen_version=1, owner_id=hoi, reason="x")) == "not_allowed"
    given = office.han.post(path, seen_version=1, owner_id=hoi, backup_id=han, reason="On leave")
    changed = Changed.model_validate(given.json()).case
    assert (changed.owner and changed.owner.name, changed.backup and changed.backup.name) == ("Hoi", "Han")
    assert error_code(office.sue.post(path, seen_version=1, owner_id=han, reason="x")) == "stale_version"
    assert office.history(office.han, case.complaint_id).entries[-1].words == "On leave"
    assert office.listed(office.han).lines[0].glance.owner_name == "Hoi"  # who stands in has it among theirs
