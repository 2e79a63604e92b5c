"""Which knowledge pages belong to the call: those that the agent pinned, and those of the script's open step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.watched import Watched


class StepPages(Protocol):
    """Is told which pages the open step of the script names; none where no step is open."""

    def step_opened(self, page_ids: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Pins:
    """Page ids. `call_id` is the call that they are pinned to, from its answer to the end of its wrap-up."""

    call_id: UUID | None = None
    of_step: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """All of them, the step's first, each once; none without a call."""
        return tuple(dict.fromkeys((*self.of_step, *self.own))) if self.call_id is not None else ()


class PinnedPages:
    """Belongs to the thread that draws. The agent's own pins end with the call; until then `keep_with` has them outlive
    the program."""

    def __init__(self, desk: DeskModel) -> None:
        self._watched = Watched(Pins())
        self._kept: tuple[UUID | None, tuple[str, ...]] = (None, ())
        self._keep: Callable[[UUID, tuple[str, ...]], None] = lambda _call_id, _page_ids: None
        self._stop = desk.watch(self._desk_changed)

    @property
    def pins(self) -> Pins:
        """What is pinned now."""
        return self._watched.value

    def watch(self, watcher: Callable[[Pins], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def keep_with(
        self, call_id: UUID | None, page_ids: Sequence[str], keep: Callable[[UUID, tuple[str, ...]], None]
    ) -> None:
        """Take up what was pinned to `call_id` before the program ended, and have `keep` keep each change. Pins of
        another call are of no use."""
        self._kept, self._keep = (call_id, tuple(page_ids)), keep
        if self.pins.call_id is not None and self.pins.call_id == call_id:
            self._watched.set(replace(self.pins, own=tuple(dict.fromkeys((*page_ids, *self.pins.own)))))

    def step_opened(self, page_ids: Sequence[str]) -> None:
        """See `StepPages`."""
        self._watched.set(replace(self.pins, of_step=tuple(page_ids)))

    def toggle(self, page_id: str) -> None:
        """Pin a page to the call, or take the pin away; without a call nothing is pinned."""
        pins = self.pins
        if pins.call_id is None:
            return
        others = tuple(each for each in pins.own if each != page_id)
        own = others if page_id in pins.own else (*others, page_id)
        self._kept = (pins.call_id, own)
        self._keep(pins.call_id, own)
        self._watched.set(replace(pins, own=own))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        call_id = view.accepted_call.call_id if view.accepted_call is not None else None
        if call_id != self.pins.call_id:
            # What the step names is the script's to say, which follows the call by itself and tells changes only.
            kept_for, kept = self._kept
            own = kept if call_id is not None and call_id == kept_for else ()
            self._watched.set(Pins(call_id=call_id, of_step=self.pins.of_step, own=own))
