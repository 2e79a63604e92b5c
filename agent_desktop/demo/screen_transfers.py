"""Transfers in the pictures: who is in the call, what they hear, and how it goes on."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.call_bar.presenter import CallSlotState, PartyShown, SlotKind
from telephony.contract import (
    CallAction,
    CallerTold,
    CallRole,
    ColleagueOutcome,
    ColleagueState,
    PartyView,
    TransferKind,
    TransferOutcome,
    TransferSnapshot,
    TransferState,
)

AGENT: Final = UUID(int=11)
SPECIALIST: Final = UUID(int=12)
_NAME: Final = "Zhang Min"
_A: Final = CallAction
_BOTH: Final = frozenset({_A.END_CONSULT, _A.COMPLETE_TRANSFER, _A.RECOVER_CALLER, _A.RESUME})


def _ago(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


def parties(caller: PartyView, agent: PartyView, specialist: PartyView, *, mine: bool = True) -> tuple[PartyShown, ...]:
    """Return the three parties as the agent sees them; with `mine` False as the specialist does."""
    return (
        PartyShown("caller", caller, NOW - _ago(42), "Ms Grace Ho"),
        PartyShown("agent", agent, NOW - _ago(418), "" if mine else "Amy Wong", you=mine),
        PartyShown("colleague", specialist, NOW - _ago(18), _NAME if mine else "", you=not mine),
    )


TRANSFER: Final = TransferSnapshot(
    transfer_id=UUID(int=70),
    kind=TransferKind.WARM,
    state=TransferState.CONSULTING,
    from_agent_id=AGENT,
    to_agent_id=SPECIALIST,
    began_at=NOW - _ago(42),
    since_at=NOW - _ago(18),
    told=CallerTold.PLEASE_WAIT,
)

CONSULTING: Final = replace(
    samples.TALKING,
    kind=SlotKind.CONSULT,
    since_at=NOW - _ago(42),
    call_since_at=NOW - _ago(418),
    colleague=ColleagueState.JOINED,
    colleague_name=_NAME,
    parties=parties(PartyView.HELD, PartyView.TALKING, PartyView.TALKING),
    transfer=TRANSFER,
    enabled=_BOTH | {_A.CONFER, _A.MUTE},
)
RINGING: Final = replace(
    CONSULTING,
    kind=SlotKind.HOLD,
    colleague=ColleagueState.RINGING,
    parties=parties(PartyView.HELD, PartyView.TALKING, PartyView.RINGING),
    transfer=TRANSFER.model_copy(update={"state": TransferState.RINGING, "expires_at": NOW + _ago(12)}),
    enabled=_BOTH - {_A.RESUME},
)
SWAPPED: Final = replace(
    CONSULTING,
    kind=SlotKind.CONNECTED,
    parties=parties(PartyView.TALKING, PartyView.TALKING, PartyView.HELD),
    enabled=_BOTH - {_A.RESUME} | {_A.HOLD, _A.CONFER, _A.MUTE},
)
CONFERRING: Final = replace(
    CONSULTING,
    kind=SlotKind.CONNECTED,
    parties=parties(PartyView.TALKING, PartyView.TALKING, PartyView.TALKING),
    transfer=TRANSFER.model_copy(update={"state": TransferState.CONFERRING, "told": CallerTold.SPECIALIST_COMING}),
    enabled=_BOTH | {_A.LEAVE_CONFERENCE, _A.MUTE},
)
TOO_LONG: Final = replace(
    CONSULTING,
    parties=tuple(
        replace(each, since_at=NOW - _ago(131)) if each.kind == "caller" else each for each in CONSULTING.parties
    ),
    muted=True,
)
COMPLETING: Final = replace(CONSULTING, pending=_A.COMPLETE_TRANSFER, enabled=frozenset())


def ended(outcome: TransferOutcome, kind: SlotKind = SlotKind.HOLD) -> CallSlotState:
    """Return the agent's slot once the transfer has ended so and the caller is still theirs."""
    state = TransferState.CANCELLED if outcome is TransferOutcome.CANCELLED else TransferState.FAILED
    over = TRANSFER.model_copy(update={"state": state, "outcome": outcome, "told": CallerTold.STILL_LOOKING})
    return replace(
        CONSULTING,
        kind=kind,
        colleague=None,
        colleague_outcome=ColleagueOutcome.NO_ANSWER,
        parties=(),
        transfer=over,
        enabled=frozenset({_A.RESUME, _A.HANG_UP, _A.CONSULT, _A.RECOVER_CALLER}),
    )


DECLINED: Final = ended(TransferOutcome.DECLINED)
NOT_ANSWERED: Final = ended(TransferOutcome.NO_ANSWER)
SPECIALIST_GONE: Final = ended(TransferOutcome.SPECIALIST_LEFT)
RECOVERED: Final = ended(TransferOutcome.CANCELLED, SlotKind.CONNECTED)

SPECIALIST_CONSULTED: Final = replace(
    CONSULTING,
    role=CallRole.COLLEAGUE,
    kind=SlotKind.CONNECTED,
    colleague_name="Amy Wong",
    parties=parties(PartyView.HELD, PartyView.TALKING, PartyView.TALKING, mine=False),
    enabled=frozenset({_A.HANG_UP}),
)
SPECIALIST_CONFERS: Final = replace(
    SPECIALIST_CONSULTED,
    parties=parties(PartyView.TALKING, PartyView.TALKING, PartyView.TALKING, mine=False),
    transfer=CONFERRING.transfer,
)
SPECIALIST_WAITS: Final = replace(
    SPECIALIST_CONSULTED,
    kind=SlotKind.HOLD,
    parties=parties(PartyView.TALKING, PartyView.TALKING, PartyView.HELD, mine=False),
)
ASKED: Final = CallSlotState(
    kind=SlotKind.RINGING,
    role=CallRole.COLLEAGUE,
    colleague_name="Amy Wong",
    since_at=NOW - _ago(18),
    expires_at=NOW + _ago(12),
    ring_seconds=30,
    enabled=frozenset({_A.ANSWER, _A.DECLINE}),
)
