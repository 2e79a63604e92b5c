"""The bank's source systems: when each was loaded, what was refused, and where a value on the screen came from."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field, JsonValue

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import HoldingGroup


class LoadKind(StrEnum):
    """What a system's extracts hold: all there is, or what has changed."""

    FULL = "full"
    INCREMENTAL = "incremental"


class LoadFailure(Answer):
    """Why a load came to nothing; `code` is one of `contract.errors`, and nothing was changed."""

    at: datetime
    code: str
    details: dict[str, JsonValue] = Field(default_factory=dict)


class SourceLoad(Answer):
    """What the last good load of a source came to: of its own extracts `read` and `rejected`, of the load the rest."""

    load_id: UUID
    kind: LoadKind
    finished_at: datetime
    read: int
    rejected: int
    inserted: int
    updated: int
    removed: int
    older: int


class SourceState(Answer):
    """One source system. `as_of_at` is how new its extracts were; `is_old`: older than the system's own limit.

    `failed` is its last load where that came to nothing. `schedules` are the names of those that load it.
    """

    source: str
    name: LocalText
    group: HoldingGroup | None
    live: bool
    as_of_at: datetime | None
    is_old: bool
    last: SourceLoad | None
    failed: LoadFailure | None
    schedules: tuple[str, ...] = ()
    next_at: datetime | None = None


class ScheduleState(Answer):
    """One load of the settings. `asked_at`: somebody wants it now, and it has not begun.

    While it runs, since `running_since`: `step` of `step_of`, `percent` of that step. One that `failed` is tried again
    at `retry_at`, where that is before its next time.
    """

    name: str
    kind: LoadKind | None
    next_at: datetime | None
    asked_at: datetime | None = None
    running_since: datetime | None = None
    step: str = ""
    step_of: str = ""
    percent: int = 0
    failed: LoadFailure | None = None
    retry_at: datetime | None = None


class Sources(Answer):
    """`GET /v1/sources`: every source system, and the loads that are planned."""

    sources: tuple[SourceState, ...]
    schedules: tuple[ScheduleState, ...] = ()


class RunLoad(Request):
    """`POST /v1/sources/schedules/{name}/runs`: do it as soon as a server is free for it."""

    command_id: UUID


class RefusedRow(Answer):
    """One refused row of an extract. The reason is in English, as in the rejects file."""

    file: str
    line: int
    column: str
    reason: str


class RefusedRows(Answer):
    """`GET /v1/sources/{source}/rejects`: those of its last good load. `count` of which the first are kept."""

    source: str
    count: int
    rows: tuple[RefusedRow, ...]


class SourceFreshness(Answer):
    """How new a source's extracts are, and which kinds of record are in them (``customer``, ``contact`` …)."""

    source: str
    name: LocalText
    as_of_at: datetime | None
    is_old: bool
    brings: tuple[str, ...] = ()


class Freshnesses(Answer):
    """`GET /v1/sources/freshness`: of each source, for the panels that show what was loaded."""

    sources: tuple[SourceFreshness, ...]


class Origin(Answer):
    """Where one shown value came from: a row of an extract, and its columns there.

    `field` is the record's field (``balance``), of the product `holding_id`, or of the customer where that is None. Of
    other records the whole row is one (``phone``, ``contact``, ``booking``, ``survey``): `about` and `at` say which.
    `loaded_at` is when that extract was loaded, `as_of_at` how new its row is.
    """

    holding_id: UUID | None = None
    field: str
    source: str
    source_name: LocalText
    file: str
    line: int
    columns: tuple[str, ...]
    as_of_at: datetime
    loaded_at: datetime
    about: LocalText = Field(default_factory=dict)
    at: datetime | None = None


class Origins(Answer):
    """`GET /v1/customers/{id}/origins`: of the customer column, each number and product, the newest contacts, the
    bookings behind alerts, and answers to surveys; empty where no extract brought any."""

    origins: tuple[Origin, ...]
