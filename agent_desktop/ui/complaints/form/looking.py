"""What is asked of the server while a form is filled in: its clocks, what may be the same, an account's bookings."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.complaint_reading import MOST_AMOUNT, read_amount, read_day
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.complaint_clocks import ComplaintClocks, PreviewClocks
from agent_desktop.contract.complaint_form import FindSame, SameComplaints, SubjectTransactions
from agent_desktop.contract.complaints import ComplaintKind, Region, Severity
from agent_desktop.ui.complaints.form.state import Around

QUIET_SECONDS: Final = 0.3
"""What changed is asked about so long after it last changed."""


class ClocksPreview(Protocol):
    """Reckons the clocks of a complaint before there is one."""

    def preview(self, wanted: PreviewClocks) -> ComplaintClocks: ...


class Looks(Protocol):
    """Looks for what may be the same, and for bookings."""

    def same(self, asked: FindSame) -> SameComplaints: ...

    def transactions(self, customer_id: UUID, holding_id: UUID) -> SubjectTransactions: ...


class LookingUp:
    """Asks once typing rests; of several answers the last question's counts. `show` draws what came."""

    def __init__(
        self,
        looks: Looks,
        clocks: ClocksPreview,
        tasks: Tasks,
        show: Callable[[], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._looks, self._clocks, self._tasks, self._show = looks, clocks, tasks, show
        self._monotonic = monotonic
        self.around = Around()
        self._wanted_clocks: PreviewClocks | None = None
        self._asked_clocks: PreviewClocks | None = None
        self._wanted_same: FindSame | None = None
        self._asked_same: FindSame | None = None
        self._account: UUID | None = None
        self._due_at = 0.0

    def begin(self) -> None:
        """Another form is open: nothing is known of it."""
        self.around = Around()
        self._wanted_clocks = self._asked_clocks = None
        self._wanted_same = self._asked_same = None
        self._account = None

    def follow(self, words: ComplaintWords, region: Region | None, today: date) -> None:
        """Take how the form now stands."""
        clocks, same = _clocks_wanted(words, region), _same_wanted(words, today)
        if (clocks, same) != (self._wanted_clocks, self._wanted_same):
            self._wanted_clocks, self._wanted_same = clocks, same
            self._due_at = self._monotonic() + (QUIET_SECONDS if self._asked_clocks is not None else 0.0)
        if same is None and self.around.same:
            self.around = replace(self.around, same=())
        self._follow_account(words)

    def retry(self) -> None:
        """Ask again for what did not come."""
        if self.around.clocks_problem is not None:
            self._asked_clocks = None
        if self.around.same_problem is not None:
            self._asked_same = None
        self._due_at = self._monotonic()

    def tick(self) -> None:
        """Ask what is due. Called a few times a second."""
        if self._monotonic() < self._due_at:
            return
        if self._wanted_clocks is not None and self._wanted_clocks != self._asked_clocks:
            self._ask_clocks(self._wanted_clocks)
        if self._wanted_same is not None and self._wanted_same != self._asked_same:
            self._ask_same(self._wanted_same)

    def _ask_clocks(self, wanted: PreviewClocks) -> None:
        self._asked_clocks = wanted
        self.around = replace(self.around, clocks_loading=True, clocks_problem=None)
        self._show()

        def came(clocks: ComplaintClocks) -> None:
            if wanted == self._asked_clocks:
                self.around = replace(self.around, clocks=clocks, clocks_loading=False)
                self._show()

        def failed(error: ClientError) -> None:
            if wanted == self._asked_clocks:
                self.around = replace(self.around, clocks_loading=False, clocks_problem=error.problem)
                self._show()

        self._tasks.run(lambda: self._clocks.preview(wanted), came, failed)

    def _ask_same(self, wanted: FindSame) -> None:
        self._asked_same = wanted

        def came(found: SameComplaints) -> None:
            if wanted == self._asked_same:
                self.around = replace(self.around, same=found.complaints, same_problem=None)
                self._show()

        def failed(error: ClientError) -> None:
            if wanted == self._asked_same:
                self.around = replace(self.around, same_problem=error.problem)
                self._show()

        self._tasks.run(lambda: self._looks.same(wanted), came, failed)

    def _follow_account(self, words: ComplaintWords) -> None:
        account = next((each.holding_id for each in words.subjects if each.holding_id is not None), None)
        customer_id = words.customer_id
        if account == self._account:
            return
        self._account = account
        self.around = replace(self.around, transactions=())
        if account is None or customer_id is None:
            return

        def came(found: SubjectTransactions) -> None:
            if account == self._account:
                self.around = replace(self.around, transactions=found.transactions)
                self._show()

        def failed(_: ClientError) -> None:
            if account == self._account:
                self._account = None  # asked again with the next change

        self._tasks.run(lambda: self._looks.transactions(customer_id, account), came, failed)


def _clocks_wanted(words: ComplaintWords, region: Region | None) -> PreviewClocks:
    return PreviewClocks(
        region=region.value if region is not None else "",
        kind=words.kind.value,
        severity=(words.severity or Severity.MINOR).value,
        channel=words.channel.value,
        vulnerable=words.vulnerable,
        regulatory=words.regulatory,
        category=words.category,
    )


def _same_wanted(words: ComplaintWords, today: date) -> FindSame | None:
    if words.customer_id is None or words.kind is not ComplaintKind.COMPLAINT:
        return None
    if not words.category and not words.subjects:
        return None
    amount = read_amount(words.amount).amount
    return FindSame(
        customer_id=words.customer_id,
        category_code=words.category,
        holding_ids=tuple({each.holding_id for each in words.subjects if each.holding_id is not None}),
        transaction_ids=tuple(each.transaction_id for each in words.subjects if each.transaction_id is not None),
        happened_on=read_day(words.happened_on, today),
        amount=amount if amount is not None and amount <= MOST_AMOUNT else None,
    )
