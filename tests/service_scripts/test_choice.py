"""Of the scripts that fit a call the one opens that says most of it; and what a script runs stands in its place."""

import pytest

from agent_desktop.contract.interactions import Direction
from agent_desktop.service_scripts.choice import CallTraits, can_tie, choose, suggestions
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.expand import expand
from agent_desktop.service_scripts.schema import OpensFor, Script, Step
from tests.service_scripts.rich_script import other_scripts, rich_script


def _script(own_id: str, *, default: bool = False, direction: str = "inbound", **opens_for: list[str]) -> Script:
    return Script.model_validate(
        {
            "id": own_id,
            "version": "1",
            "title": {},
            "direction": direction,
            "opens_for": opens_for,
            "default": default,
            "steps": [{"id": "end", "title": {}, "outcome": "done"}],
        }
    )


def _running(own_id: str, other_id: str, *outcomes: str) -> Script:
    run = {"script": other_id, "outcomes": dict.fromkeys(outcomes, "end")}
    plain = _script(own_id)
    first = Step.model_validate({"id": "go", "title": {}, "run": run})
    return plain.model_copy(update={"steps": (first, *plain.steps)})


SCRIPTS = [
    _script("any", default=True),
    _script("outgoing", default=True, direction="outbound"),
    _script("never-by-itself"),
    _script("cards", queues=["cards"]),
    _script("lost", reasons=["lost_card"]),
    _script("lost-gold", reasons=["lost_card"], tiers=["gold", "platinum"]),
    _script("loan-in-chinese", products=["loan"], languages=["zh"]),
]


@pytest.mark.parametrize(
    ("call", "opens"),
    [
        (CallTraits(), "any"),
        (CallTraits(Direction.OUTBOUND, "lost_card"), "outgoing"),
        (CallTraits(reason="never heard of"), "any"),
        (CallTraits(queue="cards"), "cards"),
        (CallTraits(reason="lost_card", queue="cards"), "lost"),
        (CallTraits(reason="lost_card", queue="cards", tier="gold"), "lost-gold"),
        (CallTraits(products=frozenset({"loan", "card"}), language="zh"), "loan-in-chinese"),
        (CallTraits(products=frozenset({"loan"}), language="en"), "any"),
    ],
)
def test_the_script_that_says_most_of_a_call_opens(call: CallTraits, opens: str) -> None:
    script = choose(SCRIPTS, call)

    assert script is not None
    assert script.id == opens


def test_the_others_that_fit_are_suggested_and_the_default_last() -> None:
    call = CallTraits(reason="lost_card", queue="cards", tier="gold")

    assert [script.id for script in suggestions(SCRIPTS, call)] == ["lost-gold", "lost", "cards", "any"]


def test_only_scripts_that_say_as_much_of_the_same_call_tie() -> None:
    gold, tiers = OpensFor(reasons=("a",), tiers=("gold",)), OpensFor(reasons=("a", "b"), tiers=("gold", "standard"))

    assert can_tie(gold, tiers)
    assert not can_tie(gold, OpensFor(reasons=("a",), tiers=("standard",)))
    assert not can_tie(gold, OpensFor(reasons=("a",)))
    assert not can_tie(OpensFor(), OpensFor())


class TestAScriptThatRunsAnother:
    def test_has_its_steps_in_the_place_of_the_one_that_runs(self) -> None:
        script = rich_script()
        steps = {step.id: step for step in script.steps}

        assert list(steps) == [
            "greet", "verify", "check-caller.ask", "check-caller.passed", "check-caller.not_passed", "block", "blocked",
            "close",
        ]  # fmt: skip
        assert steps["verify"].next == "check-caller.ask"
        assert steps["check-caller.passed"].next == "block"
        assert steps["check-caller.not_passed"].next == "close"
        assert steps["check-caller.ask"].verify is not None
        assert steps["check-caller.ask"].verify.failed == "check-caller.not_passed"
        assert not any(step.run for step in script.steps)

    def test_loses_a_step_that_does_nothing_but_run(self) -> None:
        outer = _running("outer", "check-caller", "passed", "failed")

        ids = [step.id for step in expand(outer, other_scripts()).steps]

        assert ids == ["check-caller.ask", "check-caller.passed", "check-caller.not_passed", "end"]

    def test_is_refused_where_the_other_is_not_there_or_runs_it_in_turn(self) -> None:
        circle = _running("lost-card", "runs-back", "ended")

        with pytest.raises(ScriptNotFoundError):
            expand(circle, {**other_scripts(), "lost-card": circle})
        with pytest.raises(ScriptNotFoundError):
            expand(circle, {})
