"""A mail server on this machine, that keeps what it is given and can be told to misbehave."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Post:
    """What has come, and how the next come along: `rcpt`, `data` (the answer to DATA) and `body` (to what follows) are
    the numbers that it answers, one each, and then 250 again. 0 hangs up instead."""

    port: int = 0
    certificate: Path | None = None
    login: tuple[str, str] | None = None
    starttls: bool = True
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    encrypted: list[bool] = field(default_factory=list)
    greeted: list[str] = field(default_factory=list)
    rcpt: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)


@contextmanager
def mail_server(folder: Path, *, tls: str = "starttls", login: tuple[str, str] | None = None) -> Iterator[Post]:
    """Serve on the loopback address until the end. `tls`: starttls, tls or none."""
    post = Post(login=login, starttls=tls == "starttls")
    context = None
    if tls != "none":
        post.certificate, key = _certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(post.certificate, key)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            with suppress(OSError, EOFError), closing(_Talk(self, post, context)) as talk:
                talk.run(encrypted=tls == "tls")  # who hangs up in the middle is a case of the tests

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()


class _Talk:
    def __init__(self, handler: Any, post: Post, context: ssl.SSLContext | None) -> None:
        self._socket, self._post, self._context = handler.request, post, context
        self._encrypted = False
        self._to = ""
        self._file = self._socket.makefile("rb")

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def run(self, *, encrypted: bool) -> None:
        self._post.connections += 1
        if encrypted:
            self._encrypt()
        self._say(220, "here")
        while True:
            line = self._line()
            word, _, rest = line.partition(" ")
            match word.upper():
                case "EHLO":
                    self._greet(rest)
                case "STARTTLS":
                    self._say(220, "go on")
                    self._encrypt()
                case "AUTH":
                    self._log_in(rest)
                case "MAIL" | "RSET" | "NOOP":
                    self._say(250, "fine")
                case "RCPT":
                    self._to = line.partition("<")[2].partition(">")[0]
                    self._answer(self._post.rcpt)
                case "DATA":
                    self._take()
                case "QUIT":
                    self._say(221, "bye")
                    return
                case _:
                    self._say(500, "what")

    def _greet(self, name: str) -> None:
        self._post.greeted.append(name)
        offers = ["8BITMIME"]
        if self._post.starttls and not self._encrypted:
            offers.append("STARTTLS")
        if self._post.login is not None:
            offers.append("AUTH PLAIN")
        for each in offers[:-1]:
            self._send(f"250-{each}")
        self._send(f"250 {offers[-1]}")

    def _log_in(self, rest: str) -> None:
        _, user, password = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")
        good = (user, password) == self._post.login
        self._say(235 if good else 535, "welcome" if good else "no")

    def _take(self) -> None:
        if self._post.data:
            self._answer(self._post.data)
            return
        self._say(354, "go on")
        lines = []
        while (line := self._file.readline()) != b".\r\n":
            if not line:
                raise EOFError
            lines.append(line[1:] if line.startswith(b"..") else line)
        answer = self._post.body[0] if self._post.body else 250
        if answer in (0, 250):  # one that it takes before it hangs up has come
            message = message_from_bytes(b"".join(lines), policy=default)
            assert isinstance(message, EmailMessage)
            self._post.mails.append(message)
            self._post.recipients.append(self._to)
            self._post.encrypted.append(self._encrypted)
        self._answer(self._post.body)

    def _answer(self, planned: list[int]) -> None:
        code = planned.pop(0) if planned else 250
        if code == 0:
            raise EOFError
        self._say(code, "so")

    def _encrypt(self) -> None:
        assert self._context is not None
        self._file.close()
        self._socket = self._context.wrap_socket(self._socket, server_side=True)
        self._file = self._socket.makefile("rb")
        self._encrypted = True

    def _line(self) -> str:
        line = self._file.readline()
        if not line:
            raise EOFError
        return str(line.decode().strip())

    def _say(self, code: int, words: str) -> None:
        self._send(f"{code} {words}")

    def _send(self, line: str) -> None:
        self._socket.sendall(line.encode() + b"\r\n")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of the loopback address that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail server of a test")])
    since = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    where = folder / "mail-server.pem", folder / "mail-server-key.pem"
    where[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    where[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return where
