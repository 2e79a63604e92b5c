"""What a script's walk knows beside the answers, and the actions that an agent has done from it.

An action is the server's: it is asked for once, and how it stands is drawn from the server's word. Where no answer
came, the same attempt is asked about; it is never begun anew by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias
from uuid import UUID, uuid4

from agent_desktop.client.current_interaction import CurrentInteraction, InteractionModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.verification import CallChecks, VerificationModel
from agent_desktop.client.watched import Watched
from agent_desktop.contract.scripts import (
    ActionResult,
    ActionRight,
    ActionState,
    DoScriptAction,
    ScriptStanding,
    TickScriptAction,
)
from agent_desktop.contract.verification import Level, Verification
from agent_desktop.service_scripts.deeds import ANY_ACTION, OF_ANYTHING, counts_anywhere
from agent_desktop.service_scripts.walk import Known


class StandingServer(Protocol):
    """What the model asks the server."""

    def standing(self, interaction_id: UUID) -> ScriptStanding: ...

    def do_action(self, interaction_id: UUID, action_id: str, command: DoScriptAction) -> ActionResult: ...

    def tick_action(self, interaction_id: UUID, action_id: str, command: TickScriptAction) -> ActionResult: ...

    def take_back(self, mail_id: UUID) -> None: ...


class SavesRuns(Protocol):
    """Brings the answers to the server before an action is made of them; `client.script_runs.ScriptRunSaver`."""

    @property
    def seen_version(self) -> int: ...

    def when_saved(self, on_saved: Callable[[], None], on_failed: Callable[[Problem], None]) -> None: ...


@dataclass(frozen=True, slots=True)
class ActionTry:
    """One attempt at an action from this desktop. `working`: an answer is waited for; `problem`: what came instead.

    `in_doubt`: the server may have been asked, and has not answered.
    """

    attempt_id: UUID
    working: bool = True
    problem: Problem | None = None
    in_doubt: bool = False


DeedKey: TypeAlias = tuple[str, str, str]
"""Script id, action id, and the digest of what the action is made of (`service_scripts.deeds`)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`verification` is None until the server has spoken. `rights` are of the kinds of action that the bank's policy
    says something of. `too_late` are those that were to be taken back when they had gone out.

    `told`: the server has said how the call stands, or could not, and `problem` says why.
    """

    interaction_id: UUID | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    level: Level = Level.NONE
    by_hand: frozenset[str] = frozenset()
    rights: Mapping[str, ActionRight] = field(default_factory=dict)
    results: Mapping[DeedKey, ActionResult] = field(default_factory=dict)
    tries: Mapping[DeedKey, ActionTry] = field(default_factory=dict)
    verification: Verification | None = None
    too_late: frozenset[DeedKey] = frozenset()
    told: bool = False
    problem: Problem | None = None

    @property
    def policy(self) -> Mapping[str, Level]:
        """What the bank's own policy asks for, by the kind of an action."""
        return {kind: right.level for kind, right in self.rights.items()}

    def known_for(self, script_id: str) -> Known:
        """Return what a script's walk goes by beside the answers."""
        results = {
            (action if script == script_id else ANY_ACTION, made_of): each.state.value
            for (script, action, made_of), each in self.results.items()
            if script == script_id or _counts_anywhere(each)
        }
        return Known(self.values, results, self.level.value)

    def result_of(self, key: DeedKey) -> ActionResult | None:
        """Return what came of an action made of this; None where nothing did."""
        elsewhere = (each for each in self.results.values() if each.made_of == key[2] and _counts_anywhere(each))
        found = self.results.get(key) or next(elsewhere, None)
        return found or self.results.get((key[0], key[1], OF_ANYTHING))

    def results_of_others(self, key: DeedKey) -> tuple[ActionResult, ...]:
        """Return what came of the same action made of something else, in the order of asking."""
        others = (each for (script, action, _), each in self.results.items() if (script, action) == key[:2])
        return tuple(each for each in others if each.made_of not in (key[2], OF_ANYTHING))

    def is_other_in_doubt(self, key: DeedKey) -> bool:
        """Say whether the same action, made of something else, was asked for from here and nobody knows yet."""
        others = (each for each in self.tries if each[:2] == key[:2] and each != key and each not in self.results)
        return any(self.tries[each].working or self.tries[each].in_doubt for each in others)


def _counts_anywhere(result: ActionResult) -> bool:
    return counts_anywhere(result.kind) and result.made_of != OF_ANYTHING


class StandingModel:
    """Follows the agent's part of the call and its verification. Belongs to the thread that draws."""

    def __init__(
        self,
        interactions: InteractionModel,
        verification: VerificationModel,
        server: StandingServer,
        saver: SavesRuns,
        tasks: Tasks,
    ) -> None:
        self._server = server
        self._saver = saver
        self._tasks = tasks
        self._reading = 0
        self._unchecked = False
        self._watched = Watched(Standing())
        self._stops = (interactions.watch(self._interaction_changed), verification.watch(self._checks_changed))

    @property
    def standing(self) -> Standing:
        """All of it as it stands."""
        return self._watched.value

    def watch(self, watcher: Callable[[Standing], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def read(self) -> None:
        """Ask the server again: another script is open, or the customer or the verification changed."""
        interaction_id = self.standing.interaction_id
        if interaction_id is None:
            return
        self._reading += 1
        turn = self._reading

        def came(told: ScriptStanding) -> None:
            if turn == self._reading and self.standing.interaction_id == interaction_id:
                self._watched.set(self._with(told))

        def failed(error: ClientError) -> None:
            # Without it the script walks by its answers alone; it is asked for again with the next change.
            if turn == self._reading and self.standing.interaction_id == interaction_id:
                self._watched.set(replace(self.standing, told=True, problem=error.problem))

        self._tasks.run(lambda: self._server.standing(interaction_id), came, failed)

    def do(self, key: DeedKey) -> None:
        """Have it done; where an attempt is in doubt, or came back unknown, ask what became of that one."""
        standing, action_id = self.standing, key[1]
        if standing.interaction_id is None or self._is_working(key):
            return
        before, result = standing.tries.get(key), standing.result_of(key)
        attempt_id = uuid4()
        if before is not None and before.in_doubt:
            attempt_id = before.attempt_id
        elif result is not None and result.state in (ActionState.UNKNOWN, ActionState.ASKED):
            attempt_id = result.attempt_id
        self._ask(
            key,
            attempt_id,
            lambda interaction_id, seen_version: self._server.do_action(
                interaction_id, action_id, DoScriptAction(attempt_id=attempt_id, seen_version=seen_version)
            ),
        )

    def by_hand(self, key: DeedKey) -> None:
        """Tell the server that the agent has done it elsewhere."""
        action_id = key[1]
        if self.standing.interaction_id is None or self._is_working(key):
            return
        attempt_id = uuid4()
        self._ask(
            key,
            attempt_id,
            lambda interaction_id, seen_version: self._server.tick_action(
                interaction_id, action_id, TickScriptAction(attempt_id=attempt_id, seen_version=seen_version)
            ),
        )

    def take_back(self, key: DeedKey) -> None:
        """Take back what waits to go out; where it has gone, that is said."""
        result, interaction_id = self.standing.results.get(key), self.standing.interaction_id
        if result is None or result.mail_id is None:
            return
        mail_id = result.mail_id

        def failed(_: ClientError) -> None:
            if self.standing.interaction_id == interaction_id:
                self._watched.set(replace(self.standing, too_late=self.standing.too_late | {key}))
                self.read()

        self._tasks.run(lambda: self._server.take_back(mail_id), lambda _: self.read(), failed)

    def stop(self) -> None:
        """Watch no longer."""
        for stop in self._stops:
            stop()

    def _ask(self, key: DeedKey, attempt_id: UUID, ask: Callable[[UUID, int], ActionResult]) -> None:
        interaction_id = self.standing.interaction_id
        if interaction_id is None:
            return
        self._try(key, ActionTry(attempt_id))

        def came(result: ActionResult) -> None:
            if self.standing.interaction_id == interaction_id:
                tries = {each: one for each, one in self.standing.tries.items() if each != key}
                results = {**self.standing.results, (*key[:2], result.made_of): result}
                self._reading += 1  # an older reading must not take this back
                self._watched.set(replace(self.standing, tries=tries, results=results))
                self.read()

        def failed(error: ClientError) -> None:
            if self.standing.interaction_id == interaction_id:
                self._try(key, ActionTry(attempt_id, working=False, problem=error.problem, in_doubt=error.may_pass))

        def not_saved(problem: Problem) -> None:
            if self.standing.interaction_id == interaction_id:
                self._try(key, ActionTry(attempt_id, working=False, problem=problem))

        def saved() -> None:
            seen_version = self._saver.seen_version
            self._tasks.run(lambda: ask(interaction_id, seen_version), came, failed)

        # The parameters are made of the answers that the server has.
        self._saver.when_saved(saved, not_saved)

    def _with(self, told: ScriptStanding) -> Standing:
        return replace(
            self.standing,
            values=told.values,
            level=self._level(told.level),
            by_hand=told.by_hand,
            rights={each.kind: each for each in told.rights},
            results={(each.script_id, each.action_id, each.made_of): each for each in told.results},
            told=True,
            problem=None,
        )

    def _try(self, key: DeedKey, attempt: ActionTry) -> None:
        self._watched.set(replace(self.standing, tries={**self.standing.tries, key: attempt}))

    def _is_working(self, key: DeedKey) -> bool:
        attempt = self.standing.tries.get(key)
        return attempt is not None and attempt.working

    def _interaction_changed(self, current: CurrentInteraction) -> None:
        interaction_id = current.interaction.interaction_id if current.interaction is not None else None
        if interaction_id != self.standing.interaction_id:
            self._watched.set(Standing(interaction_id, verification=self.standing.verification))
            self._unchecked = True
            if current.standing is None:
                self.read()
            else:
                self._reading += 1
                self._watched.set(self._with(current.standing))

    def _checks_changed(self, checks: CallChecks) -> None:
        seen, before = checks.verification, self.standing.verification
        if seen == before:
            return
        # What was told when the call was opened goes by the checks of that moment, told here for the first time.
        as_told = self._unchecked and seen is not None and seen.level is self.standing.level
        self._unchecked = False
        level = self._level(self.standing.level, seen)
        self._watched.set(replace(self.standing, verification=seen, level=level))
        if not as_told and (seen.level if seen is not None else None) != (before.level if before is not None else None):
            self.read()

    def _level(self, told: Level, seen: Verification | None = None) -> Level:
        """Return the level that holds: the checks are told of at once, the standing when it was asked for."""
        seen = seen or self.standing.verification
        return seen.level if seen is not None else told
