"""Writes the trial bank's extracts as its systems would deliver them: each with its own delimiter, dates and encoding.

``resources/mappings/trial_bank.yaml`` declares the same columns; a test reads one with the other.
"""

import csv
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from agent_desktop.demo.trial_bank.activity import TrialTransaction, country_of
from agent_desktop.demo.trial_bank.bank import ZONE, TrialBank
from agent_desktop.demo.trial_bank.holdings import System, TrialHolding, as_of_at
from agent_desktop.demo.trial_bank.people import Person
from agent_desktop.records.sources.progress import Progress, Step, StepKind, no_progress
from agent_desktop.records.sources.workers import answers, worker_count

_STEP: Final = 1_000
_WORTH_SHARING: Final = 30_000
"""So many customers take longer to make than processes to start."""

_PLAIN: Final = "%Y-%m-%d %H:%M:%S"
_DIGITS: Final = "%Y%m%d%H%M%S"
_DIGITS_ONLY: Final = str.maketrans("", "", "- :")

_PRODUCTS: Final = (
    "number",
    "product",
    "currency",
    "balance",
    "status",
    "status_on",
    "status_amount",
    "opened_on",
    "matures_on",
    "as_of",
    "owner",
    "second",
)
_CONTACTS: Final = ("id", "customer", "at", "channel", "subject", "outcome", "seconds")
_BOOKINGS: Final = ("id", "number", "at", "amount", "currency", "kind", "text", "place", "country")


@dataclass(frozen=True, slots=True)
class ExtractForm:
    """How one system writes its files. `day` and `moment` are strftime forms."""

    delimiter: str
    encoding: str
    day: str
    moment: str
    decimal_mark: str = "."


FORMS: Final[dict[System | str, ExtractForm]] = {
    "crm": ExtractForm(",", "utf-8-sig", "%Y-%m-%d", _PLAIN),
    "core_banking": ExtractForm("|", "utf-8", "%Y%m%d", _DIGITS),
    "cards": ExtractForm(",", "utf-8", "%Y-%m-%d", _PLAIN),
    "loans": ExtractForm(";", "utf-8", "%d/%m/%Y", "%d/%m/%Y %H:%M", decimal_mark=","),
    "wealth": ExtractForm("\t", "utf-8", "%Y-%m-%d", _PLAIN),
    "insurance": ExtractForm(",", "gb18030", "%Y/%m/%d", "%Y/%m/%d %H:%M"),
    "digital": ExtractForm(";", "utf-8", "%Y-%m-%d", _PLAIN),
}
PRODUCT_FILES: Final[dict[System, str]] = {
    "core_banking": "core_banking/accounts.txt",
    "cards": "cards/cards.csv",
    "loans": "loans/loans.csv",
    "wealth": "wealth/portfolios.tsv",
    "insurance": "insurance/policies.csv",
}
BOOKING_FILES: Final[dict[System, str]] = {
    "core_banking": "core_banking/bookings.txt",
    "cards": "cards/bookings.csv",
}
CUSTOMER_FILE: Final = "crm/customers.csv"
NUMBER_FILE: Final = "crm/numbers.csv"
CONTACT_FILE: Final = "crm/contacts.csv"
ACTIVITY_FILE: Final = "digital/activity.csv"
DIGITAL: Final = frozenset({"app", "web"})
"""The channels whose contacts the web and app deliver, and not the customer system."""
SURVEY_FILE: Final = "crm/surveys.csv"

_CUSTOMERS: Final = (
    "number", "kind", "tier", "title", "name", "chinese_name", "gender", "born", "since", "document", "email",
    "address", "languages", "manager", "wishes", "document_until", "calls_until",
)  # fmt: skip


def write_extracts(bank: TrialBank, folder: Path, progress: Progress = no_progress) -> None:
    """Write every extract into `folder`, some customers after the others, in steady memory.

    Raises:
        OSError: The folder cannot be written.
        WorkerFailedError: A process that shared the work failed.
    """
    ranges = [range(first, min(first + _STEP, bank.customers)) for first in range(0, bank.customers, _STEP)]
    count = worker_count() if bank.customers >= _WORTH_SHARING else 1
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        made = stack.enter_context(closing(answers(partial(_maker, bank), ranges, count)))
        for customers, contents in zip(ranges, made, strict=True):
            progress(Step(StepKind.MAKING_CUSTOMERS), customers.start, bank.customers)
            for name, content in contents.items():
                if name not in files:
                    files[name] = stack.enter_context(_open(folder / name))
                files[name].write(content)
    progress(Step(StepKind.MAKING_CUSTOMERS), bank.customers, bank.customers)


def _open(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("wb")


def _maker(bank: TrialBank) -> Callable[[range], dict[str, bytes]]:
    def make(customers: range) -> dict[str, bytes]:
        extracts = _Extracts(bank, with_heads=customers.start == 0)
        for index in customers:
            extracts.write(bank.person(index))
        return extracts.contents()

    return make


class _Extracts:
    """The part of each file that some customers make."""

    def __init__(self, bank: TrialBank, *, with_heads: bool) -> None:
        self._bank = bank
        self._with_heads = with_heads
        self._texts: dict[str, tuple[StringIO, ExtractForm]] = {}
        self._customers = self._begin(CUSTOMER_FILE, "crm", _CUSTOMERS)
        self._numbers = self._begin(NUMBER_FILE, "crm", ("customer", "number", "kind"))
        self._contacts = self._begin(CONTACT_FILE, "crm", _CONTACTS)
        self._activity = self._begin(ACTIVITY_FILE, "digital", _CONTACTS)
        self._surveys = self._begin(SURVEY_FILE, "crm", ("id", "customer", "at", "perceived", "expected"))
        self._products = {system: self._begin(name, system, _PRODUCTS) for system, name in PRODUCT_FILES.items()}
        self._bookings = {system: self._begin(name, system, _BOOKINGS) for system, name in BOOKING_FILES.items()}
        self._as_of = {
            system: as_of_at(system, bank.as_of).astimezone(ZONE).strftime(FORMS[system].moment)
            for system in PRODUCT_FILES
        }

    def _begin(self, name: str, system: str, head: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
        form = FORMS[system]
        text = StringIO(newline="")
        self._texts[name] = text, form
        write = csv.writer(text, delimiter=form.delimiter).writerow
        if self._with_heads:
            write(head)
        return write

    def contents(self) -> dict[str, bytes]:
        """What was written, by the name of its file."""
        return {
            # Only a file's beginning has the mark of its encoding.
            name: text.getvalue().encode(form.encoding if self._with_heads else form.encoding.removesuffix("-sig"))
            for name, (text, form) in self._texts.items()
        }

    def write(self, person: Person) -> None:
        day = FORMS["crm"].day
        self._customers(
            (
                person.customer_number,
                person.kind,
                person.tier,
                person.title,
                person.name_latin,
                person.name_chinese,
                person.gender,
                _day(person.birth_date, day),
                _day(person.customer_since, day),
                person.document_number,
                person.email,
                person.address,
                " ".join(person.languages),
                person.manager_name,
                "|".join(person.wishes),
                _day(person.document_until, day),
                "20:00" if "not_after_20" in person.wishes else "",
            )
        )
        for number, kind in person.phones:
            self._numbers((person.customer_number, number, kind))
        holdings = self._bank.holdings(person)
        for holding in holdings:
            self._write_product(person, holding)
        for booking in self._bank.transactions(person, holdings):
            self._write_booking(holdings[booking.place], booking)
        moment = FORMS["crm"].moment
        for contact in self._bank.contacts(person):
            write = self._activity if contact.channel in DIGITAL else self._contacts
            write(
                (
                    contact.key,
                    person.customer_number,
                    _moment(contact.at, moment),
                    contact.channel,
                    contact.subject,
                    contact.outcome,
                    contact.seconds if contact.seconds is not None else "",
                )
            )

        for answer in self._bank.surveys(person):
            expected = answer.expected if answer.expected is not None else ""
            at = _moment(answer.at, moment)
            self._surveys((answer.key, person.customer_number, at, answer.perceived, expected))

    def _write_product(self, person: Person, holding: TrialHolding) -> None:
        second = self._bank.person(holding.second).customer_number if holding.second is not None else ""
        self._products[holding.system](
            product_row(holding, person.customer_number, second, self._as_of[holding.system])
        )

    def _write_booking(self, holding: TrialHolding, booking: TrialTransaction) -> None:
        form = FORMS[holding.system]
        self._bookings[holding.system](
            (
                booking.key,
                holding.key,
                _moment(booking.at, form.moment),
                _amount(booking.cents, form.decimal_mark),
                holding.currency,
                booking.kind,
                booking.text,
                booking.where,
                booking.country or country_of(booking.where),
            )
        )


def product_row(holding: TrialHolding, owner: str, second: str, as_of: str) -> tuple[str, ...]:
    """Return the row of one product as its system writes it, in the order of `_PRODUCTS`."""
    form = FORMS[holding.system]
    return (
        holding.key,
        holding.product,
        holding.currency,
        _amount(holding.cents, form.decimal_mark),
        holding.status,
        _day(holding.status_on, form.day),
        _amount(holding.status_cents, form.decimal_mark),
        _day(holding.opened_on, form.day),
        _day(holding.matures_on, form.day),
        as_of,
        owner,
        second,
    )


@lru_cache(maxsize=100_000)
def _day(day: date | None, form: str) -> str:
    return day.strftime(form) if day is not None else ""


def _moment(at: datetime, form: str) -> str:
    # As strftime, which takes ten times as long.
    text = at.isoformat(" ", "seconds")[:19]
    return text if form == _PLAIN else text.translate(_DIGITS_ONLY) if form == _DIGITS else at.strftime(form)


def _amount(cents: int | None, decimal_mark: str) -> str:
    if cents is None:
        return ""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}{decimal_mark}{part:02d}"
