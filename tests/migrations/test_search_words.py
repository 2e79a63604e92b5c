"""Names that were kept in both scripts before there was one form for them."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import command

from agent_desktop.server.database import create_engine
from agent_desktop.server.schema import migrate, migration_config

_ADD = sa.text("INSERT INTO customer_search_keys (kind, key, customer_id) VALUES ('name', :key, :customer_id)")


def test_keys_of_one_name_in_both_scripts_become_one_key(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    customer_id = uuid4()
    try:
        with engine.begin() as connection:
            command.upgrade(migration_config(connection), "0010")
            for foreign in sa.inspect(connection).get_foreign_keys(
                "customer_search_keys"
            ):  # without the customer's row
                connection.execute(sa.text(f"ALTER TABLE customer_search_keys DROP CONSTRAINT {foreign['name']}"))
            for key in ("何詩詠", "何诗詠", "何诗咏", "ho"):
                connection.execute(_ADD, {"key": key, "customer_id": customer_id})
        migrate(engine)
        with engine.connect() as connection:
            keys = connection.scalars(sa.text("SELECT key FROM customer_search_keys ORDER BY key")).all()
    finally:
        engine.dispose()

    assert keys == ["ho", "何诗咏"]
