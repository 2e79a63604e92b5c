"""What came of a callback that was tried: said once, with the time of the next try where nobody was reached."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.outcome_keeper import OutcomeKeeper
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import CallbackPlan, PlanCallback
from agent_desktop.contract.callbacks import Callback, CallbackOutcome, FinishCallback
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import CallState

TRIES_AGAIN: Final = frozenset(
    {CallbackOutcome.BUSY, CallbackOutcome.NO_ANSWER, CallbackOutcome.MACHINE, CallbackOutcome.WRONG_PERSON}
)
"""After these the customer is called once more, at a time that may be chosen."""


@dataclass(frozen=True, slots=True)
class OutcomeState:
    """Everything the form draws. `words` is what stands in it; `proposed_at` the next lawful time for another try, None
    while it is not known or there is none. `open` is False while the call still goes on."""

    open: bool = False
    callback: Callback | None = None
    words: OutcomeWords | None = None
    proposed_at: datetime | None = None
    tries_left: int = 0
    busy: bool = False
    problem: Problem | None = None

    @property
    def wants_time(self) -> bool:
        """Whether another try follows."""
        return self.words is not None and self.words.outcome in TRIES_AGAIN and self.tries_left > 0


class OutcomeServer(Protocol):
    """What is asked of the server."""

    def finish(self, callback_id: UUID, command: FinishCallback) -> Callback: ...

    def plan(self, asked: PlanCallback) -> CallbackPlan: ...


class OutcomePresenter(Shows[OutcomeState]):
    """Opens when the call of a callback that the person holds has ended, and stays until they have said what came of
    it: another call may come meanwhile, nothing that was typed is lost."""

    def __init__(self, desk: DeskModel, server: OutcomeServer, keeper: OutcomeKeeper, tasks: Tasks, now: Now) -> None:
        super().__init__(OutcomeState())
        self._server, self._keeper, self._tasks, self._now = server, keeper, tasks, now
        self._ended_at = now()
        self._as_of: datetime | None = None
        self._wanted: Callback | None = None
        self._live = False
        self._command: FinishCallback | None = None
        self._stop = desk.watch(self._desk_changed)

    def wanted(self, callback: Callback | None, as_of: datetime | None) -> None:
        """Say of this one what came of it; None where there is none. `as_of` is when the list that says so was asked
        for: what was asked before the call ended may not know yet that nobody answered."""
        self._wanted, self._as_of = callback, as_of
        self._choose()

    def outcome_chosen(self, outcome: CallbackOutcome) -> None:
        """It came to this; when to try again hangs on it."""
        self._change(outcome=outcome)
        self._propose()

    def typed(self, note: str) -> None:
        """Take the note as it stands."""
        self._change(note=note)

    def time_chosen(self, at: datetime | None) -> None:
        """Try again then; None where what is typed is no time."""
        self._change(next_at=at, time_wrong=at is None)

    def do_not_call_chosen(self, wanted: bool) -> None:
        """They wish no such calls any more, or did not say so."""
        self._change(do_not_call=wanted)

    def save(self) -> None:
        """Say so to the server. A second press is ignored meanwhile; a repeat after a lost answer is the same."""
        state = self.state
        callback, words = state.callback, state.words
        if callback is None or words is None or state.busy or not state.open:
            return
        missing = "outcome_missing" if words.outcome is None else "time_unread" if self._time_is_wrong(words) else ""
        if missing or words.outcome is None:
            problem = Problem(ErrorCode.CALLBACK_REFUSED, {"problem": missing})
            self._show(replace(state, problem=problem))
            return
        command = FinishCallback(
            command_id=uuid4(),
            seen_version=callback.version,
            outcome=words.outcome,
            note=words.note.strip(),
            next_at=words.next_at if state.wants_time else None,
            do_not_call=words.do_not_call and words.outcome is CallbackOutcome.REFUSED,
        )
        known = self._command
        if known is not None and known.model_copy(update={"command_id": command.command_id}) == command:
            command = known
        self._command = command
        self._show(replace(state, busy=True, problem=None))

        def done(_: Callback) -> None:
            self._keeper.drop(callback.callback_id)
            self._command = None
            self._wanted = None
            self._show(OutcomeState())

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))

        self._tasks.run(lambda: self._server.finish(callback.callback_id, command), done, failed)

    def tick(self) -> None:
        """Write what is due to the journal. Called a few times a second."""
        self._keeper.tick()

    @property
    def at_work(self) -> bool:
        """Whether something typed is not on the disk yet."""
        return self._keeper.is_behind

    def stop(self) -> None:
        """Watch no longer; what was typed is written to this computer."""
        self._stop()
        self._keeper.keep_all_now()

    def _time_is_wrong(self, words: OutcomeWords) -> bool:
        return self.state.wants_time and words.time_wrong

    def _change(self, **changed: object) -> None:
        words = self.state.words
        if words is None or self.state.busy:
            return
        words = words.model_copy(update=changed)
        self._keeper.keep(words)
        self._show(replace(self.state, words=words, problem=None))

    def _propose(self) -> None:
        callback = self.state.callback
        if callback is None or not self.state.wants_time:
            return

        def came(plan: CallbackPlan) -> None:
            words = self.state.words
            if words is not None and (words.callback_id, words.outcome) == (callback.callback_id, outcome):
                self._show(replace(self.state, proposed_at=plan.next_at))

        outcome = self.state.words.outcome if self.state.words is not None else None
        asked = PlanCallback(kind=callback.kind, callback_id=callback.callback_id, outcome=outcome)
        self._tasks.run(lambda: self._server.plan(asked), came, lambda _: None)

    def _desk_changed(self, view: DeskView) -> None:
        call = view.line_call
        live = call is not None and call.state is not CallState.ENDED
        if live != self._live:
            self._live, self._ended_at = live, self._now()
            self._choose()

    def _choose(self) -> None:
        callback, state = self._wanted, self.state
        if callback is None:
            if state.callback is not None and not state.busy:
                self._show(OutcomeState())
            return
        if state.callback is None or state.callback.callback_id != callback.callback_id:
            state = OutcomeState(words=self._keeper.find(callback.callback_id, callback.attempts))
        left = max(0, callback.attempts_most - callback.attempts - 1)  # the one under way is used
        told = self._as_of is not None and self._as_of >= self._ended_at
        opens = not self._live and (state.open or told)
        self._show(replace(state, callback=callback, tries_left=left, open=opens))
        if self.state.open and not state.open:
            self._propose()
