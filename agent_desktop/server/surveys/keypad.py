"""Reads the surveys by keypad and the rules of who is asked, and says what is wrong with such a file."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from agent_desktop.contract.customers import Tier
from agent_desktop.records.surveys.checks import SurveyProblem
from agent_desktop.server.checked_files import CheckedFile, Reading, read_checked
from agent_desktop.server.menus import recordings_in
from agent_desktop.server.surveys.books import SurveysFileError
from agent_desktop.settings import Settings
from telephony.contract import CallDirection
from telephony.menu.checks import LABEL_LANGUAGES, MenuProblem
from telephony.menu.schema import Code, Prompt
from telephony.menu.walk import Spoken, seconds_to_say
from telephony.surveys.schema import KeypadSurvey

Place = tuple[str | int, ...]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeypadRule(Part):
    """The callers of these queues, menu reasons, tiers and directions (empty: of all) are asked `survey`, `share`
    percent of them. An empty `survey` asks none of them."""

    queues: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    directions: tuple[CallDirection, ...] = (CallDirection.INBOUND,)
    survey: str = ""
    share: Annotated[int, Field(ge=0, le=100)] = 100


class KeypadBook(Part):
    """The file. Of `rules` the first that fits a call decides; a call that none fits is not asked.

    Nobody is asked who was asked anything in the last `quiet_days`, nor after less than `least_talk_seconds` of talk.
    An agent's line that is down for `after_line_drop_seconds` has ended their part (None: it never has).
    `message_when_hung_up`: who was to be asked and hung up first is asked by the message of the survey about calls.
    """

    quiet_days: Annotated[int, Field(ge=0, le=365)] = 30
    least_talk_seconds: Annotated[int, Field(ge=0, le=3600)] = 20
    after_line_drop_seconds: Annotated[int, Field(ge=0, le=120)] | None = 5
    message_when_hung_up: bool = False
    rules: tuple[KeypadRule, ...] = Field(min_length=1)
    surveys: tuple[KeypadSurvey, ...] = Field(min_length=1)

    def find(self, code: Code) -> KeypadSurvey | None:
        return next((each for each in self.surveys if each.code == code), None)

    def rule_for(self, queue: str, reason: str, tier: str, direction: CallDirection) -> KeypadRule | None:
        """Return the rule that decides on a call; None where there is none."""
        return next((each for each in self.rules if _fits(each, queue, reason, tier, direction)), None)


class Finding(NamedTuple):
    place: Place
    problem: StrEnum
    details: Mapping[str, str]


WARNINGS: Final = frozenset({MenuProblem.RECORDING_MISSING, MenuProblem.MENU_QUEUE_UNKNOWN, MenuProblem.MENU_TOO_LONG})


def findings_in(book: KeypadBook, queue_codes: Collection[str], recordings: Collection[str]) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    codes: set[str] = set()
    for number, survey in enumerate(book.surveys):
        here: Place = ("surveys", number)
        if survey.code in codes:
            yield Finding((*here, "code"), SurveyProblem.CODE_TWICE, {"code": survey.code})
        codes.add(survey.code)
        yield from _in_survey(survey, here, recordings)
    for number, rule in enumerate(book.rules):
        if rule.survey and rule.survey not in codes:
            yield Finding(("rules", number, "survey"), SurveyProblem.NAME_UNKNOWN, {"name": rule.survey})
        for queue in rule.queues:
            if queue_codes and queue not in queue_codes:
                details = {"queue": queue, "allowed": ", ".join(sorted(queue_codes))}
                yield Finding(("rules", number, "queues"), MenuProblem.MENU_QUEUE_UNKNOWN, details)


def _in_survey(survey: KeypadSurvey, here: Place, recordings: Collection[str]) -> Iterator[Finding]:
    for language in LABEL_LANGUAGES:
        if not survey.name.get(language, "").strip():
            yield Finding((*here, "name"), MenuProblem.LANGUAGE_MISSING, {"language": language})
    questions: set[str] = set()
    for number, question in enumerate(survey.questions):
        if question.code in questions:
            place = (*here, "questions", number, "code")
            yield Finding(place, SurveyProblem.CODE_TWICE, {"code": question.code})
        questions.add(question.code)
    for place, prompt in _prompts(survey):
        yield from _in_prompt(survey, (*here, *place), prompt, recordings)
    if any(longest_seconds_of(survey, each) > survey.longest_seconds for each in survey.languages):
        yield Finding((*here, "longest_seconds"), MenuProblem.MENU_TOO_LONG, {"most": str(survey.longest_seconds)})


def _in_prompt(survey: KeypadSurvey, place: Place, prompt: Prompt, recordings: Collection[str]) -> Iterator[Finding]:
    for language in survey.languages:
        if not prompt.text.get(language, "").strip():
            yield Finding((*place, "text"), MenuProblem.LANGUAGE_MISSING, {"language": language})
    for kind, spoken in (("text", prompt.text), ("file", prompt.file)):
        for language in spoken:
            if language not in survey.languages:
                details = {"language": language, "allowed": ", ".join(survey.languages)}
                yield Finding((*place, kind, language), MenuProblem.LANGUAGE_NOT_SPOKEN, details)
    for language, file in prompt.file.items():
        if file not in recordings:
            yield Finding((*place, "file", language), MenuProblem.RECORDING_MISSING, {"file": file})


def longest_seconds_of(survey: KeypadSurvey, language: str) -> float:
    """Return about how long somebody takes who lets every question be played once and thinks as long as they may."""
    said = [Spoken(language, prompt.text.get(language, "")) for _, prompt in _prompts(survey)]
    asked = sum(2 if each.expected is not None else 1 for each in survey.questions)
    return seconds_to_say(said) + asked * survey.wait_seconds


def _prompts(survey: KeypadSurvey) -> Iterator[tuple[Place, Prompt]]:
    yield ("opening",), survey.opening
    yield ("not_understood",), survey.not_understood
    yield ("thanks",), survey.thanks
    for number, question in enumerate(survey.questions):
        yield ("questions", number, "prompt"), question.prompt
        if question.expected is not None:
            yield ("questions", number, "expected"), question.expected


def _fits(rule: KeypadRule, queue: str, reason: str, tier: str, direction: CallDirection) -> bool:
    return (
        (not rule.queues or queue in rule.queues)
        and (not rule.reasons or reason in rule.reasons)
        and (not rule.tiers or tier in {each.value for each in rule.tiers})
        and (not rule.directions or direction in rule.directions)
    )


def read_keypad(settings: Settings, path: Path, text: str | None = None) -> Reading[KeypadBook]:
    """Read and check a file."""
    codes, recordings = [queue.code for queue in settings.telephony.queues], recordings_in(settings)

    def findings(book: KeypadBook) -> Iterator[Finding]:
        return findings_in(book, codes, recordings)

    return read_checked(path, KeypadBook, findings, warnings=WARNINGS, error=SurveysFileError, text=text)


_FILE: Final = CheckedFile(
    lambda settings: settings.surveys.keypad_file,
    "surveys/keypad.yaml",
    lambda path, settings: read_keypad(settings, path),
)
keypad_file, check_keypad = _FILE.path, _FILE.check


def load_keypad(settings: Settings) -> KeypadBook | None:
    """Load it; None where callers are not asked by keypad.

    Raises:
        SurveysFileError: The first problem of the file, by line.
    """
    return _FILE.load(settings) if settings.surveys.by_keypad else None
