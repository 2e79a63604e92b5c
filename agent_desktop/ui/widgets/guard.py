"""No exception leaves a Qt override: on Python 3.11 one that escapes while painting can end the whole program."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from PySide6.QtGui import QPainter

from agent_desktop.ui.bridge import log_bug

_P = ParamSpec("_P")
_T = TypeVar("_T")


def guarded(
    fallback: Callable[[], _T], *, by: Callable[..., _T] | None = None
) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Wrap a Qt override so that a failure is logged, the first time only, and `fallback()` is returned.

    `by` stands in for it where the answer hangs on what was asked: it gets the override's own arguments, and must
    not fail.

    Only the first, because a paint that fails would fail sixty times a second.
    """

    def wrap(override: Callable[_P, _T]) -> Callable[_P, _T]:
        told = False

        @functools.wraps(override)
        def safe(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            nonlocal told
            try:
                return override(*args, **kwargs)
            except Exception as error:  # noqa: BLE001  the outermost frame of Python under Qt's own loop
                _end_painters(error, args)
                if not told:
                    told = True
                    log_bug(f"The override {override.__qualname__}", error)
                return fallback() if by is None else by(*args, **kwargs)

        return safe

    return wrap


def nothing() -> None:
    """The fallback of overrides that return nothing."""


def no_height() -> int:
    """The fallback of `heightForWidth`: the height does not hang on the width."""
    return -1


def _end_painters(error: BaseException, lent: tuple[object, ...]) -> None:
    """End what the failed override was painting with: a painter that outlives its paint event takes Qt with it.

    `lent` are the arguments of the override: a delegate's painter is its caller's, who goes on painting with it.
    """
    step = error.__traceback__
    while step is not None:
        for value in step.tb_frame.f_locals.values():
            if isinstance(value, QPainter) and value.isActive() and not any(value is one for one in lent):
                value.end()
        step = step.tb_next
