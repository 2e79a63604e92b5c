"""No exception leaves a Qt override: on Python 3.11 one that escapes while painting can end the whole program."""

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

_log = logging.getLogger(__name__)


def guarded(fallback: Callable[[], _T]) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Wrap a Qt override so that a failure is logged, the first time only, and `fallback()` is returned.

    Only the first, because a paint that fails would fail sixty times a second.
    """

    def wrap(override: Callable[_P, _T]) -> Callable[_P, _T]:
        told = False

        @functools.wraps(override)
        def safe(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            nonlocal told
            try:
                return override(*args, **kwargs)
            except Exception:  # noqa: BLE001  # the outermost frame of Python under Qt's own loop
                if not told:
                    told = True
                    _log.exception("A Qt override failed: %s", override.__qualname__)
                return fallback()

        return safe

    return wrap


def nothing() -> None:
    """The fallback of overrides that return nothing."""
