"""What the checks of a script find, and what they may know of the bank around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.closest import closest_to
from agent_desktop.service_scripts.yaml_lines import Place

WARNINGS: Final = frozenset(
    {
        ProblemCode.TEXT_LONG,
        ProblemCode.VARIABLE_WITHOUT_WORDS,
        ProblemCode.ACTION_UNVERIFIED,
        ProblemCode.CONDITION_ALWAYS,
        ProblemCode.PARAMETER_VALUE_OPEN,
        # What the bank has may change after the script, and the settings' files are only its first state.
        ProblemCode.REASON_UNKNOWN,
        ProblemCode.REASON_CLOSE,
        ProblemCode.QUEUE_NOT_THERE,
        ProblemCode.SKILL_NOT_THERE,
        ProblemCode.DISPOSITION_NOT_THERE,
        ProblemCode.LEVEL_BELOW_POLICY,
    }
)
"""What does not refuse a script."""


class Finding(NamedTuple):
    """One problem, at a place in the file: at its key, or with a `word` where that stands in its value, `skip`
    characters on at the earliest; `in_key`: where it stands in its key. `fix` is what could stand in the place of the
    word."""

    place: Place
    problem: FileProblem
    word: str = ""
    fix: str = ""
    skip: int = 0
    in_key: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the bank around a script; None where nobody knows, and nothing is checked by it. `levels` are
    what the bank's policy of verification asks for, by the kind of an action."""

    pages: frozenset[str] | None = None
    reasons: frozenset[str] | None = None
    queues: frozenset[str] | None = None
    skills: frozenset[str] | None = None
    dispositions: frozenset[str] | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)


NOTHING_AROUND: Final = Around()


def unknown(
    place: Place,
    word: str,
    known: frozenset[str] | set[str],
    codes: tuple[ProblemCode, ProblemCode],
    name: str,
    *,
    in_key: bool = False,
) -> Finding:
    """Return that `word` is none of `known`: by the second of `codes` where one of them is close. `name` is what the
    words of both call it; `in_key`: see `Finding`."""
    close = closest_to(word, sorted(known))
    if close:
        problem = file_problem(codes[1], **{name: word, "closest": close})
        return Finding(place, problem, word, close, in_key=in_key)
    return Finding(place, file_problem(codes[0], **{name: word}), word, in_key=in_key)
