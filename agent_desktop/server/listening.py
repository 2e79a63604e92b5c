"""The socket the server listens on, and uvicorn on top of it."""

import errno
import ipaddress
import socket
import sys
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.start_errors import StartError
from agent_desktop.settings import ServerSettings

BACKLOG: Final = 2048
KEEP_ALIVE_SECONDS: Final = 75
STOP_SECONDS: Final = 10
MESSAGE_LIMIT: Final = 64 * 1024
"""Bytes of one message a desktop may send on the stream; it only sends tokens."""


class PortTakenError(StartError):
    """`host`, `port`: another program listens there."""

    code = ErrorCode.PORT_TAKEN


class TlsNeededError(StartError):
    """`host`: beyond this computer the server speaks TLS or not at all."""

    code = ErrorCode.TLS_NEEDED


class AddressWrongError(StartError):
    """`key`, `value`, `limit`: the address cannot be listened on, or a TLS file cannot be read."""

    code = ErrorCode.CONFIG_VALUE_WRONG


def bind(settings: ServerSettings) -> socket.socket:
    """Return a listening socket on the address of the settings.

    Raises:
        TlsNeededError: The address can be reached from other computers and there is no certificate.
        PortTakenError: Another program listens there.
        AddressWrongError: This computer has no such address, or a TLS file is not there.
    """
    family, address = _resolve(settings)
    if not settings.tls_certificate and not ipaddress.ip_address(address[0]).is_loopback:
        raise TlsNeededError(host=settings.host)
    for key in ("tls_certificate", "tls_key"):
        file = getattr(settings, key)
        if file and not Path(file).is_file():
            raise AddressWrongError(file="", key=f"server.{key}", value=file, limit="file")
    # The protocol must be named: asyncio turns on TCP_NODELAY only where it reads IPPROTO_TCP on the socket.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTakenError(host=settings.host, port=settings.port) from error
        raise _no_such_address(settings) from error
    listening.set_inheritable(False)
    return listening


def origin_of(listening: socket.socket, settings: ServerSettings) -> str:
    """Return the address a desktop on this computer uses."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if settings.tls_certificate else 'http'}://{shown}:{port}"


def http_server(app: FastAPI, settings: ServerSettings) -> uvicorn.Server:
    """Return uvicorn for `app`; run it with ``server.run(sockets=[bind(settings)])``, which passes the real socket."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # ours has ids and no query
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_ping_interval=None,  # both sides beat by themselves
            ws_max_size=MESSAGE_LIMIT,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=STOP_SECONDS,
            ssl_certfile=settings.tls_certificate or None,
            ssl_keyfile=settings.tls_key or None,
            server_header=False,
            lifespan="on",
        )
    )


def _resolve(settings: ServerSettings) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise _no_such_address(settings) from error
    # IPv4 first: `localhost` is both, and the addresses people write are IPv4.
    family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, (str(address[0]), settings.port)


def _no_such_address(settings: ServerSettings) -> AddressWrongError:
    return AddressWrongError(file="", key="server.host", value=settings.host, limit="127.0.0.1")
