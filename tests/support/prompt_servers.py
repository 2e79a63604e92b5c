"""Servers that end at once when they are told to.

uvicorn looks ten times a second whether it is to end, and rests a tenth of a second more between the steps of its end:
a quarter of a second in which a test of any server only waits, and there are many.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import uvicorn.server

_LOOK_SECONDS = 0.01


@contextmanager
def servers_that_end_promptly() -> Iterator[None]:
    """Have every uvicorn of this process look every hundredth of a second for the length of the block."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(min(seconds, _LOOK_SECONDS))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.server, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))
        yield
