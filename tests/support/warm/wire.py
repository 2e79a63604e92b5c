"""What is said between a test run and the process that has everything loaded (`starter`)."""

import json
import os
import socket
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

_LENGTH: Final = struct.Struct("!I")
_NUMBER: Final = struct.Struct("!q")


@dataclass(frozen=True, slots=True)
class Order:
    """A program to start: ``python -m module arguments`` in `folder`, with this environment and nothing else of it."""

    module: str
    arguments: tuple[str, ...]
    folder: str
    environment: dict[str, str]
    new_session: bool


def send_order(to: socket.socket, order: Order, files: Sequence[int]) -> None:
    """Ask for a program; `files` become its standard input, output and error."""
    body = json.dumps(asdict(order)).encode()
    socket.send_fds(to, [_LENGTH.pack(len(body))], list(files))
    to.sendall(body)


def receive_order(of: socket.socket) -> tuple[Order, list[int]]:
    """Return what was asked for; the files are the caller's to close.

    Raises:
        EOFError: Whoever connected has gone again.
    """
    head, files, _, _ = socket.recv_fds(of, _LENGTH.size, 3)
    if len(head) < _LENGTH.size:
        for each in files:
            os.close(each)
        raise EOFError
    read = json.loads(_receive(of, _LENGTH.unpack(head)[0]))
    return Order(**{**read, "arguments": tuple(read["arguments"])}), files


def send_number(to: socket.socket, number: int) -> None:
    """Say the process's number after its start, and its wait status after its end."""
    to.sendall(_NUMBER.pack(number))


def receive_number(of: socket.socket) -> int:
    """Return the next number.

    Raises:
        EOFError: The starter has gone.
    """
    return int(_NUMBER.unpack(_receive(of, _NUMBER.size))[0])


def _receive(of: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        more = of.recv(size - len(got))
        if not more:
            raise EOFError
        got += more
    return got
