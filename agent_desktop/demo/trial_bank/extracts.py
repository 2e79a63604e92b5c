"""Writes the trial bank's extracts as its systems would deliver them: each with its own delimiter, dates and encoding.

``resources/mappings/trial_bank.yaml`` declares the same columns; a test reads one with the other.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from agent_desktop.demo.trial_bank.activity import TrialTransaction
from agent_desktop.demo.trial_bank.bank import ZONE, TrialBank
from agent_desktop.demo.trial_bank.holdings import System, TrialHolding, as_of_at
from agent_desktop.demo.trial_bank.people import Person
from agent_desktop.records.sources.progress import Progress, no_progress

_STEP: Final = 500

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
_BOOKINGS: Final = ("id", "number", "at", "amount", "currency", "kind", "text", "place")


@dataclass(frozen=True, slots=True)
class ExtractForm:
    """How one system writes its files. `day` and `moment` are strftime forms."""

    delimiter: str
    encoding: str
    day: str
    moment: str
    decimal_mark: str = "."


FORMS: Final[dict[System | str, ExtractForm]] = {
    "crm": ExtractForm(",", "utf-8-sig", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    "core_banking": ExtractForm("|", "utf-8", "%Y%m%d", "%Y%m%d%H%M%S"),
    "cards": ExtractForm(",", "utf-8", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    "loans": ExtractForm(";", "utf-8", "%d/%m/%Y", "%d/%m/%Y %H:%M", decimal_mark=","),
    "wealth": ExtractForm("\t", "utf-8", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    "insurance": ExtractForm(",", "gb18030", "%Y/%m/%d", "%Y/%m/%d %H:%M"),
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

_CUSTOMERS: Final = (
    "number", "kind", "tier", "title", "name", "chinese_name", "gender", "born", "since", "document", "email",
    "address", "languages", "manager", "wishes",
)  # fmt: skip


def write_extracts(bank: TrialBank, folder: Path, progress: Progress = no_progress) -> None:
    """Write every extract into `folder`, one customer after the other, in steady memory.

    Raises:
        OSError: The folder cannot be written.
    """
    with ExitStack() as files:
        writer = _Extracts(bank, folder, files)
        for index in range(bank.customers):
            if index % _STEP == 0:
                progress("Making customers", index, bank.customers)
            writer.write(bank.person(index))
    progress("Making customers", bank.customers, bank.customers)


class _Extracts:
    def __init__(self, bank: TrialBank, folder: Path, files: ExitStack) -> None:
        self._bank = bank
        self._folder = folder
        self._files = files
        self._customers = self._open(CUSTOMER_FILE, "crm", _CUSTOMERS)
        self._numbers = self._open(NUMBER_FILE, "crm", ("customer", "number", "kind"))
        self._contacts = self._open(
            CONTACT_FILE, "crm", ("id", "customer", "at", "channel", "subject", "outcome", "seconds")
        )
        self._products = {system: self._open(name, system, _PRODUCTS) for system, name in PRODUCT_FILES.items()}
        self._bookings = {system: self._open(name, system, _BOOKINGS) for system, name in BOOKING_FILES.items()}
        self._as_of = {
            system: as_of_at(system, bank.as_of).astimezone(ZONE).strftime(FORMS[system].moment)
            for system in PRODUCT_FILES
        }

    def _open(self, name: str, system: str, head: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        form = FORMS[system]
        stream: TextIO = self._files.enter_context(path.open("w", encoding=form.encoding, newline=""))
        write = csv.writer(stream, delimiter=form.delimiter).writerow
        write(head)
        return write

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
            self._contacts(
                (
                    contact.key,
                    person.customer_number,
                    contact.at.strftime(moment),
                    contact.channel,
                    contact.subject,
                    contact.outcome,
                    contact.seconds if contact.seconds is not None else "",
                )
            )

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
                booking.at.strftime(form.moment),
                _amount(booking.cents, form.decimal_mark),
                holding.currency,
                booking.kind,
                booking.text,
                booking.where,
            )
        )


def product_row(holding: TrialHolding, owner: str, second: str, as_of: str) -> tuple[str, ...]:
    """Return the row of one product as its system writes it, in the order of `product_columns`."""
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


def product_columns() -> Iterator[str]:
    """Yield the columns of every product file."""
    yield from _PRODUCTS


def moment_in(system: System, at: datetime) -> str:
    """Return `at` as `system` writes it."""
    return at.astimezone(ZONE).strftime(FORMS[system].moment)


def _day(day: date | None, form: str) -> str:
    return day.strftime(form) if day is not None else ""


def _amount(cents: int | None, decimal_mark: str) -> str:
    if cents is None:
        return ""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}{decimal_mark}{part:02d}"
