"""The hand-over note on the screen: what is written, what is missing, whether it was read; or what one was sent."""

from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.handover_keeper import HandoverKeeper
from agent_desktop.client.handover_text import HandoverStatus, HandoverText, HandoverView
from agent_desktop.client.received_handover import ReceivedHandover, ReceivedHandoverModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.handovers import (
    ASKED_LIMIT,
    PROMISED_LIMIT,
    SUMMARY_LIMIT,
    HandoverPart,
    HandoverReason,
    HandoverReasons,
)

REASON: Final = "reason"
SUMMARY: Final = "summary"
ASKED: Final = "asked"
PROMISED: Final = "promised"
LIMITS: Final = {SUMMARY: SUMMARY_LIMIT, ASKED: ASKED_LIMIT, PROMISED: PROMISED_LIMIT}


@dataclass(frozen=True, slots=True)
class NoteState:
    """The agent's note, or with `received` a colleague's, which is only read.

    `missing` are the fields that the specialist needs before the transfer is completed, named once somebody tried;
    `focus_number` goes up where the first of them should have the focus. `too_long` are those that are over the limit.
    `said`: the agent has told the caller who takes over.
    """

    own: HandoverView = field(default_factory=HandoverView)
    received: ReceivedHandover | None = None
    reasons: tuple[HandoverReason, ...] = ()
    reasons_problem: Problem | None = None
    missing: frozenset[str] = frozenset()
    too_long: frozenset[str] = frozenset()
    to_complete: bool = False
    focus_number: int = 0
    colleague: str = ""
    said: bool = False

    @property
    def can_send(self) -> bool:
        """Whether pressing *Send* does something now; where a field is missing it leads there."""
        return self.own.call_id is not None and not self.own.sending and self.own.status is not HandoverStatus.CONFLICT


class ReasonsReader(Protocol):
    """Knows for what callers are handed over."""

    def reasons(self) -> HandoverReasons: ...


class NotePresenter(Shows[NoteState]):
    """The words belong to the keeper; here is decided what is missing and what is shown."""

    def __init__(
        self, keeper: HandoverKeeper, received: ReceivedHandoverModel, reader: ReasonsReader, tasks: Tasks
    ) -> None:
        super().__init__(NoteState())
        self._keeper = keeper
        self._reader = reader
        self._tasks = tasks
        self._reading = False
        self._stops = (keeper.watch(self._own_changed), received.watch(self._received_changed))

    def read_reasons(self) -> None:
        """Ask for what callers are handed over, once."""
        if self._reading or self.state.reasons:
            return
        self._reading = True

        def came(reasons: HandoverReasons) -> None:
            self._reading = False
            self._show(replace(self.state, reasons=reasons.reasons, reasons_problem=None))

        def failed(error: ClientError) -> None:
            self._reading = False
            self._show(replace(self.state, reasons_problem=error.problem))

        self._tasks.run(self._reader.reasons, came, failed)

    def for_colleague(self, name: str) -> None:
        """Say whom the note is for."""
        self._show(replace(self.state, colleague=name))

    def changed(self, text: HandoverText) -> None:
        """Take the fields as they now stand."""
        self._keeper.changed(text)

    def part_toggled(self, part: HandoverPart) -> None:
        """Let a part go along, or not."""
        text = self.state.own.text
        self._keeper.changed(replace(text, include=text.include ^ {part}))

    def send(self) -> bool:
        """Ctrl+Enter: send it, or lead to what is missing. Returns whether it is on its way."""
        return self._send(to_complete=False)

    def is_ready(self) -> bool:
        """Say whether the specialist has what they need; where they have not, lead to it and say so."""
        if self.state.own.is_sent:
            return True
        self._send(to_complete=True, only_look=True)
        return False

    def said_toggled(self) -> None:
        """Alt+M: the caller was told who takes over, or not."""
        self._show(replace(self.state, said=not self.state.said))

    def retry(self) -> None:
        """Ask again for what did not come."""
        self.read_reasons()
        self._keeper.link_came_up()

    def stop(self) -> None:
        """Watch no longer."""
        for stop in self._stops:
            stop()

    def _send(self, *, to_complete: bool, only_look: bool = False) -> bool:
        state = self.state
        missing = _missing_of(state.own.text)
        bad = missing | state.too_long
        lead = bool(bad) or only_look
        self._show(
            replace(
                state,
                missing=missing,
                to_complete=to_complete,
                focus_number=state.focus_number + lead,
            )
        )
        if bad or only_look or not state.can_send:
            return False
        self._keeper.send()
        return True

    def _own_changed(self, own: HandoverView) -> None:
        new_call = own.call_id != self.state.own.call_id
        text = own.text
        lengths = {SUMMARY: text.summary, ASKED: text.asked, PROMISED: text.promised}
        missing = frozenset[str]() if new_call else self.state.missing & _missing_of(text)
        self._show(
            replace(
                self.state,
                own=own,
                missing=missing,
                too_long=frozenset(name for name, words in lengths.items() if len(words) > LIMITS[name]),
                to_complete=self.state.to_complete and not own.is_sent and not new_call,
                said=self.state.said and not new_call,
            )
        )

    def _received_changed(self, received: ReceivedHandover) -> None:
        self._show(replace(self.state, received=received if received.call_id is not None else None))


def _missing_of(text: HandoverText) -> frozenset[str]:
    missing = {REASON: not text.reason_code, SUMMARY: not text.summary.strip()}
    return frozenset(name for name, is_missing in missing.items() if is_missing)
