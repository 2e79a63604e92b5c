"""A callback is promised or moved: why, when, on which number, to whom it falls; the server looks before it is kept."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import CallbackForm, CallbackPlan, PlanCallback, ReasonChoice
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackKind,
    CallbackMade,
    CallbackStep,
    ChangeCallback,
    MakeCallback,
    Obstacle,
)
from agent_desktop.contract.errors import ErrorCode

LOOK_AFTER_SECONDS: Final = 0.3
"""The server looks at what is typed so long after the last change."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is to be called: a customer, whoever is in a call, or nobody known whose number is typed. `name` is shown."""

    customer_id: UUID | None = None
    call_id: UUID | None = None
    name: str = ""
    name_chinese: str = ""
    complaint_id: UUID | None = None
    alert_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """What stands in the form. `due_at` None: the default; `time_wrong`: what is typed is no time. `for_anyone`:
    whoever is free calls, not the person who promises."""

    reason_code: str = ""
    reason: str = ""
    due_at: datetime | None = None
    time_wrong: bool = False
    number_id: UUID | None = None
    number: str = ""
    region: str = ""
    for_anyone: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class PromiseState:
    """Everything the form draws. `moves` is the callback that gets another time, None for a new one. `plan` is the
    server's look at what stands there; `looking`: it is being asked. `made` is what came of it last."""

    open: bool = False
    whom: Whom = field(default_factory=Whom)
    moves: Callback | None = None
    form: CallbackForm | None = None
    words: PromiseWords = field(default_factory=PromiseWords)
    plan: CallbackPlan | None = None
    looking: bool = False
    busy: bool = False
    problem: Problem | None = None
    made: CallbackMade | None = None

    @property
    def reasons(self) -> tuple[ReasonChoice, ...]:
        """Why this person may be called: for their complaint, for the alert, else what was promised to them and what
        our relationship asks for. One that is moved keeps its own; what the server makes by itself nobody promises."""
        listed = self.form.reasons if self.form is not None else ()
        if self.moves is not None:
            return tuple(each for each in listed if each.code == self.moves.reason_code) or listed
        return tuple(each for each in listed if each.kind in self._kinds)

    @property
    def _kinds(self) -> tuple[CallbackKind, ...]:
        if self.whom.complaint_id is not None:
            return (CallbackKind.COMPLAINT,)
        if self.whom.alert_id is not None:
            return (CallbackKind.ALERT,)
        return (CallbackKind.PROMISED, CallbackKind.RELATIONSHIP)

    @property
    def kind(self) -> CallbackKind:
        """The kind of what stands there: that of its reason."""
        chosen = (each.kind for each in self.reasons if each.code == self.words.reason_code)
        return next(chosen, self._kinds[0])

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What forbids the time that stands there."""
        found = self.plan.obstacles if self.plan is not None else ()
        return tuple(each for each in found if each is not Obstacle.OUTSIDE_SHIFT)


class PromiseServer(Protocol):
    """What is asked of the server."""

    def form(self) -> CallbackForm: ...

    def plan(self, asked: PlanCallback) -> CallbackPlan: ...

    def make(self, command: MakeCallback) -> CallbackMade: ...

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback: ...


class PromisePresenter(Shows[PromiseState]):
    """Asks the server to look shortly after each change; the last question counts."""

    def __init__(
        self,
        server: PromiseServer,
        tasks: Tasks,
        *,
        me: UUID,
        on_made: Callable[[CallbackMade], None],
        on_moved: Callable[[Callback, Callback], None],
        kept: TypedStore | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`on_moved` gets the callback as it was and as it is."""
        super().__init__(PromiseState())
        self._server, self._tasks, self._me, self._monotonic = server, tasks, me, monotonic
        self._on_made, self._on_moved = on_made, on_moved
        self._look_at: float | None = None
        self._asked = 0
        self._command: MakeCallback | None = None
        self._put_away: dict[Whom, PromiseWords] = {}
        self._kept = kept

    def open(self, whom: Whom) -> None:
        """Show the form for a new callback."""
        words = self._put_away.get(whom) or self._left(whom)  # put away by mistake, what was typed is still there
        self._begin(PromiseState(open=True, whom=whom, form=self.state.form, words=words))

    def move(self, callback: Callback) -> None:
        """Show the form for another time of this one."""
        whom = Whom(
            customer_id=callback.customer_id,
            name=callback.customer_name or callback.number_masked,
            name_chinese=callback.name_chinese,
        )
        words = PromiseWords(reason_code=callback.reason_code, reason=callback.reason)
        self._begin(PromiseState(open=True, whom=whom, moves=callback, form=self.state.form, words=words))

    def close(self) -> None:
        """Put it away."""
        if not self.state.busy:
            self._look_at = None
            if self.state.open and self.state.moves is None:
                self._put_away[self.state.whom] = self.state.words
            self._show(replace(self.state, open=False, problem=None))

    def changed(self, words: PromiseWords) -> None:
        """Take the form as it stands."""
        if self.state.busy or words == self.state.words:
            return
        self._show(replace(self.state, words=words, problem=None))
        if self._kept is not None and self.state.moves is None:
            self._kept.keep(_place(self.state.whom), _values(words))
        self._look_at = self._monotonic() + LOOK_AFTER_SECONDS

    def slot_chosen(self, at: datetime) -> None:
        """Take one of the times that are proposed."""
        self.changed(replace(self.state.words, due_at=at, time_wrong=False))
        self._look()

    def tick(self) -> None:
        """Look where it is time. Called a few times a second."""
        if self._look_at is not None and self._monotonic() >= self._look_at:
            self._look()

    def keep(self) -> None:
        """Promise it. Ignored while the server decides; a repeat after a lost answer is the same command."""
        state, words = self.state, self.state.words
        if not state.open or state.busy:
            return
        if words.time_wrong:
            self._show(replace(state, problem=Problem(ErrorCode.CALLBACK_REFUSED, {"problem": "time_unread"})))
            return
        self._show(replace(state, busy=True, problem=None))
        if state.moves is not None:
            self._move(state.moves, words)
            return
        command = MakeCallback(
            command_id=uuid4(),
            kind=state.kind,
            customer_id=state.whom.customer_id,
            call_id=state.whom.call_id,
            number_id=words.number_id,
            number=words.number.strip(),
            reason_code=words.reason_code,
            reason=words.reason.strip(),
            due_at=words.due_at,
            region=words.region,
            owner_id=None if words.for_anyone else self._me,
            complaint_id=state.whom.complaint_id,
            alert_id=state.whom.alert_id,
            told=words.told,
        )
        known = self._command
        if known is not None and known.model_copy(update={"command_id": command.command_id}) == command:
            command = known
        self._command = command

        def made(answer: CallbackMade) -> None:
            self._command = None
            self._put_away.pop(state.whom, None)
            if self._kept is not None:
                self._kept.drop(_place(state.whom))
            self._show(replace(self.state, open=False, busy=False, made=answer))
            self._on_made(answer)

        self._tasks.run(lambda: self._server.make(command), made, self._failed)

    def _move(self, before: Callback, words: PromiseWords) -> None:
        plan = self.state.plan
        command = ChangeCallback(
            command_id=uuid4(),
            seen_version=before.version,
            step=CallbackStep.MOVE,
            words=words.reason.strip() if words.reason.strip() != before.reason else "",
            due_at=words.due_at or (plan.due_at if plan is not None else None),
            region=words.region,
            number_id=words.number_id,
            number=words.number.strip(),
        )

        def moved(after: Callback) -> None:
            self._show(replace(self.state, open=False, busy=False))
            self._on_moved(before, after)

        self._tasks.run(lambda: self._server.change(before.callback_id, command), moved, self._failed)

    def _begin(self, state: PromiseState) -> None:
        self._asked += 1
        self._show(state)
        if state.form is None:
            self._tasks.run(self._server.form, self._form_came, self._failed)
        else:
            self._form_came(state.form)

    def _form_came(self, form: CallbackForm) -> None:
        words = self.state.words
        if not words.reason_code:
            first = next((each.code for each in replace(self.state, form=form).reasons), "")
            words = replace(words, reason_code=first)
        self._show(replace(self.state, form=form, words=words))
        self._look()

    def _left(self, whom: Whom) -> PromiseWords:
        """Return what an earlier run of the program left in the form of the same person."""
        return _words(self._kept.find(_place(whom))) if self._kept is not None else PromiseWords()

    def _look(self) -> None:
        self._look_at = None
        state, words = self.state, self.state.words
        if not state.open or words.time_wrong:
            return
        self._asked += 1
        number = self._asked
        asked = PlanCallback(
            kind=state.kind,
            callback_id=state.moves.callback_id if state.moves is not None else None,
            customer_id=state.whom.customer_id,
            call_id=state.whom.call_id,
            number_id=words.number_id,
            number=words.number.strip(),
            reason_code=words.reason_code,
            due_at=words.due_at,
            region=words.region,
            owner_id=None if words.for_anyone else self._me,
            complaint_id=state.whom.complaint_id,
            alert_id=state.whom.alert_id,
        )
        self._show(replace(state, looking=True))

        def came(plan: CallbackPlan) -> None:
            if number == self._asked:
                self._show(replace(self.state, plan=plan, looking=False, problem=None))

        def failed(error: ClientError) -> None:
            if number == self._asked:
                self._show(replace(self.state, looking=False, problem=error.problem))

        self._tasks.run(lambda: self._server.plan(asked), came, failed)

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))


_TEXTS: Final = ("reason_code", "reason", "number", "region")
_TICKS: Final = ("for_anyone", "told")


def _place(whom: Whom) -> str:
    """Return what the form of a promise to somebody is kept under."""
    parts = (whom.customer_id, whom.call_id, whom.complaint_id, whom.alert_id)
    return "promise/" + "/".join("" if each is None else str(each) for each in parts)


def _values(words: PromiseWords) -> dict[str, str | bool]:
    """Return what was typed, as it is kept; nothing where only the reason's code stands there."""
    values: dict[str, str | bool] = {name: text for name in _TEXTS if (text := getattr(words, name))}
    values |= {name: True for name in _TICKS if getattr(words, name)}
    if words.due_at is not None:
        values["due_at"] = words.due_at.isoformat()
    if words.number_id is not None:
        values["number_id"] = str(words.number_id)
    return values if values.keys() - {"reason_code"} else {}


def _words(values: Mapping[str, str | bool]) -> PromiseWords:
    """Return the form that was kept so."""
    due_at, number_id = values.get("due_at"), values.get("number_id")
    return PromiseWords(
        reason_code=str(values.get("reason_code", "")),
        reason=str(values.get("reason", "")),
        number=str(values.get("number", "")),
        region=str(values.get("region", "")),
        for_anyone=bool(values.get("for_anyone", False)),
        told=bool(values.get("told", False)),
        due_at=datetime.fromisoformat(due_at) if isinstance(due_at, str) else None,
        number_id=UUID(number_id) if isinstance(number_id, str) else None,
    )
