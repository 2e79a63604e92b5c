"""What is alike of all tables of e-mails that wait to be sent, one after the other."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.mails import MailStage


class WaitingMails:
    """The queries of one such table: it has a `state` and, while one waits, `due_at`. `lock` is the number of the lock
    of whoever sends."""

    def __init__(self, session: Session, table: sa.Table, lock: int) -> None:
        self._session = session
        self._table = table
        self._lock = lock

    def try_lock(self) -> bool:
        """Be the one who sends until this transaction ends; False where somebody else is."""
        return bool(self._session.execute(sa.select(sa.func.pg_try_advisory_xact_lock(self._lock))).scalar_one())

    def keep_alive(self) -> None:
        """Say that this transaction is at work: the database ends those that are idle, and their locks with them."""
        self._session.execute(sa.select(1))

    def put_off(self, due: datetime, until: datetime) -> None:
        """Have all that are due wait until then."""
        waiting = sa.and_(self._table.c.state == MailStage.WAITING, self._table.c.due_at <= due)
        self._session.execute(sa.update(self._table).where(waiting).values(due_at=until))

    def next_due_at(self) -> datetime | None:
        query = sa.select(sa.func.min(self._table.c.due_at)).where(self._table.c.state == MailStage.WAITING)
        found: datetime | None = self._session.execute(query).scalar_one()
        return found
