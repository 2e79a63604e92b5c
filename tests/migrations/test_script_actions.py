"""Actions of scripts that were kept before it was noted what they were made of, and the way back."""

import sqlalchemy as sa
from alembic import command

from agent_desktop.server.database import create_engine
from agent_desktop.server.schema import migrate, migration_config

ONE = """
    INSERT INTO script_actions (script_action_id, call_id, interaction_id, customer_id, script_id, script_version,
        action_id, {column} kind, attempt_id, bank_id, state, by_user_id, asked_at)
    VALUES (gen_random_uuid(), :call, :call, :call, 'lost-card', '1.0', 'block_card', {value} 'bank.block_card',
        gen_random_uuid(), gen_random_uuid(), :state, :call, now())
"""
CALL = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def test_what_was_kept_counts_for_anything_and_going_back_keeps_what_says_most(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    try:
        migrate(engine)
        with engine.begin() as connection:
            command.downgrade(migration_config(connection), "0021")
            connection.execute(sa.text(ONE.format(column="", value="")), {"call": CALL, "state": "done"})
        migrate(engine)
        with engine.begin() as connection:
            assert connection.scalars(sa.text("SELECT made_of FROM script_actions")).all() == [""]
            connection.execute(sa.text("UPDATE script_actions SET made_of = 'a', state = 'refused'"))
            for digest, state in (("b", "done"), ("c", "unknown")):
                more = sa.text(ONE.format(column="made_of,", value=":digest,"))
                connection.execute(more, {"call": CALL, "state": state, "digest": digest})
            command.downgrade(migration_config(connection), "0021")
            assert connection.scalars(sa.text("SELECT state FROM script_actions")).all() == ["done"]
        migrate(engine)
    finally:
        engine.dispose()
