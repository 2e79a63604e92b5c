"""Outcomes, reasons for being not ready and thresholds as versions: an administrator publishes them, every server
follows, nothing that stands in the records is lost, and files are the other way in."""

from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
import yaml

from agent_desktop.contract.board import Level
from agent_desktop.contract.floor_alerts import FloorMeasure, TimerLimit, TimerLimitList
from agent_desktop.contract.routing import Checked, Document, Versions
from agent_desktop.contract.rules import AwayReasons, KeptRules, RuleKind, Rules
from agent_desktop.contract.sessions import Role
from agent_desktop.server.configuration.command import RoutingWish, run_routing
from agent_desktop.server.rules.books import document_in_file, problems_of
from agent_desktop.settings import Settings, load_settings
from tests.server.board.watching import WatchingDesktop
from tests.server.floor import SECRETS, Desk, Floor
from tests.server.support import error_code, until

OUTCOMES, REASONS, FLOOR = RuleKind.OUTCOMES, RuleKind.AWAY_REASONS, RuleKind.FLOOR_ALERTS


@pytest.fixture
def head(floor: Floor) -> Desk:
    floor.add_person("head", Role.ADMINISTRATOR)
    return floor.sign_in("head")


def rules(desk: Desk, kind: RuleKind) -> Rules:
    return Rules.model_validate(desk.http.get(f"/v1/rules/{kind.value}").raise_for_status().json())


def save(desk: Desk, kind: RuleKind, document: Document, *, seen: int = 1, **more: object) -> httpx.Response:
    body = {"command_id": str(uuid4()), "seen_version": seen, "document": document, "reason": "As agreed", **more}
    return desk.http.put(f"/v1/rules/{kind.value}", json=body)


def part(document: Document, name: str) -> list[Any]:
    found: Any = document[name]
    return list(found)


def shipped(kind: RuleKind) -> Document:
    return deepcopy(document_in_file(kind, load_settings(None)))


def named(code: str, en: str, zh: str, **more: object) -> dict[str, Any]:
    return {"code": code, "name": {"en": en, "zh": zh}, **more}


def codes_of(problems: object) -> list[str]:
    assert isinstance(problems, (list, tuple))
    return [str(each["problem"] if isinstance(each, dict) else each.problem) for each in problems]


def test_another_outcome_is_offered_at_once_and_a_retired_one_keeps_its_name_in_the_records(
    floor: Floor, head: Desk
) -> None:
    may = floor.agent("may")
    document = shipped(OUTCOMES)
    document["dispositions"] = [*part(document, "dispositions"), named("card_collected", "Card collected", "网点领卡")]
    part(document, "dispositions")[1]["retired"] = True
    assert save(head, OUTCOMES, document).status_code == 200

    def offered() -> list[str]:
        return [each["code"] for each in may.http.get("/v1/dispositions").raise_for_status().json()]

    until(lambda: "card_collected" in offered())
    assert "information" not in offered()
    again = rules(head, OUTCOMES)
    assert (again.version.version, again.version.reason, again.version.by_name) == (2, "As agreed", "Head")
    assert again.file_differs
    with floor.engine.connect() as connection:
        audited = connection.execute(
            sa.text("SELECT detail FROM audit_entries WHERE what = 'rules.published'")
        ).scalar_one()
    assert (audited["kind"], audited["version"], audited["reason"]) == ("outcomes", 2, "As agreed")
    assert save(head, OUTCOMES, again.document, seen=2).json()["version"]["version"] == 2


def test_agents_choose_what_is_listed_now_and_nothing_else(floor: Floor, head: Desk) -> None:
    may = floor.agent("may")
    document = shipped(REASONS)
    reasons = part(document, "reasons")
    reasons[1]["retired"] = True
    document["reasons"] = [*reasons, named("coaching", "Coaching", "辅导", minutes=[15, 30])]
    assert save(head, REASONS, document).status_code == 200

    def listed() -> AwayReasons:
        return AwayReasons.model_validate(may.http.get("/v1/away-reasons").raise_for_status().json())

    until(lambda: [each.code for each in listed().offered()][-1] == "coaching")
    assert {each.code: each.name["zh"] for each in listed().reasons}["lunch"] == "午餐"
    assert str(may.agent("go_not_ready", "coaching").agent.reason) == "coaching"
    refused = may.post("/v1/agent/commands", action="go_not_ready", reason="lunch")
    assert (refused.status_code, error_code(refused)) == (422, "reason_not_offered")


def test_thresholds_that_are_published_are_those_that_supervisors_are_told_by(floor: Floor, head: Desk) -> None:
    floor.add_person("sue", Role.SUPERVISOR)
    sue = floor.sign_in("sue")
    document = shipped(FLOOR)
    part(document, "rules")[1].update(warn=45, act=90, queues=["cards"])
    assert error_code(save(sue, FLOOR, document)) == "not_allowed"
    assert not rules(sue, FLOOR).may_edit
    assert save(head, FLOOR, document).status_code == 200

    def longest() -> tuple[float, float]:
        shown = sue.http.get("/v1/floor-alerts/rules").raise_for_status().json()["rules"]
        found = next(each for each in shown if each["code"] == "longest_wait")
        return found["warn"], found["act"]

    until(lambda: longest() == (45, 90))


def test_the_board_and_agents_own_timers_go_by_thresholds_from_when_they_are_published(
    floor: Floor, head: Desk
) -> None:
    floor.add_person("sue", Role.SUPERVISOR)
    may, watching = floor.agent("may"), WatchingDesktop(floor, floor.sign_in("sue"))
    watching.until_board()
    floor.ring()
    (caller,) = until(lambda: board.waiting if (board := watching.board()) else ())
    codes = {each.queue_id: each.code for each in watching.until_board().queues}
    assert caller.level is Level.OK

    def publish(seen: int, **thresholds: object) -> None:
        document = shipped(FLOOR)
        named_rules = {str(each["code"]): each for each in part(document, "rules")}
        named_rules["longest_wait"].update(queues=[codes[caller.queue_id]], **thresholds)
        named_rules["long_call"].update(queues=[codes[caller.queue_id]], **thresholds)
        assert save(head, FLOOR, document, seen=seen).status_code == 200

    def level() -> Level:
        board = watching.until_board()
        (row,) = [each for each in board.queues if each.queue_id == caller.queue_id]
        assert row.longest_level is board.figures.longest_level
        return row.longest_level

    def timers() -> dict[FloorMeasure, TimerLimit]:
        answer = may.http.get("/v1/timer-limits").raise_for_status()
        listed = TimerLimitList.model_validate(answer.json()).limits
        return {each.measure: each for each in listed if each.queue_id in (None, caller.queue_id)}

    assert timers()[FloorMeasure.CALL_SECONDS].warn_seconds == 600
    publish(1, warn=0, act=3600)
    until(lambda: level() is Level.WARNING)
    until(lambda: timers()[FloorMeasure.CALL_SECONDS].warn_seconds == 0)
    publish(2, warn=0, act=0)
    until(lambda: level() is Level.BAD)
    publish(3, warn=3000, act=3600)
    until(lambda: level() is Level.OK)
    own = timers()
    assert (own[FloorMeasure.CALL_SECONDS].queue_id, own[FloorMeasure.CALL_SECONDS].act_seconds) == (
        caller.queue_id,
        3600,
    )
    assert own[FloorMeasure.HOLD_SECONDS].warn_seconds == 80


def test_what_is_wrong_is_named_and_nothing_is_changed(head: Desk) -> None:
    gone, twice = shipped(OUTCOMES), shipped(OUTCOMES)
    gone["dispositions"] = part(gone, "dispositions")[1:]
    refused = save(head, OUTCOMES, gone)
    assert (refused.status_code, error_code(refused)) == (422, "rules_wrong")
    assert codes_of(refused.json()["details"]["problems"]) == ["code_gone"]
    twice["dispositions"] = [*part(twice, "dispositions"), named("resolved", "Done", "办结")]
    assert codes_of(save(head, OUTCOMES, twice).json()["details"]["problems"]) == ["code_twice"]

    turned = shipped(FLOOR)
    part(turned, "rules")[1].update(warn=90, act=60)
    part(turned, "rules")[0].update(of_target=False, warn=70, act=80)
    found = head.http.post("/v1/rules/floor_alerts/check", json={"document": turned}).raise_for_status().json()
    assert [each["place"] for each in found["problems"]] == [["rules", 0, "act"], ["rules", 1, "act"]]
    elsewhere = shipped(FLOOR)
    part(elsewhere, "rules")[1]["queues"] = ["gold_mine"]
    promised = shipped(OUTCOMES)
    part(promised, "dispositions")[2]["retired"] = True
    for kind, document, warned in ((FLOOR, elsewhere, "queue_not_there"), (OUTCOMES, promised, "promise_retired")):
        answer = head.http.post(f"/v1/rules/{kind.value}/check", json={"document": document}).raise_for_status()
        checked = Checked.model_validate(answer.json())
        assert (checked.problems, codes_of(checked.warnings)) == ((), [warned])
    assert rules(head, OUTCOMES).version.version == 1


@pytest.mark.parametrize(
    ("reasons", "problem"),
    [
        ([named("signed_in", "Signed in", "登录")], "reason_given"),
        ([named("tea", "Tea", "")], "language_missing"),
        ([named("tea", "Tea", "茶歇", retired=True)], "nothing_offered"),
        ([named("tea", "Tea", "茶歇", minutes=[0])], "value_out_of_range"),
        ([named("tea", "Tea", "茶歇"), named("tea", "Coffee", "咖啡")], "code_twice"),
        ([], "value_empty"),
    ],
)
def test_a_list_of_reasons_that_agents_could_not_use_is_refused(reasons: list[dict[str, Any]], problem: str) -> None:
    wrong, _ = problems_of(REASONS, {"reasons": reasons})
    assert problem in codes_of(wrong)


def test_a_long_list_and_names_that_agents_cannot_tell_apart_are_warned_of() -> None:
    many = [named(f"reason_{n}", f"Reason {n}", f"原因{n}") for n in range(13)]
    assert codes_of(problems_of(REASONS, {"reasons": many})[1]) == ["tree_wide"]
    alike = [named("tea", "Tea", "茶歇"), named("rest", "tea ", "休息")]
    assert codes_of(problems_of(REASONS, {"reasons": alike})[1]) == ["name_like_another"]


def test_two_administrators_do_not_overwrite_each_other_and_going_back_keeps_what_came_since(head: Desk) -> None:
    document = shipped(REASONS)
    document["reasons"] = [*part(document, "reasons"), named("coaching", "Coaching", "辅导")]
    save(head, REASONS, document).raise_for_status()
    stale = save(head, REASONS, shipped(REASONS), seen=1)
    assert (stale.status_code, stale.json()["details"]["current_version"]) == (409, 2)

    answer = head.http.get("/v1/rules/away_reasons/versions/1").raise_for_status()
    older = KeptRules.model_validate(answer.json())
    assert [each["code"] for each in part(older.document, "reasons") if each.get("retired")] == ["coaching"]
    back = Rules.model_validate(save(head, REASONS, older.document, seen=2, restores=1).raise_for_status().json())
    assert (back.version.version, back.version.restores) == (3, 1)
    versions = Versions.model_validate(head.http.get("/v1/rules/away_reasons/versions").json()).versions
    assert [each.version for each in versions] == [3, 2, 1]
    assert error_code(head.http.get("/v1/rules/away_reasons/versions/9")) == "not_found"


def test_a_file_is_the_other_way_in_and_out_and_its_mistakes_are_told_by_line(
    floor: Floor, head: Desk, tmp_path: Path
) -> None:
    address = floor.engine.url.render_as_string(hide_password=False)
    settings = Settings.model_validate(
        floor.settings.model_dump() | {"database": floor.settings.database.model_dump() | {"url": address}}
    )
    told: list[str] = []

    def run(order: str, file: Path, kind: RuleKind = OUTCOMES) -> int:
        told.clear()
        return run_routing(settings, SECRETS, RoutingWish(order, file, what=kind.value), "en", told.append)

    file = tmp_path / "outcomes.yaml"
    assert run("export", file) == 0
    assert run("check", file) == 0
    assert run("import", file) == 0
    assert told[0].endswith("Nothing was changed.")
    tree = yaml.safe_load(file.read_text("utf-8"))
    tree["dispositions"].append(named("other", "Something else", "其他"))
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    assert run("import", file) == 0
    assert (rules(head, OUTCOMES).version.version, rules(head, OUTCOMES).version.origin) == (2, "file")

    tree["dispositions"] = tree["dispositions"][1:]
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    assert run("import", file) == 2
    assert "resolved" in told[0]
    file.write_text("dispositions: 7\n", "utf-8")
    assert (run("check", file), run("import", file)) == (2, 2)
    assert rules(head, OUTCOMES).version.version == 2
