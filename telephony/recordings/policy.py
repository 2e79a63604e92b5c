"""Which calls are recorded and on what ground, by queue and purpose. Pure: what an administrator has set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from telephony.contract import CallAction, CallDirection, RecordingStop
from telephony.menu.walk import Spoken

KEPT_DAYS: Final = 180
"""How long a recording is kept where nobody says otherwise, and one that no policy had made."""

PAUSES_IN_CONSULT: Final = "pauses_in_consult"
"""Among what a policy allows: it pauses while a colleague is asked."""

HEEDS_REFUSAL: Final = "heeds_refusal"
"""Among what a policy allows: who refuses is not recorded, wherever in the call that was."""


TRANSCRIBES: Final = "transcribes"
"""Among what a policy allows: while it is recorded it is written down too."""


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
    they hear it in the entry menu (empty: by none), and, where `refuse_by_word`, by saying so to the agent. Where it
    names a key, `joining_announcement` is what they hear instead where none is taken: as an agent is joined.
    `outgoing`: calls that agents make are recorded too. What is recorded is kept for `retention_days`. `transcribes`:
    while it is recorded it is also written down, for the agent's note; the announcement has to say so.
    """

    code: str
    basis: LawfulBasis
    records: bool = True
    queues: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    outgoing: bool = False
    announcement: Mapping[str, str] = field(default_factory=dict)
    joining_announcement: Mapping[str, str] = field(default_factory=dict)
    refuse_key: str = ""
    refuse_by_word: bool = False
    agent_may_pause: bool = True
    agent_may_stop: bool = False
    pause_in_consult: bool = True
    retention_days: int = KEPT_DAYS
    transcribes: bool = False

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
            HEEDS_REFUSAL: self.heeds(RecordingStop.CALLER),
            TRANSCRIBES: self.transcribes,
        }
        return " ".join(name for name, allowed in may.items() if allowed)

    def heeds(self, stop: RecordingStop) -> bool:
        """Say whether who stopped the recording of a call, perhaps under another policy, has stopped it here too: what
        the law demands nobody refuses."""
        return self.agent_may_stop if stop is RecordingStop.AGENT else self.basis is not LawfulBasis.LEGAL_OBLIGATION

    def may_record(self, *, passed_question: bool) -> bool:
        """Say whether the ground holds. `passed_question`: the caller was asked in the menu and did not refuse."""
        can_refuse = self.basis is not LawfulBasis.CONSENT or self.refuse_by_word
        return passed_question or (can_refuse and bool(self._said_joining()))

    def spoken(self, language: str) -> tuple[Spoken, ...]:
        """Return the announcement in a language; in each that it has where that is none of them."""
        return _in_language(self.announcement, language)

    def spoken_joining(self, language: str) -> tuple[Spoken, ...]:
        """Return what is said where no key is taken, likewise."""
        return _in_language(self._said_joining(), language)

    def _said_joining(self) -> Mapping[str, str]:
        return self.joining_announcement or ({} if self.refuse_key else self.announcement)


def _in_language(texts: Mapping[str, str], language: str) -> tuple[Spoken, ...]:
    return tuple(Spoken(each, texts[each]) for each in ([language] if language in texts else texts))


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
