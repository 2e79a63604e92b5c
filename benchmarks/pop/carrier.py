"""The carrier's process: the simulator's own rooms and signatures, without its HTTP framework.

Its reports leave over one connection that is kept open, as a carrier's do. *Sent* is the moment before the signed
report is handed to the socket, so that what the carrier itself takes to write it is not counted.
"""

import http.client
import os
import sys
import threading
import time
from dataclasses import asdict
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic_core import to_json

from agent_desktop.server.secrets import EnvironmentSecrets, SecretName, needed
from benchmarks.pop.lines import Line, say, serve
from telephony.providers.base import Arrival, CarrierReport, Order, ReportKind
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign
from telephony.providers.simulator.wire import OrderAnswer, OrderRequest

REQUEST_ID: Final = "X-Request-Id"


class Reporter:
    """Brings reports to one address, one after the other."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url)
        self._path = parts.path
        self._key = key
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        self._lock = threading.Lock()

    def report(self, report: CarrierReport) -> tuple[float, float]:
        """Deliver it; return when it was sent and when the answer was read, seconds of the monotonic clock."""
        body = to_json(asdict(report))
        headers = {
            SIGNATURE_HEADER: sign(self._key, body, time.time()),
            REQUEST_ID: report.event_id,
            "Content-Type": "application/json",
        }
        with self._lock:
            sent = time.monotonic()
            self._connection.request("POST", self._path, body, headers)
            answer = self._connection.getresponse()
            answer.read()
            answered = time.monotonic()
        if not 200 <= answer.status < 300:
            raise RuntimeError(f"report refused: {answer.status}")
        return sent, answered


class Exchange:
    """One carrier: rings and hangs up for the benchmark, and does what the server asks."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._carrier = Carrier()
        self._lock = threading.Lock()

    def obey(self, line: Line) -> None:
        """Ring or hang up."""
        match line["what"]:
            case "ring":
                arrival = Arrival(from_number=line["number"], menu_path=tuple(line["menu"]), menu_reason=line["reason"])
                with self._lock:
                    room, report = self._carrier.ring(arrival, datetime.now(UTC))
                sent, answered = self._reporter.report(report)
                say("ring", call_sid=room.call_sid, event_id=report.event_id, sent=sent, answered=answered)
            case "hang_up":
                with self._lock:
                    ended = self._carrier.hang_up(line["call_sid"], datetime.now(UTC))
                if ended is not None:
                    self._reporter.report(ended)
                say("hang_up")

    def carry_out(self, asked: OrderRequest) -> OrderAnswer:
        """Do what the server asks, and report it afterwards."""
        order = Order(order_id=asked.order_id, call_sid=asked.call_sid, kind=asked.kind, endpoint=asked.endpoint)
        with self._lock:
            outcome, report = self._carrier.carry_out(order, datetime.now(UTC))
        if report is not None:
            threading.Thread(target=self._tell, args=(report,), daemon=True).start()
        return OrderAnswer(outcome=outcome)

    def _tell(self, report: CarrierReport) -> None:
        _, answered = self._reporter.report(report)
        if report.kind is ReportKind.PARTY_JOINED:
            say("joined", call_sid=report.call_sid, answered=answered)


class _Orders(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    exchange: Exchange

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.exchange.carry_out(OrderRequest.model_validate_json(body)).model_dump_json().encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
        """Say nothing."""


def main(server_url: str, port: int) -> None:
    """Carry calls until standard input ends."""
    key = needed(EnvironmentSecrets(os.environ), SecretName.CARRIER)
    exchange = Exchange(Reporter(f"{server_url}/v1/carrier/simulator/reports", key))
    orders = ThreadingHTTPServer(("127.0.0.1", port), type("Orders", (_Orders,), {"exchange": exchange}))
    orders.daemon_threads = True
    serve(exchange.obey, orders.shutdown)
    say("ready")
    orders.serve_forever(poll_interval=0.5)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
