"""The callers: they ring by a plan, lose patience, and some hang up on the agent."""

import threading
import time
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

import httpx

from telephony.providers.simulator.wire import CallView, RingRequest

CALLED: Final = "+85228880000"
REASONS: Final = ("card_charge", "lost_card", "")


class CallersByPlan:
    """A thread that rings at the simulator while it runs. Only it asks the simulator for calls.

    Who rings when is said by `ring`, and when a caller has had enough by `goes_at`.
    """

    def __init__(self, carrier: str) -> None:
        self._client = httpx.Client(base_url=carrier, timeout=10, trust_env=False)
        self._running = threading.Event()
        self._stopping = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._work, name="callers", daemon=True)
        self.rung = 0

    def ring(self, now: float, waiting: int) -> RingRequest | None:
        """Return who rings now, of `time.monotonic`, where so many callers wait; None for nobody. It is asked ten
        times a second."""
        raise NotImplementedError

    def goes_at(self, view: CallView, now: float) -> float:
        """Return when the caller of a call that has not ended hangs up."""
        raise NotImplementedError

    def gone(self, call_sid: str) -> None:
        """Forget a call that has ended."""

    def resume(self) -> None:
        if not self._thread.is_alive() and not self._stopping.is_set():
            self._thread.start()
        self._running.set()

    def pause(self) -> None:
        self._running.clear()

    def stop(self) -> None:
        self._stopping.set()
        self._running.set()
        if self._thread.is_alive():
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
        try:
            while not self._stopping.is_set():
                self._running.wait()
                if self._stopping.wait(0.1):
                    return
                now = time.monotonic()
                waiting = self._look(now)
                while (request := self.ring(now, waiting)) is not None:
                    self._client.post("/calls", json=request.model_dump(mode="json")).raise_for_status()
                    self.rung += 1
                    waiting += 1
        except Exception as error:  # noqa: BLE001  raised by `stop`, on the thread of the test
            self._failure = error

    def _look(self, now: float) -> int:
        """Let those hang up who want to; return how many wait."""
        waiting = 0
        for view in self.calls().values():
            if view.state == "ended":
                self.gone(view.call_sid)
                continue
            waiting += view.state == "waiting"
            if view.state != "held" and now >= self.goes_at(view, now):
                self.hang_up(view.call_sid)
        return waiting


class Callers(CallersByPlan):
    """Callers by seeded chance.

    `mean_seconds` lies between two arrivals; no more than `most_waiting` wait at once, so that every agent is always
    about to be called and nobody waits for ever.
    """

    def __init__(
        self, carrier: str, numbers: Sequence[str], seed: int, *, mean_seconds: float, most_waiting: int
    ) -> None:
        super().__init__(carrier)
        self._numbers = numbers
        self._chance = Random(f"{seed}-callers")
        self._mean_seconds = mean_seconds
        self._most_waiting = most_waiting
        self._goes_at: dict[str, float] = {}
        self._ring_at = time.monotonic()

    def ring(self, now: float, waiting: int) -> RingRequest | None:
        if now < self._ring_at or waiting >= self._most_waiting:
            return None
        self._ring_at = now + min(self._chance.expovariate(1 / self._mean_seconds), 4 * self._mean_seconds)
        return RingRequest(
            from_number=self._chance.choice(self._numbers),
            to_number=CALLED,
            menu_reason=self._chance.choice(REASONS),
        )

    def goes_at(self, view: CallView, now: float) -> float:
        """Most see it through; one in five goes somewhere in the middle."""
        if view.call_sid not in self._goes_at:
            goes_early = self._chance.random() < 0.2
            self._goes_at[view.call_sid] = now + (self._chance.uniform(2.0, 8.0) if goes_early else 120.0)
        return self._goes_at[view.call_sid]

    def gone(self, call_sid: str) -> None:
        self._goes_at.pop(call_sid, None)
