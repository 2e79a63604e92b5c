"""Past contacts over every channel, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import Channel, ContactRow


class TimelineKind(StrEnum):
    NONE = "none"  # no customer
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"  # a customer without contacts
    EMPTY_AFTER_FILTER = "empty_after_filter"


@dataclass(frozen=True, slots=True)
class TimelineState:
    """Everything the timeline and the Recent panel draw.

    `rows` are those of `channel` (None: all). `total_count` is all the customer's contacts, of which the server sent
    `loaded_count`. `contacts_90_days` by channel; `contacts_90_days_count` their sum.
    """

    kind: TimelineKind = TimelineKind.NONE
    rows: tuple[ContactRow, ...] = ()
    channel: Channel | None = None
    channels: tuple[Channel, ...] = ()
    total_count: int = 0
    loaded_count: int = 0
    contacts_90_days: Mapping[Channel, int] = field(default_factory=dict)
    contacts_90_days_count: int = 0


class TimelinePresenter(Shows[TimelineState]):
    """Shows the customer's past contacts, all or of one channel."""

    def __init__(self, customers: ShownCustomerModel) -> None:
        super().__init__(TimelineState())
        self._customers = customers
        self._channel: Channel | None = None
        self._stop = customers.watch(self._customer_changed)

    def channel_chosen(self, channel: Channel | None) -> None:
        """Show one channel only; None shows all."""
        self._channel = channel
        self._customer_changed(self._customers.shown)

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        profile = shown.profile
        if profile is None:
            self._channel = None
            self._show(TimelineState(kind=TimelineKind.LOADING if shown.loading else TimelineKind.NONE))
            return
        rows = tuple(row for row in profile.contacts if self._channel in (None, row.channel))
        kind = TimelineKind.READY
        if not rows:
            kind = TimelineKind.EMPTY_AFTER_FILTER if profile.contacts else TimelineKind.EMPTY
        self._show(
            TimelineState(
                kind=kind,
                rows=rows,
                channel=self._channel,
                channels=tuple(
                    channel for channel in Channel if any(row.channel is channel for row in profile.contacts)
                ),
                total_count=max(profile.contact_count, len(profile.contacts)),
                loaded_count=len(profile.contacts),
                contacts_90_days=profile.contacts_90_days,
                contacts_90_days_count=sum(profile.contacts_90_days.values()),
            )
        )
