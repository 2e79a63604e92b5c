"""Decides on the accounts of one person: which are theirs, which may be, which was found, and what a person says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.consolidation import (
    AccountGroup,
    AccountsOfCustomer,
    CompareAccounts,
    Comparison,
    DecidePair,
    LinkField,
    MergeAccounts,
    RevealCompared,
    RevealedPair,
    TakeBack,
    UnmergeAccount,
)
from agent_desktop.contract.customers import SearchHit
from agent_desktop.contract.errors import ErrorCode


class Row(StrEnum):
    """What a row of the list is."""

    OWN = "own"  # an account of the person's
    POSSIBLE = "possible"  # may be theirs: the pair waits
    FOUND = "found"  # found by search


@dataclass(frozen=True, slots=True)
class Chosen:
    """The account that is looked at. `beside` is the person's account it is compared with; `pair_id` of one that
    waits."""

    row: Row
    account_id: UUID
    beside: UUID
    pair_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AccountDeed:
    """What was done, and the id it may be taken back by. `person` is an account of the person's that shows then."""

    what: str  # merged, kept_apart, taken_out
    one: str
    other: str
    person: UUID
    decision_id: UUID


@dataclass(frozen=True, slots=True)
class AccountsState:
    """Everything the window draws. `person` None: nobody is chosen yet, and who is found may be.

    `searched`: an answer to the search is there. `evidence` is None until it came. `clear` are values shown clear.
    """

    person: AccountsOfCustomer | None = None
    loading: bool = False
    hits: tuple[SearchHit, ...] = ()
    searching: bool = False
    searched: bool = False
    chosen: Chosen | None = None
    evidence: Comparison | None = None
    clear: Mapping[LinkField, tuple[str, str]] = field(default_factory=dict)
    busy: bool = False
    deeds: tuple[AccountDeed, ...] = ()
    problem: Problem | None = None

    @property
    def others(self) -> tuple[SearchHit, ...]:
        """Who was found and is not this person already."""
        own = {each.account.customer_id for each in self.person.accounts} if self.person is not None else set()
        return tuple(hit for hit in self.hits if hit.customer_id not in own)

    @property
    def may_merge(self) -> bool:
        """Another one's account is on the screen beside theirs."""
        return self._looked_at and self.chosen is not None and self.chosen.row is not Row.OWN

    @property
    def may_part(self) -> bool:
        """It can be said that what is on the screen is another person's: it is merged, or it waits."""
        return self._looked_at and self.chosen is not None and self.chosen.row is not Row.FOUND

    @property
    def _looked_at(self) -> bool:
        return self.evidence is not None and not self.busy


class AccountsServer(Protocol):
    """The part of `client.consolidation_api.AccountsApi` that is used here."""

    def search(self, text: str) -> tuple[SearchHit, ...]: ...

    def accounts(self, customer_id: UUID) -> AccountsOfCustomer: ...

    def compare(self, asked: CompareAccounts) -> Comparison: ...

    def reveal_compared(self, command: RevealCompared) -> RevealedPair: ...

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup: ...

    def merge(self, command: MergeAccounts) -> AccountGroup: ...

    def unmerge(self, customer_id: UUID, command: UnmergeAccount) -> AccountGroup: ...

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup: ...


class AccountsPresenter(Shows[AccountsState]):
    """Shows one person at a time. `changed` hears that groups are others now."""

    def __init__(self, server: AccountsServer, tasks: Tasks, changed: Callable[[], None] = lambda: None) -> None:
        super().__init__(AccountsState())
        self._server = server
        self._tasks = tasks
        self._changed = changed
        self._asks = 0
        self._persons = 0

    def open(self, customer_id: UUID) -> None:
        """Show the accounts of the person who has this one. What was done to others is not offered to be taken back."""
        self._persons += 1
        self._show(AccountsState(loading=True))
        self._read(customer_id)

    def begin(self) -> None:
        """Show nobody: whoever is found first is the person."""
        self._asks += 1
        self._persons += 1
        self._show(AccountsState())

    def again(self) -> None:
        """Read the person's accounts anew."""
        if self.state.person is not None:
            self._read(self.state.person.customer_id)

    def search(self, text: str) -> None:
        """Find customers; each search is audited, so it is asked for by a key and not while one types."""
        wanted = text.strip()
        if not wanted:
            return
        self._show(replace(self.state, searching=True, problem=None))

        def came(hits: tuple[SearchHit, ...]) -> None:
            state = replace(self.state, hits=hits, searching=False, searched=True)
            if state.chosen is not None and state.chosen.row is Row.FOUND:
                state = replace(state, chosen=None, evidence=None, clear={})
            self._show(state)

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, searching=False, problem=error.problem))

        self._tasks.run(lambda: self._server.search(wanted), came, failed)

    def choose(self, row: Row, account_id: UUID) -> None:
        """Look at one account of the list: beside the person's, or as the person where nobody is chosen yet."""
        state = self.state
        if state.busy:
            return
        if state.person is None:
            self.open(account_id)
            return
        chosen = self._chosen(state.person, row, account_id)
        if chosen is None or chosen == state.chosen:
            return
        self._show(replace(state, chosen=chosen, evidence=None, clear={}, problem=None))
        asked = CompareAccounts(one_id=chosen.beside, other_id=chosen.account_id)

        def came(evidence: Comparison) -> None:
            if self.state.chosen == chosen:
                self._show(replace(self.state, evidence=evidence))

        def failed(error: ClientError) -> None:
            if self.state.chosen == chosen:
                self._refused(error)

        self._tasks.run(lambda: self._server.compare(asked), came, failed)

    def reveal(self, which: LinkField) -> None:
        """Show one value of both sides clear. It is audited."""
        chosen = self.state.chosen
        if chosen is None or self.state.evidence is None or which in self.state.clear:
            return
        command = RevealCompared(command_id=uuid4(), one_id=chosen.beside, other_id=chosen.account_id, field=which)

        def came(revealed: RevealedPair) -> None:
            if self.state.chosen == chosen:
                clear = {**self.state.clear, which: (revealed.left, revealed.right)}
                self._show(replace(self.state, clear=clear, problem=None))

        self._tasks.run(lambda: self._server.reveal_compared(command), came, self._refused)

    def merge(self, reason: str = "") -> None:
        """Say that the account on the screen is this person's too."""
        chosen = self.state.chosen
        if not self.state.may_merge or chosen is None:
            return
        why = _reason(reason)
        if chosen.pair_id is not None:
            self._decide(chosen.pair_id, why, is_same=True)
            return
        command = MergeAccounts(command_id=uuid4(), one_id=chosen.beside, other_id=chosen.account_id, reason=why)
        self._do("merged", chosen.beside, lambda: self._server.merge(command))

    def part(self, reason: str = "") -> None:
        """Say that the account on the screen is another person's: take it out, or have the pair wait no longer."""
        chosen, person = self.state.chosen, self.state.person
        if not self.state.may_part or chosen is None or person is None:
            return
        why = _reason(reason)
        if chosen.pair_id is not None:
            self._decide(chosen.pair_id, why, is_same=False)
            return
        command = UnmergeAccount(command_id=uuid4(), reason=why)
        self._do("taken_out", chosen.beside, lambda: self._server.unmerge(chosen.account_id, command))

    def take_back(self) -> None:
        """Have all stand as it was before what was done last."""
        deed = self.state.deeds[-1] if self.state.deeds else None
        if deed is None or self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None))
        command = TakeBack(command_id=uuid4())

        def done(_: AccountGroup) -> None:
            self._show(replace(self.state, deeds=self.state.deeds[:-1]))
            self._after(deed.person)

        self._ask(lambda: self._server.take_back(deed.decision_id, command), done)

    # inside

    def _decide(self, pair_id: UUID, reason: str, *, is_same: bool) -> None:
        command = DecidePair(command_id=uuid4(), is_same=is_same, reason=reason)
        beside = self.state.chosen.beside if self.state.chosen is not None else pair_id
        self._do("merged" if is_same else "kept_apart", beside, lambda: self._server.decide(pair_id, command))

    def _do(self, what: str, person: UUID, ask: Callable[[], AccountGroup]) -> None:
        evidence = self.state.evidence
        if evidence is None:
            return
        self._show(replace(self.state, busy=True, problem=None))

        def done(group: AccountGroup) -> None:
            if group.decision_id is not None:
                deed = AccountDeed(what, evidence.left.name, evidence.right.name, person, group.decision_id)
                self._show(replace(self.state, deeds=(*self.state.deeds, deed)))
            self._after(person)

        self._ask(ask, done)

    def _ask(self, ask: Callable[[], AccountGroup], done: Callable[[AccountGroup], None]) -> None:
        """Have it done; where another person is shown when the answer comes, it changes nothing on the screen."""
        person = self._persons

        def came(group: AccountGroup) -> None:
            if person == self._persons:
                done(group)
            else:
                self._changed()

        def failed(error: ClientError) -> None:
            if person == self._persons:
                self._refused(error)

        self._tasks.run(ask, came, failed)

    def _after(self, person: UUID) -> None:
        self._show(replace(self.state, busy=False, chosen=None, evidence=None, clear={}))
        self._read(person)
        self._changed()

    def _read(self, customer_id: UUID) -> None:
        self._asks += 1
        ask = self._asks

        def came(person: AccountsOfCustomer) -> None:
            if ask == self._asks:
                self._show(replace(self.state, person=person, loading=False))

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(lambda: self._server.accounts(customer_id), came, failed)

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))
        if error.code == ErrorCode.LINK_DECISION_NOT_FOUND:  # it was taken back elsewhere
            self._show(replace(self.state, deeds=self.state.deeds[:-1]))
        if error.code in (ErrorCode.LINK_PAIR_NOT_FOUND, ErrorCode.NOT_MERGED, ErrorCode.LINK_DECISION_NOT_FOUND):
            self._show(replace(self.state, chosen=None, evidence=None, clear={}))
            self.again()

    def _chosen(self, person: AccountsOfCustomer, row: Row, account_id: UUID) -> Chosen | None:
        own = [each.account.customer_id for each in person.accounts]
        if row is Row.OWN:
            # The leading account is looked at beside the next one; alone there is nothing to look at.
            beside = next((each for each in own if each != account_id), None)
            return Chosen(row, account_id, beside) if beside is not None else None
        if row is Row.POSSIBLE:
            pairs = [each for each in person.possible if each.account.customer_id == account_id]
            return Chosen(row, account_id, pairs[0].own_id, pairs[0].pair_id) if pairs else None
        return Chosen(row, account_id, own[0])


def _reason(text: str) -> str:
    return text.strip()[:500]
