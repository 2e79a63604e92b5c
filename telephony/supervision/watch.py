"""Sees that no supervisor's line stays in a call from which its person has gone. Runs beside the reconciler."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.supervision.repository import SupervisionRepository
from telephony.supervision.service import end_left_over

_log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 5.0
SILENT_AFTER: Final = timedelta(seconds=20)
"""A supervisor's desktop that asks after its call every few seconds and was not heard for so long is gone."""


class SupervisionWatch:
    """Ends what nobody is in any more, one in a transaction. `machine_now` is the machine's clock, aware UTC."""

    def __init__(
        self, open_work: WorkFactory, deps_for: Callable[[Journal], Deps], machine_now: Callable[[], datetime]
    ) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._machine_now = machine_now
        self._able_since: datetime | None = None

    def look(self) -> int:
        """Look once, and return how many were ended. What could not be heard before the first look is no silence."""
        now = self._machine_now()
        self._able_since = self._able_since or now
        heard = now - self._able_since >= SILENT_AFTER
        silent_since = now - SILENT_AFTER if heard else datetime.min.replace(tzinfo=UTC)
        with self._open_work() as work:
            found = SupervisionRepository(work.session).list_left_over(silent_since)
        ended = 0
        for supervision_id, call_id in found:
            try:
                with self._open_work() as work:
                    deps = self._deps_for(work.journal)
                    outcome = end_left_over(work.session, deps, supervision_id, call_id, silent_since)
            except Exception as error:  # noqa: BLE001 - the outermost loop over what was left over
                _log.error("supervision %s was not ended: %s", supervision_id, type(error).__name__)
                continue
            if outcome is not None:
                ended += 1
                _log.info("supervision %s was ended: %s", supervision_id, outcome.value)
        return ended
