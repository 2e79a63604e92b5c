"""What calls came to in a script, in the scripts it runs, and in one that others run."""

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import StepFigures
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.server.scripts.figures import script_figures
from tests.records.trial import NOW, opened

DAY_LATER = NOW + timedelta(days=1)


def _talk(session: Session, *steps: tuple[str, int, int | None], script: str, outcome: str, over: int = 0) -> None:
    """Keep a talk that is over `over` seconds after it began: each step with when it was opened and left."""
    talk = opened(session, call_id=uuid4(), agent_id=uuid4(), at=NOW)
    ends = sa.update(InteractionRow).where(InteractionRow.interaction_id == talk.interaction_id)
    session.execute(ends.values(finished_at=NOW + timedelta(seconds=over), disposition_code="resolved"))
    session.add(
        ScriptRunRow(
            interaction_id=talk.interaction_id,
            script_id=script,
            script_version="1.0",
            step_id=steps[-1][0],
            answers={},
            said={},
            step_times={},
            visits=[[step, _at(began), None if left is None else _at(left)] for step, began, left in steps],
            outcome=outcome,
            saved_at=NOW,
        )
    )
    session.flush()


def _at(seconds: int) -> str:
    return (NOW + timedelta(seconds=seconds)).isoformat()


def _told(figures: tuple[StepFigures, ...]) -> dict[str, tuple[int, int, float | None, dict[str, int]]]:
    return {each.step_id: (each.shown, each.drop_outs, each.p50_seconds, each.outcomes) for each in figures}


def _three_talks(session: Session) -> None:
    whole = (("greet", 0, 10), ("verify-caller.check", 10, 30), ("verify-caller.verified", 30, 40), ("block", 40, 90))
    _talk(session, *whole, ("end", 90, 95), script="lost-card", outcome="blocked", over=100)
    failed = (("greet", 0, 20), ("verify-caller.check", 20, 50), ("end", 50, 60))
    _talk(session, *failed, script="lost-card", outcome="not_verified", over=60)
    _talk(session, ("greet", 0, 30), ("verify-caller.check", 30, None), script="lost-card", outcome="", over=130)


def test_a_script_that_is_run_counts_as_one_step_with_its_drop_outs_and_outcomes(session: Session) -> None:
    _three_talks(session)

    figures = script_figures(session, "lost-card", days=30, at=DAY_LATER)

    assert (figures.calls, figures.finished) == (3, 2)
    assert figures.outcomes == {"blocked": 1, "not_verified": 1}
    # Two of its steps in the first talk are one stay in it, of 30 seconds.
    both = {"blocked": 1, "not_verified": 1}
    assert _told(figures.scripts) == {"verify-caller": (3, 1, 30.0, both)}
    assert _told(figures.steps) == {
        "greet": (3, 0, 20.0, both),
        "verify-caller.check": (3, 1, 30.0, both),
        "end": (2, 0, 7.5, both),
        "block": (1, 0, 50.0, {"blocked": 1}),
        "verify-caller.verified": (1, 0, 10.0, {"blocked": 1}),
    }


def test_a_script_that_others_run_has_the_figures_of_its_steps_in_all_of_them(session: Session) -> None:
    _three_talks(session)
    _talk(session, ("verify-caller.check", 0, 40), script="fees", outcome="told", over=50)
    _talk(session, ("verify-caller.check", 0, 40), script="elsewhere", outcome="told", over=50)

    figures = script_figures(session, "verify-caller", runners={"fees", "lost-card"}, days=30, at=DAY_LATER)

    assert (figures.calls, figures.finished) == (4, 3)
    assert figures.outcomes == {"blocked": 1, "not_verified": 1, "told": 1}
    assert _told(figures.steps) == {
        "check": (4, 1, 35.0, {"blocked": 1, "not_verified": 1, "told": 1}),
        "verified": (1, 0, 10.0, {"blocked": 1}),
    }
    assert figures.scripts == ()


def test_a_script_that_is_run_within_one_that_is_run_has_its_figures_as_well(session: Session) -> None:
    whole = (("greet", 0, 10), ("verify-caller.ask-pin.ask", 10, 30), ("verify-caller.verified", 30, 40))
    _talk(session, *whole, script="lost-card", outcome="blocked", over=50)
    _talk(session, ("ask-pin.ask", 0, 40), script="verify-caller", outcome="known", over=50)
    _talk(session, ("verify-caller.task-pin.ask", 0, 40), script="lost-card", outcome="told", over=50)

    inner = script_figures(session, "ask-pin", runners={"lost-card", "verify-caller"}, days=30, at=DAY_LATER)
    middle = script_figures(session, "verify-caller", runners={"lost-card"}, days=30, at=DAY_LATER)

    assert inner.calls == 2
    assert _told(inner.steps) == {"ask": (2, 0, 30.0, {"blocked": 1, "known": 1})}
    assert _told(middle.scripts)["ask-pin"] == (2, 0, 30.0, {"blocked": 1, "known": 1})
