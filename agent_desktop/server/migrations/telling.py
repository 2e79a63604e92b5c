"""Tells of the steps of a migration that take their time in a large bank, so that nobody ends a server that works."""

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
import structlog
from alembic import op

MANY: Final = 100_000
"""From so many rows of the table concerned on, the steps are told."""

_log = structlog.stdlib.get_logger(__name__)


def teller(revision: str, table: str, *, steps: int) -> Callable[[int, str], None]:
    """Return what logs ``migration.step`` with a step's number and what it does, where `table` is large."""
    query = sa.text("SELECT reltuples FROM pg_class WHERE oid = CAST(:of AS regclass)")
    is_long = int(op.get_bind().execute(query, {"of": table}).scalar_one()) > MANY

    def tell(step: int, what: str) -> None:
        if is_long:
            _log.info("migration.step", revision=revision, attempt=f"{step}/{steps}", kind=what)

    return tell
