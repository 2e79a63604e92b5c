"""One complaint among many: what fails for it changes nothing of it, and nothing for the others."""

from collections.abc import Callable
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from agent_desktop.records.events import RecordEvents

_log = structlog.stdlib.get_logger(__name__)


def one_alone(session: Session, complaint_id: UUID, events: RecordEvents, do: Callable[[RecordEvents], None]) -> bool:
    """Do something for one complaint, or nothing of it where that fails; say whether it was done.

    Events are told only of what was done. A database that is away is everybody's failure, and raised.
    """
    told = RecordEvents()
    try:
        with session.begin_nested():
            do(told)
            session.flush()
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        _log.exception("complaint_clocks.failed", complaint_id=str(complaint_id))
        return False
    events.take(told)
    return True
