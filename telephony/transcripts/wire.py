"""What was said in a call, as text, as it crosses the wire. Import it from `telephony.contract`."""

from datetime import datetime
from enum import StrEnum

from telephony.answers import Answer


class Speaker(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"  # whoever the customer hears


class HeardLine(Answer):
    """Something that was said. A machine has written it down: it may be wrong."""

    speaker: Speaker
    text: str
    said_at: datetime


class HeardWords(Answer):
    """`GET /v1/calls/{id}/words`: what was said while the call was recorded, in its order. It is there until the work
    after the call is finished."""

    lines: tuple[HeardLine, ...] = ()
