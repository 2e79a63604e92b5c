"""Publishes rules as versions, and says what is wrong with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.routing import Checked, Document, Origin, Problem
from agent_desktop.contract.rules import RULE_LISTS, RuleKind
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.repository import ConfigurationRepository
from agent_desktop.server.configuration.versions import add_version, ensure_first, get_version, lock_seen, newest_of
from agent_desktop.server.errors import ServerError
from agent_desktop.server.rules.books import BOOKS, as_document, document_in_file, problems_of
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.settings import Settings
from telephony.events.journal import Journal

PUBLISHED = "rules.published"
_log = structlog.stdlib.get_logger(__name__)


class RulesWrongError(ServerError):
    """`problems` are all that is wrong, `problem` is the first of them, `more` how many there are beside."""

    code = ErrorCode.RULES_WRONG

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(problems) - 1
        super().__init__(
            problems=[each.model_dump(mode="json") for each in problems],
            problem={"problem": str(problems[0].problem), **problems[0].details},
            **({"more": more} if more else {}),
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What rules have to go with: the codes of the queues there are, and the outcomes that the routing calls a
    promise."""

    queues: Collection[str] = ()
    promises: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Publish:
    """Who publishes what on top of which version (None: whichever counts), and why."""

    kind: RuleKind
    document: Document
    origin: Origin
    seen_version: int | None = None
    by: UUID | None = None
    reason: str = ""
    restores: int | None = None


def ensure_rules(work: UnitOfWork, settings: Settings) -> LiveRules:
    """Return the rules that count; at the first start those of the files. Says so where a file differs.

    Raises:
        CheckedFileError: A file is wrong, and there is no version of it yet.
    """
    documents: dict[RuleKind, Mapping[str, Any]] = {}
    for kind in RuleKind:
        row = ConfigurationRepository(work.session).find_newest(kind.value)
        if row is None:
            row = ensure_first(work.session, kind.value, document_in_file(kind, settings), work.now())
        elif file_differs(kind, settings, row):
            _log.warning("rules.file_passed_over", kind=kind.value, version=row.version)
        documents[kind] = row.document
    return LiveRules.of_documents(documents)


def file_differs(kind: RuleKind, settings: Settings, row: ConfigurationRow) -> bool:
    """Say whether the file of the settings holds something else than the version that counts; a wrong one does not
    count."""
    path = BOOKS[kind].file(settings)
    content = BOOKS[kind].read(path).content if path.is_file() else None
    return content is not None and as_document(content) != row.document


def check_rules(kind: RuleKind, document: Document, before: Mapping[str, Any], around: Around) -> Checked:
    """Say what is wrong with a document by itself, after the one that counts, and with what is around it."""
    wrong, warned = problems_of(kind, document)
    if not wrong:
        wrong += _gone(kind, document, before)
        warned += _with_what_is_there(kind, document, around)
    return Checked(problems=tuple(wrong), warnings=tuple(warned))


def publish(session: Session, journal: Journal, wish: Publish, around: Around, at: datetime) -> ConfigurationRow:
    """Make a document the one that counts.

    Raises:
        ConfigurationStaleError: Somebody published since it was read.
        RulesWrongError: Something is wrong with it; nothing was changed.
    """
    kind = wish.kind
    newest = lock_seen(session, kind.value, wish.seen_version)
    checked = check_rules(kind, wish.document, newest.document, around)
    if checked.problems:
        raise RulesWrongError(checked.problems)
    document = as_document(BOOKS[kind].schema.model_validate(wish.document))
    if document == newest.document:
        return newest
    row = add_version(
        session,
        journal,
        kind.value,
        document,
        at,
        newest=newest,
        origin=wish.origin,
        by=wish.by,
        reason=wish.reason,
        restores=wish.restores,
    )
    record_change(
        session,
        at=at,
        by=wish.by,
        what=PUBLISHED,
        record_kind="rules",
        record_id=row.version_id,
        detail={"kind": kind.value, "version": row.version, "restores": row.restores, "reason": row.reason},
    )
    return row


def as_of(session: Session, kind: RuleKind, version: int) -> tuple[ConfigurationRow, Document]:
    """Return a version, and its document as it may be published again: what came to be used since is in it, retired.

    Raises:
        VersionNotFoundError: There is none of this number.
    """
    row = get_version(session, kind.value, version)
    document: Document = deepcopy(row.document)
    if kind is not RuleKind.FLOOR_ALERTS:
        there = {each["code"] for each in _entries(kind, document)}
        parts: Any = document[RULE_LISTS[kind]]
        for each in _entries(kind, newest_of(session, kind.value).document):
            if each["code"] not in there:
                parts.append({**each, "retired": True})
    return row, document


def _entries(kind: RuleKind, document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what records may name: outcomes, not their groups, and reasons."""
    waiting = list(document.get(RULE_LISTS[kind], ()))
    while waiting:
        each = waiting.pop(0)
        inside = each.get("entries")
        if inside is None:
            yield each
        else:
            waiting = [*inside, *waiting]


def _gone(kind: RuleKind, document: Document, before: Mapping[str, Any]) -> Iterator[Problem]:
    """A code stands in the records for ever: it is retired, and not taken out. Rules of alerts may go."""
    if kind is RuleKind.FLOOR_ALERTS:
        return
    there = {each["code"] for each in _entries(kind, document)}
    for each in _entries(kind, before):
        if each["code"] not in there:
            yield _problem((RULE_LISTS[kind],), ProblemCode.CODE_GONE, code=each["code"])


def _with_what_is_there(kind: RuleKind, document: Document, around: Around) -> Iterator[Problem]:
    if kind is RuleKind.OUTCOMES:
        for each in _entries(kind, document):
            if each.get("retired") and each["code"] in around.promises:
                yield _problem(("dispositions",), ProblemCode.PROMISE_RETIRED, code=each["code"])
    if kind is RuleKind.FLOOR_ALERTS:
        rules: Any = document["rules"]
        for number, rule in enumerate(rules):
            for place, code in enumerate(rule.get("queues", ())):
                if code not in around.queues:
                    allowed = ", ".join(sorted(around.queues))
                    where = ("rules", number, "queues", place)
                    yield _problem(where, ProblemCode.QUEUE_NOT_THERE, queue=code, allowed=allowed)


def _problem(place: tuple[str | int, ...], problem: ProblemCode, **details: str) -> Problem:
    return Problem(place=place, problem=problem, details=details)
