"""A draft of the routing: undo, what has changed, and a merge with somebody else's version."""

import json
from typing import Any

from agent_desktop.client.routing_draft import (
    Change,
    ChangeKind,
    RoutingDraft,
    as_text,
    changes_between,
    draft_of,
    from_text,
    parts_of,
    value_at,
)
from agent_desktop.contract.routing import Document
from agent_desktop.contract.routing_checks import document_of, problems_in, skill_warnings
from agent_desktop.settings import load_settings

RING = ("queues", 0, "ring_seconds")


def shipped() -> Document:
    return document_of(load_settings(None).telephony)


def draft() -> RoutingDraft:
    return draft_of(1, shipped())


def codes(document: Document) -> list[str]:
    queues: Any = document["queues"]
    return [queue["code"] for queue in queues]


def test_undo_and_redo_go_by_what_was_done_and_not_by_letters() -> None:
    changed = draft().put(RING, 2).put(RING, 25).put(("point_seconds",), 30)

    assert value_at(changed.undo().document, RING) == 25
    assert changed.undo().undo().document == shipped()
    assert not changed.undo().undo().is_changed
    assert changed.undo().undo().redo().redo().document == changed.document
    assert changed.undo().put(("handle_seconds",), 200).redo().document["point_seconds"] == 60


def test_a_queue_that_goes_leaves_nothing_that_leads_to_it() -> None:
    changed = draft().put(("queues", 1, "closed_to"), "cards").remove("queues", 0, taker="general")

    assert codes(changed.document) == ["general", "english", "green", "fraud"]
    assert changed.document["default_queue"] == "general"
    assert changed.moves == {"cards": "general"}
    assert problems_in(changed.document) == ()
    assert changed.undo().moves == {}


def test_opening_hours_that_go_leave_their_queues_always_open() -> None:
    changed = draft().add("hours", "office").put(("queues", 0, "hours"), "office")
    assert problems_in(changed.document) == ()

    assert value_at(changed.remove("hours", 0).document, ("queues", 0, "hours")) == ""


def test_a_new_queue_says_what_it_still_needs_and_a_copy_needs_nothing() -> None:
    new = draft().add("queues", "loans")
    copy = draft().add("queues", "fraud_2", like=4)

    assert [(problem.place, problem.problem) for problem in problems_in(new.document)] == [
        (("queues", 5, "name", "en"), "language_missing"),
        (("queues", 5, "name", "zh"), "language_missing"),
    ]
    assert problems_in(copy.document) == ()
    assert value_at(copy.document, ("queues", 5, "needs")) == {"fraud": 2}


def test_what_has_changed_is_said_by_queue_and_key() -> None:
    changed = draft().put(RING, 30).put(("point_seconds",), 45).add("queues", "loans").remove("queues", 4)

    assert changes_between(changed.base, changed.document) == (
        Change(ChangeKind.CHANGED, key="point_seconds", before=60, after=45),
        Change(ChangeKind.REMOVED, "queues", "fraud"),
        Change(ChangeKind.CHANGED, "queues", "cards", "ring_seconds", 20, 30),
        Change(ChangeKind.ADDED, "queues", "loans"),
        Change(ChangeKind.CHANGED, "outgoing_numbers", "cards", "queues", ["cards", "fraud"], ["cards"]),
    )


def test_on_top_of_somebody_elses_version_nothing_of_either_is_lost() -> None:
    mine = draft().put(RING, 30).add("queues", "loans").remove("queues", 4)
    theirs = draft().put(("queues", 1, "priority"), 9).put(RING, 45).add("queues", "vip").document

    rebased = mine.on_top_of(2, theirs)

    assert (rebased.version, rebased.base) == (2, theirs)
    assert value_at(rebased.document, RING) == 30  # both changed it: mine
    assert value_at(rebased.document, ("queues", 1, "priority")) == 9
    assert codes(rebased.document) == ["cards", "general", "english", "green", "vip", "loans"]


def test_a_draft_is_kept_and_read_again_and_what_is_none_is_nothing() -> None:
    changed = draft().put(RING, 30)

    kept = from_text(as_text(changed), shipped())

    assert kept is not None
    assert (kept.version, kept.base, kept.document) == (1, changed.base, changed.document)
    assert all(from_text(each, shipped()) is None for each in ("", "[1]", '{"version": 1}'))


def test_a_draft_of_an_earlier_program_keeps_the_numbers_that_count_and_lists_the_skills_it_needs() -> None:
    earlier = json.loads(as_text(draft().put(RING, 30)))
    for document in (earlier["base"], earlier["document"]):
        del document["outgoing_numbers"], document["skills"]

    kept = from_text(json.dumps(earlier), shipped())

    assert kept is not None
    assert kept.document["outgoing_numbers"] == shipped()["outgoing_numbers"]
    assert [each.key for each in changes_between(kept.base, kept.document)] == ["ring_seconds"]
    assert [each["code"] for each in parts_of(kept.document, "skills")] == ["english", "fraud", "wealth"]


def test_a_queue_that_goes_gives_its_numbers_to_its_taker_and_one_of_it_alone_becomes_nobodys() -> None:
    numbers = draft().put(("outgoing_numbers", 1, "queues"), ["fraud"])

    taken, left = numbers.remove("queues", 4, taker="general"), numbers.remove("queues", 4)

    assert value_at(taken.document, ("outgoing_numbers", 1, "queues")) == ["general"]
    assert value_at(left.document, ("outgoing_numbers", 1, "queues")) == ["fraud"]
    assert [(each.place, each.problem) for each in problems_in(left.document)] == [
        (("outgoing_numbers", 1, "queues"), "queue_not_there")
    ]


def test_a_skill_that_goes_is_needed_by_no_queue_and_one_that_is_not_there_is_told() -> None:
    gone = draft().remove("skills", 0)
    assert problems_in(gone.document) == ()
    assert value_at(gone.document, ("queues", 2, "needs")) == {}

    typed = draft().put(("skills", 0, "code"), "french")
    (problem,) = problems_in(typed.document)
    assert (problem.place, problem.problem) == (("queues", 2, "needs", "english"), "skill_not_there")


def test_a_number_is_ours_once_and_is_written_as_a_carrier_dials_it() -> None:
    twice = draft().put(("outgoing_numbers", 1, "number"), "+85228880000")
    assert [each.problem for each in problems_in(twice.document)] == ["number_twice"]

    local = draft().add("outgoing_numbers", "branch").put(("outgoing_numbers", 2, "number"), "28880000")
    assert {each.place for each in problems_in(local.document)} == {
        ("outgoing_numbers", 2, "name", "en"),
        ("outgoing_numbers", 2, "name", "zh"),
        ("outgoing_numbers", 2, "number"),
    }


def test_skills_that_nobody_has_that_nobody_needs_and_that_are_not_listed_are_told() -> None:
    document = draft().remove("skills", 1).add("skills", "tax").document

    told = skill_warnings(document, [{"english": 3}, {"tagalog": 2}])

    assert [(each.place, each.problem, each.details["skill"]) for each in told] == [
        (("skills", 1), "skill_unheld", "fraud"),
        (("skills", 2), "skill_unheld", "tax"),
        (("skills", 2), "skill_unasked", "tax"),
        (("skills",), "skill_unlisted", "tagalog"),
    ]
