"""A value with watchers, and the base of every presenter. One thread owns each of them: the one that draws."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


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
        for watcher in list(self._watchers):
            if self._turn != turn:  # a watcher has set a newer value, and all have heard of that
                return
            watcher(value)


class Shows(Generic[T]):
    """A presenter: keeps one frozen state and hands each change of it to the view."""

    def __init__(self, state: T) -> None:
        self._state = state
        self._view: Callable[[T], None] | None = None
        self._make_ready: Callable[[T], None] | None = None

    @property
    def state(self) -> T:
        """What is shown now."""
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

    def _show(self, state: T) -> None:
        if state == self._state:
            return
        self._state = state
        if self._view is not None:
            self._view(state)
