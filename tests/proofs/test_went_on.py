"""What a killed desktop may show when it is back: each case is a ledger written by hand."""

from pathlib import Path
from typing import Any

import pytest

from tests.proofs.kill.ledger import Entry, LedgerReader
from tests.proofs.kill.went_on import went_on

CALL = "call-1"
DIED = 100.0
START = 101.0

Line = tuple[float, str, dict[str, Any]]


def at(moment: float, what: str, step_id: str, text: str = "") -> Line:
    facts = {"call_id": CALL, "step_id": step_id}
    return moment, what, facts | ({"text": text, "notes_open": True} if what in ("shown", "back") else {})


def typed(moment: float, length: int, what: str = "typed") -> Line:
    return moment, what, {"call_id": CALL, "length": length}


WALKED = [at(80.0, "shown", "check"), at(90.0, "kept_run", "block"), at(90.1, "shown", "block")]


def problems(*lines: Line, died_at: float = DIED) -> list[str]:
    reader = LedgerReader(Path("not-read"))
    reader.entries = [
        Entry(moment, what, dict(facts)) for moment, what, facts in sorted(lines, key=lambda line: line[0])
    ]
    return went_on(reader, "desktop1", died_at).problems


def back_at(step_id: str, *before: Line) -> list[str]:
    return problems(*WALKED, *before, (START, "started", {"run": 2}), at(110.0, "back", step_id))


def test_the_step_last_shown_is_where_a_desktop_goes_on() -> None:
    assert back_at("block") == []
    assert back_at("check") == ["the script stood at block and stands at check"]
    assert back_at("close") == ["the script stood at block and stands at close"]


def test_a_step_taken_while_the_other_victims_were_being_killed_counts() -> None:
    killed_from = 99.9
    on = (at(99.94, "keeping_run", "close"), at(99.96, "kept_run", "close"))
    assert all(moment > killed_from for moment, _, _ in on)

    assert back_at("close", *on) == []
    assert back_at("close", *on, at(99.97, "shown", "close")) == []
    assert back_at("block", *on) == ["the script stood at close and stands at block"]


def test_a_step_kept_before_the_server_answered_about_the_one_before_counts() -> None:
    on = (at(99.90, "keeping_run", "close"), at(99.92, "kept_run", "close"), at(99.94, "acknowledged", "block"))

    assert back_at("close", *on) == []
    assert back_at("block", *on) == ["the script stood at close and stands at block"]


@pytest.mark.parametrize("step_id", ["block", "close"])
def test_a_step_on_its_way_to_the_disk_may_be_there_or_not(step_id: str) -> None:
    assert back_at(step_id, at(99.99, "keeping_run", "close")) == []


def test_a_step_shown_for_two_seconds_is_kept_although_nothing_says_so() -> None:
    assert back_at("block", at(97.9, "shown", "close")) == ["the script stood at close and stands at block"]
    assert back_at("block", at(98.1, "shown", "close")) == []


def test_a_step_taken_between_two_kills_counts() -> None:
    between = ((100.5, "started", {"run": 2}), at(100.6, "kept_run", "close"))

    assert back_at("close", *between) == []
    assert back_at("block", *between) == ["the script stood at close and stands at block"]


def test_keys_that_were_kept_or_typed_two_seconds_ago_must_come_back() -> None:
    lines = [*WALKED, typed(97.0, 2), typed(99.0, 3), typed(99.5, 3, "kept"), typed(99.6, 4), (START, "started", {})]

    assert problems(*lines, at(110.0, "back", "block", "客户说卡")) == []
    assert problems(*lines, at(110.0, "back", "block", "客户说")) == []
    assert problems(*lines, at(110.0, "back", "block", "客户")) == ["of 4 keys 2 came back, at least 3 were kept"]


@pytest.mark.parametrize(("path", "told"), [("/v1/interactions/1/finish", 0), ("/v1/interactions/1/note", 1)])
def test_a_call_may_be_gone_only_where_its_finish_was_asked_for(path: str, told: int) -> None:
    gone = (110.0, "back", {"call_id": "", "step_id": "", "text": ""})

    assert len(problems(*WALKED, (99.95, "asked", {"path": path}), (START, "started", {}), gone)) == told
