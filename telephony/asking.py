"""How telephony asks its host where a failure of the host must not stop the calls."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

# Not the session's own savepoints: those are two round trips, and may not wait. What telephony itself has waiting is
# sent before: if that fails, it is no failure of the host's. The savepoint is left where it is; the commit releases it.
_BEFORE: Final = sa.text("SAVEPOINT before_host").execution_options(later=True, apart=True)
_BACK: Final = sa.text("ROLLBACK TO SAVEPOINT before_host")

_log = logging.getLogger(__name__)

_T = TypeVar("_T")


def ask_host(session: Session, what: str, ask: Callable[[], _T], *, otherwise: _T) -> _T:
    """Return what the host answers, or `otherwise` where it fails; what it wrote until then is undone.

    One customer whose profile cannot be composed would else stand at the head of the queue for ever and stop
    every call behind. Only the kind of failure is logged: its words may hold a customer's values. A host writes by
    statements, not by rows of the session. What it writes without looking at the answer may be sent after it has
    answered; if that fails, the unit of work fails.

    Raises:
        DBAPIError: The connection to the database was lost: that is no failure of the host's, and nothing else of
            this transaction can be done either.
    """
    session.flush()
    session.execute(_BEFORE)
    try:
        answer = ask()
    except Exception as error:  # an outermost guard: the host's failures are not telephony's
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        _log.error("host failed: %s: %s", what, type(error).__name__)
        _undo(session)
        return otherwise
    return answer


def _undo(session: Session) -> None:
    for row in list(session.new):
        session.expunge(row)
    try:
        session.execute(_BACK)
    except DBAPIError as error:
        # What the host had left waiting went first, and failed; nothing waits any more.
        if error.connection_invalidated:
            raise
        session.execute(_BACK)
    session.expire_all()
