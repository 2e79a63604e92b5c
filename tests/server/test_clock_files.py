"""The files of calendars and complaint deadlines: what is wrong is said by its line; what comes along is right."""

from pathlib import Path

import pytest

from agent_desktop.contract.problems import ProblemCode
from agent_desktop.server.complaint_clocks.files import (
    CalendarsFileError,
    ClocksFileError,
    calendars_schema,
    check_calendars,
    check_clocks,
    clocks_schema,
    load_calendars,
    load_rules,
    read_calendars,
    read_clocks,
)
from agent_desktop.settings import resources_folder
from tests.server.support import settings_for_tests

CALENDARS = """
calendars:
  - code: cn
    name: {en: Mainland, zh: 内地}
    time_zone: Asia/Shanghai
    country: CN
    source: notice
"""
CLOCKS = """
region: cn
marks:
  - {code: letter_sent, name: {en: Sent, zh: 已发}}
flags:
  - {code: abroad, name: {en: Abroad, zh: 境外}}
ladder:
  - {percent: 100, tell: [owner]}
sets:
  - code: cn
    name: {en: Mainland, zh: 内地}
    calendar: cn
    rules:
      - id: cn.answer
        name: {en: Answer, zh: 答复}
        limit: answer
        span: {amount: 15, unit: calendar_days}
        ends_at: [state.answered]
        effective_from: 2020-03-01
        source: {en: Order, zh: 令}
        verified: true
        in_use: true
"""
STAGE = """        stages:
          - {code: more, name: {en: M, zh: 延}, span: {amount: 15, unit: calendar_days}, approvers: [supervisor]}
"""
TWICE = """source: notice
    overrides:
      - {day: 2027-01-02, working: true, name: {en: W, zh: 班}, source: n}
      - {day: 2027-01-02, working: false, name: {en: W, zh: 班}, source: n}"""


def _problems(path: Path) -> list[tuple[str, int]]:
    reading = read_clocks(path, ["cn", "hk"], ["cards"])
    return [(each.problem.code.value, each.line) for each in (*reading.errors, *reading.warnings)]


@pytest.mark.parametrize(
    ("old", "new", "problem", "line"),
    [
        ("region: cn", "region: xx", "rule_set_not_there", 2),
        ("calendar: cn", "calendar: xx", "calendar_not_there", 12),
        ("zh: 答复", "zh: ''", "language_missing", 15),
        ("zh: 令", "de: Anordnung", "language_missing", 20),
        ("amount: 15", "amount: 1500", "value_out_of_range", 17),
        ("amount: 15", "amount: 0", "value_out_of_range", 17),
        ("unit: calendar_days", "unit: fortnights", "value_not_listed", 17),
        ("[state.answered]", "[state.away]", "state_not_there", 18),
        ("[state.answered]", "[mark.away]", "mark_not_there", 18),
        ("[state.answered]", "[answered]", "value_of_other_form", 18),
        ("[state.answered]", "[]", "rule_never_ends", 18),
        ("[state.answered]", "[state.answered, received]", "rule_ends_at_once", 18),
        ("2020-03-01\n", "2020-03-01\n        effective_to: 2019-01-01\n", "rule_dates_turned_round", 20),
        ("in_use: true", "in_use: true\n        stops_for: [away]", "state_not_there", 23),
        ("in_use: true", "in_use: true\n        when: {flags: [away]}", "flag_not_there", 23),
        ("in_use: true", "in_use: true\n        when: {flags: [abroad], without: [abroad]}", "rule_never_fits", 23),
        ("in_use: true", "in_use: true\n        when: {categories: [boats]}", "category_not_there", 23),
        ("in_use: true\n", "in_use: true\n" + STAGE, "stage_not_later", 24),
        ("verified: true", "verified: false", "rule_unverified", 22),
        ("percent: 100, tell: [owner]", "percent: 90, tell: [owner]", "ladder_without_end", 7),
        ("tell: [owner]", "tell: []", "ladder_tells_nobody", 8),
        (
            "  - {percent: 100, tell: [owner]}",
            "  - {percent: 100, tell: [owner]}\n  - {percent: 50, tell: [owner]}",
            "ladder_not_rising",
            7,
        ),
        ("code: abroad", "code: Abroad", "value_of_other_form", 6),
        ("verified: true", "verified: maybe", "truth_needed", 21),
        ("verified: true\n", "verified: true\n        colour: red\n", "key_unknown", 22),
    ],
)
def test_a_mistake_in_the_rules_is_named_by_its_line(
    tmp_path: Path, old: str, new: str, problem: str, line: int
) -> None:
    path = tmp_path / "clocks.yaml"
    path.write_text(CLOCKS, encoding="utf-8")
    assert _problems(path) == []
    assert CLOCKS.count(old) >= 1
    path.write_text(CLOCKS.replace(old, new, 1), encoding="utf-8")

    assert (problem, line) in _problems(path)
    assert ProblemCode(problem)


def test_two_versions_of_a_rule_may_follow_each_other_and_not_overlap(tmp_path: Path) -> None:
    path = tmp_path / "clocks.yaml"
    rule = CLOCKS[CLOCKS.index("      - id") :]
    ended = CLOCKS.replace("2020-03-01\n", "2020-03-01\n        effective_to: 2026-12-31\n")
    path.write_text(ended + rule.replace("2020-03-01", "2027-01-01"), encoding="utf-8")
    assert _problems(path) == []

    path.write_text(CLOCKS + rule.replace("2020-03-01", "2027-01-01"), encoding="utf-8")
    assert _problems(path) == [("rules_overlap", 23)]


@pytest.mark.parametrize(
    ("old", "new", "problem", "line"),
    [
        ("country: CN", "country: ZZ", "calendar_place_unknown", 6),
        ("country: CN", "market: XECB\n    country: CN", "calendar_place_needed", 3),
        ("country: CN", "like: hk", "calendar_not_there", 6),
        ("Asia/Shanghai", "Asia/Nowhere", "time_zone_unknown", 5),
        ("source: notice", "source: ''", "value_empty", 7),
        ("country: CN", "country: CN\n    weekend: [fryday]", "value_not_listed", 7),
        (
            "country: CN",
            "country: CN\n    weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]",
            "week_without_work",
            7,
        ),
        ("source: notice", TWICE, "day_listed_twice", 10),
    ],
)
def test_a_mistake_in_the_calendars_is_named_by_its_line(
    tmp_path: Path, old: str, new: str, problem: str, line: int
) -> None:
    path = tmp_path / "calendars.yaml"
    path.write_text(CALENDARS, encoding="utf-8")
    assert read_calendars(path).errors == ()
    path.write_text(CALENDARS.replace(old, new, 1), encoding="utf-8")

    assert (problem, line) in [(each.problem.code.value, each.line) for each in read_calendars(path).errors]


def test_what_comes_with_the_program_is_right_and_what_nobody_has_verified_is_out_of_use(tmp_path: Path) -> None:
    told: list[str] = []
    settings = settings_for_tests()
    assert check_calendars(settings, None, "en", told.append)
    assert check_clocks(settings, None, "zh", told.append)
    assert told == ["main.yaml: nothing is wrong.", "clocks.yaml：没有问题。"]
    rules = load_rules(settings, load_calendars(settings)).rules
    unverified = {each.rule.id for each in rules if not each.rule.verified}
    assert unverified == {"cn.review_window", "cn.review", "cn.pboc"}  # marked K in compliance.md
    assert not any(each.rule.in_use for each in rules if not each.rule.verified)

    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(CLOCKS.replace("state.answered", "state.away"), encoding="utf-8")
    told.clear()
    assert not check_clocks(settings, wrong, "en", told.append)
    assert told[0].startswith("wrong.yaml, line 18, column 19: Complaints have no state `away`.")
    with pytest.raises(ClocksFileError):
        load_rules(settings_for_tests(records={"complaint_clocks_file": str(wrong)}), load_calendars(settings))
    with pytest.raises(CalendarsFileError):
        load_calendars(settings_for_tests(records={"calendars_file": str(wrong)}))


def test_the_published_schemas_are_those_of_the_program() -> None:
    folder = resources_folder() / "schemas"

    assert (folder / "calendars.schema.json").read_text(encoding="utf-8") == calendars_schema()
    assert (folder / "complaint_clocks.schema.json").read_text(encoding="utf-8") == clocks_schema()
