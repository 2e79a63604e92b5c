"""Writes the draft of a migration from the models: `python -m agent_desktop.server.migrations.draft TITLE`.

With the title `first tables` it writes 0001 anew, which holds only until the first release.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import DowngradeOps, UpgradeOps
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.migrations.rendering import compare_type, render_item
from agent_desktop.server.postgres_tools import account_for_postgres
from agent_desktop.server.schema import METADATA, MIGRATIONS, migrate, migration_config

FIRST: Final = "first tables"

_AFTER_FIRST: Final = '''
    op.execute("INSERT INTO event_counter (\\"only\\", last_number) VALUES (1, 0)")
    op.execute(
        """
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'audit entries are only ever added' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entries_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )
'''

_FILE: Final = '''"""{title}.

Revision {revision}, after {after}.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "{revision}"
down_revision = {after!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {upgrade}
{more}

def downgrade() -> None:
    {downgrade}
'''


def draft(folder: Path, title: str) -> Path:
    """Compare the models with the newest revision on a throwaway cluster in `folder` and write what differs."""
    first = title == FIRST
    head = None if first else ScriptDirectory.from_config(migration_config()).get_current_head()
    revision = f"{int(head or 0) + 1:04d}"
    postgres = EmbeddedPostgres(folder, settings={"fsync": "off"})
    engine = create_engine(postgres.start())
    try:
        if not first:
            migrate(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "target_metadata": list(METADATA),
                    "compare_type": compare_type,
                    "compare_server_default": True,
                    "render_item": render_item,
                },
            )
            # Several are taken as well as one, whatever the annotation says.
            script = produce_migrations(context, list(METADATA))  # type: ignore[arg-type]

            def code(operations: UpgradeOps | DowngradeOps | None) -> str:
                if operations is None:
                    return "pass"
                return render_python_code(
                    operations, migration_context=context, render_item=render_item, imports=["postgresql"]
                ).strip()

            text = _FILE.format(
                title=title.capitalize(),
                revision=revision,
                after=head,
                upgrade=code(script.upgrade_ops),
                more=_AFTER_FIRST if first else "",
                downgrade=code(script.downgrade_ops)
                + ('\n    op.execute("DROP FUNCTION refuse_audit_change()")' if first else ""),
            )
    finally:
        engine.dispose()
        postgres.stop()
    path = MIGRATIONS / "versions" / f"{revision}_{title.replace(' ', '_')}.py"
    path.write_text(text, encoding="utf-8")
    return path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="agent-desktop-draft-", ignore_cleanup_errors=True) as name:
        account = account_for_postgres()
        if account is not None:
            Path(name).chmod(0o755)
        sys.stdout.write(f"{draft(Path(name) / 'postgres', sys.argv[1])}\n")


if __name__ == "__main__":
    main()
