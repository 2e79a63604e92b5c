"""Follow-up plans: what is to be done today, this week, this month; what came of referrals."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.follow_ups import (
    ChangeFollowUp,
    CustomerFollowUps,
    FollowUp,
    FollowUpList,
    FollowUpSpan,
    FollowUpStep,
    MakeFollowUp,
    Refer,
)
from agent_desktop.ui.follow_ups.kept import PlanWords, place_of, values_of, words_of
from telephony.contract import EventKind


@dataclass(frozen=True, slots=True)
class FollowUpsState:
    """Everything the card of the tasks page draws. `listed` None: not read yet. `list_problem` says why the list is not
    here or old, `problem` why nothing was done with the selected one."""

    listed: FollowUpList | None = None
    span: FollowUpSpan = FollowUpSpan.DAY
    loading: bool = False
    selected: UUID | None = None
    busy: bool = False
    problem: Problem | None = None
    list_problem: Problem | None = None

    @property
    def follow_up(self) -> FollowUp | None:
        """The one that is selected."""
        found = () if self.listed is None else self.listed.follow_ups
        return next((each for each in found if each.follow_up_id == self.selected), None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be done, in no span."""
        listed = self.listed
        return listed is None or not (listed.month or listed.results or listed.follow_ups)


class FollowUpsServer(Protocol):
    """The server's side."""

    def listed(self, span: FollowUpSpan) -> FollowUpList: ...

    def of_customer(self, customer_id: UUID) -> CustomerFollowUps: ...

    def make(self, command: MakeFollowUp) -> FollowUp: ...

    def refer(self, command: Refer) -> FollowUp: ...

    def change(self, follow_up_id: UUID, command: ChangeFollowUp) -> FollowUp: ...


class FollowUpsPresenter(Shows[FollowUpsState]):
    """Reads the list when the link comes up, when a call is over, and when the server says that a plan has changed."""

    def __init__(self, desk: DeskModel, server: FollowUpsServer, tasks: Tasks) -> None:
        super().__init__(FollowUpsState())
        self._server, self._tasks = server, tasks
        self._asked = 0
        self._was_up = self._had_call = False
        self._stop = desk.watch(self._desk_changed)
        desk.watch_events(self._heard)

    def read(self) -> None:
        """Read the list; what is known stays meanwhile."""
        self._asked += 1
        asked, span = self._asked, self.state.span
        self._show(replace(self.state, loading=True))
        self._tasks.run(
            lambda: self._server.listed(span),
            on_done=lambda listed: self._came(asked, listed),
            on_failed=lambda error: self._not_read(asked, error),
        )

    def show_span(self, span: FollowUpSpan) -> None:
        """List until the end of this span."""
        if span is not self.state.span:
            self._show(replace(self.state, span=span))
            self.read()

    def select(self, follow_up_id: UUID) -> None:
        """Look at this one."""
        self._show(replace(self.state, selected=follow_up_id, problem=None))

    def take(self) -> None:
        """Make the selected one, which is anybody's of the team, one's own."""
        self._change(self.state.follow_up, FollowUpStep.TAKE)

    def notice(self, follow_up_id: UUID) -> None:
        """It was seen what came of a referral."""
        results = () if self.state.listed is None else self.state.listed.results
        self._change(next((each for each in results if each.follow_up_id == follow_up_id), None), FollowUpStep.NOTICE)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _change(self, follow_up: FollowUp | None, step: FollowUpStep) -> None:
        if follow_up is None or self.state.busy or step not in follow_up.steps:
            return
        command = ChangeFollowUp(command_id=uuid4(), seen_version=follow_up.version, step=step)
        self._show(replace(self.state, busy=True, problem=None))
        self._tasks.run(
            lambda: self._server.change(follow_up.follow_up_id, command),
            on_done=lambda _: self._changed(None),
            on_failed=lambda error: self._changed(error.problem),
        )

    def _changed(self, problem: Problem | None) -> None:
        self._show(replace(self.state, busy=False, problem=problem))
        self.read()

    def _came(self, asked: int, listed: FollowUpList) -> None:
        if asked != self._asked:
            return
        ids = [each.follow_up_id for each in listed.follow_ups]
        selected = self.state.selected if self.state.selected in ids else (ids[0] if ids else None)
        self._show(replace(self.state, loading=False, listed=listed, selected=selected, list_problem=None))

    def _not_read(self, asked: int, error: ClientError) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, list_problem=error.problem))

    def _heard(self, kind: EventKind, _subject_id: UUID | None) -> None:
        if kind is EventKind.FOLLOW_UP_CHANGED:
            self.read()

    def _desk_changed(self, view: DeskView) -> None:
        is_up = view.link.is_up and view.desk is not None
        has_call = view.accepted_call is not None
        wanted = is_up and (not self._was_up or (self._had_call and not has_call))
        self._was_up, self._had_call = is_up, has_call
        if wanted:
            self.read()


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose plans are shown: a customer by name, and the call with them."""

    customer_id: UUID
    name: str = ""
    name_chinese: str = ""
    call_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlansState:
    """The plans of the customer on screen, and the form over the window. `planning` is the one that is planned on, None
    for a new one. `referred` is what was handed over just now."""

    whose: Whose | None = None
    found: CustomerFollowUps | None = None
    open: bool = False
    planning: UUID | None = None
    words: PlanWords = field(default_factory=PlanWords)
    busy: bool = False
    referred: FollowUp | None = None
    problem: Problem | None = None

    @property
    def follow_up(self) -> FollowUp | None:
        """The one that is planned on."""
        found = () if self.found is None else self.found.follow_ups
        return next((each for each in found if each.follow_up_id == self.planning), None)

    @property
    def first(self) -> FollowUp | None:
        """The open one whose day comes first."""
        found = () if self.found is None else self.found.follow_ups
        return next((each for each in found if each.ended_at is None), None)


class PlansPresenter(Shows[PlansState]):
    """The plans of one customer. `on_change`: something was done, lists are to be read anew. `kept` keeps what is
    typed, by customer, also over a crash."""

    def __init__(
        self, server: FollowUpsServer, tasks: Tasks, on_change: Callable[[], None], kept: TypedStore | None = None
    ) -> None:
        super().__init__(PlansState())
        self._server, self._tasks, self._on_change = server, tasks, on_change
        self._asked = 0
        self._command: MakeFollowUp | ChangeFollowUp | Refer | None = None
        self._typed: dict[UUID, tuple[UUID | None, PlanWords]] = {}
        self._kept = kept

    def show_customer(self, whose: Whose | None) -> None:
        """This customer is on screen now."""
        before = self.state.whose
        if whose is not None and before is not None and whose.customer_id == before.customer_id:
            self._show(replace(self.state, whose=whose))
            return
        self._command = None
        self._show(PlansState(whose=whose))
        self.read()

    def read(self) -> None:
        """Read the plans of the customer on screen."""
        whose = self.state.whose
        if whose is None:
            return
        self._asked += 1
        asked = self._asked
        self._tasks.run(
            lambda: self._server.of_customer(whose.customer_id),
            on_done=lambda found: self._came(asked, found),
            on_failed=lambda _: None,  # the strip is not there; whoever opens the form is told
        )

    def open(self) -> None:
        """Open the form: on the first open plan that is one's own, else for a new one."""
        if self.state.whose is None:
            return
        first = self.state.first
        planned = first if first is not None and FollowUpStep.PLAN in first.steps else None
        opened = replace(self.state, open=True, problem=None, referred=None)
        if (typed := self._left(self.state.whose.customer_id)) is not None:
            self._show(replace(opened, planning=typed[0], words=typed[1]))
        else:
            self._show(opened)
            self.choose(planned.follow_up_id if planned is not None else None)
        self.read()

    def close(self) -> None:
        """Put the form away; what was typed comes back when it is opened for the same customer."""
        self._show(replace(self.state, open=False, referred=None))

    def choose(self, follow_up_id: UUID | None) -> None:
        """Plan on with this one; None: begin a new one."""
        found = replace(self.state, planning=follow_up_id, problem=None)
        plan = found.follow_up
        words = PlanWords()
        if plan is not None:
            words = PlanWords(plan.topic, plan.phase, plan.next_step, plan.next_on)
        self._command = None
        if found.whose is not None:
            self._forget(found.whose.customer_id)
        self._show(replace(found, words=words))

    def changed(self, words: PlanWords) -> None:
        """The form stands so."""
        if words != self.state.words:
            self._command = None
            self._show(replace(self.state, words=words, problem=None))
            if self.state.whose is not None:
                customer_id = self.state.whose.customer_id
                self._typed[customer_id] = (self.state.planning, words)
                if self._kept is not None:
                    self._kept.keep(place_of(customer_id), values_of(self.state.planning, words))

    def keep(self) -> None:
        """Keep the next step. A repeat after a lost answer is the same command."""
        state, words = self.state, self.state.words
        if state.whose is None or state.busy:
            return
        problem = _lacking(words)
        if problem:
            self._show(replace(state, problem=Problem(ErrorCode.FOLLOW_UP_REFUSED, {"problem": problem})))
            return
        assert words.day is not None, "that was looked at"
        plan = state.follow_up
        if plan is None:
            command = self._command
            if not isinstance(command, MakeFollowUp):
                command = MakeFollowUp(
                    command_id=uuid4(),
                    customer_id=state.whose.customer_id,
                    topic=words.topic,
                    phase=words.phase,
                    next_step=words.next_step.strip(),
                    next_on=words.day,
                    call_id=state.whose.call_id,
                )
            self._command = made = command
            self._work(lambda: self._server.make(made))
            return
        self._do(plan, FollowUpStep.PLAN, phase=words.phase, next_step=words.next_step.strip(), next_on=words.day)

    def step(self, step: FollowUpStep, said: str = "") -> None:
        """Do this with the one that is planned on, or with that which was just referred."""
        plan = self.state.referred if self.state.referred is not None else self.state.follow_up
        if plan is not None and step in plan.steps and not self.state.busy:
            self._do(plan, step, words=said.strip())

    def refer(self) -> None:
        """Hand the customer on screen to who looks after them: what stands in the form, or the plan planned on; the
        form says that it was done."""
        state = self.state
        if state.whose is None or state.busy:
            return
        words = state.words if state.open else PlanWords()
        said = words.next_step.strip() if state.planning is None else ""
        command = self._command
        if not isinstance(command, Refer):
            command = Refer(
                command_id=uuid4(),
                customer_id=state.whose.customer_id,
                topic=words.topic,
                words=said,
                call_id=state.whose.call_id,
            )
        self._command = given = command
        self._show(replace(state, open=True))
        self._work(lambda: self._server.refer(given), referred=True, typed=state.open and state.planning is None)

    def _do(self, plan: FollowUp, step: FollowUpStep, **more: object) -> None:
        command = ChangeFollowUp(command_id=uuid4(), seen_version=plan.version, step=step, **more)  # type: ignore[arg-type]
        before = self._command
        if isinstance(before, ChangeFollowUp):  # a repeat after a lost answer is the same one, if it says the same
            same = {"command_id": command.command_id, "seen_version": command.seen_version}
            command = before if before.model_copy(update=same) == command else command
        self._command = asked = command
        self._work(lambda: self._server.change(plan.follow_up_id, asked))

    def _work(self, work: Callable[[], FollowUp], *, referred: bool = False, typed: bool = True) -> None:
        """Have the server do it; `typed`: what stands in the form is done with then."""
        whose = self.state.whose
        self._show(replace(self.state, busy=True, problem=None))

        def done(answer: FollowUp) -> None:
            self._command = None
            if whose is not None and typed:
                self._forget(whose.customer_id)
            if self.state.whose is None or whose is None or self.state.whose.customer_id != whose.customer_id:
                return
            shown = replace(self.state, busy=False, referred=answer if referred else None, words=PlanWords())
            self._show(replace(shown, open=shown.open and referred, planning=None))
            self.read()
            self._on_change()

        def failed(error: ClientError) -> None:
            if error.problem.code == ErrorCode.STALE_VERSION:
                self._command = None
                self.read()
            self._show(replace(self.state, busy=False, problem=error.problem))

        self._tasks.run(work, done, failed)

    def _left(self, customer_id: UUID) -> tuple[UUID | None, PlanWords] | None:
        """Return what was typed for a customer and not sent, also by an earlier run of the program."""
        known = self._typed.get(customer_id)
        if known is None and self._kept is not None and (values := self._kept.find(place_of(customer_id))):
            known = words_of(values)
        return known

    def _forget(self, customer_id: UUID) -> None:
        self._typed.pop(customer_id, None)
        if self._kept is not None:
            self._kept.drop(place_of(customer_id))

    def _came(self, asked: int, found: CustomerFollowUps) -> None:
        if asked == self._asked:
            self._show(replace(self.state, found=found))


def _lacking(words: PlanWords) -> str:
    if not words.next_step.strip():
        return "next_step_needed"
    return "" if words.day is not None else "day_needed"
