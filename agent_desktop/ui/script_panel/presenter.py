"""The script guide: one step at a time, answers, must-says, back and next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.current_interaction import CurrentInteraction, InteractionModel
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.script_runs import RunContent, RunSaving, ScriptRunSaver, ScriptSaving
from agent_desktop.client.script_standing import Standing, StandingModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.service_scripts.answers import FAILED
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.walk import Known, problem_with
from agent_desktop.ui.script_panel.actions import ScriptActions
from agent_desktop.ui.script_panel.alteration import alteration_of
from agent_desktop.ui.script_panel.around import card_of_call, surroundings
from agent_desktop.ui.script_panel.drawing import state_of
from agent_desktop.ui.script_panel.place import ScriptPlace, day_of, place_in, region_of, settled
from agent_desktop.ui.script_panel.reading import read_answer, stepped_day
from agent_desktop.ui.script_panel.shelf import ScriptServer, ScriptShelf
from agent_desktop.ui.script_panel.state import (
    CHOSEN_KINDS,
    Alteration,
    BlockedBy,
    MustSayState,
    QuestionState,
    ScriptKind,
    ScriptState,
    StepMark,
    StepStatus,
)

__all__ = [
    "BlockedBy", "MustSayState", "QuestionState", "ScriptKind", "ScriptPanelPresenter", "ScriptSaving", "ScriptState",
    "StepMark", "StepPages", "StepStatus",
]  # fmt: skip


class StepPages(Protocol):
    """Is told which pages of knowledge the open step names; none where no step is open."""

    def step_opened(self, page_ids: Sequence[str]) -> None: ...


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
        standing: StandingModel,
        *,
        agent_name: str = "",
        pages: StepPages | None = None,
    ) -> None:
        """`agent_name` is what the person at this desktop says when a script has them name themselves."""
        super().__init__(ScriptState())
        self._own_facts = {"agent_name": {"en": agent_name, "zh": agent_name}} if agent_name else {}
        self._desk = desk
        self._interactions = interactions
        self._shelf = ScriptShelf(server, tasks)
        self._saver = saver
        self._now = now
        self._standing = standing
        self._pages = pages
        self._pinned: tuple[str, ...] = ()
        self.actions = ScriptActions(standing, lambda: self.state, self._draw)
        self._altered: tuple[Alteration, str, str] | None = None
        self._wanted: ScriptChoice | None = None
        self._moved_from = ""
        self._problem: Problem | None = None
        self._place: ScriptPlace | None = None
        self._left: dict[tuple[str, str], ScriptPlace] = {}
        self._content_number = 0
        self._opened: CurrentInteraction | None = None
        self._resuming = False
        self._saving = RunSaving()
        self._up = False
        self._stops = (
            saver.watch(self._saving_changed),
            interactions.watch(self._interaction_changed),
            standing.watch(self._standing_changed),
            desk.watch(self._desk_changed),
        )
        self._shelf.read_choices(None, self._choices_came)

    def answered(self, question_id: str, text: str) -> None:
        """Take an answer as typed or chosen; empty takes it back. One that does not fit is shown as wrong."""
        place = self._place
        question = place.question(question_id) if place is not None else None
        if place is None or question is None or self.state.read_only:
            return
        answer = read_answer(question, text, self._today(), region_of(self._known(), self._desk.view.card))
        wrong = bool(problem_with(question, answer, self._known().today))
        chosen = question.kind in CHOSEN_KINDS
        self._answer(place, question_id, "" if wrong else answer, answer if wrong else "", at_once=chosen)

    def stepped(self, question_id: str, days: int) -> None:
        """Move the day that is answered; where there is none yet, take today."""
        if (place := self._place) is not None:
            self.answered(question_id, stepped_day(place.answers.get(question_id, ""), days, self._today()))

    def could_not_verify(self, failed: bool) -> None:
        """Say that the caller could not be verified in this step, or take it back."""
        place = self._place
        if place is not None and place.step.verify is not None and not self.state.read_only:
            self._answer(place, place.step.id, FAILED if failed else "", "", at_once=True)

    def undo(self) -> None:
        """Answer as before the last answer that altered the way."""
        place, altered = self._place, self._altered
        if place is not None and altered is not None:
            self._altered = None
            self._go(replace(place, answers={**place.answers, altered[1]: altered[2]}), at_once=True)

    def must_say_toggled(self, must_say_id: str) -> None:
        """Tick a must-say as said now, or take the tick back."""
        place = self._place
        if place is None or self.state.read_only or all(each.id != must_say_id for each in place.step.must_say):
            return
        said = dict(place.said)
        if said.pop(must_say_id, None) is None:
            said[must_say_id] = self._now()
        self._go(replace(place, said=said), at_once=True)

    def go(self, by: int) -> None:
        """Alt+Right (1) or Alt+Left (-1). Forward only as far as the answers carry."""
        place = self._place
        if place is None:
            return
        path = place.walked(self._known()).path
        at = path.index(place.cursor) + by
        if 0 <= at < len(path):
            self._altered, self._moved_from = None, ""
            self.actions.confirming = ""
            self._go(replace(place, cursor=path[at], visited=place.visited | {path[at]}), at_once=True)

    def script_chosen(self, choice: ScriptChoice) -> None:
        """Change to another script. The answers of this one are there again on coming back to it in this call."""
        if self._opened is not None and not self.state.read_only:
            if self._place is not None:
                self._left[_key(self._place.script)] = self._place
            self._place = self._altered = None
            self.actions.confirming = self._moved_from = ""
            self._want(choice)
            self._standing.read()

    def retry(self) -> None:
        """Read again, or save again, what failed."""
        self._problem = None
        if not self._shelf.choices:
            self._shelf.read_choices(self._interaction_id(), self._choices_came)
        if self._standing.standing.problem is not None:
            self._standing.read()
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
            self._place = self._wanted = self._problem = self._altered = None
            self._saver.open(None)
        elif self._opened is None or self._opened.call_id != current.call_id:
            self._opened = current
            self._place = self._wanted = self._altered = None
            self.actions.confirming = self._moved_from = ""
            self._left = {}
            self._saver.open(current.interaction)
            self._want_for_call()
            self._shelf.read_choices(current.interaction.interaction_id, self._choices_came)
        self._draw()

    def _desk_changed(self, view: DeskView) -> None:
        card = view.card
        if view.offer is not None and card is not None and card.script is not None:
            self._shelf.fetch(card.script, self._open_wanted, self._not_fetched)  # it is here once the call is answered
        self._shelf.follow(card_of_call(view, self._call_id()), self._choices_came)
        if self._opened is not None and self._wanted is None:
            self._want_for_call()
        if view.link.is_up and not self._up:
            self._saver.retry()
        self._up = view.link.is_up
        self._draw()

    def _standing_changed(self, _: Standing) -> None:
        """A result, a level or a fact is another one: the way may be too."""
        if self._place is None:
            self._open_wanted()
        else:
            self._settle()
        self._draw()

    def _saving_changed(self, saving: RunSaving) -> None:
        self._saving = saving
        if saving.content_number != self._content_number:
            self._content_number = saving.content_number
            self._take_content()
        self._move_on(saving.problem)
        self._draw()

    def _take_content(self) -> None:
        """The answers have changed by themselves: another desktop has saved, and both are brought together."""
        place, content = self._place, self._saver.content
        if place is None or content is None:
            return
        self._place = None
        if content.script == _key(place.script):
            self._place = self._placed(place.script)
            self._save(at_once=True)
        else:
            self._want_for_call()

    def _want_for_call(self) -> None:
        content = self._saver.content
        card = card_of_call(self._desk.view, self._call_id())
        if content is not None:
            self._want(ScriptChoice(script_id=content.script_id, version=content.version, title={}))
        elif card is not None and card.script is not None:
            self._want(card.script)

    def _want(self, choice: ScriptChoice) -> None:
        self._wanted = choice
        self._problem = None
        self._resuming = True
        self._open_wanted()

    def _open_wanted(self) -> None:
        choice = self._wanted
        if choice is None:
            return
        script = self._shelf.find(choice)
        if script is None:
            self._shelf.fetch(choice, self._open_wanted, self._not_fetched)
        elif self._place is None and self._is_told():
            self._place = self._left.pop(_key(script), None) or self._placed(script)
            kept = self._kept_step(script)
            self._settle()
            # Nothing, where the server has it as it stands. A step that cannot be reached yet must not be lost there.
            if not kept or kept == self._place.cursor:
                self._save(at_once=True)
        self._draw()

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
                self._shelf.labels(script),
            )
            self._saver.save(content, at_once=at_once)

    def _answer(self, place: ScriptPlace, asked_id: str, answer: str, typed: str, *, at_once: bool) -> None:
        """Keep an answer, or what was typed where it is none; empty takes it back."""
        after = place.with_answer(asked_id, answer, typed)
        told = alteration_of(place, after, asked_id, self._known())
        if told is not None:
            self._altered = (told, asked_id, place.answers.get(asked_id, ""))
        elif after.answers != place.answers:
            self._altered = None
        self._go(after, at_once=at_once)

    def _placed(self, script: Script) -> ScriptPlace:
        interaction = self._opened.interaction if self._opened is not None else None
        return place_in(script, self._saver.content, self._known(script.id), interaction)

    def _settle(self) -> None:
        """Stand on the way: what the server told may have led it elsewhere, or on to where an earlier desktop was."""
        place = self._place
        if place is not None:
            resumes = self._kept_step(place.script) if self._resuming else ""
            self._place, found = settled(place, self._known(), resumes)
            self._resuming = self._resuming and not found

    def _kept_step(self, script: Script) -> str:
        """Return the step at which a script was left; empty where it is opened for the first time."""
        content = self._saver.content
        return content.step_id if content is not None and content.script == _key(script) else ""

    def _not_fetched(self, key: tuple[str, str], problem: Problem) -> None:
        if self._wanted is not None and (self._wanted.script_id, self._wanted.version) == key:
            self._problem = problem
            self._move_on(problem)
            self._draw()

    def _choices_came(self) -> None:
        self._move_on(self._problem or self._saving.problem)
        self._draw()

    def _move_on(self, problem: Problem | None) -> None:
        """Where the server has this version no more, as after an upgrade in a call, go on in the one that it has."""
        key = _key(self._place.script) if self._place is not None else None
        if key is None and self._wanted is not None:
            key = self._wanted.script_id, self._wanted.version
        if key is not None and problem is not None and problem.code == ErrorCode.SCRIPT_NOT_FOUND:
            other = self._shelf.other_version(key, self._choices_came)
            if other is not None:
                self._moved_from = key[1]
                self._place = self._altered = None
                self._want(other)

    # what is drawn

    def _draw(self) -> None:
        self._settle()
        self._show_worked_out(self._whole)

    def _whole(self) -> ScriptState:
        self._pin()
        saving, problem = self._saving, self._problem or self._saving.problem
        drawn = replace(self._drawn(), choices=self._shelf.choices, moved_from=self._moved_from)
        return replace(drawn, saving=saving.saving, saved_at=saving.saved_at, problem=problem)

    def _drawn(self) -> ScriptState:
        view, place = self._desk.view, self._place
        if place is not None:
            around = surroundings(view, self._standing.standing, self._own_facts, self._today())
            altered = self._altered[0] if self._altered is not None else None
            around = replace(around, confirming=self.actions.confirming, alteration=altered)
            return state_of(place, self._known(), around, self._shelf.rest_of(place.script))
        loading = view.accepted_call is not None and (
            self._wanted is not None or view.card_loading or self._interactions.current.interaction is None
        )
        if self._problem is not None:
            return ScriptState(kind=ScriptKind.FAILED)
        title = self._wanted.title if self._wanted is not None else {}
        return ScriptState(kind=ScriptKind.LOADING if loading else ScriptKind.NONE, title=title)

    def _known(self, script_id: str = "") -> Known:
        """What the walk goes by beside the answers."""
        place = self._place
        return self._standing.standing.known_for(script_id or (place.script.id if place is not None else ""))

    def _today(self) -> date:
        return day_of(self._known(), self._now())

    def _is_told(self) -> bool:
        """Whether the server has said how the call stands, or could not."""
        standing = self._standing.standing
        return standing.interaction_id == self._interaction_id() and standing.told

    def _pin(self) -> None:
        guide = self._place.step.guide if self._place is not None else ()
        if guide != self._pinned:
            self._pinned = guide
            if self._pages is not None:
                self._pages.step_opened(guide)

    def _interaction_id(self) -> UUID | None:
        interaction = self._opened.interaction if self._opened is not None else None
        return interaction.interaction_id if interaction is not None else None

    def _call_id(self) -> object:
        return self._opened.call_id if self._opened is not None else None


def _key(script: Script) -> tuple[str, str]:
    return script.id, script.version
