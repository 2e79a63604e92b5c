"""How long talks usually go on from each step of a script: the middle of what was measured, or nothing."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.server.scripts.figures import LEAST_TALKS, script_pace
from tests.records.trial import NOW, opened

DAY_LATER = NOW + timedelta(days=1)


def _talk(session: Session, *steps: tuple[str, int, int | None], outcome: str = "closed") -> None:
    """Keep a talk: each step with the seconds at which it was opened and left (None: never)."""
    talk = opened(session, call_id=uuid4(), agent_id=uuid4(), at=NOW)
    visits: list[list[str | None]] = [
        [step, _at(began), None if left is None else _at(left)] for step, began, left in steps
    ]
    session.add(
        ScriptRunRow(
            interaction_id=talk.interaction_id,
            script_id="lost-card",
            script_version="1.0",
            step_id=steps[-1][0],
            answers={},
            said={},
            step_times={},
            visits=visits,
            outcome=outcome,
            saved_at=NOW,
        )
    )
    session.flush()


def _at(seconds: int) -> str:
    return (NOW + timedelta(seconds=seconds)).isoformat()


def _rests(session: Session, at: datetime = DAY_LATER) -> dict[str, float]:
    return script_pace(session, "lost-card", at=at).rest_seconds


def test_the_rest_is_the_middle_of_what_finished_talks_took_from_a_step_on(session: Session) -> None:
    for seconds in (60, 120, 180, 240, 3_000):
        _talk(session, ("greet", 0, 30), ("block", 30, 30 + seconds), ("close", 30 + seconds, 40 + seconds))

    assert _rests(session) == {"greet": 220.0, "block": 190.0, "close": 10.0}


def test_a_step_that_was_opened_again_counts_from_the_first_time(session: Session) -> None:
    for _ in range(LEAST_TALKS):
        _talk(session, ("greet", 0, 30), ("block", 30, 60), ("greet", 60, 80), ("block", 80, 100), ("close", 100, 110))

    assert _rests(session)["greet"] == 110.0


def test_few_talks_talks_without_an_end_and_old_ones_say_nothing(session: Session) -> None:
    for _ in range(LEAST_TALKS - 1):
        _talk(session, ("greet", 0, 30), ("close", 30, 40))
    _talk(session, ("greet", 0, 30), ("block", 30, 40), outcome="")

    assert _rests(session) == {}
    _talk(session, ("greet", 0, 30), ("close", 30, 40))
    assert _rests(session) == {"greet": 40.0, "close": 10.0}
    assert _rests(session, NOW + timedelta(days=31)) == {}
