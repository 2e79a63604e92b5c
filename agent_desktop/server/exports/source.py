"""A list that can be exported: who may, its columns, how many rows it has, and the rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.exports import ExportedList, ExportFormat
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.exports.sheets import Cell, CellKind
from agent_desktop.server.unit_of_work import UnitOfWork

Query = TypeVar("Query", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """One column. `clear_for` are the roles that get its values as they are, None: everybody who may export the list;
    others get what `mask` makes of them."""

    code: str
    name: LocalText
    kind: CellKind = CellKind.TEXT
    width: int = 16
    clear_for: frozenset[Role] | None = None
    mask: Callable[[str], str] = lambda text: "••••" if text else ""

    def is_masked_for(self, person: Person) -> bool:
        """Say whether a person gets its values masked."""
        return self.clear_for is not None and not self.clear_for & person.roles


Row = Mapping[str, Cell | LocalText]
"""One row by column codes. A text by language is written in the export's language."""


@dataclass(frozen=True, slots=True)
class ExportSource(Generic[Query]):
    """`query` is what its filters are read as. `count` and `rows` ask in one transaction, so they agree; both raise
    what the list itself would of somebody who may not see it."""

    list: ExportedList
    name: LocalText
    roles: frozenset[Role]
    columns: tuple[ExportedColumn, ...]
    query: type[Query]
    count: Callable[[UnitOfWork, Person, Query], int] = lambda _work, _person, _query: 0
    rows: Callable[[UnitOfWork, Person, Query], Iterator[Row]] = lambda _work, _person, _query: iter(())
    columns_of: Callable[[UnitOfWork, Person, Query], tuple[ExportedColumn, ...]] | None = None
    """The columns, where they go by what is asked; None: `columns`."""
    paper: Callable[[UnitOfWork, Person, Query, Language], bytes] | None = None
    """What makes its PDF, where that is more than the list; None: the list is set as a table."""
    formats: frozenset[ExportFormat] = frozenset(ExportFormat)
    whole: Callable[[UnitOfWork, Person, Query], Sequence[Row]] | None = None
    """What has to be counted as a whole to know how long it is: asked once, and written as it came. In place of `count`
    and `rows`."""
