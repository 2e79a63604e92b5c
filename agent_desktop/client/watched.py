"""A value with watchers, and the base of every presenter. One thread owns each of them: the one that draws.

A change of one value makes others change, a dozen presenters hear of it, and some several times. Each view is drawn
once, with what its presenter says when all of them have heard: at the end of the outermost `Watched.set`.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class _Turn(threading.local):
    """The changes under way in this thread, and the presenters whose views are to be drawn after them."""

    def __init__(self) -> None:
        self.depth = 0
        self.undrawn: dict[Callable[[], None], None] = {}

    def draw(self) -> None:
        """Draw what waits, and what that brings about; one view that fails keeps no other from being drawn."""
        try:
            while self.undrawn:
                draw_one = next(iter(self.undrawn))
                del self.undrawn[draw_one]
                draw_one()
        finally:
            if self.undrawn:
                self.draw()


_changes = _Turn()


class Watched(Generic[T]):
    """A value which tells its watchers of each change."""

    def __init__(self, value: T) -> None:
        self._value = value
        self._watchers: list[Callable[[T], None]] = []
        self._turn = 0

    @property
    def value(self) -> T:
        """The value as it is now."""
        return self._value

    def watch(self, watcher: Callable[[T], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        self._watchers.append(watcher)
        watcher(self._value)

        def stop() -> None:
            if watcher in self._watchers:
                self._watchers.remove(watcher)

        return stop

    def set(self, value: T) -> None:
        """Replace the value and tell the watchers, unless it is equal to the present one."""
        if value == self._value:
            return
        self._value = value
        self._turn += 1
        turn = self._turn
        _changes.depth += 1
        try:
            for watcher in list(self._watchers):
                if self._turn != turn:  # a watcher has set a newer value, and all have heard of that
                    break
                watcher(value)
        finally:
            _changes.depth -= 1
            if _changes.depth == 0:
                _changes.draw()


class Shows(Generic[T]):
    """A presenter: keeps one frozen state and hands the view what it has become."""

    def __init__(self, state: T) -> None:
        self._state = state
        self._view: Callable[[T], None] | None = None
        self._make_ready: Callable[[T], None] | None = None
        self._to_work_out: Callable[[], T] | None = None

    @property
    def state(self) -> T:
        """What is shown now."""
        self._see_worked_out()
        return self._state

    def show_to(self, display: Callable[[T], None]) -> None:
        """Draw with `display`, now and after each change: usually the view's `display`."""
        self._view = display
        display(self._state)

    def make_ready_with(self, make_ready: Callable[[T], None]) -> None:
        """Have `make_ready` prepare the view for a state that will probably be shown next."""
        self._make_ready = make_ready

    def _show_soon(self, state: T) -> None:
        if self._make_ready is not None:
            self._make_ready(state)

    def _show_worked_out(self, work_out: Callable[[], T]) -> None:
        """Show what `work_out` returns: where a change is under way once, when all have heard of it or somebody asks
        for the state."""
        if not _changes.depth:
            self._to_work_out = None
            self._show(work_out())
            return
        self._to_work_out = work_out
        _changes.undrawn[self._see_worked_out] = None

    def _see_worked_out(self) -> None:
        work_out, self._to_work_out = self._to_work_out, None
        if work_out is not None:
            self._show(work_out())

    def _show(self, state: T) -> None:
        if state == self._state:
            return
        self._state = state
        if self._view is None:
            return
        if _changes.depth:
            _changes.undrawn[self._give_view] = None
        else:
            _changes.undrawn.pop(self._give_view, None)  # this is what it would be given
            self._view(state)

    def _give_view(self) -> None:
        if self._view is not None:
            self._view(self._state)
