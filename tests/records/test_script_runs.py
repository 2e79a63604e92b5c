"""How far a script was walked: the server walks again before it keeps anything."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition, Interaction
from agent_desktop.records.errors import (
    InteractionFinishedError,
    InteractionNotFoundError,
    ScriptAnswerRefusedError,
    StaleVersionError,
)
from agent_desktop.records.events import RecordEvent, RecordEvents
from agent_desktop.records.interactions.service import finish_interaction, get_interaction
from agent_desktop.records.script_runs.service import save_script_run
from agent_desktop.service_scripts.loader import ScriptNotFoundError
from tests.records.trial import NOW, opened
from tests.support.shipped import shipped_scripts

SCRIPTS = shipped_scripts()
CALL, AMY = uuid4(), uuid4()
TO_CONFIRM = {"identity_confirmed": "both_agree"}
SAID = {"recording_notice": NOW + timedelta(seconds=21)}


@pytest.fixture
def talk(session: Session) -> Interaction:
    return opened(session, call_id=CALL, agent_id=AMY, at=NOW)


@pytest.fixture
def events() -> RecordEvents:
    return RecordEvents()


@pytest.fixture
def save(session: Session, talk: Interaction, events: RecordEvents):  # type: ignore[no-untyped-def]
    """Save a run of the disputed charge; returns the interaction."""

    def save(
        step_id: str,
        answers: dict[str, str] | None = None,
        said: dict[str, datetime] | None = None,
        *,
        seen: int = 0,
        after_seconds: int = 0,
        script: tuple[str, str] = ("transaction-not-recognised", "2.0"),
        by: UUID = AMY,
    ) -> Interaction:
        return save_script_run(
            session,
            interaction_id=talk.interaction_id,
            by=by,
            seen_version=seen,
            scripts=SCRIPTS,
            script_id=script[0],
            script_version=script[1],
            step_id=step_id,
            answers=answers or {},
            said=said or {},
            at=NOW + timedelta(seconds=after_seconds),
            events=events,
        )

    return save


def _run(talk: Interaction) -> Any:
    assert talk.script_run is not None
    return talk.script_run


def test_a_run_is_kept_with_its_answers_and_times(save: Any, session: Session, events: RecordEvents) -> None:
    save("greet")
    saved = save("confirm", TO_CONFIRM, SAID, seen=1, after_seconds=30)

    run = _run(saved)
    assert (run.script_id, run.version, run.step_id) == ("transaction-not-recognised", "2.0", "confirm")
    assert (run.answers, run.said, run.outcome) == (TO_CONFIRM, SAID, "")
    assert run.step_times == {
        "greet": NOW,
        "verify": NOW + timedelta(seconds=30),
        "confirm": NOW + timedelta(seconds=30),
    }
    assert saved.script_version_number == 2
    assert get_interaction(session, call_id=CALL, agent_id=AMY) == saved
    assert list(events) == [RecordEvent("script_run.saved", saved.interaction_id, AMY, None)] * 2


def test_a_step_keeps_the_time_it_was_first_reached(save: Any) -> None:
    save("verify", {}, SAID, after_seconds=10)
    save("confirm", TO_CONFIRM, SAID, seen=1, after_seconds=20)
    back = save("verify", TO_CONFIRM, SAID, seen=2, after_seconds=30)
    again = save("confirm", TO_CONFIRM, SAID, seen=3, after_seconds=40)

    assert _run(back).step_id == "verify"
    assert _run(again).step_times["confirm"] == NOW + timedelta(seconds=20)


def test_a_road_left_behind_is_forgotten(save: Any) -> None:
    at_block = {**TO_CONFIRM, "made_it": "not_made", "card_with_customer": "yes", "block_agreed": "yes"}
    save("block", at_block, SAID)

    changed = save("recognised", {**at_block, "made_it": "made"}, SAID, seen=1)

    assert "block_agreed" not in _run(changed).answers
    assert _run(changed).step_times.keys() == {"greet", "verify", "confirm", "recognised"}


def test_a_finished_script_has_its_outcome(save: Any) -> None:
    answers = {
        **TO_CONFIRM,
        "made_it": "made",
        "card_with_customer": "yes",
        "how_recognised": "remembered",
    }

    assert _run(save("recognised", answers, SAID)).outcome == "recognised"


def test_another_script_starts_anew(save: Any) -> None:
    save("verify", {}, SAID)

    (other,) = (each for each in SCRIPTS.newest() if each.id == "lost-card")
    changed = save("greet", {}, {}, seen=1, after_seconds=60, script=(other.id, other.version))

    run = _run(changed)
    assert (run.script_id, run.step_times) == ("lost-card", {"greet": NOW + timedelta(seconds=60)})


@pytest.mark.parametrize(
    ("step_id", "answers", "said", "question", "problem"),
    [
        ("greet", {"nobody_asked": "yes"}, {}, "nobody_asked", "unknown_question"),
        ("verify", {"identity_confirmed": "perhaps"}, SAID, "identity_confirmed", "not_an_option"),
        ("confirm", {**TO_CONFIRM, "last_used_on": "15 Jun"}, SAID, "last_used_on", "not_a_date"),
        ("confirm", {**TO_CONFIRM, "amount_in_dispute": "all"}, SAID, "amount_in_dispute", "not_an_amount"),
        ("confirm", {**TO_CONFIRM, "what_happened": "x" * 501}, SAID, "what_happened", "too_long"),
        ("greet", {}, {"never_said": NOW}, "never_said", "unknown_statement"),
        ("nowhere", {}, SAID, "nowhere", "unknown_step"),
        ("confirm", {}, SAID, "confirm", "step_not_reached"),
        ("verify", {}, {}, "verify", "step_not_reached"),
        ("dispute", TO_CONFIRM, SAID, "dispute", "step_not_reached"),
    ],
)
def test_the_impossible_is_refused_by_name(
    save: Any,
    session: Session,
    step_id: str,
    answers: dict[str, str],
    said: dict[str, datetime],
    question: str,
    problem: str,
) -> None:
    with pytest.raises(ScriptAnswerRefusedError) as refused:
        save(step_id, answers, said)
    assert refused.value.code is ErrorCode.SCRIPT_ANSWER_REFUSED
    assert refused.value.details == {"question": question, "problem": problem}
    assert get_interaction(session, call_id=CALL, agent_id=AMY).script_run is None


def test_a_stale_run_changes_nothing_and_says_the_version(save: Any, session: Session) -> None:
    save("verify", {}, SAID)

    with pytest.raises(StaleVersionError) as refused:
        save("greet")
    assert refused.value.details == {"current_version": 1}
    assert _run(get_interaction(session, call_id=CALL, agent_id=AMY)).step_id == "verify"


def test_a_version_ahead_is_stale_too(save: Any) -> None:
    with pytest.raises(StaleVersionError):
        save("greet", seen=7)


def test_a_script_that_is_not_loaded_is_refused(save: Any) -> None:
    with pytest.raises(ScriptNotFoundError):
        save("greet", script=("transaction-not-recognised", "0.9"))


def test_another_agents_run_is_not_to_be_found(save: Any) -> None:
    with pytest.raises(InteractionNotFoundError):
        save("greet", by=uuid4())


def test_a_finished_run_stays(save: Any, session: Session, talk: Interaction) -> None:
    finish_interaction(
        session,
        interaction_id=talk.interaction_id,
        by=AMY,
        disposition_code="resolved",
        dispositions=[Disposition(code="resolved", name={"en": "Resolved"})],
        at=NOW,
    )

    with pytest.raises(InteractionFinishedError):
        save("greet")
