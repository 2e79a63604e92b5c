"""Whether the desktop hears its server."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkStatus(StrEnum):
    CONNECTING = "connecting"  # the first try; nothing has been shown yet
    UP = "up"
    SLOW = "slow"  # answers come, late
    LOST = "lost"  # the desktop tries again by itself
    SIGNED_OUT = "signed_out"  # the server no longer knows this person: sign in again


@dataclass(frozen=True, slots=True)
class LinkState:
    """The stream as it stands. `attempt` counts tries since it was lost; `retry_at` is the next one's time.

    Both times are server time; `latency_seconds` is one way and back, None before it was measured.
    """

    status: LinkStatus = LinkStatus.CONNECTING
    since_at: datetime | None = None
    attempt: int = 0
    retry_at: datetime | None = None
    latency_seconds: float | None = None

    @property
    def is_up(self) -> bool:
        """Whether events arrive."""
        return self.status in (LinkStatus.UP, LinkStatus.SLOW)
