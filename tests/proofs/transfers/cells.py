"""The transfer's table (`telephony.md` 1.6 and 7.3) as the product has it: what becomes of each of the three, and what
they hear, for whoever goes away, or asks for something, at whatever step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agent_desktop.contract.errors import ErrorCode
from telephony.contract import AgentState, CallAction, TransferOutcome, TransferState
from tests.proofs.transfers.stage import ALONE, CONFERENCE, CONSULT, HELD, OVER, SWAPPED, TALK, Heard, Stage

_S, _Why, _A = TransferState, TransferOutcome, AgentState


class Step(StrEnum):
    """How far the transfer is. Each is brought about as May and Ken would."""

    RINGING = "it rings at Ken"
    CONSULTING = "May and Ken speak"
    SWAPPED = "May speaks with the caller, Ken is on hold"
    CONFERRING = "all three speak"
    BLIND = "it rings at Ken, and May has left"
    DECLINED = "Ken did not want it, the caller is on hold at May"


class Event(StrEnum):
    """What happens then."""

    CALLER_GONE = "the caller hangs up"
    AGENTS_LINE = "May's line goes down"
    AGENTS_DESKTOP = "May's desktop dies"
    SPECIALIST_GONE = "Ken declines, or hangs up"
    SPECIALISTS_LINE = "Ken's line goes down"
    SPECIALISTS_DESKTOP = "Ken's desktop dies"
    NO_ANSWER = "nobody answers in time"
    BOTH_LINES = "both lines go down, May's first, and the server hears of it later"
    COMPLETE = "May completes"
    CANCEL = "May cancels and returns"
    RECOVER = "May recovers the caller"
    SECOND = "May asks somebody once more"
    SERVER_KILLED = "the server is killed and comes back"


@dataclass(frozen=True, slots=True)
class Cell:
    """What it comes to: who hears whom, how the transfer stands and why it ended, the states of May and Ken.

    `transfer` None: it is over, for whichever of two reasons was heard of first. `refused` is the name by which what
    was asked for is refused; then nothing changes. Whoever waits alone hears music.
    """

    hears: Heard
    transfer: tuple[TransferState, TransferOutcome | None] | None
    may: AgentState
    ken: AgentState
    refused: ErrorCode | None = None


_OPEN: Final[Mapping[Step, Cell]] = {
    Step.RINGING: Cell(HELD, (_S.RINGING, None), _A.ON_CALL, _A.READY),
    Step.CONSULTING: Cell(CONSULT, (_S.CONSULTING, None), _A.ON_CALL, _A.ON_CALL),
    Step.SWAPPED: Cell(SWAPPED, (_S.CONSULTING, None), _A.ON_CALL, _A.ON_CALL),
    Step.CONFERRING: Cell(CONFERENCE, (_S.CONFERRING, None), _A.ON_CALL, _A.ON_CALL),
    Step.BLIND: Cell(ALONE, (_S.BLIND, None), _A.WRAP_UP, _A.READY),
    Step.DECLINED: Cell(HELD, (_S.FAILED, _Why.DECLINED), _A.ON_CALL, _A.READY),
}
"""How each step stands by itself: also once the server is back."""


def _unchanged(step: Step, refused: ErrorCode | None = None) -> Cell:
    cell = _OPEN[step]
    return Cell(cell.hears, cell.transfer, cell.may, cell.ken, refused)


_GONE: Final = Cell(OVER, (_S.ABANDONED, _Why.CALLER_GONE), _A.WRAP_UP, _A.READY)
_LEFT: Final = Cell(ALONE, (_S.BLIND, None), _A.WRAP_UP, _A.READY)
_GIVEN: Final = Cell(TALK, (_S.DONE, _Why.AGENT_GONE_COMPLETED), _A.WRAP_UP, _A.ON_CALL)
_DONE: Final = Cell(TALK, (_S.DONE, _Why.COMPLETED), _A.WRAP_UP, _A.ON_CALL)
_BACK: Final = Cell(TALK, (_S.CANCELLED, _Why.CANCELLED), _A.ON_CALL, _A.READY)
_ALONE_WITH_MAY: Final = Cell(HELD, (_S.CANCELLED, _Why.SPECIALIST_LEFT), _A.ON_CALL, _A.READY)
_WITH_MAY: Final = Cell(TALK, (_S.CANCELLED, _Why.SPECIALIST_LEFT), _A.ON_CALL, _A.READY)
_QUEUED_FROM_HOLD: Final = Cell(ALONE, (_S.FAILED, _Why.DECLINED), _A.WRAP_UP, _A.READY)
_QUEUED: Final = Cell(ALONE, (_S.FAILED, _Why.REQUEUED), _A.WRAP_UP, _A.READY)

CELLS: Final[Mapping[tuple[Event, Step], Cell]] = {
    # The caller is gone: nothing goes on ringing, both know, and May wraps up.
    **{(Event.CALLER_GONE, step): _GONE for step in Step if step is not Step.DECLINED},
    (Event.CALLER_GONE, Step.DECLINED): Cell(OVER, (_S.FAILED, _Why.DECLINED), _A.WRAP_UP, _A.READY),
    # May's line: blind before Ken is there, complete afterwards.
    (Event.AGENTS_LINE, Step.RINGING): _LEFT,
    (Event.AGENTS_LINE, Step.CONSULTING): _GIVEN,
    (Event.AGENTS_LINE, Step.SWAPPED): _GIVEN,
    (Event.AGENTS_LINE, Step.CONFERRING): _GIVEN,
    # May's desktop: the same while the caller is on hold; who talks with the caller goes on by telephone.
    (Event.AGENTS_DESKTOP, Step.RINGING): _LEFT,
    (Event.AGENTS_DESKTOP, Step.CONSULTING): _GIVEN,
    (Event.AGENTS_DESKTOP, Step.SWAPPED): _unchanged(Step.SWAPPED),
    (Event.AGENTS_DESKTOP, Step.CONFERRING): _unchanged(Step.CONFERRING),
    (Event.AGENTS_DESKTOP, Step.BLIND): _unchanged(Step.BLIND),
    (Event.AGENTS_DESKTOP, Step.DECLINED): _QUEUED_FROM_HOLD,
    # Ken goes: the caller stays on hold until May turns to them, or speaks with her on.
    (Event.SPECIALIST_GONE, Step.RINGING): _unchanged(Step.DECLINED),
    (Event.SPECIALIST_GONE, Step.CONSULTING): _ALONE_WITH_MAY,
    (Event.SPECIALIST_GONE, Step.SWAPPED): _WITH_MAY,
    (Event.SPECIALIST_GONE, Step.CONFERRING): _WITH_MAY,
    (Event.SPECIALIST_GONE, Step.BLIND): _QUEUED,
    (Event.SPECIALISTS_LINE, Step.CONSULTING): _ALONE_WITH_MAY,
    (Event.SPECIALISTS_LINE, Step.SWAPPED): _WITH_MAY,
    (Event.SPECIALISTS_LINE, Step.CONFERRING): _WITH_MAY,
    (Event.SPECIALISTS_DESKTOP, Step.RINGING): Cell(HELD, (_S.FAILED, _Why.SPECIALIST_AWAY), _A.ON_CALL, _A.READY),
    (Event.SPECIALISTS_DESKTOP, Step.CONSULTING): _unchanged(Step.CONSULTING),
    (Event.SPECIALISTS_DESKTOP, Step.SWAPPED): _unchanged(Step.SWAPPED),
    (Event.SPECIALISTS_DESKTOP, Step.CONFERRING): _unchanged(Step.CONFERRING),
    (Event.SPECIALISTS_DESKTOP, Step.BLIND): _QUEUED,
    (Event.NO_ANSWER, Step.RINGING): Cell(HELD, (_S.FAILED, _Why.NO_ANSWER), _A.ON_CALL, _A.READY),
    (Event.NO_ANSWER, Step.BLIND): Cell(ALONE, (_S.FAILED, _Why.REQUEUED), _A.WRAP_UP, _A.NOT_READY),
    # Nobody is left: the caller is in the queue again, and rings at whoever is ready.
    **{
        (Event.BOTH_LINES, step): Cell(ALONE, None, _A.WRAP_UP, _A.READY)
        for step in (Step.CONSULTING, Step.SWAPPED, Step.CONFERRING)
    },
    (Event.COMPLETE, Step.RINGING): _LEFT,
    (Event.COMPLETE, Step.CONSULTING): _DONE,
    (Event.COMPLETE, Step.SWAPPED): _DONE,
    (Event.COMPLETE, Step.CONFERRING): _DONE,
    (Event.COMPLETE, Step.BLIND): _unchanged(Step.BLIND, ErrorCode.NOT_YOUR_CALL),
    (Event.COMPLETE, Step.DECLINED): _unchanged(Step.DECLINED, ErrorCode.CALL_TRANSITION_REFUSED),
    **{(Event.CANCEL, step): _BACK for step in (Step.RINGING, Step.CONSULTING, Step.SWAPPED, Step.CONFERRING)},
    (Event.CANCEL, Step.BLIND): _unchanged(Step.BLIND, ErrorCode.NOT_YOUR_CALL),
    (Event.CANCEL, Step.DECLINED): _unchanged(Step.DECLINED, ErrorCode.CALL_TRANSITION_REFUSED),
    **{(Event.RECOVER, step): _BACK for step in (Step.RINGING, Step.CONSULTING, Step.SWAPPED, Step.CONFERRING)},
    (Event.RECOVER, Step.BLIND): _unchanged(Step.BLIND, ErrorCode.NOT_YOUR_CALL),
    (Event.RECOVER, Step.DECLINED): Cell(TALK, (_S.FAILED, _Why.DECLINED), _A.ON_CALL, _A.READY),
    **{
        (Event.SECOND, step): _unchanged(step, ErrorCode.TRANSFER_ALREADY_STARTED)
        for step in (Step.RINGING, Step.CONSULTING, Step.SWAPPED, Step.CONFERRING)
    },
    (Event.SECOND, Step.BLIND): _unchanged(Step.BLIND, ErrorCode.NOT_YOUR_CALL),
    (Event.SECOND, Step.DECLINED): _unchanged(Step.RINGING),
    # Nothing is lost with the server.
    **{(Event.SERVER_KILLED, step): _unchanged(step) for step in Step},
}

NO_CELL: Final[Mapping[tuple[Event, Step], str]] = {
    (Event.AGENTS_LINE, Step.BLIND): "she has none in this call any more",
    (Event.AGENTS_LINE, Step.DECLINED): "there is no transfer: her line is called again, as in any call",
    (Event.SPECIALIST_GONE, Step.DECLINED): "he is not in it",
    (Event.SPECIALISTS_LINE, Step.RINGING): "he has none in this call yet",
    (Event.SPECIALISTS_LINE, Step.BLIND): "he has none in this call yet",
    (Event.SPECIALISTS_LINE, Step.DECLINED): "he is not in it",
    (Event.SPECIALISTS_DESKTOP, Step.DECLINED): "he is not in it",
    (Event.NO_ANSWER, Step.CONSULTING): "he has answered",
    (Event.NO_ANSWER, Step.SWAPPED): "he has answered",
    (Event.NO_ANSWER, Step.CONFERRING): "he has answered",
    (Event.NO_ANSWER, Step.DECLINED): "he has declined",
    (Event.BOTH_LINES, Step.RINGING): "he has none in this call yet",
    (Event.BOTH_LINES, Step.BLIND): "neither has one in this call",
    (Event.BOTH_LINES, Step.DECLINED): "he is not in it",
}
"""What cannot happen, and why."""

COME_TO: Final[Mapping[Step, Callable[[Stage], None]]] = {
    Step.RINGING: Stage.ringing,
    Step.CONSULTING: Stage.consulting,
    Step.SWAPPED: Stage.swapped,
    Step.CONFERRING: Stage.conferring,
    Step.BLIND: Stage.blind,
    Step.DECLINED: Stage.declined,
}


def _specialist_goes(stage: Stage, step: Step) -> None:
    if step is Step.RINGING:
        stage.ken.ask(stage.call_id, CallAction.DECLINE)
    elif step is Step.BLIND:
        stage.ken.decline(stage.call_id)  # it rings as any call does now
    else:
        stage.ken.ask(stage.call_id, CallAction.HANG_UP)


def _both_lines(stage: Stage, _step: Step) -> None:
    for party in ("agent", "colleague"):
        stage.at_the_carrier("drop", party=party)


def _completes(stage: Stage, step: Step) -> None:
    if step not in (Step.BLIND, Step.DECLINED):
        stage.send_note()
        stage.may_once(CallAction.LEAVE_CONFERENCE if step is Step.CONFERRING else CallAction.COMPLETE_TRANSFER)
    else:
        stage.act(CallAction.COMPLETE_TRANSFER)


HAPPENS: Final[Mapping[Event, Callable[[Stage, Step], None]]] = {
    Event.CALLER_GONE: lambda stage, _: stage.floor.hang_up(stage.sid),
    Event.AGENTS_LINE: lambda stage, _: stage.at_the_carrier("drop", party="agent"),
    Event.AGENTS_DESKTOP: lambda stage, _: stage.desktop_dies(stage.may),
    Event.SPECIALIST_GONE: _specialist_goes,
    Event.SPECIALISTS_LINE: lambda stage, _: stage.at_the_carrier("drop", party="colleague"),
    Event.SPECIALISTS_DESKTOP: lambda stage, _: stage.desktop_dies(stage.ken),
    Event.NO_ANSWER: lambda stage, _: stage.ring_expires(),
    Event.BOTH_LINES: _both_lines,
    Event.COMPLETE: _completes,
    Event.CANCEL: lambda stage, _: stage.act(CallAction.END_CONSULT),
    Event.RECOVER: lambda stage, _: stage.act(CallAction.RECOVER_CALLER),
    Event.SECOND: lambda stage, _: stage.begin(),
}
"""How each comes about; the server is killed by whoever started it."""
