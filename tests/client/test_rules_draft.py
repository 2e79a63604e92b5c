"""What an administrator changes in the rules: steps, differences by code, and a merge with what another published."""

from copy import deepcopy
from typing import Any

from agent_desktop.client.routing_draft import ChangeKind
from agent_desktop.client.rules_draft import (
    RulesDraft,
    as_text,
    changes_between,
    draft_of,
    entries_of,
    from_text,
    merged,
)
from agent_desktop.contract.routing import Document
from agent_desktop.contract.rules import RuleKind

OUTCOMES, REASONS = RuleKind.OUTCOMES, RuleKind.AWAY_REASONS


def entry(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"en": code.title(), "zh": code}, **more}


def tree() -> Document:
    cards = entry("cards", entries=[entry("blocked"), entry("replaced")])
    return {"dispositions": [entry("resolved"), cards]}


def draft() -> RulesDraft:
    return draft_of(OUTCOMES, 3, tree())


def codes(document: Document) -> list[tuple[int, str]]:
    return [(each.level, each.code) for each in entries_of(OUTCOMES, document)]


def test_letters_typed_at_one_place_are_one_step_and_a_tick_is_one_by_itself() -> None:
    place = ("dispositions", 0, "name", "en")
    typed = draft().put(place, "Set").put(place, "Settled")
    assert len(typed.past) == 1
    ticked = typed.put(("dispositions", 0, "retired"), True).put(("dispositions", 0, "retired"), False)
    assert len(ticked.past) == 3
    assert ticked.undo().undo().undo().document == tree()
    assert ticked.undo().redo().document == ticked.document
    assert (draft().undo(), draft().redo(), draft().put(place, "Resolved")) == (draft(), draft(), draft())


def test_a_new_part_stands_behind_the_one_shown_or_at_the_end_of_the_group_shown() -> None:
    behind, place = draft().add("done", near=("dispositions", 0))
    assert (place, codes(behind.document)[1]) == (("dispositions", 1), (0, "done"))
    inside, place = draft().add("lost", near=("dispositions", 1))
    assert (place, codes(inside.document)[-1]) == (("dispositions", 1, "entries", 2), (1, "lost"))
    group, place = draft().add("loans", near=("dispositions", 1), group=True)
    assert (place, codes(group.document)[-2:]) == (("dispositions", 2), [(0, "loans"), (1, "loans_1")])
    last, place = draft().add("end")
    assert (place, codes(last.document)[-1]) == (("dispositions", 2), (0, "end"))


def test_a_part_moves_among_its_own_and_a_group_that_is_left_empty_goes() -> None:
    moved, place = draft().move(("dispositions", 1, "entries", 0), 1)
    assert (place, codes(moved.document)[2:]) == (("dispositions", 1, "entries", 1), [(1, "replaced"), (1, "blocked")])
    assert draft().move(("dispositions", 0), -1) == (draft(), ("dispositions", 0))
    assert [each.key for each in changes_between(OUTCOMES, tree(), moved.document)] == ["order"]
    emptied = draft().remove(("dispositions", 1, "entries", 0)).remove(("dispositions", 1, "entries", 0))
    assert codes(emptied.document) == [(0, "resolved")]


def test_differences_are_told_by_code_and_key_wherever_the_part_stands_now() -> None:
    after = tree()
    parts: Any = after["dispositions"]
    blocked = parts[1]["entries"].pop(0)
    parts.insert(0, {**blocked, "promises_callback": True})
    parts.append(entry("other"))
    found = [(each.kind, each.code, each.key, each.after) for each in changes_between(OUTCOMES, tree(), after)]
    assert found[:3] == [
        (ChangeKind.CHANGED, "blocked", "promises_callback", True),
        (ChangeKind.CHANGED, "blocked", "lies_in", ""),
        (ChangeKind.ADDED, "other", "", None),
    ]
    gone = next(iter(changes_between(OUTCOMES, after, tree())))
    assert (gone.kind, gone.code) == (ChangeKind.REMOVED, "other")


def test_changes_are_put_on_top_of_what_another_published() -> None:
    mine, theirs = tree(), tree()
    my_parts: Any = mine["dispositions"]
    their_parts: Any = theirs["dispositions"]
    my_parts[0]["name"]["en"] = "Settled"
    del my_parts[1]["entries"][1]
    my_parts[1]["entries"].append(entry("lost"))
    their_parts.insert(0, entry("first"))
    their_parts[1]["retired"] = True

    both = merged(OUTCOMES, tree(), mine, theirs)

    assert codes(both) == [(0, "first"), (0, "resolved"), (0, "cards"), (1, "blocked"), (1, "lost")]
    resolved = entries_of(OUTCOMES, both)[1].values
    assert (resolved["name"], resolved["retired"]) == ({"en": "Settled", "zh": "resolved"}, True)
    on_top = draft_of(OUTCOMES, 3, tree()).become(mine).on_top_of(4, theirs)
    assert (on_top.version, on_top.document, on_top.base) == (4, both, theirs)
    assert on_top.undo().document == mine


def test_a_draft_is_kept_as_text_and_anything_else_is_none() -> None:
    changed = draft().put(("dispositions", 0, "retired"), True)
    kept = from_text(OUTCOMES, as_text(changed))
    assert kept is not None
    assert (kept.version, kept.base, kept.document) == (3, changed.base, changed.document)
    for text in ("", "[]", "{}", as_text(draft_of(REASONS, 1, {"reasons": []}))):
        assert from_text(OUTCOMES, text) is None
    assert deepcopy(changed) == changed
