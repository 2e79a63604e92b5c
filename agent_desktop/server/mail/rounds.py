"""Sends e-mails that wait, one after the other: those of surveys, and letters.

SMTP knows no *exactly once*: that an e-mail is being sent is committed before, what came of it after. Where nobody
knows whether it went out it is not sent again: nobody gets it twice.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.mails import MailStage
from agent_desktop.records.waiting_mails import WaitingMails
from agent_desktop.server.mail.port import (
    Mail,
    MailAwayError,
    MailLaterError,
    MailLine,
    MailRefusedError,
    MailSender,
    MailUncertainError,
)
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated

AT_ONCE: Final = 10
"""So many go out before the worker rests."""
AGAIN_AFTER: Final = timedelta(minutes=5)
"""So long nothing goes out after the mail server was away."""
LATER_MOST: Final = 5
"""So many recipients in a row whom it does not take now mean that it takes nobody now."""
GIVEN_UP_AFTER: Final = timedelta(days=3)
"""What could not be sent for so long is not sent any more."""
LOOK_SECONDS: Final = 15.0

_log = structlog.stdlib.get_logger(__name__)

Begin = Callable[[], AbstractContextManager[UnitOfWork]]
Taken = tuple[UUID, Mail | None]


class MailRounds(ABC):
    """Sends what waits. May run in several servers; one at a time sends."""

    def __init__(self, begin: Begin, mail: MailSender) -> None:
        self._begin = begin
        self._mail = mail
        self._later = 0  # recipients in a row; only whoever has the lock counts

    def run_due(self) -> int:
        """Send what is due, and return how many were seen to."""
        with self._begin() as guard:
            waiting = self._waiting(guard.session)
            if not waiting.try_lock():
                return 0
            with self._begin() as work:
                self._leave_unfinished(work)
            done, self._later = 0, 0
            with self._mail.opened() as line:
                while done < AT_ONCE and self._next(line):
                    waiting.keep_alive()
                    done += 1
        return done

    def next_due_at(self) -> datetime | None:
        with self._begin() as work:
            return self._waiting(work.session).next_due_at()

    def _next(self, line: MailLine) -> bool:
        with self._begin() as work:
            taken = self._take(work)
        if taken is None:
            return False
        mail_id, written = taken
        if written is None:
            return True
        stage, why, is_away = MailStage.SENT, "", False
        try:
            line.send(written)
        except MailRefusedError as refused:
            stage, why = MailStage.NOT_SENT, refused.problem.value
        except MailUncertainError:
            stage = MailStage.UNCERTAIN
        except MailLaterError:
            self._later += 1
            stage, is_away = MailStage.WAITING, self._later >= LATER_MOST
        except MailAwayError as away:
            stage, is_away = MailStage.WAITING, True
            _log.warning("mail.away", reason=away.problem.value, code=away.code)
        if stage is not MailStage.WAITING:
            self._later = 0
        with self._begin() as work:
            self._keep(work, mail_id, stage, why)
            if is_away:
                at = work.now()
                self._waiting(work.session).put_off(at, at + AGAIN_AFTER)
        return not is_away

    @abstractmethod
    def _waiting(self, session: Session) -> WaitingMails:
        """Return the queries of the table."""

    @abstractmethod
    def _take(self, work: UnitOfWork) -> Taken | None:
        """Take the next that is due and keep it as being sent; without a `Mail` where it is not to be sent any more,
        None where nothing is due."""

    @abstractmethod
    def _keep(self, work: UnitOfWork, mail_id: UUID, stage: MailStage, why: str) -> None:
        """Keep what came of one. `why` is that of a refusal (`MailProblem`)."""

    @abstractmethod
    def _leave_unfinished(self, work: UnitOfWork) -> None:
        """Keep of what a dead server was sending that it may have gone out."""


def mail_worker(name: str, rounds: MailRounds, mail: MailSender, now: Callable[[], datetime]) -> Repeated:
    """Return the thread that does it, as quickly as the mail server takes them."""
    rest = AT_ONCE * 60 / mail.most_a_minute

    def work() -> float | None:
        if rounds.run_due() >= AT_ONCE:
            return rest
        due_at = rounds.next_due_at()
        return None if due_at is None else max((due_at - now()).total_seconds(), rest, 0.25)

    return Repeated(name, work, every_seconds=max(LOOK_SECONDS, rest))
