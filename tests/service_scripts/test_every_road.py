"""Every script of the library can be walked over all its branches to an outcome, in both languages."""

from pathlib import Path

import pytest

from agent_desktop.service_scripts.checking import check_folder
from agent_desktop.service_scripts.facts import FACTS, ValueType
from agent_desktop.service_scripts.formats import answer_words, value_words
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.variables import KNOWN_FACTS, fill
from agent_desktop.service_scripts.walk import problems_with
from tests.service_scripts.every_road import AN_ID, TODAY, Road, edges_of, every_road, texts_of
from tests.service_scripts.rich_script import rich_script
from tests.support.shipped import shipped_scripts

FOLDER = Path(__file__).parents[2] / "scripts"
SCRIPTS = (*shipped_scripts().newest(), rich_script())
LANGUAGES = ("en", "zh")
ENOUGH = 100
SAMPLES = {
    ValueType.TEXT: "gold", ValueType.NUMBER: "42", ValueType.MONEY: "8000.00 HKD", ValueType.DATE: TODAY,
    ValueType.DATETIME: "2026-06-16T02:14:00+08:00", ValueType.YES_NO: "yes", ValueType.LEVEL: "full",
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_every_branch_of_a_script_leads_to_an_outcome(script: Script) -> None:
    walked: set[tuple[str, str]] = set()
    outcomes: set[str] = set()
    longest: dict[str, Road] = {}
    statements = {step.id: {each.id for each in step.must_say} for step in script.steps}
    for count, road in enumerate(every_road(script)):
        if count >= ENOUGH and walked == edges_of(script):
            break  # every way was gone; the rest are more combinations of them
        assert road.walked.finished
        assert problems_with(script, road.answers, road.said, road.known) == []
        needed = {each.id for parts in road.walked.parts.values() for each in parts.must_say}
        assert needed <= road.walked.said, "a statement was passed over"
        assert road.walked.said <= {each for step_id in road.walked.path for each in statements[step_id]}
        walked |= road.edges
        outcomes.add(road.walked.outcome)
        for step_id in road.walked.path:
            longest.setdefault(step_id, road)

    assert walked == edges_of(script)
    assert outcomes == {step.outcome for step in script.steps if step.outcome}
    for step in script.steps:
        _says_all(script, longest[step.id], step.id)


def _says_all(script: Script, road: Road, step_id: str) -> None:
    """Every text of a step has words in both languages, with everything filled in that was answered."""
    step = next(each for each in script.steps if each.id == step_id)
    values = {name: SAMPLES[fact.kind.type] for name, fact in FACTS.items()}
    facts = {name: {"en": "x", "zh": "某"} for name in KNOWN_FACTS}
    facts |= value_words(values, today=road.known.today)
    accounts = {AN_ID: {"en": "card ending 4417", "zh": "尾号4417的卡"}}
    facts |= answer_words(script, road.walked.answers, today=road.known.today, accounts=accounts)
    for text in texts_of(step):
        for language in LANGUAGES if text else ():
            pieces = fill(text, facts, language, script.variables)
            assert "".join(piece.text for piece in pieces).strip(), (script.id, step_id, language)
            assert not any(piece.is_missing for piece in pieces), (script.id, step_id, language, text)


def test_the_library_has_nothing_wrong() -> None:
    assert [str(problem) for file in check_folder(FOLDER) for problem in file.errors] == []
