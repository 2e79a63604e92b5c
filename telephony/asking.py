"""How telephony asks its host where a failure of the host must not stop the calls."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from telephony.database import is_collision

# Not the session's own savepoints: those are two round trips, and may not wait. What telephony itself has waiting is
# sent before: if that fails, it is no failure of the host's. The savepoint is left where it is; the commit releases it.
_BACK_TO: Final = "ROLLBACK TO SAVEPOINT before_host"
_AHEAD: Final = sa.text("SAVEPOINT before_host").execution_options(later=True, apart=True, guard=_BACK_TO)
_BEFORE: Final = sa.text("SAVEPOINT before_host").execution_options(later=True, apart=True)
_BACK: Final = sa.text(_BACK_TO).execution_options(undoes=True)

_log = logging.getLogger(__name__)

_T = TypeVar("_T")


def ask_ahead(session: Session, what: str, ask: Callable[[], object | None]) -> object | None:
    """Have the host ask what it will want to know, without waiting for it; None where that fails.

    What it only asked here and cannot be answered fails where the answer is looked at (`see_answer`), and no more.
    """
    return _ask(session, what, ask, otherwise=None, before=_AHEAD)


def see_answer(what: str, look: Callable[[], _T]) -> _T | None:
    """Return what the host makes of what it had asked ahead; None where it fails.

    Raises:
        DBAPIError: As `ask_host`.
    """
    try:
        return look()
    except Exception as error:  # noqa: BLE001  an outermost guard, as in `ask_host`
        _see_failure(what, error)
        return None


def ask_host(session: Session, what: str, ask: Callable[[], _T], *, otherwise: _T) -> _T:
    """Return what the host answers, or `otherwise` where it fails; what it wrote until then is undone.

    One customer whose profile cannot be composed would else stand at the head of the queue for ever and stop
    every call behind. Only the kind of failure is logged: its words may hold a customer's values. A host writes by
    statements, not by rows of the session. What it writes without looking at the answer may be sent after it has
    answered; if that fails, the unit of work fails.

    Raises:
        DBAPIError: The connection to the database was lost, or this transaction and another stood in each other's way:
            that is no failure of the host's. What it was told would be lost; the whole transaction is to be done again.
    """
    return _ask(session, what, ask, otherwise=otherwise, before=_BEFORE)


def _ask(session: Session, what: str, ask: Callable[[], _T], *, otherwise: _T, before: sa.TextClause) -> _T:
    session.flush()
    session.execute(before)
    try:
        return ask()
    except Exception as error:  # noqa: BLE001  an outermost guard: the host's failures are not telephony's
        _see_failure(what, error)
        _undo(session)
        return otherwise


def _see_failure(what: str, error: Exception) -> None:
    if isinstance(error, DBAPIError) and (error.connection_invalidated or is_collision(error)):
        raise error
    _log.error("host failed: %s: %s", what, type(error).__name__)


def _undo(session: Session) -> None:
    for row in list(session.new):
        session.expunge(row)
    session.execute(_BACK)
    session.expire_all()
