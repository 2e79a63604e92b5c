"""The script guide: one step at a time, answers, must-says, back and next."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Protocol

from agent_desktop.client.clock import Now
from agent_desktop.client.current_interaction import CurrentInteraction, InteractionModel
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.script_runs import RunContent, RunSaving, ScriptRunSaver, ScriptSaving
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.service_scripts.labels import labels_of
from agent_desktop.service_scripts.schema import Question, QuestionKind, Script
from agent_desktop.service_scripts.walk import problem_with
from agent_desktop.ui.script_panel.state import (
    BlockedBy,
    MustSayState,
    QuestionState,
    ScriptKind,
    ScriptPlace,
    ScriptState,
    StepMark,
    StepStatus,
    state_of,
)

__all__ = [
    "BlockedBy",
    "MustSayState",
    "QuestionState",
    "ScriptKind",
    "ScriptPanelPresenter",
    "ScriptSaving",
    "ScriptServer",
    "ScriptState",
    "StepMark",
    "StepStatus",
]

_NO_FACTS: Final[Mapping[str, LocalText]] = MappingProxyType({})


class ScriptServer(Protocol):
    """Where scripts come from."""

    def scripts(self) -> tuple[ScriptChoice, ...]: ...

    def script(self, script_id: str, version: str) -> Script: ...


class ScriptPanelPresenter(Shows[ScriptState]):
    """Walks one script through one call. The walk is pure; what it gives is saved after each step of the person."""

    def __init__(
        self,
        desk: DeskModel,
        interactions: InteractionModel,
        server: ScriptServer,
        saver: ScriptRunSaver,
        tasks: Tasks,
        now: Now,
        *,
        agent_name: str = "",
    ) -> None:
        """`agent_name` is what the person at this desktop says when a script has them name themselves."""
        super().__init__(ScriptState())
        self._own_facts = {"agent_name": {"en": agent_name, "zh": agent_name}} if agent_name else {}
        self._desk = desk
        self._interactions = interactions
        self._server = server
        self._saver = saver
        self._tasks = tasks
        self._now = now
        self._scripts: dict[tuple[str, str], Script] = {}
        self._choices: tuple[ScriptChoice, ...] = ()
        self._wanted: ScriptChoice | None = None
        self._asking: set[tuple[str, str]] = set()
        self._problem: Problem | None = None
        self._place: ScriptPlace | None = None
        self._left: dict[tuple[str, str], ScriptPlace] = {}
        self._labels: dict[tuple[str, str], Mapping[str, LocalText]] = {}
        self._content_number = 0
        self._opened: CurrentInteraction | None = None
        self._saving = RunSaving()
        self._up = False
        self._stops = (
            saver.watch(self._saving_changed),
            interactions.watch(self._interaction_changed),
            desk.watch(self._desk_changed),
        )
        self._read_choices()

    def answered(self, question_id: str, answer: str) -> None:
        """Take an answer as typed or chosen; empty takes it back. One that does not fit is shown as wrong."""
        place = self._place
        question = self._question(question_id)
        if place is None or question is None or self.state.read_only:
            return
        answers = {name: value for name, value in place.answers.items() if name != question_id}
        typed = {name: value for name, value in place.typed.items() if name != question_id}
        if problem_with(question, answer):
            typed[question_id] = answer
        elif answer:
            answers[question_id] = answer
        chosen = question.kind in (QuestionKind.CHOICE, QuestionKind.YES_NO)
        self._go(replace(place, answers=answers, typed=typed), at_once=chosen)

    def answer_number(self, number: int) -> None:
        """Alt+1 to Alt+9: choose this option of the main question, counted from 1."""
        main = self.state.main_question
        if main is not None and 1 <= number <= len(main.options):
            self.answered(main.question_id, main.options[number - 1].id)

    def must_say_toggled(self, must_say_id: str) -> None:
        """Tick a must-say as said now, or take the tick back."""
        place = self._place
        if place is None or self.state.read_only or all(each.id != must_say_id for each in place.step.must_say):
            return
        said = dict(place.said)
        if said.pop(must_say_id, None) is None:
            said[must_say_id] = self._now()
        self._go(replace(place, said=said), at_once=True)

    def say_next(self) -> None:
        """Alt+M: tick the next must-say that is left."""
        for must in self.state.must_says:
            if must.said_at is None:
                self.must_say_toggled(must.must_say_id)
                return

    def go(self, by: int) -> None:
        """Alt+Right (1) or Alt+Left (-1). Forward only as far as the answers carry."""
        place = self._place
        if place is None:
            return
        path = place.walked().path
        at = path.index(place.cursor) + by
        if 0 <= at < len(path):
            self._go(replace(place, cursor=path[at], visited=place.visited | {path[at]}), at_once=True)

    def script_chosen(self, choice: ScriptChoice) -> None:
        """Change to another script. The answers of this one are there again on coming back to it in this call."""
        if self._opened is not None and not self.state.read_only:
            if self._place is not None:
                self._left[_key(self._place.script)] = self._place
            self._place = None
            self._want(choice)

    def retry(self) -> None:
        """Read again, or save again, what failed."""
        self._problem = None
        if not self._choices:
            self._read_choices()
        if self._place is None:
            self._open_wanted()
        else:
            self._saver.retry()

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        self._saver.tick()

    def stop(self) -> None:
        """Watch no longer, and write to this computer what is not on the server."""
        for stop in self._stops:
            stop()
        self._saver.keep_all_now()

    # what changes

    def _interaction_changed(self, current: CurrentInteraction) -> None:
        if current.interaction is None:
            self._opened = None
            self._place = self._wanted = self._problem = None
            self._saver.open(None)
        elif self._opened is None or self._opened.call_id != current.call_id:
            self._opened = current
            self._place = self._wanted = None
            self._left = {}
            self._saver.open(current.interaction)
            self._want_for_call()
        self._draw()

    def _desk_changed(self, view: DeskView) -> None:
        card = view.card
        if view.offer is not None and card is not None and card.script is not None:
            self._fetch(card.script)  # it is here by the time the call is answered
        if self._opened is not None and self._wanted is None:
            self._want_for_call()
        if view.link.is_up and not self._up:
            self._saver.retry()
        self._up = view.link.is_up
        self._draw()

    def _saving_changed(self, saving: RunSaving) -> None:
        self._saving = saving
        if saving.content_number != self._content_number:
            self._content_number = saving.content_number
            self._take_content()
        self._draw()

    def _take_content(self) -> None:
        """The answers have changed by themselves: another desktop has saved, and both are brought together."""
        place, content = self._place, self._saver.content
        if place is None or content is None:
            return
        self._place = None
        if content.script == _key(place.script):
            self._place = self._place_in(place.script)
            self._save(at_once=True)
        else:
            self._want_for_call()

    def _want_for_call(self) -> None:
        content = self._saver.content
        card = self._desk.view.card
        if content is not None:
            self._want(ScriptChoice(script_id=content.script_id, version=content.version, title={}))
        elif card is not None and card.script is not None and card.call_id == self._call_id():
            self._want(card.script)

    def _want(self, choice: ScriptChoice) -> None:
        self._wanted = choice
        self._problem = None
        self._open_wanted()

    def _open_wanted(self) -> None:
        choice = self._wanted
        if choice is None:
            return
        script = self._scripts.get((choice.script_id, choice.version))
        if script is None:
            self._fetch(choice)
        elif self._place is None:
            self._place = self._left.pop(_key(script), None) or self._place_in(script)
            self._save(at_once=True)  # nothing, where the server has it as it stands
        self._draw()

    def _place_in(self, script: Script) -> ScriptPlace:
        content = self._saver.content
        if content is None or content.script != _key(script):
            return ScriptPlace(script, script.steps[0].id, visited=frozenset({script.steps[0].id}))
        place = ScriptPlace(script, script.steps[0].id, answers=content.answers, typed=content.typed, said=content.said)
        path = place.walked().path
        cursor = content.step_id if content.step_id in path else path[-1]
        return replace(place, cursor=cursor, visited=frozenset(path[: path.index(cursor) + 1]) | self._reached(script))

    def _go(self, place: ScriptPlace, *, at_once: bool) -> None:
        if place != self._place:
            self._place = place
            self._save(at_once=at_once)
            self._draw()

    def _save(self, *, at_once: bool) -> None:
        place = self._place
        if place is not None:
            script = place.script
            content = RunContent(
                script.id,
                script.version,
                place.cursor,
                dict(place.answers),
                dict(place.said),
                dict(place.typed),
                self._labels_of(script),
            )
            self._saver.save(content, at_once=at_once)

    # from the server

    def _fetch(self, choice: ScriptChoice) -> None:
        key = (choice.script_id, choice.version)
        if key in self._scripts or key in self._asking:
            return
        self._asking.add(key)

        def came(script: Script) -> None:
            self._asking.discard(key)
            self._scripts[key] = script
            self._open_wanted()

        def failed(error: ClientError) -> None:
            self._asking.discard(key)
            if self._wanted is not None and (self._wanted.script_id, self._wanted.version) == key:
                self._problem = error.problem
                self._draw()

        self._tasks.run(lambda: self._server.script(*key), came, failed)

    def _read_choices(self) -> None:
        def came(choices: tuple[ScriptChoice, ...]) -> None:
            self._choices = choices
            self._draw()

        # Without the list one cannot change the script; the script of the call comes all the same.
        self._tasks.run(self._server.scripts, came, lambda _: None)

    # what is drawn

    def _draw(self) -> None:
        self._show(
            replace(
                self._drawn(),
                choices=self._choices,
                saving=self._saving.saving,
                saved_at=self._saving.saved_at,
                problem=self._problem or self._saving.problem,
            )
        )

    def _drawn(self) -> ScriptState:
        view, place = self._desk.view, self._place
        if place is not None:
            call = view.accepted_call
            facts = view.card.facts if view.card is not None else _NO_FACTS
            return state_of(place, {**facts, **self._own_facts}, call.answered_at if call is not None else None)
        loading = view.accepted_call is not None and (
            self._wanted is not None or view.card_loading or self._interactions.current.interaction is None
        )
        if self._problem is not None:
            return ScriptState(kind=ScriptKind.FAILED)
        title = self._wanted.title if self._wanted is not None else {}
        return ScriptState(kind=ScriptKind.LOADING if loading else ScriptKind.NONE, title=title)

    def _question(self, question_id: str) -> Question | None:
        """Of any step: words that were still being composed may come when their step is already left."""
        if self._place is None:
            return None
        steps = self._place.script.steps
        return next((each for step in steps for each in step.questions if each.id == question_id), None)

    def _reached(self, script: Script) -> set[str]:
        """The steps that were reached before the call came on this screen."""
        interaction = self._opened.interaction if self._opened is not None else None
        run = interaction.script_run if interaction is not None else None
        return set(run.step_times) if run is not None and (run.script_id, run.version) == _key(script) else set()

    def _labels_of(self, script: Script) -> Mapping[str, LocalText]:
        if _key(script) not in self._labels:
            self._labels[_key(script)] = labels_of(script)
        return self._labels[_key(script)]

    def _call_id(self) -> object:
        return self._opened.call_id if self._opened is not None else None


def _key(script: Script) -> tuple[str, str]:
    return script.id, script.version
