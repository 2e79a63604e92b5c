"""Whose screen it is: the caller's once the agent has answered, or a customer found by search."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.customers import CallerCard, CallerOutcome, LinkCustomer, Profile


class CustomerReader(Protocol):
    """What the model asks the server."""

    def customer(self, customer_id: UUID) -> Profile: ...

    def link_customer(self, call_id: UUID, command: LinkCustomer) -> CallerCard: ...


@dataclass(frozen=True, slots=True)
class ShownCustomer:
    """The customer on screen. `profile` is the found one's if one was opened, else the caller's.

    `call_id` is of the accepted call, None without one; `card` its caller. `found` says that the profile came by
    search; `linking` is the customer being linked to the call, whose failure stands in `link_problem`.
    """

    call_id: UUID | None = None
    card: CallerCard | None = None
    profile: Profile | None = None
    found: bool = False
    loading: bool = False
    problem: Problem | None = None
    linking: UUID | None = None
    link_problem: Problem | None = None

    @property
    def outcome(self) -> CallerOutcome | None:
        """What the number said about the caller."""
        return self.card.outcome if self.card else None


class ShownCustomerModel:
    """Follows the desk and the search. Belongs to the thread that draws."""

    def __init__(self, desk: DeskModel, reader: CustomerReader, tasks: Tasks) -> None:
        self._desk = desk
        self._reader = reader
        self._tasks = tasks
        self._watched = Watched(ShownCustomer())
        self._found: Profile | None = None
        self._wanted: UUID | None = None
        self._asks = 0
        self._popped: set[UUID] = set()
        self._stop = desk.watch(self._desk_changed)

    @property
    def shown(self) -> ShownCustomer:
        """Who is on screen now."""
        return self._watched.value

    def watch(self, watcher: Callable[[ShownCustomer], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def open(self, customer_id: UUID) -> None:
        """Show a customer found by search; a call's own caller is shown again by `close_found`."""
        self._wanted = customer_id
        self._found = None
        self._watched.set(replace(self.shown, profile=None, found=True, loading=True, problem=None))
        self._read()

    def close_found(self) -> None:
        """Go back to the caller, or to an empty column without a call."""
        self._asks += 1
        self._wanted = self._found = None
        self._desk_changed(self._desk.view)

    def link(self, customer_id: UUID | None) -> None:
        """Say that the call is from this customer; None takes the link back. Ignored while one is being linked."""
        shown = self.shown
        if shown.call_id is None or shown.linking is not None:
            return
        call_id = shown.call_id
        # Made once a press: a repeat after a lost answer is the same command.
        command = LinkCustomer(command_id=uuid4(), customer_id=customer_id)
        self._watched.set(replace(shown, linking=customer_id, link_problem=None))

        def linked(card: CallerCard) -> None:
            self._watched.set(replace(self.shown, linking=None))
            self.take_card(card)

        def failed(error: ClientError) -> None:
            self._watched.set(replace(self.shown, linking=None, link_problem=error.problem))

        self._tasks.run(lambda: self._reader.link_customer(call_id, command), linked, failed)

    def take_card(self, card: CallerCard) -> None:
        """Show the caller as the server says they are now: the call was linked, or its link taken back."""
        self._asks += 1
        self._wanted = self._found = None
        self._desk.replace_card(card)
        self._desk_changed(self._desk.view)

    def retry(self) -> None:
        """Ask again for what is not here."""
        if self._wanted is not None:
            self.open(self._wanted)
        else:
            self._desk.retry_card()

    def read_again(self) -> None:
        """Ask anew for whoever shows, who stays on the screen meanwhile: their accounts may be others now."""
        if self._wanted is not None:
            self._read()
        elif self.shown.profile is not None:
            self._desk.retry_card()

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _read(self) -> None:
        self._asks += 1
        ask, customer_id = self._asks, self._wanted
        if customer_id is None:
            return

        def came(profile: Profile) -> None:
            if ask == self._asks:
                self._found = profile
                self._watched.set(replace(self.shown, profile=profile, loading=False, problem=None))

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._watched.set(replace(self.shown, loading=False, problem=error.problem))

        self._tasks.run(lambda: self._reader.customer(customer_id), came, failed)

    def _desk_changed(self, view: DeskView) -> None:
        call = view.accepted_call
        call_id = call.call_id if call else None
        asked = view.consult or view.preview
        of = asked.call_id if asked is not None else call_id  # whose caller shows; theirs to change is only their own
        shown = self.shown
        own = call or view.preview
        pops = own is not None and own.call_id not in self._popped
        if own is not None and pops:
            self._popped.add(own.call_id)
        if pops and self._wanted is not None:
            # A call that was just answered shows its own caller, not who was looked up before it: once. Where the same
            # call comes again the person stays where they are, with a way back to the caller.
            self._asks += 1
            self._wanted = self._found = None
        if call_id != shown.call_id:
            shown = replace(shown, linking=None, link_problem=None)
        card = view.card if of is not None and view.card and view.card.call_id == of else None
        if self._wanted is not None:
            self._watched.set(replace(shown, call_id=call_id, card=card))
            return
        waiting = of is not None and card is None
        self._watched.set(
            replace(
                shown,
                call_id=call_id,
                card=card,
                profile=card.profile if card else None,
                found=False,
                loading=waiting and view.card_problem is None,
                problem=view.card_problem if waiting else None,
            )
        )
