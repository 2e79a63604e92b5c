"""What a desktop says on its stream, and how the server closes one. Import it from `telephony.contract`."""

from typing import Literal

from pydantic import Field, JsonValue

from telephony.answers import Request


class StreamHello(Request):
    """The first message of a desktop on ``/v1/stream``. `resume_after` is the last number it has seen.

    `takes_seat` says that somebody has just started this desktop, which makes it the active one; one that only comes
    back after a break of the link leaves the seat to whoever has it. `takes_ahead` asks for messages of the type
    `ahead`.
    """

    access_token: str
    resume_after: int | None = None
    client_version: str = ""
    takes_seat: bool = False
    takes_ahead: bool = False


class StreamRenew(Request):
    """A fresh access token on an open stream, before the old one runs out."""

    access_token: str


class StreamBeat(Request):
    """Every `BEAT_SECONDS` on an open stream, and at once when it opens: the desktop is there."""

    beat: Literal[True] = True


class StreamWatch(Request):
    """On an open stream: tell me from now on how something stands, in messages of the type `board`.

    `watch_id` is the desktop's own name for it, which each of those carries. `asks` is the host's, opaque here; None
    ends the watch. The same name again begins afresh. A watch ends with its stream.
    """

    watch_id: str = Field(min_length=1, max_length=40)
    asks: dict[str, JsonValue] | None = None


BEAT_SECONDS = 5.0
"""How often a desktop beats, on the machine's clock."""


class StreamClose:
    """WebSocket close codes, one a reason."""

    TOKEN_MISSING_OR_WRONG = 4001
    TOKEN_EXPIRED = 4002
    PROTOCOL = 4004
    TOO_SLOW = 4005
    SERVER_STOPPING = 1012
