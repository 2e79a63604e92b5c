"""Whoever a complaint is about does not own it, approves nothing of it and reads nothing of the work on it."""

from agent_desktop.contract.complaint_cases import Case
from tests.server.complaints.office import Office, answer
from tests.server.support import error_code


def test_the_colleague_who_is_named_neither_owns_nor_sees_nor_decides_it(office: Office) -> None:
    case = office.record(office.may, about_whom="han", note="He laughed at her")
    assert case.about_user is not None
    assert (case.about_user.name, case.owner and case.owner.name) == ("Han", "Hoi")
    path = f"/v1/complaints/{case.complaint_id}"
    for route in (path, f"{path}/history", f"{path}/clocks", f"{path}/letters"):
        assert error_code(office.han.http.get(route)) == "complaint_not_found", route
    assert office.listed(office.han, scope="all").lines == ()
    assert [each.glance.number for each in office.listed(office.hoi, scope="all").lines] == [case.glance.number]
    assert error_code(office.try_move(office.han, case, "investigate")) == "complaint_not_found"
    assert error_code(office.try_change(office.han, case, note="x")) == "complaint_not_found"

    han = str(office.han.agent_id)
    given = office.sue.post(f"{path}/owner", seen_version=case.version, owner_id=han, reason="He knows it")
    assert (error_code(given), given.json()["details"]) == ("complaint_fields", {"owner_id": "concerned"})
    items = [{"complaint_id": str(case.complaint_id), "seen_version": case.version}]
    many = office.sue.post("/v1/complaints/assignments", items=items, owner_id=han).json()
    assert [each["problem"] for each in many["outcomes"]] == ["complaint_owner_unknown"]
    chosen = office.try_record(office.may, about_user_id=han, owner_id=han)
    assert chosen.json()["details"] == {"owner_id": "concerned"}


def test_it_is_taken_from_whom_it_turns_out_to_be_about_with_what_they_proposed(office: Office) -> None:
    case = office.record(office.may, owner_id=str(office.han.agent_id))
    case = office.move(office.han, case, "investigate")
    case = office.decide_nothing(office.move(office.han, case, "propose_answer", **answer()))
    case = office.move(office.hoi, case, "approve_answer")
    assert error_code(office.try_change(office.han, case, about_whom="Han")) == "not_allowed"

    told = office.change(office.hoi, case, about_whom="Han").case

    assert (told.owner, told.answer_proposed_by, told.answer_approved_by) == (None, "", "")
    assert (told.glance.state, told.team) == ("investigating", case.team)
    entry = office.history(office.hoi, case.complaint_id).entries[-1]
    assert {"about_whom", "about_user_id", "owner_id", "state"} <= {each.field for each in entry.changes}
    assert error_code(office.han.http.get(f"/v1/complaints/{case.complaint_id}")) == "complaint_not_found"


def test_who_records_what_is_about_themselves_hears_the_number_and_no_more(office: Office) -> None:
    command = office.command(about_whom="May")
    recorded = Case.model_validate(office.may.http.post("/v1/complaints", json=command).raise_for_status().json())
    office.change(office.hoi, office.case(office.hoi, recorded.complaint_id), note="Listen to the recording")

    again = Case.model_validate(office.may.http.post("/v1/complaints", json=command).raise_for_status().json())

    assert recorded.glance.number == again.glance.number != ""
    assert (again.note, again.moves, again.rights, again.undo_until_at) == ("", (), frozenset(), None)
    path = f"/v1/complaints/{recorded.complaint_id}"
    assert error_code(office.may.http.get(path)) == "complaint_not_found"
    assert error_code(office.may.post(f"{path}/undo")) == "complaint_not_found"
    settled = {"settled": answer(), "severity": "minor", "about_whom": "May"}
    assert office.try_record(office.may, **settled).json()["details"] == {"settled": "concerned"}


def test_nobody_is_warned_of_what_is_about_them(office: Office) -> None:
    case = office.record(office.may, about_user_id=str(office.sue.agent_id), severity="critical")
    office.change(office.hoi, case, note="Call her first")
    office.warn("2099-01-01T09:00Z")

    assert office.sue.http.get("/v1/complaint-warnings").json()["warnings"] == []
    assert office.han.http.get("/v1/complaint-warnings").json()["warnings"] != []


def test_whom_it_is_about_is_chosen_among_colleagues_of_one_name_and_they_alone_are_kept_from_it(
    office: Office,
) -> None:
    form = office.may.http.get("/v1/complaints/form").raise_for_status().json()
    people = {each["name"]: each for each in form["colleagues"]}
    assert people["Han"]["team"] == "Complaints"
    case = office.record(office.may, about_whom="The one at the counter", about_user_id=people["Han"]["user_id"])
    assert error_code(office.han.http.get(f"/v1/complaints/{case.complaint_id}")) == "complaint_not_found"
    seen = office.case(office.cam, case.complaint_id)
    assert seen.about_user is not None
    assert (seen.about_user.name, seen.about_whom) == ("Han", "The one at the counter")
