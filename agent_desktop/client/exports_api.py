"""Lists as files on this workstation. Each raises `ClientError`."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import SignedHttp
from agent_desktop.client.whole_file import whole_file
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportableList, ExportFile, ExportLine, StartExport

LONGEST_LINE: Final = 64 * 1024


class ExportStoppedError(Exception):
    """Whoever wanted the file wants it no more; there is none."""


class ExportsApi:
    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._lists = TypeAdapter(tuple[ExportableList, ...])

    def lists(self) -> tuple[ExportableList, ...]:
        """Return what may be exported, with the columns of each."""
        return self._http.send("GET", f"{API_PREFIX}/exports/lists", self._lists)

    def export(
        self, wish: StartExport, place: Path, told: Callable[[ExportLine], None], is_stopped: Callable[[], bool]
    ) -> ExportFile:
        """Have a list written to `place`, whole or not at all. `told` hears how far it is, on this thread; the file is
        given up as soon as `is_stopped` says so.

        Raises:
            ExportStoppedError: It was stopped.
            ClientError: EXPORT_REFUSED, EXPORTS_BUSY, NOT_ALLOWED, FILE_NOT_WRITABLE; SERVER_NOT_UNDERSTOOD where
                what came is not what was sent.
        """
        with self._http.streamed("POST", f"{API_PREFIX}/exports", body=wish) as pieces:
            waiting = bytearray()
            described = _read_lines(pieces, waiting, told, is_stopped)
            with whole_file(place) as file:
                digest, size = hashlib.sha256(), 0
                for piece in _with_first(bytes(waiting), pieces):
                    if is_stopped():
                        raise ExportStoppedError
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                if size != described.size or digest.hexdigest() != described.checksum:
                    raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD)
        return described


def _read_lines(
    pieces: Iterator[bytes], waiting: bytearray, told: Callable[[ExportLine], None], is_stopped: Callable[[], bool]
) -> ExportFile:
    """Read lines until the one of the file, and leave what comes after it in `waiting`."""
    for piece in pieces:
        if is_stopped():
            raise ExportStoppedError
        waiting += piece
        while (end := waiting.find(b"\n")) >= 0:
            line = _line(bytes(waiting[:end]))
            del waiting[: end + 1]
            told(line)
            if line.problem:
                raise ClientError(line.problem)
            if line.file is not None:
                return line.file
        if len(waiting) > LONGEST_LINE:
            break
    raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD)


def _line(text: bytes) -> ExportLine:
    try:
        return ExportLine.model_validate_json(text)
    except ValidationError as error:
        raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD) from error


def _with_first(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others
