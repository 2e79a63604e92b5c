"""What the guide draws beside the walk: facts in words, the caller's accounts, how the call stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from agent_desktop.client.desk import DeskView
from agent_desktop.client.script_standing import Standing
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerCard, Profile
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.variables import Piece, fill
from agent_desktop.ui.script_panel.state import AccountChoice, Alteration
from telephony.contract import CallSnapshot, CallState, RecordingState


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is drawn beside the walk. `facts` fill the texts; `confirming` is the action that is asked about first.
    `is_paused` says whether nothing is recorded now, None where nobody knows of a call that is on."""

    facts: Mapping[str, LocalText] = field(default_factory=dict)
    call_began_at: datetime | None = None
    standing: Standing = field(default_factory=Standing)
    accounts: tuple[AccountChoice, ...] = ()
    today: date | None = None
    confirming: str = ""
    alteration: Alteration | None = None
    is_paused: bool | None = None

    def pieces(self, text: LocalText, script: Script) -> dict[str, tuple[Piece, ...]]:
        """Return a text of the script, filled, by language."""
        return {language: tuple(fill(text, self.facts, language, script.variables)) for language in text}

    def seconds_into(self, at: datetime | None) -> int | None:
        """Return how many whole seconds into the call a time is; None where either is not known."""
        if self.call_began_at is None or at is None:
            return None
        return max(0, int((at - self.call_began_at).total_seconds()))


def accounts_in(profile: Profile | None) -> tuple[AccountChoice, ...]:
    """Return the customer's holdings to choose from; a number is masked, as everywhere."""
    parts = profile.parts if profile is not None else ()
    return tuple(
        AccountChoice(str(each.holding_id), each.product, each.number_masked)
        for part in parts
        for each in part.holdings
    )


def card_of_call(view: DeskView, call_id: object) -> CallerCard | None:
    """Return what is known of the caller of this call; None where the card in hand is another's, or there is none."""
    return view.card if view.card is not None and view.card.call_id == call_id else None


def surroundings(view: DeskView, standing: Standing, own_facts: Mapping[str, LocalText], today: date) -> Surroundings:
    """Return what is drawn beside the walk, for the call that is on."""
    call, card = view.accepted_call, view.card
    return Surroundings(
        facts={**(card.facts if card is not None else {}), **own_facts},
        call_began_at=call.answered_at if call is not None else None,
        standing=standing,
        accounts=accounts_in(card.profile) if card is not None else (),
        today=today,
        is_paused=_is_paused(call) if call is not None and call.state is not CallState.ENDED else None,
    )


def _is_paused(call: CallSnapshot) -> bool | None:
    recording = call.recording
    if recording is None or recording.stopped_by is not None:
        return None  # neither a pause nor going on means anything
    if recording.state is RecordingState.OFF:
        return recording.paused_by is not None
    return recording.state is RecordingState.PAUSED
