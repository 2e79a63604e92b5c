"""Writes what the second systems deliver, and the truth beside it: who is who, for those who measure.

``resources/mappings/trial_bank_second.yaml`` declares the same columns. The truth is in no mapping and in no folder
that is imported.
"""

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from agent_desktop.demo.trial_bank.bank import TrialBank
from agent_desktop.demo.trial_bank.second.records import SECOND_SYSTEMS, SecondRecord, SecondSystem, second_records
from agent_desktop.demo.trial_bank.second.slips import SlipRates

if TYPE_CHECKING:
    import _csv


@dataclass(frozen=True, slots=True)
class _Form:
    """How a system writes its file; `day` is a strftime form."""

    name: str
    delimiter: str
    encoding: str
    day: str


FORMS: Final[dict[SecondSystem, _Form]] = {
    "card_clients": _Form("card_clients/applicants.csv", ",", "utf-8", "%Y-%m-%d"),
    "wealth_clients": _Form("wealth_clients/clients.tsv", "\t", "utf-8-sig", "%d/%m/%Y"),
    "policy_holders": _Form("policy_holders/holders.txt", "|", "gb18030", "%Y%m%d"),
}
COLUMNS: Final = (
    "number", "name", "chinese_name", "gender", "born", "document", "email", "address", "mobile", "fixed",
)  # fmt: skip
_TRUTH: Final = ("system", "number", "person")


def write_second_extracts(bank: TrialBank, rates: SlipRates, folder: Path, truth: Path | None = None) -> int:
    """Write the extracts into `folder` and, where it is given, who is who into `truth`; return how many records.

    Raises:
        OSError: A file cannot be written.
    """
    count = 0
    with ExitStack() as stack:
        writers = {system: _writer(stack, folder / FORMS[system].name, FORMS[system]) for system in SECOND_SYSTEMS}
        told = csv.writer(_open(stack, truth, "utf-8")) if truth is not None else None
        if told is not None:
            told.writerow(_TRUTH)
            told.writerows(("crm", bank.person(index).customer_number, f"C{index}") for index in range(bank.customers))
        for record in second_records(bank, rates):
            writers[record.system].writerow(_row(record))
            if told is not None:
                told.writerow((record.system, record.key, record.who))
            count += 1
    return count


def _row(record: SecondRecord) -> Sequence[str]:
    form = FORMS[record.system]
    return (
        record.key,
        record.name_latin,
        record.name_chinese,
        record.gender,
        record.birth_date.strftime(form.day) if record.birth_date is not None else "",
        record.document_number,
        record.email,
        record.address,
        record.mobile,
        record.fixed,
    )


def _writer(stack: ExitStack, path: Path, form: _Form) -> "_csv.Writer":
    writer = csv.writer(_open(stack, path, form.encoding), delimiter=form.delimiter)
    writer.writerow(COLUMNS)
    return writer


def _open(stack: ExitStack, path: Path, encoding: str) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return stack.enter_context(path.open("w", encoding=encoding, newline=""))
