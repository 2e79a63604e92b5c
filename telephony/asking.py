"""How telephony asks its host where a failure of the host must not stop the calls."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

# Not the session's own savepoints: those are two round trips, and may not wait. It is left where it is: the next one
# of its name goes before it, and the commit releases all.
_BEFORE: Final = sa.text("SAVEPOINT before_host").execution_options(later=True)
_BACK: Final = sa.text("ROLLBACK TO SAVEPOINT before_host")

_log = logging.getLogger(__name__)

_T = TypeVar("_T")


def ask_host(session: Session, what: str, ask: Callable[[], _T], *, otherwise: _T) -> _T:
    """Return what the host answers, or `otherwise` where it fails; what it wrote until then is undone.

    One customer whose profile cannot be composed would else stand at the head of the queue for ever and stop
    every call behind. Only the kind of failure is logged: its words may hold a customer's values.

    Raises:
        DBAPIError: The connection to the database was lost: that is no failure of the host's, and nothing else of
            this transaction can be done either.
    """
    session.flush()
    session.execute(_BEFORE)
    try:
        answer = ask()
        session.flush()  # what fails in writing it is the host's failure, too
    except Exception as error:  # an outermost guard: the host's failures are not telephony's
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        _log.error("host failed: %s: %s", what, type(error).__name__)
        for row in list(session.new):
            session.expunge(row)
        session.execute(_BACK)
        session.expire_all()
        return otherwise
    return answer
