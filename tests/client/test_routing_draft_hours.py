"""Opening hours in a draft of the routing: by weekday and by day, for two people at once."""

from typing import Any

import pytest

from agent_desktop.client.routing_draft import Change, ChangeKind, RoutingDraft, as_text, changes_between, draft_of
from agent_desktop.client.routing_draft import from_text as read
from agent_desktop.contract.routing import Document
from agent_desktop.contract.routing_checks import document_of, in_form_of_now, problems_in
from agent_desktop.settings import load_settings

MONDAY = ("hours", 0, "weekly", "mon")
DAYS = ("hours", 0, "days")
CHRISTMAS: Document = {"day": "2026-12-25", "name": "Christmas", "open": []}
EVE: Document = {"day": "2026-12-24", "name": "Christmas Eve", "open": ["09:00-12:00"]}


def office(**more: Any) -> Document:
    return {"code": "office", "time_zone": "", "weekly": {"mon": ["09:00-18:00"]}, "days": [CHRISTMAS], **more}


def draft(*hours: Document) -> RoutingDraft:
    return draft_of(1, {**document_of(load_settings(None).telephony), "hours": list(hours or (office(),))})


def changed(before: RoutingDraft) -> list[tuple[str, object, object]]:
    found = changes_between(before.base, before.document)
    assert all((each.kind, each.part, each.code) == (ChangeKind.CHANGED, "hours", "office") for each in found)
    return [(each.key, each.before, each.after) for each in found]


def test_what_differs_is_said_by_weekday_and_by_day() -> None:
    weekly: Document = {"mon": ["09:00-17:00"], "sat": ["10:00-12:00"]}
    changes = draft().put(("hours", 0, "weekly"), weekly).put(DAYS, [EVE, {**CHRISTMAS, "name": "Xmas"}])

    assert changed(changes) == [
        ("mon", ["09:00-18:00"], ["09:00-17:00"]),
        ("sat", None, ["10:00-12:00"]),
        ("days", CHRISTMAS, {**CHRISTMAS, "name": "Xmas"}),
        ("days", None, EVE),
    ]


def test_a_row_more_or_less_is_a_step_by_itself_and_letters_in_a_row_are_one() -> None:
    one = ["09:00-18:00"]
    typed = draft().put(MONDAY, ["09:00-1"]).put(MONDAY, ["09:00-17:00"])
    more = typed.put(MONDAY, ["09:00-17:00", "18:00-24:00"])
    less = more.put(MONDAY, ["18:00-24:00"])

    def monday(of: RoutingDraft) -> object:
        hours: Any = of.document["hours"]
        return hours[0]["weekly"]["mon"]

    assert monday(less.undo()) == ["09:00-17:00", "18:00-24:00"]
    assert monday(less.undo().undo()) == ["09:00-17:00"]
    assert monday(less.undo().undo().undo()) == one


def test_two_people_who_add_days_lose_neither() -> None:
    mine = draft().put(DAYS, [CHRISTMAS, EVE]).put(MONDAY, ["08:00-18:00"])
    new_year: Document = {"day": "2027-01-01", "name": "New Year", "open": []}
    theirs = office(days=[new_year], weekly={"mon": ["09:00-18:00"], "tue": ["09:00-18:00"]})

    merged = mine.on_top_of(2, {**mine.base, "hours": [theirs]})

    assert merged.document["hours"] == [
        office(days=[EVE, new_year], weekly={"mon": ["08:00-18:00"], "tue": ["09:00-18:00"]})
    ]


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ({"weekly": {"mon": ["09:00-13:00", "12:00-18:00"]}}, [("weekly.mon.1", "spans_overlap")]),
        ({"weekly": {"mon": ["12:00-24:00", "09:00-12:00"]}}, []),  # one ends as the other begins
        ({"weekly": {"mon": ["18:00-09:00"]}}, [("weekly.mon.0", "span_turned_round")]),
        ({"weekly": {"mon": ["9-18"]}}, [("weekly.mon.0", "value_of_other_form")]),
        ({"days": [CHRISTMAS, EVE, CHRISTMAS]}, [("days.2.day", "day_twice")]),
        ({"days": [{**EVE, "open": ["09:00-12:00", "09:00-12:00"]}]}, [("days.0.open.1", "spans_overlap")]),
        ({"days": [{**EVE, "day": "2026-02-30"}]}, [("days.0.day", "value_of_other_form")]),
        ({"time_zone": "Asia/Hongkon"}, [("time_zone", "time_zone_unknown")]),
        # What is wrong elsewhere hides none of it.
        (
            {"time_zone": "Mars", "days": [CHRISTMAS, CHRISTMAS]},
            [("days.1.day", "day_twice"), ("time_zone", "time_zone_unknown")],
        ),
    ],
)
def test_what_is_wrong_with_hours_stands_at_its_row(hours: dict[str, Any], found: list[tuple[str, str]]) -> None:
    problems = problems_in(draft(office(**hours)).document)

    assert [(".".join(map(str, each.place[2:])), each.problem) for each in problems] == found


def test_a_draft_that_an_earlier_program_kept_is_read_in_the_form_of_now() -> None:
    old = draft({"code": "office", "weekly": {}, "holidays": ["2026-12-25"], "other_days": {"2026-12-24": []}})

    kept = read(as_text(old), document_of(load_settings(None).telephony))

    assert kept is not None
    day: Document = {"name": "", "open": []}
    expected = {"code": "office", "time_zone": "", "weekly": {}}
    assert kept.document["hours"] == [
        {**expected, "days": [{"day": "2026-12-24", **day}, {"day": "2026-12-25", **day}]}
    ]
    assert not kept.is_changed


def test_a_document_with_mistakes_keeps_them_in_the_form_of_now() -> None:
    read_again = in_form_of_now({"hours": [{"code": "Office", "holidays": ["soon"]}], "point_seconds": 0})

    assert read_again == {"hours": [{"code": "Office", "days": [{"day": "soon", "open": []}]}], "point_seconds": 0}


def test_new_hours_need_nothing_more() -> None:
    new = draft().add("hours", "evening")

    assert problems_in(new.document) == ()
    assert changes_between(new.base, new.document) == (Change(ChangeKind.ADDED, "hours", "evening"),)
