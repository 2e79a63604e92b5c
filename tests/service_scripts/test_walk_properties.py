"""What holds of every walk, whatever is answered, said, done, verified and known."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desktop.service_scripts.actions import ResultState
from agent_desktop.service_scripts.answers import FAILED, possible_answers
from agent_desktop.service_scripts.changes import changes
from agent_desktop.service_scripts.condition_types import check_condition
from agent_desktop.service_scripts.conditions import Conditions, kinds_of
from agent_desktop.service_scripts.deeds import OF_ANYTHING, made_of, parameters_of
from agent_desktop.service_scripts.facts import FACTS
from agent_desktop.service_scripts.schema import Question, Script
from agent_desktop.service_scripts.walk import Known, next_steps_of, walk
from tests.service_scripts.rich_script import rich_script
from tests.service_scripts.test_walk import SCRIPTS

RICH = rich_script()
SOME_TEXTS = ["", " ", "2026-06-15", "2026-13-01", "12.50", "12.50 HKD", "new_card,cash", "cash,new_card", "nonsense"]
AN_ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

calm = settings(deadline=None)  # a busy machine is no failure
any_script = st.sampled_from([*SCRIPTS.newest(), RICH])
any_values = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([*fact.kind.allowed, "17", "18", "2026-06-16", "yes", "?"])
        for name, fact in FACTS.items()
    },
)


def _answers_to(question: Question) -> st.SearchStrategy[str]:
    return st.sampled_from([*possible_answers(question), AN_ID, *SOME_TEXTS])


def any_answers(script: Script) -> st.SearchStrategy[dict[str, str]]:
    asked = {question.id: _answers_to(question) for step in script.steps for question in step.questions}
    failed = {step.id: st.sampled_from([FAILED, ""]) for step in script.steps if step.verify is not None}
    return st.fixed_dictionaries({}, optional={**asked, **failed})


def any_said(script: Script) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([each.id for step in script.steps for each in step.must_say] + ["other"]))


def any_known(script: Script, answers: Mapping[str, str]) -> st.SearchStrategy[Known]:
    """Results of actions made of these answers, of none, and of nobody knows what."""
    actions = [action for step in script.steps for action in step.actions]
    asked = {made_of(each, parameters_of(each, {}, some)): each.id for each in actions for some in (answers, {})}
    deeds = {*((name, digest) for digest, name in asked.items()), *((each.id, OF_ANYTHING) for each in actions)}
    results = st.fixed_dictionaries({}, optional={each: st.sampled_from(list(ResultState)) for each in sorted(deeds)})
    return st.builds(Known, values=any_values, results=results, level=st.sampled_from(["none", "basic", "full"]))


@calm
@given(st.data())
def test_every_walk_ends_and_goes_only_where_a_way_leads(data: st.DataObject) -> None:
    script = data.draw(any_script)
    answers = data.draw(any_answers(script))
    walked = walk(script, answers, data.draw(any_said(script)), data.draw(any_known(script, answers)))
    steps = {step.id: step for step in script.steps}

    assert len(set(walked.path)) == len(walked.path) <= len(script.steps)
    assert all(target in next_steps_of(steps[here]) for here, target in zip(walked.path, walked.path[1:], strict=False))
    assert walked.finished == (not walked.blocked_by and bool(walked.outcome))
    assert walked.progress.done == len(walked.done_step_ids)
    assert (walked.progress.least_left == 0) == walked.finished


@calm
@given(st.data())
def test_no_road_passes_over_a_statement_or_a_verification(data: st.DataObject) -> None:
    script = data.draw(any_script)
    answers, said = data.draw(any_answers(script)), data.draw(any_said(script))
    known = data.draw(any_known(script, answers))

    walked = walk(script, answers, said, known)

    for step_id in walked.done_step_ids:
        assert {statement.id for statement in walked.parts[step_id].must_say} <= walked.said
        step = next(each for each in script.steps if each.id == step_id)
        if step.verify is not None and known.level == "none":
            assert walked.answers[step_id] == FAILED
    for statement_id in walked.said:
        without = walk(script, answers, said - {statement_id}, known)
        home = next(step.id for step in script.steps if any(each.id == statement_id for each in step.must_say))
        assert without.path == walked.path[: walked.path.index(home) + 1], "the walk stops where it was to be said"


@calm
@given(st.data())
def test_back_and_then_forward_is_the_same_state(data: st.DataObject) -> None:
    """Going back forgets what lay ahead; given again, step for step, it leads to where one was."""
    script = data.draw(any_script)
    answers, said = data.draw(any_answers(script)), data.draw(any_said(script))
    known = data.draw(any_known(script, answers))
    there = walk(script, answers, said, known)
    back_at = data.draw(st.integers(0, len(there.path) - 1))
    steps = {step.id: step for step in script.steps}
    ahead = {question.id for step_id in there.path[back_at:] for question in steps[step_id].questions}
    ahead |= set(there.path[back_at:])

    behind = walk(script, {name: text for name, text in there.answers.items() if name not in ahead}, there.said, known)
    again = walk(script, {**behind.answers, **there.answers}, behind.said | there.said, known)

    assert behind.path[: back_at + 1] == there.path[: back_at + 1]
    assert again == there


@calm
@given(st.data())
def test_changing_an_answer_back_is_the_same_state_and_alters_as_much(data: st.DataObject) -> None:
    script = data.draw(any_script)
    answers, said = data.draw(any_answers(script)), data.draw(any_said(script))
    known = data.draw(any_known(script, answers))
    question = data.draw(st.sampled_from([each for step in script.steps for each in step.questions]))
    before = walk(script, answers, said, known)

    changed = walk(script, {**answers, question.id: data.draw(_answers_to(question))}, said, known)
    back = walk(script, answers, said, known)
    there, and_back = changes(script, before, changed), changes(script, changed, back)

    assert back == before
    assert (there.steps_dropped, there.steps_added) == (and_back.steps_added, and_back.steps_dropped)
    assert set(there.answers_dropped) == before.answers.keys() - changed.answers.keys()
    assert set(there.said_dropped) == before.said - changed.said


@calm
@given(st.data())
def test_even_steps_that_lead_anywhere_end(data: st.DataObject) -> None:
    """A hand-made script that no check has seen, with circles and ways to nowhere."""
    ids = ["a", "b", "c", "d"]
    ways = st.sampled_from([*ids, "", "nowhere"])
    script = Script.model_validate(
        {
            "id": "any",
            "version": "1",
            "title": {},
            "steps": [{"id": each, "title": {}, "next": data.draw(ways)} for each in ids],
        }
    )

    walked = walk(script, {}, ())

    assert len(walked.path) <= len(ids)


_NAMES = st.sampled_from(
    ["age", "tier", "answers.lost", "answers.wishes", "maturing_on", "is_known", "results.block_card", "nobody"]
)
_LITERALS = st.sampled_from(
    ["1", "18", "-2", '"gold"', '"lost"', '"today+3"', "True", '("gold", "lost")', '"2026-06-16"']
)
_PARTS = st.one_of(
    st.builds("{} {} {}".format, _NAMES, st.sampled_from(["==", "!=", "<", ">=", "in", "not in", "is"]), _LITERALS),
    st.builds("has({})".format, _NAMES),
    _NAMES,
    st.text(max_size=12),
)
_CONDITIONS = st.builds(
    " ".join, st.lists(st.one_of(_PARTS, st.sampled_from(["and", "or", "not"])), min_size=1, max_size=5)
)


@calm
@given(_CONDITIONS, any_values)
def test_no_condition_is_ever_an_error(text: str, values: dict[str, str]) -> None:
    """One that is wrong is told when the file loads, and never holds."""
    kinds = kinds_of(RICH)

    holds = Conditions(kinds, values).hold(text)

    assert not (text.strip() and check_condition(text, kinds).problems and holds)
