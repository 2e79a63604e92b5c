"""Decides on the search for a customer to try a script with. Each search and each look is audited: none goes before the
person asks for it, and what was found is forgotten when the search is put away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import SearchHit
from agent_desktop.contract.script_trials import TrialCustomer, TrialKind
from agent_desktop.ui.authoring.sample_callers import SampleCaller
from agent_desktop.ui.script_panel.state import AccountChoice

LEAST: Final = 2
"""Fewer letters are not searched for."""


class TrialServer(Protocol):
    """What the finder asks the server."""

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]: ...

    def stop_search(self, search_id: UUID) -> None: ...

    def trial_customer(self, customer_id: UUID) -> TrialCustomer: ...

    def any_customer(self, kind: TrialKind) -> TrialCustomer: ...


@dataclass(frozen=True, slots=True)
class FinderState:
    """`searched` is what the hits were found by, empty before the first answer. `too_short`: it was asked for less than
    `LEAST` letters. `taking` is the customer whose facts are on their way; `taken` once they came. `drawing`: some
    customer is awaited, whom nobody names."""

    searching: bool = False
    searched: str = ""
    too_short: bool = False
    hits: tuple[SearchHit, ...] = ()
    taking: UUID | None = None
    taken: bool = False
    drawing: bool = False
    problem: Problem | None = None


class CustomerFinder(Shows[FinderState]):
    """`on_caller` has the script tried with whoever was chosen. `agent_name` is the person who tries it; without
    `may_search` they may see no customer, and get some one whom nobody names, of a kind they wish."""

    def __init__(
        self,
        server: TrialServer,
        tasks: Tasks,
        on_caller: Callable[[SampleCaller], None],
        *,
        agent_name: str = "",
        may_search: bool = True,
    ) -> None:
        super().__init__(FinderState())
        self.may_search = may_search
        self._server = server
        self._tasks = tasks
        self._on_caller = on_caller
        self._own: dict[str, LocalText] = {"agent_name": {"en": agent_name, "zh": agent_name}} if agent_name else {}
        self._search_id: UUID | None = None
        self.kind = TrialKind()

    def search(self, text: str) -> None:
        """Find customers by a name, number, pinyin, initials or an ending. A search under way is given up for it."""
        asked = text.strip()
        self._give_up()
        if len(asked) < LEAST:
            self._show(FinderState(too_short=True))
            return
        search_id = self._search_id = uuid4()
        self._show(FinderState(searching=True))

        def came(hits: tuple[SearchHit, ...]) -> None:
            if self._search_id == search_id:
                self._search_id = None
                self._show(FinderState(searched=asked, hits=hits))

        def failed(error: ClientError) -> None:
            if self._search_id == search_id:
                self._search_id = None
                self._show(FinderState(problem=error.problem))

        self._tasks.run(lambda: self._server.search(asked, search_id), came, failed)

    def take(self, customer_id: UUID) -> None:
        """Try it with this one of those found."""
        state = self.state
        if state.taking is not None or all(hit.customer_id != customer_id for hit in state.hits):
            return
        self._show(replace(state, taking=customer_id, problem=None))

        def came(customer: TrialCustomer) -> None:
            if self.state.taking == customer_id:
                self._on_caller(caller_of(customer, self._own))
                self._show(replace(self.state, taking=None, taken=True))

        def failed(error: ClientError) -> None:
            if self.state.taking == customer_id:
                self._show(replace(self.state, taking=None, problem=error.problem))

        self._tasks.run(lambda: self._server.trial_customer(customer_id), came, failed)

    def draw(self, kind: TrialKind) -> None:
        """Try it with some customer of a kind, another one each time. The kind is kept for the next time."""
        if self.state.drawing:
            return
        self.kind = kind
        self._show(FinderState(drawing=True))

        def came(customer: TrialCustomer) -> None:
            if self.state.drawing:
                self._on_caller(caller_of(customer, self._own))
                self._show(FinderState(taken=True))

        def failed(error: ClientError) -> None:
            if self.state.drawing:
                self._show(FinderState(problem=error.problem))

        self._tasks.run(lambda: self._server.any_customer(kind), came, failed)

    def close(self) -> None:
        """Put the search away, with what it found; an answer that comes later is of no use."""
        self._give_up()
        self._show(FinderState())

    def _give_up(self) -> None:
        search_id, self._search_id = self._search_id, None
        if search_id is not None:
            self._tasks.run(lambda: self._server.stop_search(search_id), ignore, ignore)


def caller_of(customer: TrialCustomer, own: dict[str, LocalText]) -> SampleCaller:
    """Return a customer as the caller of a trial."""
    return SampleCaller(
        f"customer {customer.customer_id}",
        customer.name,
        {**customer.facts, **own},
        {**customer.values, "direction": "inbound"},
        accounts=tuple(
            AccountChoice(str(each.holding_id), each.product, each.number_masked) for each in customer.accounts
        ),
        is_customer=True,
    )
