"""No date of the law is lost in silence: not by an edit, a call that was another's, a reopening, or a new file."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from agent_desktop.contract.complaint_clocks import ReachPreview
from agent_desktop.records.complaint_clocks import reaching
from tests.server.complaints.office import Office
from tests.server.floor import add_customer
from tests.server.support import error_code, until


def test_clocks_of_the_law_are_dropped_only_with_a_word_and_supervisors_are_told(office: Office) -> None:
    case = office.record(office.may, region="us", flags=["electronic_transfer_error"])
    silent = office.try_change(office.han, case, flags=[])
    assert (error_code(silent), silent.json()["details"]) == ("complaint_fields", {"reason": "missing"})
    assert office.case(office.han, case.complaint_id).flags == ("electronic_transfer_error",)

    dropped = office.change(office.han, case, why="It was a cheque", flags=[]).case
    entry = office.history(office.han, case.complaint_id).entries[-1]
    assert (entry.words, "us.rege.determine" in str(entry.detail["dropped"])) == ("It was a cheque", True)

    away = office.try_change(office.sue, dropped, region="house")
    assert away.json()["details"] == {"reason": "missing"}
    assert office.change(office.sue, dropped, why="She banks in London", region="uk").case.region == "uk"
    plain = office.record(office.may)
    assert office.change(office.han, plain, vulnerable=True).case.vulnerable  # nothing is dropped: nothing is asked


def test_what_is_reopened_has_its_tasks_again_and_a_clock(office: Office) -> None:
    case = office.record(office.may)
    wanted = {"department": "operations", "words": "When?", "due_at": "2099-01-05T09:00:00Z"}
    path = f"/v1/complaints/{case.complaint_id}/tasks"
    first = office.han.post(path, **wanted).json()["tasks"][0]
    office.han.post(path, **wanted | {"words": "Called off"})
    second = next(each for each in office.case(office.han, case.complaint_id).tasks if each.words == "Called off")
    steps = f"/v1/complaint-tasks/{second.task_id}/steps"
    office.han.post(steps, step="cancel", seen_version=1, words="Not needed").raise_for_status()
    case = office.case(office.han, case.complaint_id)
    case = office.move(office.han, case, "withdraw", reason="She found it", told_by="phone")

    case = office.move(office.han, case, "reopen", reason="It was another one")

    states = {task.words: task.state for task in case.tasks}
    assert states == {"When?": "open", "Called off": "cancelled"}
    assert next(task.due_at for task in case.tasks if task.words == "When?").year < 2099, first
    assert case.glance.due_at is not None


def test_owner_and_supervisor_are_told_once_of_one_that_lies_without_a_clock(office: Office) -> None:
    case = office.answered(office.record(office.may, region="house"))
    assert case.glance.due_at is None
    soon = (datetime.now(UTC) + timedelta(days=20)).isoformat()
    assert office.warn(soon) == 0, "the customer has the answer, and may think about it"
    for at in ("2099-01-01T09:00Z", "2099-01-02T09:00Z"):
        office.warn(at)
    owner = next(desk for desk in (office.han, office.hoi) if case.owner and desk.agent_id == case.owner.user_id)
    for desk in (owner, office.sue):
        (told,) = desk.http.get("/v1/complaint-warnings").json()["warnings"]
        assert (told["kind"], told["number"], told["clock_id"], told["rule_name"]) == (
            "no_clock", case.glance.number, None, {},
        )  # fmt: skip


def test_one_that_was_joined_and_goes_on_by_itself_has_its_clocks_at_once(office: Office) -> None:
    other = add_customer(office.floor.engine, "+85261239999", name="Wong Ka Yan", key="C2")
    office.may.go_ready()
    office.floor.ring()
    call_id = office.may.take_call().call_id
    first = office.record(office.han)
    joined = office.record(office.may, call_id=str(call_id))
    before = joined.glance.due_at
    office.move(office.han, joined, "join", into_id=str(first.complaint_id))

    office.may.post(f"/v1/calls/{call_id}/attachment", customer_id=str(other)).raise_for_status()

    due_at = until(lambda: office.case(office.sue, joined.complaint_id).glance.due_at)
    assert due_at == before


def test_new_rules_of_the_house_reach_older_complaints_by_an_act_that_was_looked_at_first(office: Office) -> None:
    case = office.record(office.may)
    office.record(office.may, kind="suggestion", category_code="idea.app")
    with office.floor.engine.begin() as connection:  # as if the rule had come since
        connection.execute(sa.text("DELETE FROM complaint_clocks WHERE rule_id = 'house.acknowledge'"))
    path = "/v1/complaint-clocks/reach"

    def preview() -> ReachPreview:
        return ReachPreview.model_validate(office.adm.http.get(path).raise_for_status().json())

    seen = preview()
    assert seen == preview(), "looking changes nothing"
    assert [(each.rule_id, each.count, each.late) for each in seen.rules] == [("house.acknowledge", 1, 0)]
    assert [each.number for each in seen.shown] == [case.glance.number]
    assert error_code(office.sue.http.get(path)) == "not_allowed"
    other: dict[str, Any] = {
        "reason": "The board's word of June", "digest": "0" * 16, "through": str(seen.through),
    }  # fmt: skip
    refused = office.adm.post(path, **other)
    assert refused.json()["details"] == {"problem": "clock_reach_changed"}

    office.cam.post(path, **other | {"digest": seen.digest}).raise_for_status()  # compliance

    clocks = office.han.http.get(f"/v1/complaints/{case.complaint_id}/clocks").json()["clocks"]
    assert "house.acknowledge" in [each["rule"]["rule_id"] for each in clocks]
    entry = office.history(office.han, case.complaint_id).entries[-1]
    assert (entry.kind, entry.words, entry.detail["what"]) == ("clock", other["reason"], "clock.reached")
    assert preview().rules == ()
    with office.floor.engine.begin() as connection:
        (kept,) = connection.scalars(sa.text("SELECT detail FROM audit_entries WHERE what = 'complaint_rules.reached'"))
    assert (kept["complaints"], kept["rules"]) == (1, {"house.acknowledge": 1})


def test_older_complaints_are_looked_at_and_reached_a_portion_at_a_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "PORTION", 2)
    for _ in range(3):
        office.record(office.may)
    with office.floor.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM complaint_clocks WHERE rule_id = 'house.acknowledge'"))
    path = "/v1/complaint-clocks/reach"

    def preview(after: object = None) -> ReachPreview:
        query = "" if after is None else f"?after={after}"
        return ReachPreview.model_validate(office.adm.http.get(path + query).raise_for_status().json())

    first = preview()
    assert (first.looked, first.complaints, first.left) == (2, 2, 1)
    second = preview(first.through)
    assert (second.looked, second.complaints, second.left) == (1, 1, 0)
    for after, seen in ((None, first), (first.through, second)):
        wish = {"reason": "The board", "digest": seen.digest, "through": str(seen.through)}
        office.adm.post(path, **wish | ({} if after is None else {"after": str(after)})).raise_for_status()
    assert (preview().complaints, preview(second.through).through) == (0, None)
