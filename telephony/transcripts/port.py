"""What a carrier tells of what is said in a call, where it writes that down."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from telephony.transcripts.wire import Speaker

LONGEST: Final = 2_000
"""The most characters of one line that are kept."""


@dataclass(frozen=True, slots=True)
class WordsReport:
    """Something that was said, once it is final. The same `event_id` is the same words, however often they come; `at`
    is when they were said, by the carrier's clock (aware UTC)."""

    event_id: str
    call_sid: str
    speaker: Speaker
    text: str = field(repr=False)
    at: datetime
