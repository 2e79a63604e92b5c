"""From settings to a database that is ready for work: embedded or named, migrated, of a version we know."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.recovery import check_when_ready
from agent_desktop.server.schema import migrate, migration_config, revision_of
from agent_desktop.server.secrets import SecretName, Secrets
from agent_desktop.server.start_errors import DatabaseNewerError
from agent_desktop.settings import Settings, database_folder


def database_address(
    settings: Settings, secrets: Secrets, *, embedded: Callable[[Path], EmbeddedPostgres] = EmbeddedPostgres
) -> str:
    """Return the address of the database, password included; start the embedded one where none is named.

    Raises:
        StartError: The embedded database cannot be started: disk, folder, PostgreSQL itself.
    """
    if not settings.database.url:
        return embedded(database_folder(settings)).start()
    password = secrets.get(SecretName.DATABASE)
    url = sa.make_url(settings.database.url)
    return (url.set(password=password) if password else url).render_as_string(hide_password=False)


def open_database(settings: Settings, secrets: Secrets, *, migrated: bool = True) -> sa.Engine:
    """Return an engine on the database; its tables are brought up to date unless `migrated` is False.

    A database that is coming up, such as after it was killed, is waited for.

    Raises:
        StartError: As `database_address`; or the database does not answer, is older than PostgreSQL 15, or has
            tables of a newer program.
    """
    engine = create_engine(
        database_address(settings, secrets),
        pool_size=settings.database.pool_size,
        connect_seconds=settings.database.connect_seconds,
    )
    try:
        check_when_ready(engine)
        expect_known_revision(engine)
        if migrated:
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def expect_known_revision(engine: sa.Engine) -> None:
    """Refuse tables that a newer program has made.

    Raises:
        DatabaseNewerError: Their revision is none of ours.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(migration_config()).walk_revisions()}
    if found and found not in known:
        raise DatabaseNewerError(found=found)
