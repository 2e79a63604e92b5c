"""The bank's rules of callbacks, as ``resources/callbacks/main.yaml`` holds them."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CallbackKind, CallbackOutcome

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 31)]
LANGUAGES: Final = ("en", "zh")
OWED_CALL: Final = "owed_call"
KEPT_PLACE: Final = "kept_place"
GAVE_UP: Final = "gave_up"
NEEDED_REASONS: Final = (OWED_CALL, KEPT_PLACE, GAVE_UP, "question", "alert", "complaint")
"""Those that the program itself makes callbacks for."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KindRule(Part):
    """Minutes: from due on its owner alone, then the team too, then the queue; from the end of the window on it is the
    supervisor's. `points` are added to its place, in seconds."""

    owner: Minutes
    team: Minutes
    expires: Minutes
    points: Annotated[int, Field(ge=0, le=86_400)] = 0


class Reason(Part):
    code: Code
    kind: CallbackKind
    name: LocalText
    queue: Annotated[str, Field(min_length=1, max_length=40)]
    marketing: bool = False
    machine: bool = False
    script: Annotated[str, Field(max_length=80)] = ""


class SayFirstRule(Part):
    opening: LocalText
    to_others: LocalText
    to_machine: LocalText


class CallbackRules(Part):
    """Everything the bank decides of callbacks."""

    default_minutes: Annotated[int, Field(ge=1, le=1_440)]
    longest_days: Annotated[int, Field(ge=1, le=30)]
    window_minutes: Annotated[int, Field(ge=1, le=60)]
    reminder_minutes: tuple[Annotated[int, Field(ge=0, le=120)], ...]
    attempts_most: Annotated[int, Field(ge=1, le=3)]
    hold_minutes: Annotated[int, Field(ge=1, le=240)]
    unsaid_hours: Annotated[int, Field(ge=1, le=72)]
    retry: Mapping[CallbackOutcome, Minutes]
    abandoned_after_seconds: Annotated[int, Field(ge=0, le=3_600)]
    kinds: Mapping[CallbackKind, KindRule]
    reasons: tuple[Reason, ...]
    say_first: SayFirstRule

    def reason(self, code: str) -> Reason | None:
        return next((each for each in self.reasons if each.code == code), None)


class CallbackRuleProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    CODE_TWICE = "code_twice"  # code
    KIND_MISSING = "callback_kind_missing"  # kind
    REASON_MISSING = "callback_reason_missing"  # code
    RETRY_MISSING = "callback_retry_missing"  # outcome
    REMINDERS_UPWARDS = "callback_reminders_upwards"


class Finding(NamedTuple):
    place: tuple[str | int, ...]
    problem: CallbackRuleProblem
    details: Mapping[str, str]


RETRIED: Final = (
    CallbackOutcome.BUSY,
    CallbackOutcome.NO_ANSWER,
    CallbackOutcome.MACHINE,
    CallbackOutcome.WRONG_PERSON,
    CallbackOutcome.FAILED,
)
"""After these somebody is tried again."""


def findings_in(rules: CallbackRules) -> Iterator[Finding]:
    """Yield every problem of rules that fit the schema."""
    for kind in CallbackKind:
        if kind not in rules.kinds:
            yield _found(("kinds",), CallbackRuleProblem.KIND_MISSING, kind=kind.value)
    for outcome in RETRIED:
        if outcome not in rules.retry:
            yield _found(("retry",), CallbackRuleProblem.RETRY_MISSING, outcome=outcome.value)
    if list(rules.reminder_minutes) != sorted(set(rules.reminder_minutes), reverse=True):
        yield _found(("reminder_minutes",), CallbackRuleProblem.REMINDERS_UPWARDS)
    codes = [each.code for each in rules.reasons]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield _found(("reasons", number, "code"), CallbackRuleProblem.CODE_TWICE, code=code)
    for code in NEEDED_REASONS:
        if code not in codes:
            yield _found(("reasons",), CallbackRuleProblem.REASON_MISSING, code=code)
    texts: list[tuple[tuple[str | int, ...], LocalText]] = []
    texts += [(("reasons", number, "name"), each.name) for number, each in enumerate(rules.reasons)]
    said = rules.say_first
    texts += [
        (("say_first", "opening", ""), said.opening),
        (("say_first", "to_others", ""), said.to_others),
        (("say_first", "to_machine", ""), said.to_machine),
    ]
    for place, text in texts:
        for language in LANGUAGES:
            if not text.get(language, "").strip():
                at = tuple(part for part in place if part != "")
                yield _found(at, CallbackRuleProblem.LANGUAGE_MISSING, language=language)


def _found(place: tuple[str | int, ...], problem: CallbackRuleProblem, **details: str) -> Finding:
    return Finding(place, problem, details)
