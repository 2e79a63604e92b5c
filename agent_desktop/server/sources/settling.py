"""What other records do about a load within its transaction: all of it is seen at once, or nothing."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.groups import replace_gone_leads
from agent_desktop.records.managers.repository import keep_given_managers
from agent_desktop.records.sources.run import Settle


def settling(verified_by: frozenset[str], now: Callable[[], datetime]) -> Settle:
    """Return what settles a load: managers that were given here stay, and whoever is gone leads no person any more."""

    def settle(connection: sa.Connection) -> None:
        with Session(bind=connection) as session:  # the load's transaction, which the session leaves open
            keep_given_managers(session)
            replace_gone_leads(session, verified_by, at=now())
            session.flush()

    return settle
