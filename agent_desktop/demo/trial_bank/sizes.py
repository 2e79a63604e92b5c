"""How much room a bank takes in the database."""

from dataclasses import dataclass

import sqlalchemy as sa

from agent_desktop.records.sources.targets import TARGETS


@dataclass(frozen=True, slots=True)
class TableSize:
    """One table: its rows, and its bytes on disk with its indexes, `index_bytes` of them for these alone."""

    rows: int
    size_bytes: int
    index_bytes: int


@dataclass(frozen=True, slots=True)
class DatabaseSize:
    """The whole database in bytes, and the tables a bank fills, by name."""

    size_bytes: int
    tables: dict[str, TableSize]


def database_size(engine: sa.Engine) -> DatabaseSize:
    """Count every row and ask PostgreSQL for the sizes."""
    tables = [*(target.table for target in TARGETS.values()), "customer_search_keys", "customer_search_words"]
    with engine.connect() as connection:
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        sizes = {
            table: TableSize(
                *connection.execute(
                    sa.select(
                        sa.select(sa.func.count()).select_from(sa.table(table)).scalar_subquery(),
                        sa.func.pg_total_relation_size(table),
                        sa.func.pg_indexes_size(table),
                    )
                ).one()
            )
            for table in tables
        }
        whole = connection.scalar(sa.select(sa.func.pg_database_size(sa.func.current_database())))
    return DatabaseSize(int(whole or 0), sizes)
