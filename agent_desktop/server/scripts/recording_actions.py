"""Pauses and resumes the recording of a call as a step of a script says, and says what the carrier made of it.

As with a bank's system what is asked is committed first and its outcome waited for: nothing is called paused that the
carrier has not confirmed.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.records.bank_systems.actions import BankAnswer, BankOutcome
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.service_scripts.schema import ActionKind
from telephony.app import Telephony
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import CallAction, CallState, PausedBy, RecordingProblem, RecordingState
from telephony.errors import CallTransitionRefusedError
from telephony.queues.repository import QueueRepository
from telephony.recordings.service import act_on_recording, will_be_recorded

RECORDING_KINDS: Final = frozenset({ActionKind.PAUSE_RECORDING, ActionKind.RESUME_RECORDING})
CARRIER: Final = "carrier"
"""Which system does it, in what is kept of the action."""

MORE_SECONDS: Final = 1.0
"""How much longer than the carrier may take its confirmation is waited for, until the outcome counts as unknown."""

_SPEAKING: Final = frozenset({CallState.TALKING, CallState.HELD})
_LOOK_SECONDS: Final = 0.05
_NOT_RECORDED: Final[LocalText] = {"en": "This call is not being recorded", "zh": "这通电话没有在录音"}


class RecordingActions:
    """`monotonic` is the machine's clock, on which a confirmation is waited for."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[UnitOfWork]],
        telephony: Telephony,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._begin = begin
        self._telephony = telephony
        self._monotonic = monotonic

    def act(self, call_id: UUID, agent_id: UUID, kind: ActionKind) -> BankAnswer:
        """Have the recording paused, or go on, and wait for what the carrier makes of it."""
        pauses = kind is ActionKind.PAUSE_RECORDING
        with self._begin() as work:
            call = CallRepository(work.session).lock_call(call_id)
            if call.agent_id != agent_id:
                return BankAnswer(BankOutcome.REFUSED)
            before = self._outcome(work, call, pauses=pauses)
            if before is not None and before.outcome is BankOutcome.DONE:
                return before
            queue = QueueRepository(work.session).get_queue(call.queue_id)
            action = CallAction.PAUSE_RECORDING if pauses else CallAction.RESUME_RECORDING
            try:
                act_on_recording(
                    work.session,
                    self._telephony.deps(work.journal),
                    call,
                    queue,
                    action,
                    by=agent_id,
                    paused_by=PausedBy.SCRIPT,
                )
            except CallTransitionRefusedError:
                pass  # it is asked already: its outcome is waited for
        until = self._monotonic() + self._telephony.settings.recording_seconds + MORE_SECONDS
        while self._monotonic() < until:
            threading.Event().wait(_LOOK_SECONDS)
            answer = self._look(call_id, kind)
            if answer is not None and answer != before:  # what it did not do before it may do now
                return answer
        return self._look(call_id, kind) or BankAnswer(BankOutcome.UNKNOWN)

    def outcome_of(self, call_id: UUID, kind: ActionKind) -> BankAnswer:
        """Say what became of it, as the recording stands now."""
        return self._look(call_id, kind) or BankAnswer(BankOutcome.NOT_RECEIVED)

    def _look(self, call_id: UUID, kind: ActionKind) -> BankAnswer | None:
        with self._begin() as work:
            call = CallRepository(work.session).get_call(call_id)
            return self._outcome(work, call, pauses=kind is ActionKind.PAUSE_RECORDING)

    def _outcome(self, work: UnitOfWork, call: CallRow, *, pauses: bool) -> BankAnswer | None:
        queue = QueueRepository(work.session).get_queue(call.queue_id)
        recorded = will_be_recorded(self._telephony.deps(work.journal), call, queue)
        return _outcome(call, pauses=pauses, recorded=recorded)


def _outcome(call: CallRow, *, pauses: bool, recorded: bool) -> BankAnswer | None:
    """Say what became of a pause or of going on; None while the carrier may still do it. `recorded`: something of the
    call is recorded, or may be from now on; then only a wish that is kept holds."""
    stands, asked = call.recording, call.recording_asked
    if not recorded:
        return BankAnswer(BankOutcome.DONE, _NOT_RECORDED)
    if call.state is CallState.ENDED:
        return BankAnswer(BankOutcome.REFUSED)
    wished = (call.recording_paused_by is not None) is pauses
    if stands is RecordingState.OFF and pauses:
        wished = wished and call.recording_paused_for == call.agent_id  # another's ends as recording begins
    if stands is RecordingState.OFF and asked is None and wished and (pauses or call.state not in _SPEAKING):
        return BankAnswer(BankOutcome.DONE, _NOT_RECORDED)
    wanted = RecordingState.PAUSED if pauses else RecordingState.ON
    if stands is wanted and asked is None and wished:
        return BankAnswer(BankOutcome.DONE)
    failed = RecordingProblem.NOT_PAUSED if pauses else RecordingProblem.NOT_RESUMED
    if call.recording_problem is failed or (not pauses and call.recording_problem is RecordingProblem.NOT_STARTED):
        return BankAnswer(BankOutcome.REFUSED, reason=failed.value)
    return None
