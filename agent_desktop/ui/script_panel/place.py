"""Where a person is in a script, with all that the walk goes by. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from agent_desktop.client.script_runs import RunContent
from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.interactions import Interaction
from agent_desktop.service_scripts.schema import Question, Script, Step
from agent_desktop.service_scripts.walk import Known, WalkResult, problems_with, walk


@dataclass(frozen=True, slots=True)
class ScriptPlace:
    """Where the person is in a script. `cursor` is the step on screen, one of the walk's path.

    `typed` are answers as typed that the script cannot take; `answers` are those that it can.
    """

    script: Script
    cursor: str
    answers: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, datetime] = field(default_factory=dict)
    visited: frozenset[str] = frozenset()

    @property
    def step(self) -> Step:
        """The step on screen."""
        return next(step for step in self.script.steps if step.id == self.cursor)

    def walked(self, known: Known) -> WalkResult:
        """How far the answers carry."""
        return walk(self.script, self.answers, self.said, known)

    def with_answer(self, asked_id: str, answer: str, typed: str) -> "ScriptPlace":
        """Return the place with an answer, or with what was typed where it is none; both empty take it back."""
        answers = {name: value for name, value in self.answers.items() if name != asked_id}
        others = {name: value for name, value in self.typed.items() if name != asked_id}
        return replace(
            self,
            answers={**answers, asked_id: answer} if answer else answers,
            typed={**others, asked_id: typed} if typed else others,
        )

    def step_of(self, asked_id: str) -> Step | None:
        """Return the step that asks a question, or verifies under this id."""
        for step in self.script.steps:
            if step.id == asked_id or any(question.id == asked_id for question in step.questions):
                return step
        return None

    def question(self, question_id: str) -> Question | None:
        """Of any step: words that were still being composed may come when their step is already left."""
        questions = (each for step in self.script.steps for each in step.questions)
        return next((each for each in questions if each.id == question_id), None)


def place_in(script: Script, content: RunContent | None, known: Known, interaction: Interaction | None) -> ScriptPlace:
    """Return where a script opens: at its first step, or as `content` was left, with the steps that were reached before
    the call came on this screen. What was left in another version of the script counts as far as it fits this one."""
    first = script.steps[0].id
    if content is None or content.script_id != script.id:
        return ScriptPlace(script, first, visited=frozenset({first}))
    place = ScriptPlace(script, first, answers=content.answers, typed=content.typed, said=content.said)
    if content.version != script.version:
        place = _what_fits(place, known)
    path = place.walked(known).path
    cursor = content.step_id if content.step_id in path else path[-1]
    run = interaction.script_run if interaction is not None else None
    reached = set(run.step_times) if run is not None and (run.script_id, run.version) == content.script else set()
    return replace(place, cursor=cursor, visited=frozenset({*path[: path.index(cursor) + 1], *reached}))


def _what_fits(place: ScriptPlace, known: Known) -> ScriptPlace:
    """Return the place without answers and statements that its version of the script cannot have."""
    wrong = {each.question_id for each in problems_with(place.script, place.answers, place.said, known)}
    return replace(
        place,
        answers={name: text for name, text in place.answers.items() if name not in wrong},
        typed={name: text for name, text in place.typed.items() if place.question(name) is not None},
        said={name: at for name, at in place.said.items() if name not in wrong},
    )


def settled(place: ScriptPlace, known: Known, resumes: str) -> tuple[ScriptPlace, bool]:
    """Return the place on the way that holds now, and whether that leads to the step `resumes`, where it then is.

    A fact, a level or a result that the server tells may lead the way past the step on screen.
    """
    path = place.walked(known).path
    found = bool(resumes) and resumes in path
    cursor = resumes if found else place.cursor if place.cursor in path else path[-1]
    if cursor == place.cursor:
        return place, found
    return replace(place, cursor=cursor, visited=place.visited | {*path[: path.index(cursor) + 1]}), found


def day_of(known: Known, now: datetime) -> date:
    """Return the day that ``today`` is in the script: the bank's, on which the call began; else the workstation's."""
    return known.today or now.astimezone().date()


def region_of(known: Known, card: CallerCard | None) -> str:
    """Return where a telephone number without a country code is: the bank's region, else the caller's."""
    return known.values.get("region", "") or (card.number_country if card is not None else "")
