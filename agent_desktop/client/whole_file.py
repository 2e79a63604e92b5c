"""Writes a file so that it is there whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode


@contextmanager
def whole_file(place: Path) -> Iterator[BinaryIO]:
    """Give a file beside `place` to write into; it takes its place once the block has ended well, and goes otherwise.

    Raises:
        ClientError: FILE_NOT_WRITABLE (`file`), where the folder or the disk does not take it.
    """
    beside = place.with_name(f".{place.name}.{uuid4().hex[:8]}.part")
    try:
        try:
            with beside.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, place)  # noqa: PTH105  at once: half a file is none
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ClientError(ErrorCode.FILE_NOT_WRITABLE, {"file": str(place)}) from error
