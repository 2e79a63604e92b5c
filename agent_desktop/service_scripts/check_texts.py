"""What is wrong with the texts of a script: languages, variables, length."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, get_args

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.service_scripts.conditions import RESULTS, kinds_of
from agent_desktop.service_scripts.findings import Finding, unknown
from agent_desktop.service_scripts.schema import Script, Step
from agent_desktop.service_scripts.variables import ANSWERS, Variable, has_stray_braces, variables_in
from agent_desktop.service_scripts.yaml_lines import Place

LANGUAGES: Final[tuple[str, ...]] = get_args(Language)

_UNKNOWN: Final = (ProblemCode.VARIABLE_UNKNOWN, ProblemCode.VARIABLE_CLOSE)
_SHOWN_BY_ALL: Final = frozenset({"agent_name"})  # the desktop knows it of whoever is signed in


class Room(NamedTuple):
    """The most characters of a text: more is cut on the screen, or too much to be said in one breath."""

    en: int
    zh: int


SCRIPT_TITLE: Final = Room(60, 24)
TITLE: Final = Room(32, 14)
SAID: Final = Room(600, 240)
LABEL: Final = Room(110, 50)
OPTION: Final = Room(70, 30)
HELP: Final = Room(240, 110)
KEY: Final = Room(40, 16)
DEFAULT: Final = Room(120, 50)


def text_findings(script: Script) -> Iterator[Finding]:
    """Yield what is wrong with the texts of a script."""
    known = kinds_of(script).keys() - {name for name in kinds_of(script) if name.startswith(RESULTS)}
    known |= script.variables.keys()
    for place, text, room in _all_texts(script):
        yield from _languages(place, text)
        for language, words in text.items():
            where = (*place, language)
            most = getattr(room, language, None)
            if most is not None and len(words) > most:
                problem = file_problem(ProblemCode.TEXT_LONG, characters=len(words), most=most)
                yield Finding(where, problem)
            if has_stray_braces(words):
                yield Finding(where, FileProblem(ProblemCode.BRACES_STRAY), "{{" if "{{" in words else "}}")
            yield from variable_findings(where, words, known, script.variables)


def variable_findings(
    place: Place, words: str, known: set[str], defaults: Mapping[str, LocalText]
) -> Iterator[Finding]:
    """Yield what is wrong with the variables of one text."""
    for variable in variables_in(words):
        if variable.name not in known:
            yield unknown(place, variable.name, known, _UNKNOWN, "variable")
        elif not _has_words(variable, defaults):
            problem = file_problem(ProblemCode.VARIABLE_WITHOUT_WORDS, variable=variable.name)
            yield Finding(place, problem, variable.name, f"{variable.name}|…")


def _has_words(variable: Variable, defaults: Mapping[str, LocalText]) -> bool:
    if variable.name.startswith(ANSWERS):
        return True  # an answer that was asked for is there; one that may not be is told by its road
    return variable.fallback is not None or variable.name in defaults or variable.name in _SHOWN_BY_ALL


def _languages(place: Place, text: LocalText) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not text.get(language, "").strip():
            yield Finding(place, file_problem(ProblemCode.LANGUAGE_MISSING, language=language))
    for language in text:
        if language not in LANGUAGES:
            problem = file_problem(ProblemCode.LANGUAGE_UNKNOWN, language=language, allowed=LANGUAGES)
            yield Finding((*place, language), problem)


def _all_texts(script: Script) -> Iterator[tuple[Place, LocalText, Room]]:
    yield ("title",), script.title, SCRIPT_TITLE
    for name, text in script.variables.items():
        yield ("variables", name), text, DEFAULT
    for number, step in enumerate(script.steps):
        yield from _texts_of(step, ("steps", number))


def _texts_of(step: Step, place: Place) -> Iterator[tuple[Place, LocalText, Room]]:
    yield (*place, "title"), step.title, TITLE
    if step.say:
        yield (*place, "say"), step.say, SAID
    for number, statement in enumerate(step.must_say):
        yield (*place, "must_say", number, "text"), statement.text, SAID
    for number, question in enumerate(step.questions):
        where: Place = (*place, "questions", number)
        yield (*where, "label"), question.label, LABEL
        if question.help:
            yield (*where, "help"), question.help, HELP
        for option_number, option in enumerate(question.options):
            yield (*where, "options", option_number, "label"), option.label, OPTION
    for number, action in enumerate(step.actions):
        where = (*place, "actions", number)
        yield (*where, "label"), action.label, KEY
        if action.confirm:
            yield (*where, "confirm"), action.confirm, HELP
