"""Past contacts over every channel, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agent_desktop.contract.customers import Channel, ContactRow


class TimelineKind(StrEnum):
    NONE = "none"  # no customer
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"  # a customer without contacts
    EMPTY_AFTER_FILTER = "empty_after_filter"


@dataclass(frozen=True, slots=True)
class TimelineState:
    """Everything the timeline and the Recent panel draw.

    `rows` are those of `channel` (None: all). `total_count` is all the customer's contacts, of which the server sent
    `loaded_count`. `contacts_90_days` by channel; `contacts_90_days_count` their sum.
    """

    kind: TimelineKind = TimelineKind.NONE
    rows: tuple[ContactRow, ...] = ()
    channel: Channel | None = None
    channels: tuple[Channel, ...] = ()
    total_count: int = 0
    loaded_count: int = 0
    contacts_90_days: Mapping[Channel, int] = field(default_factory=dict)
    contacts_90_days_count: int = 0
