"""The documents that administrators publish beside the routing: where each begins, and what is wrong with one."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final

from pydantic import BaseModel, JsonValue, ValidationError

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import ProblemCode, schema_problem
from agent_desktop.contract.routing import Document, Problem
from agent_desktop.contract.rules import RuleKind
from agent_desktop.records.away_reasons import checks as away_checks
from agent_desktop.records.away_reasons.schema import ReasonList
from agent_desktop.records.dispositions import checks as outcome_checks
from agent_desktop.records.dispositions.schema import DispositionTree
from agent_desktop.records.floor_alerts import checks as floor_checks
from agent_desktop.records.floor_alerts.schema import FloorBook
from agent_desktop.server.checked_files import (
    CheckedFileError,
    Finding,
    Reading,
    content_of,
    own_or_shipped,
    read_checked,
    tell_all,
)
from agent_desktop.server.dispositions import DispositionsFileError, dispositions_file
from agent_desktop.server.floor_alerts.rules import FloorAlertsFileError, floor_alerts_file
from agent_desktop.settings import Settings
from agent_desktop.words import Language


class AwayReasonsFileError(CheckedFileError):
    """The file of why agents may be not ready is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.AWAY_REASONS_FILE_WRONG


def away_reasons_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.records.away_reasons_file, "away_reasons/main.yaml")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One kind of document: the file of its first version, its schema, and what its checks find."""

    file: Callable[[Settings], Path]
    schema: type[BaseModel]
    findings: Callable[[Any], Iterable[Finding]]
    warnings: Collection[StrEnum]
    error: type[CheckedFileError]

    def read(self, path: Path) -> Reading[Any]:
        """Read and check a file."""
        return read_checked(path, self.schema, self.findings, warnings=self.warnings, error=self.error)


BOOKS: Final[Mapping[RuleKind, RuleBook]] = MappingProxyType(
    {
        RuleKind.OUTCOMES: RuleBook(
            dispositions_file,
            DispositionTree,
            outcome_checks.findings_in,
            outcome_checks.WARNINGS,
            DispositionsFileError,
        ),
        RuleKind.AWAY_REASONS: RuleBook(
            away_reasons_file, ReasonList, away_checks.findings_in, away_checks.WARNINGS, AwayReasonsFileError
        ),
        RuleKind.FLOOR_ALERTS: RuleBook(
            floor_alerts_file, FloorBook, floor_checks.findings_in, frozenset(), FloorAlertsFileError
        ),
    }
)


def document_in_file(kind: RuleKind, settings: Settings) -> Document:
    """Return what the file of the settings says.

    Raises:
        CheckedFileError: The first problem of the file, by line.
    """
    book = BOOKS[kind]
    path = book.file(settings)
    return as_document(content_of(path, book.read(path)))


def as_document(content: BaseModel) -> Document:
    """Return what was read as it is kept: nothing in it that is so anyway."""
    document = content.model_dump(mode="json", exclude_defaults=True)
    return {key: _plain(value) for key, value in document.items()}


def _plain(value: JsonValue) -> JsonValue:
    """Return a value in which whole numbers are written as such."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def problems_of(kind: RuleKind, document: Mapping[str, Any]) -> tuple[list[Problem], list[Problem]]:
    """Return what is wrong with a document by itself, and what is only warned of."""
    book = BOOKS[kind]
    try:
        content = book.schema.model_validate(document)
    except ValidationError as refused:
        found = [(tuple(each["loc"]), schema_problem(each)) for each in refused.errors(include_url=False)]
        return [Problem(place=place, problem=each.code, details=each.details) for place, each in found], []
    wrong: list[Problem] = []
    warned: list[Problem] = []
    for each in book.findings(content):
        problem = Problem(place=each.place, problem=ProblemCode(each.problem.value), details=dict(each.details))
        (warned if each.problem in book.warnings else wrong).append(problem)
    return wrong, warned


def check_away_reasons(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    return _tell(RuleKind.AWAY_REASONS, settings, path, language, tell)


def check_floor_alerts(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """As `check_away_reasons`."""
    return _tell(RuleKind.FLOOR_ALERTS, settings, path, language, tell)


def _tell(
    kind: RuleKind, settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]
) -> bool:
    book = BOOKS[kind]
    path = path or book.file(settings)
    return tell_all(path, book.read(path), language, tell)
