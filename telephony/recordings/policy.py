"""Which calls are recorded and on what ground, by queue and purpose. Pure: what an administrator has set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from telephony.contract import CallAction, CallDirection
from telephony.menu.walk import Spoken

PAUSES_IN_CONSULT: Final = "pauses_in_consult"
"""Among what a policy allows: it pauses while a colleague is asked."""


class LawfulBasis(StrEnum):
    """On what ground a call is recorded."""

    CONSENT = "consent"  # whoever does not refuse, once told how, has agreed
    LEGAL_OBLIGATION = "legal_obligation"
    CONTRACT = "contract"
    LEGITIMATE_INTEREST = "legitimate_interest"


@dataclass(frozen=True, slots=True)
class RecordingPolicy:
    """What holds for calls of `queues` (by code) about one of `reasons` (of the entry menu); without any, of all.

    `announcement` is what the caller hears before they are recorded, by language. They refuse by `refuse_key` while
    they hear it in the entry menu (empty: by none), and, where `refuse_by_word`, by saying so to the agent. `outgoing`:
    calls that agents make are recorded too. What is recorded is kept for `retention_days`.
    """

    code: str
    basis: LawfulBasis
    records: bool = True
    queues: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    outgoing: bool = False
    announcement: Mapping[str, str] = field(default_factory=dict)
    refuse_key: str = ""
    refuse_by_word: bool = False
    agent_may_pause: bool = True
    agent_may_stop: bool = False
    pause_in_consult: bool = True
    retention_days: int = 180

    def covers(self, queue_code: str, reason: str) -> bool:
        """Say whether it holds for a call of this queue about this."""
        return (not self.queues or queue_code in self.queues) and (not self.reasons or reason in self.reasons)

    def allows(self) -> str:
        """Return what an agent may do about the recording, as actions of a call, and whether a consult pauses it; with
        spaces between."""
        may = {
            CallAction.PAUSE_RECORDING.value: self.agent_may_pause,
            CallAction.STOP_RECORDING.value: self.agent_may_stop,
            CallAction.REFUSE_RECORDING.value: self.refuse_by_word,
            PAUSES_IN_CONSULT: self.pause_in_consult,
        }
        return " ".join(name for name, allowed in may.items() if allowed)

    def spoken(self, language: str) -> tuple[Spoken, ...]:
        """Return the announcement in a language; in each that it has where that is none of them."""
        languages = [language] if language in self.announcement else list(self.announcement)
        return tuple(Spoken(each, self.announcement[each]) for each in languages)


def policy_for(
    policies: Sequence[RecordingPolicy],
    queue_code: str,
    reason: str,
    direction: CallDirection = CallDirection.INBOUND,
) -> RecordingPolicy | None:
    """Return the first policy that holds for a call and has it recorded; None: it is not recorded."""
    found = next((each for each in policies if each.covers(queue_code, reason)), None)
    if found is None or not found.records or direction is CallDirection.INTERNAL:
        return None
    return None if direction is CallDirection.OUTBOUND and not found.outgoing else found
