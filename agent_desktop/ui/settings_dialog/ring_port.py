"""What the settings must know of the ring: where it can sound, and why it would not."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class RingProblem(StrEnum):
    """Why a call does not ring aloud. The call shows on the screen all the same."""

    NO_SOUND_SYSTEM = "no_sound_system"  # QtMultimedia or what it needs is not installed
    NO_DEVICE = "no_device"
    CHOSEN_DEVICE_AWAY = "chosen_device_away"  # rings on the system's default device instead


@dataclass(frozen=True, slots=True)
class RingDevice:
    """One place to ring. `device_id` is empty for the system's default."""

    device_id: str
    name: str


class Ring(Protocol):
    """What rings."""

    def devices(self) -> tuple[RingDevice, ...]:
        """The sound devices present now, without the system's default entry."""
        ...

    def use(self, device_id: str) -> None:
        """Ring on this device from the next ring on; empty is the system's default."""
        ...

    def problem(self) -> RingProblem | None:
        """Why it would not ring aloud, or not where the agent wants it."""
        ...

    def start(self) -> None:
        """Ring until `stop`. Never raises: a call must come through without sound as well."""
        ...

    def stop(self) -> None:
        """Be silent at once."""
        ...
