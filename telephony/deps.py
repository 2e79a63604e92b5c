"""What every use case of telephony needs beside its session."""

from dataclasses import dataclass
from datetime import datetime

from telephony.clock import BusinessClock
from telephony.events.journal import Journal
from telephony.ports import Host
from telephony.settings import TelephonySettings


@dataclass(frozen=True, slots=True)
class Deps:
    """Built anew for each unit of work, since `journal` belongs to it."""

    clock: BusinessClock
    host: Host
    settings: TelephonySettings
    journal: Journal

    def now(self) -> datetime:
        """Return the business time."""
        return self.clock.now()
