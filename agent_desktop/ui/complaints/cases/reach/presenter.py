"""New rules of the house reach older complaints: looked at first, a portion at a time, then started as it was seen."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_clocks import ReachComplaints, ReachedComplaint, ReachPreview
from agent_desktop.contract.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Portion:
    """What was seen of the complaints after `after`."""

    after: UUID | None
    seen: ReachPreview


@dataclass(frozen=True, slots=True)
class ReachState:
    """`portions` are what was looked at. `looking`: the server is asked for more of it, `looked` of `to_look` so far.
    `going`: they are started, the first `done` portions are; `ended`: all are, or it was stopped with some left."""

    open: bool = False
    looking: bool = False
    going: bool = False
    ended: bool = False
    portions: tuple[Portion, ...] = ()
    to_look: int = 0
    done: int = 0
    problem: Problem | None = None

    @property
    def looked(self) -> int:
        return sum(each.seen.looked for each in self.portions)

    @property
    def complaints(self) -> int:
        """How many complaints get a clock."""
        return sum(each.seen.complaints for each in self.portions)

    @property
    def reached(self) -> int:
        """How many have got one."""
        return sum(each.seen.complaints for each in self.portions[: self.done])

    @property
    def shown(self) -> tuple[ReachedComplaint, ...]:
        return tuple(line for each in self.portions for line in each.seen.shown)

    @property
    def is_seen(self) -> bool:
        """Whether all of it was looked at, and nothing of it is started."""
        return self.open and not (self.looking or self.going or self.ended) and self.problem is None

    def rules(self) -> tuple[tuple[LocalText, int, int], ...]:
        """Return by rule its name, for how many complaints it starts a clock, and how many of them are late at once."""
        names: dict[str, LocalText] = {}
        count, late = Counter[str](), Counter[str]()
        for portion in self.portions:
            for each in portion.seen.rules:
                names[each.rule_id] = each.name
                count[each.rule_id] += each.count
                late[each.rule_id] += each.late
        return tuple((names[rule_id], count[rule_id], late[rule_id]) for rule_id in sorted(names))


class ReachServer(Protocol):
    """The part of `client.complaint_clocks.RuleReachApi` that is used here."""

    def preview(self, after: UUID | None = None, through: UUID | None = None) -> ReachPreview: ...

    def reach(self, command: ReachComplaints) -> ReachPreview: ...


class ReachPresenter(Shows[ReachState]):
    """`on_changed` is called when complaints have got clocks here."""

    def __init__(self, server: ReachServer, tasks: Tasks, on_changed: Callable[[], None]) -> None:
        super().__init__(ReachState())
        self._server, self._tasks, self._on_changed = server, tasks, on_changed
        self._turn = 0
        self._stopped = False
        self._command: ReachComplaints | None = None

    def open(self) -> None:
        """Look what new rules would start; nothing is kept."""
        if self.state.going or self.state.looking:
            return
        self._turn += 1
        self._show(ReachState(open=True, looking=True))
        self._look(self._turn, None)

    def close(self) -> None:
        """Put it away; what is being started goes on to the end of its portion."""
        self._turn += 1
        self._stopped = True
        if not self.state.going:
            self._show(ReachState())

    def start(self, reason: str) -> None:
        """Start what was seen, portion by portion."""
        state = self.state
        if state.going or state.looking or state.done >= len(state.portions) or not state.complaints:
            return
        if not reason.strip():
            problem = Problem(ErrorCode.CLOCK_REFUSED, {"problem": "clock_reason_missing"})
            self._show(replace(state, problem=problem))
            return
        self._stopped = False
        self._show(replace(state, going=True, ended=False, problem=None))
        self._reach(reason.strip())

    def stop(self) -> None:
        """Start no more after this portion; what is started stays."""
        self._stopped = True

    def _look(self, turn: int, after: UUID | None) -> None:
        def came(seen: ReachPreview) -> None:
            if turn != self._turn:
                return
            state = self.state
            if seen.looked:
                state = replace(state, portions=(*state.portions, Portion(after, seen)))
            state = replace(state, to_look=state.looked + seen.left)
            if seen.left and seen.through is not None:
                self._show(state)
                self._look(turn, seen.through)
            else:
                self._show(replace(state, looking=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, looking=False, portions=(), problem=error.problem))

        self._tasks.run(lambda: self._server.preview(after), came, failed)

    def _reach(self, reason: str) -> None:
        """Start the next portion."""
        state = self.state
        if self._stopped or state.done >= len(state.portions):
            self._end()
            return
        portion = state.portions[state.done]
        if portion.seen.through is None or not portion.seen.complaints:
            self._show(replace(state, done=state.done + 1))
            self._reach(reason)
            return
        command = ReachComplaints(
            command_id=uuid4(), after=portion.after, through=portion.seen.through, digest=portion.seen.digest,
            reason=reason,
        )  # fmt: skip
        known = self._command
        if known is not None and known.model_copy(update={"command_id": command.command_id}) == command:
            command = known  # its answer was lost
        self._command = wish = command

        def came(_: ReachPreview) -> None:
            self._command = None
            self._show(replace(self.state, done=self.state.done + 1))
            self._reach(reason)

        def failed(error: ClientError) -> None:
            if error.problem.details.get("problem") == "clock_reach_changed":
                self._command = None
                self._look_again(portion, reason, error.problem)
            else:
                self._failed(error.problem)

        self._tasks.run(lambda: self._server.reach(wish), came, failed)

    def _look_again(self, portion: Portion, reason: str, problem: Problem) -> None:
        """A portion is not what was seen of it any more. Where only some are gone from it (they were closed meanwhile)
        the rest is started; anything that nobody has seen is not."""

        def came(now: ReachPreview) -> None:
            seen = {(each.complaint_id, each.rule_id, each.due_on) for each in portion.seen.shown}
            if any((each.complaint_id, each.rule_id, each.due_on) not in seen for each in now.shown):
                self._failed(problem)
                return
            place = self.state.done
            portions = (*self.state.portions[:place], Portion(portion.after, now), *self.state.portions[place + 1 :])
            self._show(replace(self.state, portions=portions))
            self._reach(reason)

        self._tasks.run(
            lambda: self._server.preview(portion.after, portion.seen.through),
            came,
            lambda error: self._failed(error.problem),
        )

    def _failed(self, problem: Problem) -> None:
        self._show(replace(self.state, going=False, problem=problem))
        self._tell()

    def _end(self) -> None:
        self._show(replace(self.state, going=False, ended=True))
        self._tell()

    def _tell(self) -> None:
        if self.state.done:
            self._on_changed()
