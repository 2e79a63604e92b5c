"""Gives waiting messages to their carrier, after the commit that asked for them."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from telephony.deps import Deps
from telephony.errors import CarrierAwayError
from telephony.events.journal import Journal
from telephony.messages.port import MessageSender, OutgoingMessage
from telephony.messages.repository import MessageRepository
from telephony.messages.service import give_up, take_answer
from telephony.ports import WorkFactory

_log = logging.getLogger(__name__)

FIRST_RETRY_SECONDS: Final = 1.0
LAST_RETRY_SECONDS: Final = 60.0
PATIENCE: Final = timedelta(minutes=10)
"""A message that cannot be given to a carrier for so long is not sent any more: what it says is soon out of date."""


class MessageRunner:
    """One transaction a message, holding its row: a worker that dies leaves it to the next one. Any number of runners
    may work; the carrier knows a message by its id, so that one which was sent before the worker died is not sent
    twice."""

    def __init__(self, open_work: WorkFactory, deps_for: Callable[[Journal], Deps], sender: MessageSender) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._sender = sender

    def run_due(self) -> int:
        """Give the carrier everything that waits and is due, and return how many attempts that were."""
        attempts = 0
        while self._run_next():
            attempts += 1
        return attempts

    def next_due_at(self) -> datetime | None:
        """Return when the next message becomes due, by the business clock."""
        with self._open_work() as work:
            return MessageRepository(work.session).next_due_at(self._sender.name)

    def _run_next(self) -> bool:
        with self._open_work() as work:
            deps = self._deps_for(work.journal)
            row = MessageRepository(work.session).lock_next_due(self._sender.name, deps.now())
            if row is None:
                return False
            tried_since = row.asked_at if row.attempts else None
            row.attempts += 1
            message = OutgoingMessage(row.message_id, row.to_number, row.from_number, row.text, tried_since)
            try:
                answer = self._sender.send_message(message)
            except CarrierAwayError:
                if deps.now() - row.asked_at >= PATIENCE:
                    _log.warning("message %s was given up", row.message_id)
                    give_up(work.session, deps, row)
                    return True
                delay = min(FIRST_RETRY_SECONDS * 2 ** min(row.attempts - 1, 10), LAST_RETRY_SECONDS)
                row.due_at = deps.now() + timedelta(seconds=delay)
                return True
            take_answer(work.session, deps, row, answer)
            return True
