"""What an agent would see of the text as it stands: the step that the caret is in, or a whole walk that is tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.script_standing import Standing
from agent_desktop.client.watched import Shows
from agent_desktop.contract.scripts import ActionResult, ActionState
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.answers import FAILED, day_from, problem_with
from agent_desktop.service_scripts.schema import Question, Script, Step
from agent_desktop.service_scripts.walk import Known
from agent_desktop.ui.authoring.sample_callers import CALLERS, SampleCaller
from agent_desktop.ui.script_panel.around import Surroundings
from agent_desktop.ui.script_panel.drawing import state_of
from agent_desktop.ui.script_panel.place import ScriptPlace
from agent_desktop.ui.script_panel.reading import read_answer, stepped_day
from agent_desktop.ui.script_panel.state import ScriptKind, ScriptState, StepStatus

_NOBODY = UUID(int=0)
REGION = "HK"
"""Whose telephone numbers are meant where no country is typed."""


@dataclass(frozen=True, slots=True)
class PreviewState:
    """`drawn` is what the agent's guide draws. `needs_check`: the step on screen asks for the caller's check, and
    whoever tries it says what came of that; `tries` walks from the first step on, along `path`."""

    drawn: ScriptState = field(default_factory=ScriptState)
    caller: SampleCaller = CALLERS[0]
    tries: bool = False
    needs_check: bool = False
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Given:
    """What whoever tries it has given so far. `level` is what the check came to, None before it."""

    answers: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, datetime] = field(default_factory=dict)
    results: Mapping[tuple[str, str], ActionResult] = field(default_factory=dict)
    visited: frozenset[str] = frozenset()
    level: Level | None = None


class TrialDeeds:
    """The script's actions as whoever tries it does them; nothing is asked of any system."""

    def __init__(
        self, state: Callable[[], PreviewState], ask_about: Callable[[str], None], do: Callable[[str], None]
    ) -> None:
        """`ask_about` has an action confirmed first, with no id none; `do` has it come back as done."""
        self._state = state
        self._ask_about = ask_about
        self._do = do

    def choose(self, action_id: str) -> None:
        """Do an action, or ask first where the script does."""
        if any(each.action_id == action_id and any(each.confirm.values()) for each in self._state().drawn.actions):
            self._ask_about(action_id)
        else:
            self._do(action_id)

    def leave(self, _action_id: str = "") -> None:
        """Leave undone what was asked about."""
        self._ask_about("")

    def do(self, action_id: str) -> None:
        """Have an action come back as done."""
        self._do(action_id)


class PreviewPresenter(Shows[PreviewState]):
    """Follows the text. What was answered stays while the text changes, as far as it still fits. `deeds` does
    the actions."""

    def __init__(self, now: Now) -> None:
        super().__init__(PreviewState())
        self._now = now
        self._script: Script | None = None
        self._step_id = ""
        self._cursor = ""
        self._given = _Given()
        self._confirming = ""
        self._began_at = now()
        self.deeds = TrialDeeds(lambda: self.state, self._ask_about, self._do)

    def follow(self, script: Script | None, step_id: str) -> None:
        """Draw the step of this id; while somebody tries the script, the step that they are at."""
        if script is None or not script.steps:
            self._script = None
            self._show(replace(self.state, drawn=ScriptState(kind=ScriptKind.NONE), path=()))
            return
        if self._script is not None and script.id != self._script.id:
            self._given = _Given()
            self._show(replace(self.state, tries=False))
        if (script, step_id) == (self._script, self._step_id):
            return
        self._script, self._step_id = script, step_id
        self._draw()

    def begin_trial(self) -> None:
        """Walk the script from its first step, as in a call that is answered now."""
        if self._script is None:
            return
        self._given = _Given()
        self._cursor = self._script.steps[0].id
        self._began_at = self._now()
        self._show(replace(self.state, tries=True))
        self._draw()

    def end_trial(self) -> None:
        """Follow the text again."""
        self._given = _Given()
        self._show(replace(self.state, tries=False))
        self._draw()

    def choose_caller(self, caller: SampleCaller) -> None:
        """Have another caller, or the same with another fact. Another one has answered nothing yet."""
        before = self.state.caller
        if caller.caller_id != before.caller_id:
            self._given = _Given()
            self._cursor = self._script.steps[0].id if self._script is not None else ""
        elif caller.level is not before.level:
            self._given = replace(self._given, level=None)
        self._show(replace(self.state, caller=caller))
        self._draw()

    def forget_customer(self) -> None:
        """Show no customer any longer: the window is put away."""
        if self.state.caller.is_customer:
            self._show(replace(self.state, tries=False))
            self.choose_caller(CALLERS[0])

    def answered(self, question_id: str, text: str) -> None:
        """Take an answer as typed or chosen; empty takes it back."""
        question = self._question(question_id)
        given = self._given
        answer = read_answer(question, text, self._today(), REGION) if question is not None else ""
        answers = {name: value for name, value in given.answers.items() if name != question_id}
        typed = {name: value for name, value in given.typed.items() if name != question_id}
        if question is not None and problem_with(question, answer, self._today()):
            typed[question_id] = answer
        elif answer:
            answers[question_id] = answer
        self._take(replace(given, answers=answers, typed=typed))

    def stepped(self, question_id: str, days: int) -> None:
        """Move the day that is answered; where there is none yet, take today."""
        self.answered(question_id, stepped_day(self._given.answers.get(question_id, ""), days, self._today()))

    def must_say_toggled(self, must_say_id: str) -> None:
        """Tick a statement, or take the tick back."""
        said = dict(self._given.said)
        if said.pop(must_say_id, None) is None:
            said[must_say_id] = self._now()
        self._take(replace(self._given, said=said))

    def check_answered(self, *, passed: bool) -> None:
        """Say that the caller has shown who they are, or has not. Where no step asks for it, an action does."""
        step = self._step_on_screen()
        if step is None or step.verify is None:
            self._take(replace(self._given, level=Level.FULL if passed else Level.NONE))
            return
        answers = {name: value for name, value in self._given.answers.items() if name != step.id}
        level = step.verify.level if passed else Level.NONE
        self._take(replace(self._given, answers=answers if passed else {**answers, step.id: FAILED}, level=level))

    def go(self, by: int) -> None:
        """One step on (1) or back (-1), as far as the answers carry."""
        path = self.state.path
        if not self.state.tries or self._cursor not in path:
            return
        at = path.index(self._cursor) + by
        if 0 <= at < len(path):
            self._cursor = path[at]
            self._draw()

    # inside

    @property
    def _level(self) -> Level:
        return self.state.caller.level if self._given.level is None else self._given.level

    def _ask_about(self, action_id: str) -> None:
        self._confirming = action_id
        self._draw()

    def _do(self, action_id: str) -> None:
        script = self._script
        self._confirming = ""
        drawn = next((each for each in self.state.drawn.actions if each.action_id == action_id), None)
        if script is not None and drawn is not None:
            result = ActionResult(
                script_id=script.id,
                action_id=action_id,
                made_of=drawn.made_of,
                attempt_id=_NOBODY,
                state=ActionState.DONE,
                at=self._now(),
                by_name="",
            )
            self._take(replace(self._given, results={**self._given.results, (action_id, drawn.made_of): result}))

    def _take(self, given: _Given) -> None:
        self._given = given
        self._draw()

    def _draw(self) -> None:
        script = self._script
        if script is None:
            return
        tries = self.state.tries
        shown = script if tries else _from(script, self._step_id)
        known = self._known()
        place = ScriptPlace(
            shown, shown.steps[0].id, self._given.answers, self._given.typed, self._given.said, self._given.visited
        )
        path = place.walked(known).path
        if tries:
            self._cursor = self._cursor if self._cursor in path else path[-1]
            visited = frozenset(path[: path.index(self._cursor) + 1])
            place = replace(place, cursor=self._cursor, visited=visited)
        drawn = state_of(place, known, self._around(known))
        if not tries:
            drawn = _as_in(script, drawn)
        step = place.step
        needs_check = step.verify is not None and step.id in path
        self._show(replace(self.state, drawn=drawn, path=path, needs_check=needs_check))

    def _known(self) -> Known:
        caller = self.state.caller
        values = {**caller.values, "verification_level": self._level.value}
        results = {deed: result.state.value for deed, result in self._given.results.items()}
        return Known(values=values, results=results, level=self._level.value)

    def _around(self, known: Known) -> Surroundings:
        script = self._script
        results = {(script.id, *deed): each for deed, each in self._given.results.items()} if script else {}
        standing = Standing(level=self._level, results=results, told=True)
        return Surroundings(
            facts=self.state.caller.facts,
            call_began_at=self._began_at,
            standing=standing,
            accounts=self.state.caller.accounts,
            today=known.today or self._today(),
            confirming=self._confirming,
        )

    def _today(self) -> date:
        return day_from(self.state.caller.values.get("today", ""), None) or self._now().date()

    def _question(self, question_id: str) -> Question | None:
        steps = self._script.steps if self._script is not None else ()
        return next((each for step in steps for each in step.questions if each.id == question_id), None)

    def _step_on_screen(self) -> Step | None:
        steps = self._script.steps if self._script is not None else ()
        return next((step for step in steps if step.id == self.state.drawn.step_id), None)


def _from(script: Script, step_id: str) -> Script:
    """Return the script as if it began at a step: what is asked before it is not answered in a preview."""
    numbers = [number for number, step in enumerate(script.steps) if step.id == step_id]
    first = numbers[0] if numbers else 0
    steps = (script.steps[first], *script.steps[:first], *script.steps[first + 1 :])
    return script.model_copy(update={"steps": steps})


def _as_in(script: Script, drawn: ScriptState) -> ScriptState:
    """Return what is drawn of one step with the step at its own place in the script."""
    number = next((n for n, step in enumerate(script.steps, 1) if step.id == drawn.step_id), 1)
    by_id = {mark.step_id: mark for mark in drawn.steps}
    steps = tuple(
        replace(
            by_id[step.id],
            status=StepStatus.DONE if n < number else StepStatus.CURRENT if n == number else StepStatus.TO_DO,
        )
        for n, step in enumerate(script.steps, 1)
        if step.id in by_id
    )
    return replace(drawn, step_number=number, steps=steps, can_go_back=False)
