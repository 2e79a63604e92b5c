"""The simulator's short messages: who gets one, and what becomes of it. Pure: no HTTP, no clock of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from telephony.messages.port import MessageAnswer, MessageReport, OutgoingMessage
from telephony.messages.states import ENDS, MessageProblem, MessageState

STEP_SECONDS: Final = 1.0
"""From one word about a message to the next, on the simulator's business clock."""

LONGEST_TEXT: Final = 1600

Later = Callable[[float, Callable[[], None]], None]


class Fate(StrEnum):
    """What becomes of a message to somebody."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"  # their telephone is off
    FAILED = "failed"  # their network does not take it
    REFUSED = "refused"  # there is no such mobile telephone
    SILENT = "silent"  # it is sent, and nothing more is heard


@dataclass(slots=True)
class Sent:
    """One message as the simulator has it."""

    message: OutgoingMessage
    message_sid: str
    state: MessageState = MessageState.ACCEPTED
    problem: MessageProblem = MessageProblem.NONE
    carrier_code: str = ""
    reports: list[MessageReport] = field(default_factory=list)


_PROBLEMS: Final = {
    Fate.UNDELIVERED: (MessageProblem.UNREACHABLE, "30003"),
    Fate.FAILED: (MessageProblem.BLOCKED, "30007"),
    Fate.REFUSED: (MessageProblem.NUMBER_WRONG, "21614"),
}
"""Why, and the number that Twilio gives for the same."""

_OPTED_OUT: Final = (MessageProblem.OPTED_OUT, "21610")


class MessageService:
    """Every message the simulator was given. One thread uses it. `send` brings a report to the server."""

    def __init__(self, later: Later, send: Callable[[MessageReport], None], now: Callable[[], datetime]) -> None:
        self._later = later
        self._send = send
        self._now = now
        self._sent: dict[UUID, Sent] = {}
        self._fates: dict[str, Fate] = {}
        self._opted_out: set[str] = set()

    def behave(self, number: str, fate: Fate) -> None:
        """Have messages to `number` end so from now on; an empty one is everybody else's."""
        self._fates[number] = fate

    def opt_out(self, number: str, *, wants_none: bool = True) -> None:
        """Whoever has `number` has answered STOP, or START."""
        (self._opted_out.add if wants_none else self._opted_out.discard)(number)

    def take(self, message: OutgoingMessage) -> MessageAnswer:
        """Take a message from the server; the same one once, however often it comes."""
        known = self._sent.get(message.message_id)
        if known is None:
            known = self._sent[message.message_id] = Sent(message, f"SIMSM{message.message_id.hex}")
            self._begin(known)
        return MessageAnswer(known.message_sid, known.state, known.problem, known.carrier_code)

    def list_sent(self) -> Sequence[Sent]:
        """List every message, the oldest first."""
        return list(self._sent.values())

    def _begin(self, sent: Sent) -> None:
        number = sent.message.to_number
        fate = self._fates.get(number, self._fates.get("", Fate.DELIVERED))
        refused = None
        if number in self._opted_out:
            refused = _OPTED_OUT
        elif fate is Fate.REFUSED or not number.startswith("+"):
            refused = _PROBLEMS[Fate.REFUSED]
        elif len(sent.message.text) > LONGEST_TEXT:
            refused = (MessageProblem.TOO_LONG, "21617")
        if refused is not None:
            sent.state, (sent.problem, sent.carrier_code) = MessageState.FAILED, refused
            return
        steps = [MessageState.QUEUED, MessageState.SENT]
        if fate is Fate.FAILED:
            steps = [MessageState.QUEUED, MessageState.FAILED]
        elif fate is not Fate.SILENT:
            steps.append(MessageState.DELIVERED if fate is Fate.DELIVERED else MessageState.UNDELIVERED)
        self._follow(sent, steps, fate)

    def _follow(self, sent: Sent, steps: list[MessageState], fate: Fate) -> None:
        if not steps:
            return

        def come() -> None:
            sent.state = steps[0]
            if sent.state in ENDS - {MessageState.DELIVERED}:
                sent.problem, sent.carrier_code = _PROBLEMS[fate]
            report = MessageReport(
                event_id=f"{sent.message_sid}-{sent.state.value}",
                message_sid=sent.message_sid,
                state=sent.state,
                at=self._now(),
                message_id=sent.message.message_id,
                problem=sent.problem,
                carrier_code=sent.carrier_code,
            )
            sent.reports.append(report)
            self._send(report)
            self._follow(sent, steps[1:], fate)

        self._later(STEP_SECONDS, come)
