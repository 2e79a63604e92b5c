"""Scripted people: who answers a telephone, what they press, when they hang up."""

from dataclasses import dataclass, field
from enum import StrEnum

from tests.twilio_cloud.things import Call


class Does(StrEnum):
    """What somebody does when it rings."""

    ANSWER = "answer"
    BUSY = "busy"
    DECLINE = "decline"
    LET_RING = "let ring"
    UNREACHABLE = "unreachable"
    VOICEMAIL = "voicemail"  # a machine answers, and presses nothing (telephony.md 6.4, trap 18)
    WAIT = "wait"  # until the test has them answer, refuse or not


# what the leg's status is then, and the SIP code that its callback brings (telephony.md 1.4)
OUTCOMES = {
    Does.BUSY: ("busy", 486),
    Does.DECLINE: ("busy", 603),
    Does.UNREACHABLE: ("failed", 404),
    Does.LET_RING: ("no-answer", 487),
}


@dataclass(eq=False, slots=True)
class Person:
    """Somebody at an address (a number, `sip:…` or `client:…`), and how they take the next calls.

    `keys` are pressed one entry a question, `thinks` seconds after it begins; each call begins with all of them.
    `hangs_up_after` counts from when they answered.
    """

    address: str
    does: Does = Does.ANSWER
    answers_after: float = 2
    keys: list[str] = field(default_factory=list)
    thinks: float = 1
    hangs_up_after: float | None = None
    speaks_seconds: float = 10
    """How long they speak where a message of theirs is recorded."""
    calls: list[Call] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    next_does: list[Does] = field(default_factory=list)
    """What they do at the next calls, before they do `does` again."""
