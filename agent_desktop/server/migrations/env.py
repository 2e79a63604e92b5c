"""Run by alembic: takes the connection that `agent_desktop.server.schema` hands over."""

from alembic import context

from agent_desktop.server.migrations.rendering import compare_type, render_item
from agent_desktop.server.schema import METADATA


def run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=list(METADATA),
        compare_type=compare_type,
        compare_server_default=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
