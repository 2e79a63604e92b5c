"""Past contacts over every channel, newest first, and those among them that are looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import Channel, ContactRow, Profile
from agent_desktop.contract.timeline import ContactKind, ContactsFound, FindContacts

TYPING_RESTS: Final = timedelta(seconds=0.25)
"""The server is asked once nothing was typed for so long."""


class TimelineKind(StrEnum):
    NONE = "none"  # no customer
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"  # a customer without contacts
    EMPTY_AFTER_FILTER = "empty_after_filter"


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What is looked for; all of it must fit. `days` counts back from now, None for all time."""

    channel: Channel | None = None
    kind: ContactKind | None = None
    days: int | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything fits."""
        return self.channel is None and self.kind is None and self.days is None and not self.text.strip()


@dataclass(frozen=True, slots=True)
class TimelineState:
    """Everything the timeline and the Recent panel draw.

    `rows` are those that fit `chosen`, as far as they were read, of `found_count`; while they are looked for
    (`searching`) those that were shown before. `latest` are the newest of all, and `total_count` is all the customer's
    contacts. `problem` says why those looked for are not here. `contacts_90_days` by channel; `contacts_90_days_count`
    their sum, and `contacts_usual` what that is otherwise.
    """

    kind: TimelineKind = TimelineKind.NONE
    rows: tuple[ContactRow, ...] = ()
    latest: tuple[ContactRow, ...] = ()
    chosen: TimelineFilter = field(default_factory=TimelineFilter)
    found_count: int = 0
    total_count: int = 0
    searching: bool = False
    problem: Problem | None = None
    contacts_90_days: Mapping[Channel, int] = field(default_factory=dict)
    contacts_90_days_count: int = 0
    contacts_usual: float | None = None

    @property
    def has_more(self) -> bool:
        """Whether there are older ones to be read."""
        return len(self.rows) < self.found_count


class ContactsReader(Protocol):
    """What the presenter asks the server."""

    def find_contacts(self, customer_id: UUID, asked: FindContacts) -> ContactsFound: ...


class TimelinePresenter(Shows[TimelineState]):
    """Shows the contacts that the profile brings at once; what is looked for, and older ones, the server finds."""

    def __init__(self, customers: ShownCustomerModel, reader: ContactsReader, tasks: Tasks, now: Now) -> None:
        super().__init__(TimelineState())
        self._reader = reader
        self._tasks = tasks
        self._now = now
        self._profile: Profile | None = None
        self._asks = 0
        self._ask_at: datetime | None = None
        self._stop = customers.watch(self._customer_changed)

    def filter_chosen(self, chosen: TimelineFilter) -> None:
        """Look for what fits; another text waits until typing rests, and an empty filter shows all again."""
        if self._profile is None or chosen == self.state.chosen:
            return
        typed = replace(chosen, text="") == replace(self.state.chosen, text="") and not chosen.is_empty
        self._asks += 1
        self._ask_at = None
        if chosen.is_empty:
            self._show(_all_of(self._profile))
            return
        self._show(replace(self.state, chosen=chosen, searching=True, problem=None))
        if typed:
            self._ask_at = self._now() + TYPING_RESTS
        else:
            self._ask()

    def look_for(self, contact_id: UUID | None) -> None:
        """Have this contact be among those that show: all, or where it is older than what a profile brings, the calls
        of the week; these too where no contact is named."""
        carried = self._profile.contacts if self._profile is not None else ()
        if any(each.contact_id == contact_id for each in carried):
            self.filter_chosen(TimelineFilter())
        else:
            self.filter_chosen(TimelineFilter(Channel.PHONE, ContactKind.FROM_CUSTOMER, 7))

    def more_chosen(self) -> None:
        """Read older ones, to be shown under those that are there. Ignored while something is being read."""
        if self.state.has_more and not self.state.searching:
            self._show(replace(self.state, searching=True, problem=None))
            self._ask(self.state.rows[-1])

    def retry(self) -> None:
        """Ask again for what did not come."""
        if self.state.problem is not None and not self.state.searching:
            self._show(replace(self.state, searching=True, problem=None))
            fitting = self.state.rows and self.state.chosen.is_empty
            self._ask(self.state.rows[-1] if fitting else None)

    def tick(self) -> None:
        """Ask the server once typing rests. Called a few times a second."""
        if self._ask_at is not None and self._now() >= self._ask_at:
            self._ask_at = None
            self._ask()

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _ask(self, after: ContactRow | None = None) -> None:
        profile, chosen = self._profile, self.state.chosen
        if profile is None:
            return
        self._asks += 1
        ask, customer_id = self._asks, profile.customer_id
        before = self.state.rows if after is not None else ()
        asked = FindContacts(
            channel=chosen.channel,
            kind=chosen.kind,
            since_at=self._now() - timedelta(days=chosen.days) if chosen.days is not None else None,
            text=" ".join(chosen.text.split())[:100],
            after_at=after.at if after is not None else None,
            after_contact=after.contact_id if after is not None else None,
        )

        def came(found: ContactsFound) -> None:
            if ask == self._asks:
                rows = (*before, *found.contacts)
                kind = TimelineKind.READY if rows else TimelineKind.EMPTY_AFTER_FILTER
                # A page that brings nothing more ends the list, whatever was counted.
                count = found.found_count if found.contacts else len(rows)
                self._show(replace(self.state, kind=kind, rows=rows, found_count=count, searching=False))

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._show(replace(self.state, searching=False, problem=error.problem))

        self._tasks.run(lambda: self._reader.find_contacts(customer_id, asked), came, failed)

    def _customer_changed(self, shown: ShownCustomer) -> None:
        profile, before = shown.profile, self._profile
        self._profile = profile
        if profile is None:
            self._forget()
            self._show(TimelineState(kind=TimelineKind.LOADING if shown.loading else TimelineKind.NONE))
        elif before is None or before.customer_id != profile.customer_id:
            self._forget()
            self._show(_all_of(profile))
        elif before.contacts != profile.contacts and self.state.chosen.is_empty and not self.state.searching:
            self._show(_all_of(profile))

    def _forget(self) -> None:
        """Whoever is on screen now has nothing to do with what was looked for."""
        self._asks += 1
        self._ask_at = None


def _all_of(profile: Profile) -> TimelineState:
    total = max(profile.contact_count, len(profile.contacts))
    return TimelineState(
        kind=TimelineKind.READY if profile.contacts else TimelineKind.EMPTY,
        rows=profile.contacts,
        latest=profile.contacts,
        found_count=total,
        total_count=total,
        contacts_90_days=profile.contacts_90_days,
        contacts_90_days_count=sum(profile.contacts_90_days.values()),
        contacts_usual=profile.contacts_usual,
    )
