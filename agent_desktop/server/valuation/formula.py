"""Reads the bank's formulas of value and says what is wrong with them."""

from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.valuation.checks import findings_in
from agent_desktop.records.valuation.gathering import Moment
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked


class ValueFileError(CheckedFileError):
    """The formulas of value are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.VALUE_FILE_WRONG


def read_formula(path: Path) -> Reading[ValueFormula]:
    """Read and check formulas."""
    return read_checked(path, ValueFormula, findings_in, warnings=(), error=ValueFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.valuation.formula_file, "valuation/main.yaml", lambda path, _: read_formula(path)
)
formula_file, load_formula, check_formula = _FILE.path, _FILE.load, _FILE.check


def moment_of(options: ProfileOptions, at: datetime) -> Moment:
    """Return what is reckoned with at `at`: the bank's day, its currency and its rates."""
    return Moment(at=at, zone=options.zone, currency=options.base_currency, rates=options.rates)
