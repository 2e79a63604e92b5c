"""Before a customer is called: whom, on which number, from which of ours, and what speaks against it."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.outgoing import (
    CallableNumber,
    CallColleague,
    CallPreview,
    OwnNumber,
    PlaceCall,
    PreviewCall,
    WhomToCall,
)
from telephony.contract import CallAction, DeskSnapshot


@dataclass(frozen=True, slots=True)
class OutgoingState:
    """Everything the preview draws. `number` and `own` count through those of `preview`; -1 where there is none.

    `loading`: the server is asked whom it would be; `placing`: it is asked to call.
    """

    visible: bool = False
    preview: CallPreview | None = None
    number: int = -1
    own: int = -1
    loading: bool = False
    placing: bool = False
    problem: Problem | None = None

    @property
    def chosen_number(self) -> CallableNumber | None:
        """The number that is to be called."""
        return self.preview.numbers[self.number] if self.preview is not None and self.number >= 0 else None

    @property
    def chosen_own(self) -> OwnNumber | None:
        """The number of ours that they will see."""
        return self.preview.own_numbers[self.own] if self.preview is not None and self.own >= 0 else None

    @property
    def can_call(self) -> bool:
        """Whether everything is there for a call."""
        return self.chosen_number is not None and self.chosen_own is not None and not self.placing


class Calls(Protocol):
    """Asks the server."""

    def preview(self, asked: PreviewCall) -> CallPreview: ...

    def place(self, command: PlaceCall) -> DeskSnapshot: ...

    def call_colleague(self, command: CallColleague) -> DeskSnapshot: ...

    def consult(self, call_id: UUID, command: CallColleague) -> DeskSnapshot: ...


class OutgoingPresenter(Shows[OutgoingState]):
    """Nothing is dialled before the agent has seen whom. What is wrong with a call to a colleague is shown here too."""

    def __init__(self, desk: DeskModel, calls: Calls, tasks: Tasks) -> None:
        super().__init__(OutgoingState())
        self._desk = desk
        self._calls = calls
        self._tasks = tasks
        self._whom = WhomToCall()
        self._command: PlaceCall | None = None
        self._own_code = ""
        self._asks = 0
        self._stop = desk.watch(self._desk_changed)

    def open(self, whom: WhomToCall) -> None:
        """Ask whom a call would reach, and show it."""
        self._whom, self._command = whom, None
        self._asks += 1
        ask = self._asks
        asked = PreviewCall(**whom.model_dump(include=set(WhomToCall.model_fields)))
        self._show(OutgoingState(visible=True, loading=True))

        def came(preview: CallPreview) -> None:
            if ask == self._asks:
                self._show(
                    OutgoingState(
                        visible=True,
                        preview=preview,
                        number=0 if preview.numbers else -1,
                        own=self._own_place(preview),
                    )
                )

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._show(OutgoingState(visible=True, problem=error.problem))

        self._tasks.run(lambda: self._calls.preview(asked), came, failed)

    def number_chosen(self, place: int) -> None:
        """Another number of theirs."""
        preview = self.state.preview
        if preview is not None and 0 <= place < len(preview.numbers) and not self.state.placing:
            self._command = None
            self._show(replace(self.state, number=place, problem=None))

    def own_chosen(self, place: int) -> None:
        """Another number of ours; it is offered first from now on."""
        preview = self.state.preview
        if preview is not None and 0 <= place < len(preview.own_numbers) and not self.state.placing:
            self._command = None
            self._own_code = preview.own_numbers[place].code
            self._show(replace(self.state, own=place, problem=None))

    def call(self) -> None:
        """Call them. A repeat after a lost answer is the same command."""
        number, own = self.state.chosen_number, self.state.chosen_own
        if number is None or own is None or self.state.placing:
            return
        command = self._command = self._command or PlaceCall(
            **self._whom.model_dump(include=set(WhomToCall.model_fields)),
            command_id=uuid4(),
            number_id=number.number_id,
            own_number=own.code,
        )
        self._show(replace(self.state, placing=True, problem=None))
        self._tasks.run(lambda: self._calls.place(command), self._placed, self._failed)

    def call_colleague(self, colleague_id: UUID) -> None:
        """Call a colleague: into the customer's call where there is one, else alone."""
        command = CallColleague(command_id=uuid4(), colleague_id=colleague_id)
        call = self._desk.view.accepted_call
        call_id = call.call_id if call is not None and CallAction.CONSULT in call.allowed else None

        def ask() -> DeskSnapshot:
            return self._calls.call_colleague(command) if call_id is None else self._calls.consult(call_id, command)

        self._tasks.run(ask, self._placed, self._failed)

    def close(self) -> None:
        """Put the preview away."""
        self._asks += 1
        self._show(OutgoingState())

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _placed(self, desk: DeskSnapshot) -> None:
        self.close()
        self._desk.take_answer(desk)

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, visible=True, placing=False, problem=error.problem))
        if error.code == ErrorCode.OUTGOING_NUMBER_UNKNOWN:
            self._read_own_numbers()

    def _read_own_numbers(self) -> None:
        """An administrator has changed our numbers since the preview was asked for: show those of now."""
        self._command = None
        ask = self._asks
        asked = PreviewCall(**self._whom.model_dump(include=set(WhomToCall.model_fields)))

        def came(preview: CallPreview) -> None:
            now = self.state.preview
            if ask == self._asks and now is not None:
                own = now.model_copy(update={"own_numbers": preview.own_numbers})
                self._show(replace(self.state, preview=own, own=self._own_place(own)))

        self._tasks.run(lambda: self._calls.preview(asked), came, lambda _: None)

    def _own_place(self, preview: CallPreview) -> int:
        codes = [each.code for each in preview.own_numbers]
        return codes.index(self._own_code) if self._own_code in codes else 0 if codes else -1

    def _desk_changed(self, view: DeskView) -> None:
        # A call that comes goes first, and one that is there leaves no room for another.
        if self.state.visible and (view.offer is not None or view.seat_elsewhere):
            self.close()
