"""What a call may come to, as it counts now; replaced as a whole where an administrator publishes another tree."""

from collections.abc import Iterable, Mapping, Sequence
from typing import overload

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.interactions import Disposition


class LiveOutcomes(Sequence[Disposition]):
    """Those that may be chosen and those that are retired, in the order of the tree."""

    def __init__(self, outcomes: Iterable[Disposition]) -> None:
        self._outcomes = tuple(outcomes)

    def use(self, outcomes: Iterable[Disposition]) -> None:
        """Count by these from now on."""
        self._outcomes = tuple(outcomes)

    @overload
    def __getitem__(self, index: int) -> Disposition: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Disposition]: ...

    def __getitem__(self, index: int | slice) -> Disposition | Sequence[Disposition]:
        return self._outcomes[index]

    def __len__(self) -> int:
        return len(self._outcomes)


def offered(outcomes: Iterable[Disposition]) -> list[Disposition]:
    """Return those that may be chosen now."""
    return [each for each in outcomes if not each.retired]


def names_of(outcomes: Iterable[Disposition]) -> Mapping[str, LocalText]:
    """Return what outcomes are called by code, the retired ones too: calls came to them."""
    return {each.code: each.name for each in outcomes}
