"""A script's text while it is being written: what can be read of it, where each step stands, what is wrong and how it
could be put right. Pure values; reading takes some milliseconds, so that it is done off the thread that draws."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import JsonValue

from agent_desktop.contract.scripts import ScriptProblem
from agent_desktop.service_scripts.checking import check_text
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.facts import FACTS
from agent_desktop.service_scripts.findings import Around
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.yaml_lines import LinedYaml

_NAME: Final = Path("script.yaml")


@dataclass(frozen=True, slots=True)
class Fix:
    """Write `new` in the place of what stands at `line` from `column` (both from 1) for `length` characters."""

    line: int
    column: int
    length: int
    new: str


@dataclass(frozen=True, slots=True)
class TextProblem:
    """One thing that is wrong, or to be looked at, and the words it is about: `length` characters from `column`."""

    code: str
    details: Mapping[str, JsonValue]
    line: int
    column: int
    length: int
    is_warning: bool = False
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class StepLines:
    """One step of the text, from its line up to before `end`."""

    step_id: str
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """What could be read of a text.

    `document` is the YAML as plain values, None where it is no YAML: then `steps` are of no text. `script` is there as
    soon as the text fits the schema, even while its roads are wrong.
    """

    text: str = ""
    document: Mapping[str, Any] | None = None
    script: Script | None = None
    steps: tuple[StepLines, ...] = ()
    problems: tuple[TextProblem, ...] = ()

    @property
    def errors(self) -> tuple[TextProblem, ...]:
        """The problems that keep the text from being published."""
        return tuple(each for each in self.problems if not each.is_warning)

    @property
    def warnings(self) -> tuple[TextProblem, ...]:
        return tuple(each for each in self.problems if each.is_warning)

    def step_at(self, line: int) -> str:
        """Return the id of the step that a line (from 1) belongs to; empty before the first."""
        found = [each.step_id for each in self.steps if each.line <= line]
        return found[-1] if found else ""

    def line_of(self, step_id: str) -> int:
        """Return the line where a step begins, 0 for one that is not there."""
        return next((each.line for each in self.steps if each.step_id == step_id), 0)

    def problem_at(self, line: int) -> TextProblem | None:
        """Return the worst problem of a line."""
        found = sorted((each for each in self.problems if each.line == line), key=lambda each: each.is_warning)
        return found[0] if found else None

    def problem_after(self, line: int) -> TextProblem | None:
        """Return the next problem below a line, or the first of all where none is."""
        ordered = sorted(self.problems, key=lambda each: (each.line, each.column))
        return next((each for each in ordered if each.line > line), ordered[0] if ordered else None)


def read_text(text: str, pages: frozenset[str] = frozenset()) -> ReadText:
    """Read a text and check it as `agent-desktop scripts check` does, but for what other scripts say. `pages` are the
    knowledge pages there are; without any, none is looked for."""
    checked = check_text(text, _NAME, around=Around(pages=pages or None))
    problems = tuple(_told(each) for each in checked.problems)
    if checked.lined is None:
        return ReadText(text, problems=problems)
    document = checked.lined.value if isinstance(checked.lined.value, dict) else {}
    steps = tuple(_steps(document, checked.lined, text.count("\n") + 1))
    return ReadText(text, document, checked.script, steps, problems)


def with_told(read: ReadText, told: Iterable[ScriptProblem]) -> ReadText:
    """Return what was read with what the server finds wrong with the same text beside that: it knows what other scripts
    say, and which queues, skills and outcomes there are."""
    here = {(each.code, each.line, each.column) for each in read.problems}
    more = [_of_server(each) for each in told if (str(each.problem), each.line, each.column) not in here]
    return replace(read, problems=tuple(sorted([*read.problems, *more], key=lambda each: (each.line, each.column))))


def fixed(text: str, fix: Fix) -> str:
    """Return the text with a fix in it."""
    lines = text.split("\n")
    if 1 <= fix.line <= len(lines):
        line, at = lines[fix.line - 1], fix.column - 1
        lines[fix.line - 1] = line[:at] + fix.new + line[at + fix.length :]
    return "\n".join(lines)


def names_in(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what a script calls its own: ids of steps, questions, options and statements, and variables with facts."""
    found: dict[str, list[str]] = {"step": [], "question": [], "answer": ["yes", "no"], "statement": []}
    for step in rows_in(document, "steps"):
        found["step"].append(str(step.get("id", "")))
        for question in rows_in(step, "questions"):
            found["question"].append(str(question.get("id", "")))
            found["answer"] += [str(each.get("id", "")) for each in rows_in(question, "options")]
        found["statement"] += [str(each.get("id", "")) for each in rows_in(step, "must_say")]
    own = document.get("variables")
    answers = [f"answers.{each}" for each in found["question"]]
    found["variable"] = [*FACTS, *(own if isinstance(own, dict) else ()), *answers]
    return found


def rows_in(part: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the mappings of a list, none where something else stands there."""
    rows = part.get(key)
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _steps(document: Mapping[str, Any], lined: LinedYaml, count: int) -> Iterator[StepLines]:
    steps = document.get("steps")
    if not isinstance(steps, list):
        return
    starts = [lined.line_of(("steps", number)) for number in range(len(steps))]
    for step, start, end in zip(steps, starts, [*starts[1:], count + 1], strict=True):
        if isinstance(step, dict):
            yield StepLines(str(step.get("id", "")), start, end)


def _of_server(found: ScriptProblem) -> TextProblem:
    length = max(1, found.end_column - found.column)
    return TextProblem(
        code=str(found.problem),
        details=found.details,
        line=found.line,
        column=found.column,
        length=length,
        is_warning=found.is_warning,
        fix=Fix(found.line, found.column, length, found.fix) if found.fix else None,
    )


def _told(found: ScriptFileError) -> TextProblem:
    length = max(1, found.end_column - found.column)
    return TextProblem(
        code=str(found.problem.code),
        details=found.problem.details,
        line=found.line,
        column=found.column,
        length=length,
        is_warning=found.is_warning,
        fix=Fix(found.line, found.column, length, found.fix) if found.fix else None,
    )
