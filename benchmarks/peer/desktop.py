"""A stock desktop beside it: a window with labels and tables that asks for the ringing call every so often."""

import json
import sys
import time
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from benchmarks.pop.lines import say, serve
from benchmarks.pop.paints import PaintWatch, Panels

_FACTS: Final = (
    "customer_number", "tier", "birth_date", "customer_since", "document_number", "email", "address", "manager_name",
)  # fmt: skip


class PeerWindow(QWidget):
    """The caller's facts, products and past contacts."""

    def __init__(self) -> None:
        super().__init__()
        self._name = QLabel()
        self._name.setStyleSheet("font-size: 20px; font-weight: 600")
        self._number = QLabel()
        facts = QGroupBox("Customer")
        form = QFormLayout(facts)
        self._facts = {name: QLabel() for name in _FACTS}
        for name, label in self._facts.items():
            label.setWordWrap(True)
            form.addRow(name.replace("_", " ").capitalize(), label)
        self.holdings = _table("Product", "Number", "Balance", "Status")
        self.contacts = _table("When", "Channel", "About", "Outcome")
        left = QVBoxLayout()
        for widget in (self._name, self._number, facts):
            left.addWidget(widget)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.holdings, 2)
        right.addWidget(self.contacts, 1)
        row = QHBoxLayout(self)
        row.addLayout(left, 1)
        row.addLayout(right, 3)

    def show_call(self, call: dict[str, Any] | None) -> None:
        """Fill the window, or empty it."""
        customer: dict[str, Any] = (call or {}).get("customer") or {}
        name = " ".join(str(customer.get(part, "")) for part in ("title", "name_latin", "name_chinese"))
        self._name.setText(name if call is not None else "No call")
        self._number.setText(call["from_number"] if call is not None else "")
        for fact, label in self._facts.items():
            label.setText(str(customer.get(fact) or ""))
        holdings = [party["holding"] for party in customer.get("holdings", [])]
        _fill(
            self.holdings,
            [
                (
                    each["product"].get("en", ""),
                    each["number"],
                    f"{each['currency']} {each['balance']}",
                    _en(each["status"]),
                )
                for each in holdings
            ],
        )
        _fill(
            self.contacts,
            [
                (each["at"], each["channel"], _en(each["subject"]), _en(each["outcome"]))
                for each in customer.get("contacts", [])
            ],
        )


class Poller(QObject):
    """Asks for the ringing call; the next question follows `every_ms` after the one before."""

    def __init__(self, window: PeerWindow, url: str, every_ms: int) -> None:
        super().__init__(window)
        self._window = window
        self._request = QNetworkRequest(QUrl(url))
        self._network = QNetworkAccessManager(self)
        self._panels = Panels(window.holdings.viewport(), window.contacts.viewport())
        self._shown = ""
        self._pending = ""
        PaintWatch(window, self._painted)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._ask)
        self.poll_every(every_ms)

    def poll_every(self, milliseconds: int) -> None:
        """Ask at another rate from now on."""
        self._timer.start(milliseconds)

    def _ask(self) -> None:
        reply = self._network.get(self._request)
        reply.finished.connect(partial(self._answered, reply))

    def _answered(self, reply: QNetworkReply) -> None:
        reply.deleteLater()
        if reply.error() is not QNetworkReply.NetworkError.NoError:
            return
        call = json.loads(bytes(reply.readAll().data()))
        call_sid = call["call_sid"] if call is not None else ""
        if call_sid == self._shown:
            return
        self._shown = self._pending = call_sid
        self._panels.forget()
        self._window.show_call(call)
        if not call_sid:
            say("gone")

    def _painted(self, _began: float, ended: float) -> None:
        if self._pending and self._panels.all_painted():
            call_sid, self._pending = self._pending, ""
            QTimer.singleShot(0, partial(say, "painted", call_sid=call_sid, painted=ended))


def _en(words: dict[str, str]) -> str:
    return words.get("en", "")


def _table(*heads: str) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.horizontalHeader().setStretchLastSection(True)
    return table


def _fill(table: QTableWidget, rows: list[tuple[str, ...]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.setItem(number, column, QTableWidgetItem(text))
    table.viewport().update()


def main(server: str, every_ms: int) -> None:
    """Poll until standard input ends."""
    app = QApplication(sys.argv[:1])
    window = PeerWindow()
    window.resize(1440, 900)
    window.show()
    poller = Poller(window, f"{server}/calls/ringing", every_ms)
    serve(lambda _: None, lambda: QTimer.singleShot(0, app, app.quit))
    say("ready", at=time.monotonic())
    app.exec()
    del poller


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
