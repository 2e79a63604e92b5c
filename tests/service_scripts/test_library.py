"""The scripts that come with the program are whole: each as a bank would use it, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.interactions import Direction
from agent_desktop.service_scripts.loader import load_script
from agent_desktop.service_scripts.schema import Script, Step
from agent_desktop.service_scripts.walk import next_steps_of

ROOT: Final = Path(__file__).parents[2]
WRITTEN: Final = {path.stem: load_script(path) for path in sorted((ROOT / "scripts").glob("*.yaml"))}
SHARED: Final = frozenset({"verify-caller", "closing"})
WHOLE: Final = sorted(WRITTEN.keys() - SHARED)
PAGES: Final = frozenset(path.name.split(".")[0] for path in (ROOT / "resources" / "knowledge").glob("*.md"))

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_SECRET: Final = re.compile(r"(tell|give|read) (me|us) (your|the) (PIN|password|code)|请(告诉|提供)我?您的(密码|验证)")


def test_there_is_a_script_for_everything_that_a_bank_is_called_about() -> None:
    assert set(WHOLE) == {
        "account-enquiry", "bereavement", "complaint-intake", "contact-change", "follow-up-visit", "fund-order",
        "general-enquiry", "loan-enquiry", "lost-card", "online-banking-locked", "outgoing-call",
        "satisfaction-survey", "standing-order", "suspected-fraud", "time-deposit", "transaction-not-recognised",
    }  # fmt: skip
    assert all(script.id == name for name, script in WRITTEN.items())


@pytest.mark.parametrize("name", WHOLE)
def test_each_is_long_enough_to_be_of_use_and_can_end_in_several_ways(name: str) -> None:
    script = WRITTEN[name]

    assert len([step for step in script.steps if step.say or step.questions or step.actions]) >= 8
    assert len({step.outcome for step in script.steps if step.outcome}) >= 3
    assert script.minutes > 0
    if script.direction is Direction.INBOUND:
        assert script.default or script.opens_for.reasons


@pytest.mark.parametrize("name", WHOLE)
def test_who_is_not_verified_is_still_told_how_to_go_on(name: str) -> None:
    script = WRITTEN[name]
    steps = {step.id: step for step in script.steps}
    failed = set(_failed_ways(script))

    assert failed, "nobody can fail"
    for step_id in failed:
        assert steps[step_id].say.keys() == {"en", "zh"}


@pytest.mark.parametrize("name", WHOLE)
def test_the_caller_hears_what_they_must(name: str) -> None:
    notices = [each for step in WRITTEN[name].steps for each in step.must_say if each.id == "recording_notice"]

    assert len(notices) == 1
    if WRITTEN[name].direction is Direction.INBOUND:
        assert notices[0].always, "somebody could speak without knowing that it is recorded"


STATEMENTS: Final = {
    "bereavement": {"nothing_disclosed", "cards_not_used", "consent_asked", "contact_only"},
    "complaint-intake": {"when_answered", "may_turn_to", "in_writing", "authority_later", "contact_only"},
    "contact-change": {"both_told", "quiet_time", "proof_needed"},
    "follow-up-visit": {"not_a_deposit", "step_back", "review_possible", "never_ask_secrets"},
    "fund-order": {"may_lose", "past_results", "documents_read", "costs_told", "no_changing_for_it"},
    "loan-enquiry": {"early_fee_told", "figure_not_binding", "keep_paying", "borrow_within_means"},
    "lost-card": {"block_is_final", "fee_of_new_card", "risk_of_waiting"},
    "online-banking-locked": {"code_for_nobody", "stay_locked"},
    "outgoing-call": {"never_ask_secrets"},
    "satisfaction-survey": {"no_sales"},
    "standing-order": {"payee_warning", "how_to_stop", "enough_money"},
    "suspected-fraud": {"never_move_money", "no_promise", "second_scam"},
    "time-deposit": {"early_costs", "deposit_protection", "exchange_risk", "early_loss", "rate_of_the_day"},
    "transaction-not-recognised": {"block_is_final", "never_ask_pin"},
}
"""What law or a bank's duty of care asks to be said, beside the notice of the recording."""


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_what_a_bank_must_say_is_a_statement_that_cannot_be_passed_over(name: str) -> None:
    assert STATEMENTS[name] <= {each.id for step in WRITTEN[name].steps for each in step.must_say}


@pytest.mark.parametrize("name", WHOLE)
def test_who_is_not_verified_comes_to_an_end_of_the_script(name: str) -> None:
    """What a failed check leads to goes on to an outcome."""
    script = WRITTEN[name]
    steps = {step.id: step for step in script.steps}
    for failed in _failed_ways(script):
        reached, ahead = set[str](), [failed]
        while ahead:
            step_id = ahead.pop()
            if step_id not in reached:
                reached.add(step_id)
                ahead.extend(next_steps_of(steps[step_id]))
        assert any(steps[each].outcome for each in reached), failed


def test_pages_that_are_pinned_are_there() -> None:
    pinned = {page for script in WRITTEN.values() for step in script.steps for page in step.guide}

    assert pinned <= PAGES
    assert all((ROOT / "resources" / "knowledge" / f"{page}.{language}.md").exists() for page in PAGES for language in
               ("en", "zh"))  # fmt: skip


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_each_language_is_its_own(name: str) -> None:
    for text in _texts(WRITTEN[name]):
        assert not _HAN.search(text["en"]), text["en"]
        assert _HAN.search(text["zh"]) or not re.search("[a-z]{2}", text["zh"]), text["zh"]
        assert not re.search(r"[,;?!]", re.sub(r"\{\{.*?\}\}", "", text["zh"])), text["zh"]


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_nobody_is_asked_for_a_secret(name: str) -> None:
    assert not [words for text in _texts(WRITTEN[name]) for words in text.values() if _SECRET.search(words)]


def _failed_ways(script: Script) -> Iterator[str]:
    for step in script.steps:
        if step.verify is not None:
            yield step.verify.failed
        if step.run is not None and "failed" in step.run.outcomes:
            yield step.run.outcomes["failed"]


def _texts(script: Script) -> Iterator[LocalText]:
    yield script.title
    for step in script.steps:
        yield from _texts_of(step)


def _texts_of(step: Step) -> Iterator[LocalText]:
    yield step.title
    if step.say:
        yield step.say
    yield from (statement.text for statement in step.must_say)
    for question in step.questions:
        yield question.label
        if question.help:
            yield question.help
        yield from (option.label for option in question.options)
    for action in step.actions:
        yield action.label
        if action.confirm:
            yield action.confirm


def test_every_outcome_can_be_reached() -> None:
    for script in WRITTEN.values():
        reached, ahead = set[str](), [script.steps[0].id]
        steps = {step.id: step for step in script.steps}
        while ahead:
            step_id = ahead.pop()
            if step_id not in reached:
                reached.add(step_id)
                ahead.extend(next_steps_of(steps[step_id]))
        assert reached == steps.keys(), script.id
