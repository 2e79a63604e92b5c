"""Which tables a first load may have for itself."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.sources.bulk import BulkTables
from agent_desktop.records.sources.progress import no_progress
from tests.records.trial import TrialBank

_KEYS_OF_CONTACTS = sa.text("SELECT conname FROM pg_constraint WHERE conrelid = 'contacts'::regclass ORDER BY 1")


def test_filling_an_empty_table_does_not_lock_a_full_one_that_it_leads_to(engine: sa.Engine) -> None:
    with Session(engine) as session, session.begin():
        TrialBank(session).customer("C-1")
    with engine.connect() as importing, engine.connect() as serving:
        before = importing.scalars(_KEYS_OF_CONTACTS).all()
        driver = importing.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor:
            tables = BulkTables(cursor, ["customers", "contacts"])
            assert ("customers" in tables, "contacts" in tables) == (False, True)

            serving.execute(sa.text("SET lock_timeout = '2s'"))
            assert serving.scalar(sa.text("SELECT count(*) FROM customers")) == 1

            tables.finish(no_progress)
        assert importing.scalars(_KEYS_OF_CONTACTS).all() == before
