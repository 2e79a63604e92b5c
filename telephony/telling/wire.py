"""Tones and announcements into a call, as they cross the wire. Import it from `telephony.contract`."""

from uuid import UUID

from pydantic import Field, field_validator

from telephony.answers import Answer, Request

LONGEST_DIGITS = 20


class SendDigits(Request):
    """`POST /v1/calls/{id}/digits`: tones to whoever was called outside. They are written down nowhere."""

    command_id: UUID
    digits: str = Field(min_length=1, max_length=LONGEST_DIGITS, repr=False)

    @field_validator("digits")
    @classmethod
    def _keys_only(cls, digits: str) -> str:
        # Not by a pattern: its complaint would quote what was typed.
        if set(digits) - set("0123456789*#"):
            raise ValueError("only the keys of a telephone")
        return digits


class DigitsSent(Answer):
    """How many tones have been sent in this call so far."""

    count: int = 0


class Announcement(Answer):
    """One of the announcements that an agent may have played to a caller."""

    code: str
    name: dict[str, str]


class PlayAnnouncement(Request):
    """`POST /v1/calls/{id}/announcements`. `to_everybody`: to all in the call, else to the customer alone."""

    command_id: UUID
    code: str = Field(max_length=40)
    to_everybody: bool = False
