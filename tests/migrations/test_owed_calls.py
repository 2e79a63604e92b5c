"""Calls that colleagues owe become callbacks: each of them, and the way back."""

import sqlalchemy as sa
from alembic import command

from agent_desktop.server.database import create_engine
from agent_desktop.server.schema import migrate, migration_config

ONE = """
    INSERT INTO owed_calls (owed_call_id, version, call_id, customer_id, number, reason, owner_id, owner_name, asked_by,
        asked_at, due_at, told_at, done_at, done_by)
    VALUES (:id, 2, gen_random_uuid(), :customer, :number, :reason, :owner, 'Bea', :owner, :at, :due, :at, :done, :by)
"""
CUSTOMER = """
    INSERT INTO customers (customer_id, source_code, source_key, kind, customer_number, sort_key)
    VALUES (:id, 'core', '1', 'personal', '1', 'a')
"""
ID = "6f9619ff-8b86-4d01-b42d-00cf4fc9640{}"
OWNER, CUSTOMER_ID = ID.format("e"), ID.format("c")
AT, DUE, DONE = "2026-03-02T09:00Z", "2026-03-02T10:00Z", "2026-03-02T10:05Z"


def test_each_call_that_is_or_was_owed_is_a_callback_and_none_is_lost_on_the_way_back(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    try:
        migrate(engine)
        with engine.begin() as connection:
            command.downgrade(migration_config(connection), "0038")
            connection.execute(sa.text(CUSTOMER), {"id": CUSTOMER_ID})
            rows = [
                ("1", CUSTOMER_ID, "The loan", DUE, None),
                ("2", CUSTOMER_ID, "The fee", "2026-03-02T11:00Z", None),  # owed by the same to the same
                ("3", CUSTOMER_ID, "A card", DUE, DONE),
                ("4", None, "Nobody known", DUE, None),
            ]
            for place, customer, reason, due, done in rows:
                values = {"id": ID.format(place), "customer": customer, "number": "+85261234567", "reason": reason}
                values |= {"owner": OWNER, "at": AT, "due": due, "done": done, "by": OWNER if done else None}
                connection.execute(sa.text(ONE), values)
        migrate(engine)
        with engine.begin() as connection:
            shown = connection.execute(
                sa.text(
                    "SELECT o.reason, c.state, c.kept, c.reason, c.callback_id::text FROM owed_calls o"
                    " JOIN callbacks c USING (callback_id) ORDER BY o.owed_call_id"
                )
            ).all()
            assert [tuple(each) for each in shown] == [
                ("The loan", "open", None, "The loan", ID.format("1")),
                ("The fee", "open", None, "The loan", ID.format("1")),
                ("A card", "done", True, "A card", ID.format("3")),
                ("Nobody known", "open", None, "Nobody known", ID.format("4")),
            ]
            states = connection.execute(sa.text("SELECT reason, state FROM callbacks ORDER BY callback_id")).all()
            assert tuple(states[1]) == ("The fee", "joined")
            told = "SELECT kind || ': ' || words FROM callback_events WHERE callback_id = :id ORDER BY event_no"
            kinds = connection.scalars(sa.text(told), {"id": ID.format("1")}).all()
            assert kinds == ["made_from: The loan", "joined: The fee"]
        with engine.begin() as connection:
            command.downgrade(migration_config(connection), "0038")
            back = connection.execute(
                sa.text("SELECT reason, number, done_at IS NOT NULL FROM owed_calls ORDER BY owed_call_id")
            ).all()
            assert [tuple(each) for each in back] == [
                ("The loan", "+85261234567", False),
                ("The fee", "+85261234567", False),
                ("A card", "+85261234567", True),
                ("Nobody known", "+85261234567", False),
            ]
        migrate(engine)
    finally:
        engine.dispose()
