"""Follows the journal in commit order and keeps its own books: who is offered what, who has whom. Plain SQL.

It knows nothing of the product's tables but the journal, so that a double assignment is seen even where the tables
agree with each other afterwards.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, cast

import sqlalchemy as sa

_NEW: Final = sa.text(
    "SELECT number, kind, subject_id::text AS subject, change #>> '{offer,offer_id}' AS offer,"
    " change #>> '{offer,agent_id}' AS agent, change #>> '{offer,call_id}' AS call, change #>> '{agent,state}' AS state"
    " FROM events WHERE number > :after ORDER BY number LIMIT 5000"
)


class Happened(Protocol):
    """One event: `subject` is whom it is about; `offer`, `agent` and `call` are of the offer in it."""

    @property
    def number(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def offer(self) -> str: ...

    @property
    def agent(self) -> str: ...

    @property
    def call(self) -> str: ...

    @property
    def state(self) -> str | None: ...


_BUSY: Final = frozenset({"on_call", "wrap_up"})


class Auditor:
    """Books of every call and agent. `problems` is what did not add up."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._number = 0
        self._offer_of_call: dict[str, str] = {}
        self._offer_of_agent: dict[str, str] = {}
        self._has: dict[str, str] = {}
        self._state: dict[str, str] = {}
        self._ended: set[str] = set()
        self.problems: list[str] = []
        self.offered = 0
        self.accepted = 0
        self.events = 0
        self._takes: Mapping[str, Callable[[Happened], None]] = {
            "call.offered": self._take_offer,
            "call.accepted": self._take_answer,
            "offer.ended": self._take_end_of_offer,
            "call.requeued": self._take_return,
            "call.ended": self._take_end,
            "agent.state_changed": self._take_state,
            "wrap_up.finished": self._take_state,
        }

    def follow(self) -> None:
        """Take what is new."""
        while True:
            with self._engine.connect() as connection:
                rows = cast(Sequence[Happened], connection.execute(_NEW, {"after": self._number}).all())
            for row in rows:
                self.take(row)
            if len(rows) < 5000:
                return

    def take(self, row: Happened) -> None:
        """Enter one event, the next of the journal."""
        if row.number != self._number + 1:
            self.problems.append(f"after {self._number} the journal has {row.number}")
        self._number = row.number
        self.events += 1
        take = self._takes.get(row.kind)
        if take is not None:
            take(row)

    def _wrong(self, row: Happened, what: str) -> None:
        self.problems.append(f"{row.number} {row.kind} of {row.subject}: {what}")

    def _take_offer(self, row: Happened) -> None:
        self.offered += 1
        call, agent = row.subject, row.agent
        if call in self._offer_of_call:
            self._wrong(row, f"it is offered already, by {self._offer_of_call[call]}")
        if agent in self._offer_of_agent:
            self._wrong(row, f"agent {agent} has the offer {self._offer_of_agent[agent]}")
        if call in self._has or call in self._ended:
            self._wrong(row, f"it is with {self._has.get(call)}, or over")
        if agent in self._has.values() or self._state.get(agent, "ready") != "ready":
            self._wrong(row, f"agent {agent} is {self._state.get(agent)}")
        self._offer_of_call[call] = self._offer_of_agent[agent] = row.offer

    def _take_answer(self, row: Happened) -> None:
        self.accepted += 1
        if self._offer_of_call.get(row.subject) != row.offer or self._offer_of_agent.get(row.agent) != row.offer:
            self._wrong(row, f"offer {row.offer} is not open")
        self._close(row.subject, row.agent)
        if row.subject in self._has:
            self._wrong(row, f"it is with {self._has[row.subject]}")
        self._has[row.subject] = row.agent
        self._state[row.agent] = "on_call"

    def _take_end_of_offer(self, row: Happened) -> None:
        if self._offer_of_agent.get(row.agent) != row.subject:
            self._wrong(row, "it is not open")
        self._close(row.call, row.agent)

    def _close(self, call: str, agent: str) -> None:
        self._offer_of_call.pop(call, None)
        self._offer_of_agent.pop(agent, None)

    def _take_return(self, row: Happened) -> None:
        self._has.pop(row.subject, None)

    def _take_end(self, row: Happened) -> None:
        if row.subject in self._ended:
            self._wrong(row, "it ended before")
        self._ended.add(row.subject)
        self._has.pop(row.subject, None)

    def _take_state(self, row: Happened) -> None:
        if row.kind != "agent.state_changed" or row.state is None:
            return
        self._state[row.subject] = row.state
        if row.state not in _BUSY and row.subject in self._has.values():
            self._wrong(row, f"{row.state}, and has a call")

    def at_rest(self) -> list[str]:
        """Return what is left open once everything has ended."""
        left = [f"call {call} is still offered" for call in self._offer_of_call]
        return left + [f"call {call} is still with {agent}" for call, agent in self._has.items()]
