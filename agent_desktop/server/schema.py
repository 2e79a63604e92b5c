"""The tables of the whole server, and how a database is brought to them."""

# ruff: noqa: F401  importing a models module adds its tables

from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import agent_desktop.records.alerts.models
import agent_desktop.records.attachments.models
import agent_desktop.records.audit.models
import agent_desktop.records.callbacks.models
import agent_desktop.records.campaigns.models
import agent_desktop.records.complaint_clocks.models
import agent_desktop.records.complaint_questions.models
import agent_desktop.records.complaints.models
import agent_desktop.records.consolidation.models
import agent_desktop.records.contacts.models
import agent_desktop.records.customers.models
import agent_desktop.records.directory.models
import agent_desktop.records.figures.models
import agent_desktop.records.floor_alerts.models
import agent_desktop.records.follow_ups.models
import agent_desktop.records.handed_forms.models
import agent_desktop.records.handovers.models
import agent_desktop.records.holdings.models
import agent_desktop.records.interactions.models
import agent_desktop.records.learning.models
import agent_desktop.records.letters.models
import agent_desktop.records.managers.models
import agent_desktop.records.messages.models
import agent_desktop.records.notices.models
import agent_desktop.records.outreach.models
import agent_desktop.records.owed_calls.models
import agent_desktop.records.quality.models
import agent_desktop.records.recordings.models
import agent_desktop.records.reports.models
import agent_desktop.records.script_actions.models
import agent_desktop.records.script_runs.models
import agent_desktop.records.script_versions.models
import agent_desktop.records.sources.models
import agent_desktop.records.staffing.models
import agent_desktop.records.surveys.models
import agent_desktop.records.valuation.models
import agent_desktop.records.verification.models
import agent_desktop.server.auth.models
import agent_desktop.server.configuration.models
import agent_desktop.server.models
import telephony.acting.models
import telephony.agents.models
import telephony.callbacks.models
import telephony.calls.models
import telephony.events.models
import telephony.help.models
import telephony.menu.models
import telephony.messages.models
import telephony.offers.models
import telephony.providers.models
import telephony.providers.twilio.models
import telephony.queues.models
import telephony.reconciling.models
import telephony.recordings.models
import telephony.seats.models
import telephony.supervision.models
import telephony.surveys.models
import telephony.timers.models
import telephony.transcripts.models
import telephony.transfers.models
import telephony.wrap_up.models
from agent_desktop.records.database import Base as RecordsBase
from telephony.database import Base as TelephonyBase

METADATA: Final = (RecordsBase.metadata, TelephonyBase.metadata)
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def tables() -> list[sa.Table]:
    """Return every table, those that are referred to before those that refer to them."""
    return [table for metadata in METADATA for table in metadata.sorted_tables]


def migration_config(connection: sa.Connection | None = None) -> Config:
    """Return alembic's configuration; no file holds one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def newest_revision() -> str:
    """Return the revision this program works with. To read all migrations takes a while, and they stay as they are."""
    return ScriptDirectory.from_config(migration_config()).get_current_head() or ""


def revision_of(connection: sa.Connection) -> str:
    """Return the revision of the tables behind `connection`; empty where there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def lock_migrations(connection: sa.Connection) -> None:
    """Wait until nobody else changes the tables, and keep others from it until this transaction ends."""
    connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
    connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('agent_desktop.migrations'))"))


def migrate(engine: sa.Engine) -> None:
    """Bring the database to the newest revision, in one transaction. Does nothing where it is there already."""
    with engine.begin() as connection:
        lock_migrations(connection)  # two servers that start at once: the second finds nothing to do
        command.upgrade(migration_config(connection), "head")
