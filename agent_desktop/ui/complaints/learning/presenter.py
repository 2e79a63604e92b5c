"""What complaints teach: asked for a span of days and parts of the bank, with what was done so that they do not come
back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.learning import (
    LearningQuery,
    LearningReport,
    Period,
    Prevention,
    Preventions,
    PreventionState,
    SavePrevention,
)


def last_months(today: date, months: int = 6) -> LearningQuery:
    """Return the question for the last months, from the first day of one of them to today."""
    first = today.replace(day=1)
    for _ in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return LearningQuery(first=first, last=today, by=Period.MONTH)


@dataclass(frozen=True, slots=True)
class LearningState:
    """`report` is None until it came. `locked`: not for this person. With a report, a `problem` says that it is no
    longer new, or why a prevention was not kept. `deeds` counts what was kept here."""

    asked: LearningQuery = field(default_factory=lambda: last_months(date(2000, 1, 1)))
    report: LearningReport | None = None
    preventions: Preventions | None = None
    form: ComplaintForm | None = None
    reading: bool = False
    locked: bool = False
    busy: bool = False
    deeds: int = 0
    problem: Problem | None = None
    wrong: Problem | None = None


class LearningServer(Protocol):
    """The part of `client.learning_api.LearningApi` that is used here."""

    def report(self, query: LearningQuery) -> LearningReport: ...

    def preventions(self) -> Preventions: ...

    def save_prevention(self, prevention_id: UUID, command: SavePrevention) -> Prevention: ...


class FormReader(Protocol):
    def form(self) -> ComplaintForm: ...


class LearningPresenter(Shows[LearningState]):
    def __init__(self, server: LearningServer, form: FormReader, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__(LearningState(asked=last_months(today())))
        self._server, self._form, self._tasks = server, form, tasks
        self._turn = 0

    def open(self) -> None:
        """Read it anew; what is known stays on the screen meanwhile."""
        if self.state.form is None:
            self._tasks.run(self._form.form, lambda form: self._show(replace(self.state, form=form)), _pass_over)
        self.ask(self.state.asked)
        self._tasks.run(
            self._server.preventions, lambda told: self._show(replace(self.state, preventions=told)), _pass_over
        )

    def ask(self, query: LearningQuery) -> None:
        """Ask about other days, or another part of the bank."""
        self._turn += 1
        turn = self._turn
        self._show(replace(self.state, asked=query, reading=True, problem=None))

        def came(report: LearningReport) -> None:
            if turn == self._turn:
                self._show(replace(self.state, report=report, reading=False, locked=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                locked = error.code == ErrorCode.NOT_ALLOWED
                self._show(replace(self.state, reading=False, locked=locked, problem=error.problem))

        self._tasks.run(lambda: self._server.report(query), came, failed)

    def save(self, wanted: SavePrevention, prevention: Prevention | None = None) -> None:
        """Keep a new prevention, or what became of one; its command is given its id and version here."""
        if self.state.busy:
            return
        prevention_id = prevention.prevention_id if prevention is not None else uuid4()
        version = prevention.version if prevention is not None else 0
        command = wanted.model_copy(update={"command_id": uuid4(), "seen_version": version})
        self._show(replace(self.state, busy=True, wrong=None))

        def came(_kept: Prevention) -> None:
            self._show(replace(self.state, busy=False, deeds=self.state.deeds + 1))
            self.open()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, wrong=error.problem))
            if error.code == ErrorCode.STALE_VERSION:
                self.open()

        self._tasks.run(lambda: self._server.save_prevention(prevention_id, command), came, failed)


def as_command(prevention: Prevention, **changes: object) -> SavePrevention:
    """Return a prevention as a command, with changes."""
    now: dict[str, object] = {
        "command_id": uuid4(),
        "seen_version": prevention.version,
        "root_cause": prevention.root_cause,
        "category": prevention.category,
        "action": prevention.action,
        "owner_id": prevention.owner_id,
        "due_on": prevention.due_on,
        "state": prevention.state,
        "done_on": prevention.done_on,
        "dropped_why": prevention.dropped_why,
    }
    return SavePrevention.model_validate(now | changes)


def is_over(prevention: Prevention) -> bool:
    """Say whether nothing is left to do about it."""
    return prevention.state is not PreventionState.PLANNED


def _pass_over(_error: ClientError) -> None:
    """The report itself says why nothing can be read."""
