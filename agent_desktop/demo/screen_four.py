"""Conferences in the pictures, of three and of four, and a complaint form that came along with the note."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.handed_forms import HandedFile, HandedForm
from agent_desktop.demo import screen_handovers as handovers
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.demo.screen_complaints import EMPTY_WORDS, WORDS
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import Scene
from agent_desktop.ui.call_bar.presenter import PartyShown, SlotKind
from telephony.contract import CallAction, CallRole, PartyView, TransferOutcome

_A: Final = CallAction
_GUEST: Final = PartyShown("guest", PartyView.TALKING, NOW - timedelta(seconds=96), "Zhang Min")


def _with_guest(parties: tuple[PartyShown, ...], *, guest: PartyShown = _GUEST) -> tuple[PartyShown, ...]:
    others = (replace(each, name="Ken Lau") if each.kind == "colleague" and each.name else each for each in parties)
    return (*others, guest)


FOUR: Final = replace(
    transfers.CONFERRING,
    colleague_name="Ken Lau",
    parties=_with_guest(transfers.CONFERRING.parties),
    enabled=transfers.CONFERRING.enabled | {_A.REMOVE_GUEST},
)
THIRD_ASKED: Final = replace(
    transfers.RINGING,
    colleague_name="Ken Lau",
    parties=_with_guest(transfers.RINGING.parties),
    enabled=transfers.RINGING.enabled | {_A.REMOVE_GUEST},
)
GUEST_STAYS: Final = replace(
    transfers.ended(TransferOutcome.STAYED, SlotKind.CONNECTED),
    colleague_outcome=None,
    parties=_with_guest(tuple(each for each in FOUR.parties[:2])),
    enabled=frozenset({_A.HOLD, _A.MUTE, _A.HANG_UP, _A.CONSULT, _A.REMOVE_GUEST}),
)
IS_GUEST: Final = replace(
    transfers.SPECIALIST_CONSULTED,
    role=CallRole.COLLEAGUE,
    transfer=None,
    parties=_with_guest(
        tuple(replace(each, you=False) for each in transfers.SPECIALIST_CONFERS.parties[:2]),
        guest=replace(_GUEST, name="", you=True),
    ),
)
FORM: Final = HandedForm(
    complaint_id=WORDS.complaint_id,
    call_id=handovers.SENT.call_id,
    from_agent_id=UUID(int=11),
    from_name="Amy Wong",
    version=3,
    content={"words": WORDS.model_dump(mode="json"), "begun": EMPTY_WORDS.model_dump(mode="json")},
    attached=(HandedFile(file_id=UUID(int=12), name="statement-may.pdf", size=182_400, checksum="0" * 64),),
    changed_at=NOW - timedelta(seconds=20),
)
_NOTE: Final = handovers.SENT.model_copy(update={"form": FORM})


def four_scenes(consulting: Scene, talking: Scene, specialist: Scene) -> Mapping[str, Scene]:
    """Return the scenes by name, made of one where an agent consults, one where they talk, and a specialist's."""
    conferring = replace(consulting, handover=handovers.NOTE_READ)
    return {
        "transfer-conference": replace(
            conferring, slot=replace(transfers.CONFERRING, enabled=transfers.CONFERRING.enabled | {_A.KEEP_GUEST})
        ),
        "transfer-guest": replace(talking, slot=GUEST_STAYS),
        "transfer-fourth-rings": replace(consulting, slot=THIRD_ASKED, directory=handovers.RINGING),
        "transfer-four": replace(conferring, slot=FOUR),
        "specialist-conference": replace(specialist, slot=transfers.SPECIALIST_CONFERS),
        "specialist-guest": replace(specialist, slot=IS_GUEST),
        "specialist-form": replace(specialist, handover=handovers.received(_NOTE)),
        "specialist-form-taken-over": replace(
            talking, guide=specialist.guide, handover=handovers.received(_NOTE, taken_over=True)
        ),
    }
