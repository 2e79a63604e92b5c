"""What is at the other end of the webhooks in the stand-in's own tests: it answers with what it is told to."""

import http.server
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Got:
    """A request that came."""

    method: str
    path: str
    query: str
    params: dict[str, str]
    headers: dict[str, str]


@dataclass
class Desk:
    """Answers `documents` by path, `<Response/>` to all else. A number answers that status, a callable what it
    returns."""

    documents: dict[str, Any] = field(default_factory=dict)
    got: list[Got] = field(default_factory=list)

    def __enter__(self) -> "Desk":
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0"))).decode()
                parts = urlsplit(self.path)
                params = dict(parse_qsl(body if self.command == "POST" else parts.query, keep_blank_values=True))
                headers = {name.lower(): value for name, value in self.headers.items()}
                got = Got(self.command, parts.path, parts.query, params, headers)
                desk.got.append(got)
                document = desk.documents.get(parts.path, "")
                document = document(got) if callable(document) else document
                status, text = (document, "") if isinstance(document, int) else (200, document)
                content = f"<Response>{text}</Response>".encode()
                self.send_response(status)
                self.send_header("content-type", "text/xml; charset=utf-8")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST  # noqa: N815 - its name in the library

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the library
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def at(self, path: str) -> list[Got]:
        """Return what came to a path."""
        return [one for one in self.got if one.path == path]

    def events(self, path: str = "/conf") -> list[str]:
        """Return the words of the events that came, in their order."""
        return [self._word(one.params) for one in self.at(path)]

    def _word(self, params: dict[str, str]) -> str:
        event = (
            params.get("StatusCallbackEvent", "") or params.get("RecordingStatus", "") or params.get("CallStatus", "")
        )
        return " ".join(filter(None, [event, params.get("ParticipantLabel", "")]))
