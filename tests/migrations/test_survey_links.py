"""A link that was sent before goes on working: what is kept of it moves to its survey, and back."""

import sqlalchemy as sa
from alembic import command

from agent_desktop.server.database import create_engine
from agent_desktop.server.schema import migrate, migration_config

CUSTOMER = """
    INSERT INTO customers (customer_id, source_code, source_key, kind, customer_number, sort_key)
    VALUES (:customer, 'core', '1', 'personal', '1', 'a')
"""
SURVEY = """
    INSERT INTO surveys (survey_id, form, form_name, record_kind, record_id, customer_id, way, language, state,
        asked_at, ends_at)
    VALUES (:survey, 'after_call', '{}', 'call', gen_random_uuid(), :customer, 'email', 'en', 'asked',
        '2026-03-02T09:00Z', '2026-03-09T09:00Z')
"""
MAIL = "INSERT INTO survey_mails (survey_id, state, link_hash) VALUES (:survey, 'sent', :hash)"
IDS = {
    "customer": "6f9619ff-8b86-4d01-b42d-00cf4fc9640c",
    "survey": "6f9619ff-8b86-4d01-b42d-00cf4fc9640d",
    "hash": "a" * 64,
}


def test_the_hash_of_a_link_is_its_surveys_and_is_not_lost_on_the_way_back(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    try:
        migrate(engine)
        with engine.begin() as connection:
            command.downgrade(migration_config(connection), "0065")
            for text in (CUSTOMER, SURVEY, MAIL):
                connection.execute(sa.text(text), IDS)
        migrate(engine)
        with engine.begin() as connection:
            assert connection.scalar(sa.text("SELECT link_hash FROM surveys")) == IDS["hash"]
            command.downgrade(migration_config(connection), "0065")
            assert connection.scalar(sa.text("SELECT link_hash FROM survey_mails")) == IDS["hash"]
    finally:
        engine.dispose()
