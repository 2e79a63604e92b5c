"""Whatever the server refuses, it says why in words: each reason that a line names, and each of an enumeration."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

import agent_desktop
import telephony
from agent_desktop.contract.attachments import FileRefusal
from agent_desktop.contract.callbacks import Obstacle
from agent_desktop.contract.letters import LetterRefusal
from agent_desktop.contract.messages import MessageRefusal
from agent_desktop.words import LANGUAGES, Language, words_for
from tests.test_words import entries

SAY_THEIR_PROBLEM = {
    "AttachmentRefusedError": "",
    "CallbackRefusedError": "",
    "ClockRefusedError": "clock_",
    "ComplaintTaskRefusedError": "",
    "JoinRefusedError": "",
    "LetterRefusedError": "",
    "MessageRefusedError": "",
    "OwedCallRefusedError": "",
    "PreventionRefusedError": "",
    "RedressRefusedError": "",
    "SurveyRefusedError": "",
    "TaskRefusedError": "",
}
"""What is raised with the code of a reason first, and what stands before it in the words."""
REASONS: tuple[type[StrEnum], ...] = (FileRefusal, LetterRefusal, MessageRefusal, Obstacle)


@cache
def raised() -> dict[str, str]:
    """Return each reason that a line of the program raises, with where."""
    found: dict[str, str] = {}
    for package in (agent_desktop, telephony):
        for file in sorted(Path(package.__path__[0]).rglob("*.py")):
            text = file.read_text("utf-8")
            for node in ast.walk(ast.parse(text)) if "RefusedError(" in text else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    prefix = SAY_THEIR_PROBLEM.get(node.func.id)
                    if prefix is not None and node.args:
                        for reason in _constants(node.args[0]):
                            found.setdefault(prefix + reason, f"{file.name}:{node.lineno}")
    return found


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_is_raised_has_words(language: Language) -> None:
    known = entries(language)["values"]

    assert len(raised()) > 40
    assert {reason: where for reason, where in raised().items() if reason not in known} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reasons", REASONS)
def test_every_reason_of_an_enumeration_has_words(reasons: type[StrEnum], language: Language) -> None:
    known = entries(language)["values"]

    assert [each.value for each in reasons if each.value not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_is_shown_by_its_code(language: Language) -> None:
    for code in ("complaint_join_refused", "complaint_task_refused", "redress_refused", "letter_refused"):
        for reason in raised():
            if reason in entries(language)["values"]:
                assert reason not in words_for(code, language, problem=reason).split(), (code, reason)
