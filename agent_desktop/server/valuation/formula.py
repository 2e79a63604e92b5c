"""Reads the bank's formulas of value and says what is wrong with them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.valuation.checks import findings_in
from agent_desktop.records.valuation.gathering import Moment
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class ValueFileError(CheckedFileError):
    """The formulas of value are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.VALUE_FILE_WRONG


def formula_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.valuation.formula_file
    return Path(named) if named else shipped_file("resources") / "valuation" / "main.yaml"


def read_formula(path: Path) -> Reading[ValueFormula]:
    """Read and check formulas."""
    return read_checked(path, ValueFormula, findings_in, warnings=(), error=ValueFileError)


def load_formula(settings: Settings) -> ValueFormula:
    """Load the formulas that value is reckoned by.

    Raises:
        ValueFileError: The first problem of the file, by line.
    """
    path = formula_file(settings)
    return content_of(path, read_formula(path))


def check_formula(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or formula_file(settings)
    return tell_all(path, read_formula(path), language, tell)


def moment_of(options: ProfileOptions, at: datetime) -> Moment:
    """Return what is reckoned with at `at`: the bank's day, its currency and its rates."""
    return Moment(at=at, zone=options.zone, currency=options.base_currency, rates=options.rates)
