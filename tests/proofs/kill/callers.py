"""The callers: they ring by a seeded plan, lose patience, and some hang up on the agent."""

import threading
import time
from collections.abc import Mapping
from random import Random
from typing import Final

import httpx

from telephony.providers.simulator.wire import CallView

REASONS: Final = ("card_charge", "lost_card", "")


class Callers:
    """A thread that rings at the simulator while it runs. Only it asks the simulator for calls.

    `mean_seconds` lies between two arrivals; no more than `most_waiting` wait at once, so that every agent is always
    about to be called and nobody waits for ever.
    """

    def __init__(self, carrier: str, numbers: list[str], seed: int, *, mean_seconds: float, most_waiting: int) -> None:
        self._client = httpx.Client(base_url=carrier, timeout=10, trust_env=False)
        self._numbers = numbers
        self._chance = Random(f"{seed}-callers")
        self._mean_seconds = mean_seconds
        self._most_waiting = most_waiting
        self._running = threading.Event()
        self._stopping = threading.Event()
        self._failure: Exception | None = None
        self._goes_at: dict[str, float] = {}
        self._thread = threading.Thread(target=self._work, name="callers", daemon=True)
        self._thread.start()
        self.rung = 0

    def resume(self) -> None:
        self._running.set()

    def pause(self) -> None:
        self._running.clear()

    def stop(self) -> None:
        self._stopping.set()
        self._running.set()
        self._thread.join(10)
        self._client.close()
        if self._failure is not None:
            raise self._failure

    def calls(self) -> Mapping[str, CallView]:
        """Return every call as the carrier has it, by its sid."""
        answer = self._client.get("/calls")
        answer.raise_for_status()
        views = [CallView.model_validate(call) for call in answer.json()]
        return {view.call_sid: view for view in views}

    def hang_up(self, call_sid: str) -> None:
        """The caller hangs up."""
        self._client.post(f"/calls/{call_sid}/hang-up").raise_for_status()

    def _work(self) -> None:
        ring_at = time.monotonic()
        try:
            while not self._stopping.is_set():
                self._running.wait()
                if self._stopping.wait(0.1):
                    return
                now = time.monotonic()
                waiting = self._look(now)
                if now >= ring_at and waiting < self._most_waiting:
                    self._ring()
                    ring_at = now + min(self._chance.expovariate(1 / self._mean_seconds), 4 * self._mean_seconds)
        except Exception as error:  # noqa: BLE001  raised by `stop`, on the thread of the test
            self._failure = error

    def _look(self, now: float) -> int:
        """Let those hang up who want to; return how many wait."""
        waiting = 0
        for view in self.calls().values():
            if view.state == "ended":
                self._goes_at.pop(view.call_sid, None)
                continue
            waiting += view.state == "waiting"
            if view.state != "held" and now >= self._goes_at.setdefault(view.call_sid, now + self._patience(view)):
                self.hang_up(view.call_sid)
        return waiting

    def _patience(self, view: CallView) -> float:
        """Most see it through; one in five goes somewhere in the middle."""
        return self._chance.uniform(2.0, 8.0) if self._chance.random() < 0.2 else 120.0

    def _ring(self) -> None:
        request = {
            "from_number": self._chance.choice(self._numbers),
            "to_number": "+85228880000",
            "menu_reason": self._chance.choice(REASONS),
        }
        self._client.post("/calls", json=request).raise_for_status()
        self.rung += 1
