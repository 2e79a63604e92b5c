"""The answers of statements that wait (`later`): to look at one has all that waits sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData

from agent_desktop.server.pipeline import Answer, Command
from agent_desktop.server.prepared import Prepared


class LaterResult:
    """The answer of a statement that waits; to look at it sends the statement. Everything else is as in `Result`."""

    def __init__(self, settle: Callable[[], None], prepared: Prepared, command: Command) -> None:
        self._settle = settle
        self._prepared = prepared
        self._taken: Answer | Exception | None = None
        self._result: sa.Result[Any] | None = None
        self.command = command

    @property
    def guard(self) -> bytes | None:
        return self._prepared.guard

    @property
    def is_conditional(self) -> bool:
        """Whether it fails where it changes no row."""
        return self._prepared.is_conditional

    def take(self, answer: Answer | Exception) -> None:
        self._taken = answer

    @property
    def rowcount(self) -> int:
        """How many rows were changed or found."""
        return self._answered().rowcount

    def __iter__(self) -> Iterator[sa.Row[Any]]:
        return iter(self.looked_at())

    def mappings(self) -> "LaterMappings":
        """As `Result.mappings`."""
        return LaterMappings(self)

    def all_by_name(self) -> Sequence[Mapping[str, Any] | sa.RowMapping]:
        """Return all rows, each by the names of its columns."""
        columns = self._prepared.columns
        if self._result is not None or columns is None:
            return self.looked_at().mappings().all()
        names = tuple(columns.keys)
        rows = [dict(zip(names, row, strict=True)) for row in self._prepared.rows(self._answered())]
        self._result = IteratorResult(columns, iter(()))
        return rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self.looked_at(), name)

    def looked_at(self) -> sa.Result[Any]:
        """Return the answer as SQLAlchemy has it."""
        if self._result is None:
            columns = self._prepared.columns or SimpleResultMetaData(())
            self._result = IteratorResult(columns, iter(self._prepared.rows(self._answered())))
        return self._result

    def _answered(self) -> Answer:
        if self._taken is None:
            self._settle()
        if self._taken is None:
            raise sa.exc.InvalidRequestError("the transaction ended before this statement was sent")
        if isinstance(self._taken, Exception):
            raise self._taken
        return self._taken


class LaterMappings:
    """The rows of such an answer by the names of their columns. All of them at once take SQLAlchemy's own way of one
    value after the other out of the way; everything else is as in `MappingResult`."""

    def __init__(self, result: LaterResult) -> None:
        self._of = result

    def all(self) -> Sequence[Mapping[str, Any] | sa.RowMapping]:
        return self._of.all_by_name()

    def __iter__(self) -> Iterator[Mapping[str, Any] | sa.RowMapping]:
        return iter(self._of.all_by_name())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of.looked_at().mappings(), name)
