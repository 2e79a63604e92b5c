"""The hand-over note that a colleague sent, for who is asked: shown while it rings, read once it is on the screen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handovers import ConsultCard, HandoverNote
from telephony.contract import CallDirection, CallRole, CallSnapshot, EventKind


class ReceivedReader(Protocol):
    """What the model asks the server."""

    def received(self, call_id: UUID, *, read: bool) -> HandoverNote: ...


@dataclass(frozen=True, slots=True)
class ReceivedHandover:
    """The note of the call, for who did not write it. `from_name` asks; `note` is None until they have sent it.

    `joined`: the specialist is on the line, or the call is theirs by now; `taken_over` the latter. `changed`: it was
    changed since it was first on the screen.
    """

    call_id: UUID | None = None
    from_name: str = ""
    note: HandoverNote | None = None
    joined: bool = False
    taken_over: bool = False
    changed: bool = False
    problem: Problem | None = None


class ReceivedHandoverModel:
    """Follows the desk. Belongs to the thread that draws."""

    def __init__(self, desk: DeskModel, reader: ReceivedReader, tasks: Tasks) -> None:
        self._desk, self._reader, self._tasks = desk, reader, tasks
        self._watched = Watched(ReceivedHandover())
        self._asks = 0
        self._stop = desk.watch(self._desk_changed)
        desk.watch_events(self._event_came)

    @property
    def received(self) -> ReceivedHandover:
        """The note as it is known now."""
        return self._watched.value

    def watch(self, watcher: Callable[[ReceivedHandover], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def read_again(self) -> None:
        """Ask for it anew: it did not come, or was changed."""
        if self.received.joined:
            self._read()

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        call = view.call
        if call is None or not self._concerns(view, call):
            self._asks += 1
            self._watched.set(ReceivedHandover())
            return
        known = self.received if self.received.call_id == call.call_id else ReceivedHandover(call.call_id)
        joined = view.line_call is not None
        card = view.card if isinstance(view.card, ConsultCard) and view.card.call_id == call.call_id else None
        self._watched.set(
            replace(
                known,
                from_name=card.from_name if card is not None else known.from_name,
                note=known.note or (card.handover if card is not None else None),
                joined=joined,
                taken_over=joined and call.role is CallRole.OWN,
            )
        )
        if joined and not known.joined:
            self._read()

    def _concerns(self, view: DeskView, call: CallSnapshot) -> bool:
        """Whether somebody else may have written a note on this call for this desk's person: who asks them, or who
        passed it on, to them, to a queue, or to another who did not come."""
        if call.direction is CallDirection.INTERNAL or view.desk is None:
            return False
        if call.role is CallRole.COLLEAGUE:
            return True
        transfer = call.transfer
        return transfer is not None and transfer.from_agent_id != view.desk.agent.agent_id

    def _event_came(self, kind: EventKind, subject_id: UUID | None) -> None:
        if kind is EventKind.HANDOVER_SAVED and subject_id == self.received.call_id and subject_id is not None:
            self._read()

    def _read(self) -> None:
        call_id, joined = self.received.call_id, self.received.joined
        if call_id is None:
            return
        self._asks += 1
        ask = self._asks

        def came(note: HandoverNote) -> None:
            if ask != self._asks:
                return
            known = self.received.note
            changed = self.received.changed or (known is not None and known.sent_version != note.sent_version)
            self._watched.set(
                replace(self.received, note=note, from_name=note.from_name, changed=changed, problem=None)
            )

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                nothing_sent = error.code == ErrorCode.HANDOVER_NOT_FOUND
                self._watched.set(replace(self.received, problem=None if nothing_sent else error.problem))

        self._tasks.run(lambda: self._reader.received(call_id, read=joined), came, failed)
