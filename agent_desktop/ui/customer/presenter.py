"""The customer column: who it is, what to know before speaking, values shown on request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.live_holdings import LiveHoldings, LiveHoldingsModel
from agent_desktop.client.possible_callers import PossibleCallersModel
from agent_desktop.client.profile_parts import PartKind, ProfilePart, ProfilePartModel
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import (
    AlertRow,
    CallerOutcome,
    Candidate,
    Identifier,
    Profile,
    Reveal,
    Revealed,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.relationships import Relationship

_CHECK_NEEDED: Final = frozenset({ErrorCode.BASIC_CHECK_NEEDED, ErrorCode.FULL_CHECK_NEEDED})

SHOWN_SECONDS: Final = 15.0
"""How long a value stays clear."""

T = TypeVar("T")


class CustomerKindShown(StrEnum):
    EMPTY = "empty"
    LOADING = "loading"
    READY = "ready"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    OWN = "own"
    SEVERAL = "several"
    PARTLY_FAILED = "partly_failed"  # shown, and `failed_systems` did not answer
    FAILED = "failed"  # nothing to show; `problem` says why; `retry` tries again


@dataclass(frozen=True, slots=True)
class RevealedValue:
    """A value shown clear until `until_at` (server time)."""

    value: str
    until_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerState:
    """Everything the customer column draws.

    `candidates` with SEVERAL, the likeliest of `candidate_count`; `choosing` is the one being linked. `linkable`: a
    call is on and this customer, found by search (`found`), is not yet linked to it; `linked` says that the call is
    this customer's. `possible` are whose the number of an unknown caller once was. `undoable` is the person's last word
    on whom the call `call_id` is with. `revealing` waits for the server; `refused` holds what it said instead.
    `relationship` and `further_alerts` come after the profile, each on its own.
    """

    kind: CustomerKindShown = CustomerKindShown.EMPTY
    profile: Profile | None = None
    candidates: tuple[Candidate, ...] = ()
    candidate_count: int = 0
    choosing: UUID | None = None
    number_masked: str = ""
    number_country: str = ""
    linkable: bool = False
    linked: bool = False
    revealed: Mapping[Identifier, RevealedValue] = field(default_factory=dict)
    revealing: frozenset[Identifier] = frozenset()
    refused: Mapping[Identifier, Problem] = field(default_factory=dict)
    failed_systems: tuple[LocalText, ...] = ()
    problem: Problem | None = None
    found: bool = False
    possible: tuple[Candidate, ...] = ()
    call_id: UUID | None = None
    undoable: UUID | None = None
    relationship: ProfilePart[Relationship] = field(default_factory=ProfilePart)
    further_alerts: ProfilePart[tuple[AlertRow, ...]] = field(default_factory=ProfilePart)


@dataclass(frozen=True, slots=True)
class FurtherParts:
    """What is asked for beside the profile, once the customer is on screen; None: it is not asked for."""

    relationship: ProfilePartModel[Relationship] | None = None
    alerts: ProfilePartModel[tuple[AlertRow, ...]] | None = None


class Revealer(Protocol):
    """Asks the server for one clear value; it writes down who looked."""

    def reveal(self, customer_id: UUID, command: Reveal) -> Revealed: ...


class CustomerPresenter(Shows[CustomerState]):
    """Shows the customer on screen and, one by one and for a short while, the values behind the mask."""

    def __init__(
        self,
        customers: ShownCustomerModel,
        holdings: LiveHoldingsModel,
        revealer: Revealer,
        tasks: Tasks,
        now: Now,
        on_check_needed: Callable[[], None] = lambda: None,
        possible: PossibleCallersModel | None = None,
        further: FurtherParts = FurtherParts(),
    ) -> None:
        """`on_check_needed` is called where a value is not shown before the caller is checked. `possible` knows whose
        the number of an unknown caller once was."""
        super().__init__(CustomerState())
        self._customers = customers
        self._holdings = holdings
        self._revealer = revealer
        self._tasks = tasks
        self._now = now
        self._on_check_needed = on_check_needed
        self._possible = possible
        self._further = further
        self._stops = [customers.watch(self._customer_changed), holdings.watch(self._holdings_changed)]
        if further.relationship is not None:
            self._stops.append(further.relationship.watch(self._relationship_changed))
        if further.alerts is not None:
            self._stops.append(further.alerts.watch(self._alerts_changed))
        if possible is not None:
            self._stops.append(possible.watch(self._possible_changed))

    def reveal_chosen(self, identifier: Identifier) -> None:
        """Show this value clear for `SHOWN_SECONDS`, or mask it again. Ignored while it is being asked for."""
        state, profile = self.state, self.state.profile
        if profile is None or identifier in state.revealing:
            return
        if identifier in state.revealed:
            self._show(replace(state, revealed=_without(state.revealed, identifier)))
            return
        customer_id = profile.customer_id
        command = Reveal(command_id=uuid4(), identifier=identifier, call_id=self._customers.shown.call_id)
        self._show(
            replace(state, revealing=state.revealing | {identifier}, refused=_without(state.refused, identifier))
        )

        def came(revealed: Revealed) -> None:
            if self._still(customer_id):
                until_at = self._now() + timedelta(seconds=SHOWN_SECONDS)
                value = RevealedValue(revealed.value, until_at)
                self._show(
                    replace(
                        self.state,
                        revealing=self.state.revealing - {identifier},
                        revealed={**self.state.revealed, identifier: value},
                    )
                )

        def failed(error: ClientError) -> None:
            if self._still(customer_id):
                self._show(
                    replace(
                        self.state,
                        revealing=self.state.revealing - {identifier},
                        refused={**self.state.refused, identifier: error.problem},
                    )
                )
                if error.problem.code in _CHECK_NEEDED and self.state.linked and not self.state.found:
                    self._on_check_needed()

        self._tasks.run(lambda: self._revealer.reveal(customer_id, command), came, failed)

    def candidate_chosen(self, customer_id: UUID) -> None:
        """The agent has found out which of several customers is calling."""
        self._customers.link(customer_id)

    def link_chosen(self) -> None:
        """Link the customer found by search to the call."""
        if self.state.linkable and self.state.profile is not None:
            self._customers.link(self.state.profile.customer_id)

    def unlink_chosen(self) -> None:
        """Take back that the call is this customer's."""
        if self.state.linked:
            self._customers.link(None)

    def customer_found(self, customer_id: UUID) -> None:
        """Show a customer chosen in the search."""
        self._customers.open(customer_id)

    def back_to_caller(self) -> None:
        """Leave the customer found by search."""
        self._customers.close_found()

    def retry_parts(self) -> None:
        """Ask again for what came neither with the profile nor after it."""
        for part in (self._further.relationship, self._further.alerts):
            if part is not None:
                part.retry()

    def retry(self) -> None:
        """Ask again for what is not here."""
        self.retry_parts()
        if self.state.kind is CustomerKindShown.PARTLY_FAILED:
            self._holdings.retry_failed()
        else:
            self._customers.retry()

    def tick(self) -> None:
        """Mask again what was clear long enough. Called a few times a second."""
        now = self._now()
        kept = {name: value for name, value in self.state.revealed.items() if value.until_at > now}
        if len(kept) != len(self.state.revealed):
            self._show(replace(self.state, revealed=kept))

    def stop(self) -> None:
        """Watch no longer."""
        for stop in self._stops:
            stop()

    def _still(self, customer_id: UUID) -> bool:
        return self.state.profile is not None and self.state.profile.customer_id == customer_id

    def _customer_changed(self, shown: ShownCustomer) -> None:
        self._draw(shown, self._holdings.holdings)

    def _holdings_changed(self, holdings: LiveHoldings) -> None:
        self._draw(self._customers.shown, holdings)

    def _possible_changed(self, _candidates: tuple[Candidate, ...]) -> None:
        self._draw(self._customers.shown, self._holdings.holdings)

    def _relationship_changed(self, part: ProfilePart[Relationship]) -> None:
        self._show(replace(self.state, relationship=part))

    def _alerts_changed(self, part: ProfilePart[tuple[AlertRow, ...]]) -> None:
        self._show(replace(self.state, further_alerts=part))

    def _draw(self, shown: ShownCustomer, holdings: LiveHoldings) -> None:
        profile, card = shown.profile, shown.card
        same = profile is not None and self._still(profile.customer_id)
        failed = tuple(live.part.system_name for live in holdings.parts if live.problem is not None)
        if profile is None or holdings.customer_id != profile.customer_id:
            failed = ()
        self._show(
            CustomerState(
                kind=_kind_of(shown, failed),
                profile=profile,
                candidates=card.candidates if card is not None and not shown.found else (),
                candidate_count=card.candidate_count if card is not None and not shown.found else 0,
                choosing=shown.linking,
                number_masked=card.number_masked if card else "",
                number_country=card.number_country if card else "",
                linkable=profile is not None and shown.found and shown.call_id is not None and not _is_caller(shown),
                linked=profile is not None and _is_caller(shown),
                # Another customer's clear values go at once.
                revealed=self.state.revealed if same else {},
                revealing=self.state.revealing if same else frozenset(),
                refused=self.state.refused if same else {},
                failed_systems=failed,
                problem=shown.link_problem or shown.problem,
                found=shown.found,
                possible=self._possible.candidates if self._possible is not None and profile is None else (),
                call_id=shown.call_id,
                undoable=card.deed_id if card is not None and not shown.found else None,
                relationship=self._part_of(profile, self._further.relationship),
                further_alerts=self._part_of(profile, self._further.alerts),
            )
        )

    @staticmethod
    def _part_of(profile: Profile | None, model: ProfilePartModel[T] | None) -> ProfilePart[T]:
        """Return the part of whoever shows: never that of the customer before, whoever is told first."""
        if profile is None or model is None:
            return ProfilePart()
        part = model.part
        return part if part.customer_id == profile.customer_id else ProfilePart(PartKind.LOADING, profile.customer_id)


def _is_caller(shown: ShownCustomer) -> bool:
    caller = shown.card.profile if shown.card else None
    return caller is not None and shown.profile is not None and caller.customer_id == shown.profile.customer_id


def _kind_of(shown: ShownCustomer, failed: tuple[LocalText, ...]) -> CustomerKindShown:
    if shown.profile is not None:
        return CustomerKindShown.PARTLY_FAILED if failed else CustomerKindShown.READY
    if shown.loading:
        return CustomerKindShown.LOADING
    if shown.problem is not None:
        return CustomerKindShown.FAILED
    match shown.outcome:
        case CallerOutcome.SEVERAL:
            return CustomerKindShown.SEVERAL
        case CallerOutcome.WITHHELD:
            return CustomerKindShown.WITHHELD
        case CallerOutcome.OWN:
            return CustomerKindShown.OWN
        case CallerOutcome.UNKNOWN | CallerOutcome.MATCHED:  # matched, and the link was taken back
            return CustomerKindShown.UNKNOWN
        case None:
            return CustomerKindShown.EMPTY


def _without(values: Mapping[Identifier, T], identifier: Identifier) -> dict[Identifier, T]:
    return {name: value for name, value in values.items() if name is not identifier}
