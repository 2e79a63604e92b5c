"""What an administrator sets for telephony, handed over by the host as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from telephony.menu.schema import Menu


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """One queue. Queues that share agents have the same `group`. `name` is by language code."""

    code: str
    group: str
    name: Mapping[str, str]
    ring_seconds: int = 20
    wrap_up_seconds: int = 60


@dataclass(frozen=True, slots=True)
class TelephonySettings:
    """Limits on the business clock, in seconds.

    `connect_seconds` is how long an answered call may wait for the carrier to join the agent's line before it goes
    back to its queue; `order_seconds` how long an order is tried again while the carrier is away.
    `local_zone` says where an agent's day begins. `default_region` reads numbers without a country code.
    `menu` is what callers hear before a queue; None leaves that to the carrier.
    """

    default_queue: str
    default_region: str = "HK"
    miss_limit: int = 2
    decline_pause_seconds: int = 30
    connect_seconds: int = 15
    order_seconds: int = 30
    local_zone: tzinfo = field(default=UTC)
    menu: Menu | None = None
