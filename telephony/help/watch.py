"""Ends calls for help that are about nothing any more: their call is over, or their agent has gone."""

from collections.abc import Callable

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.help.repository import HelpRepository
from telephony.help.service import end_without_matter
from telephony.ports import WorkFactory


class HelpWatch:
    """Ends each in a transaction of its own: no two groups are locked at once."""

    def __init__(self, open_work: WorkFactory, deps_for: Callable[[Journal], Deps]) -> None:
        self._open_work = open_work
        self._deps_for = deps_for

    def look(self) -> int:
        """Look once, and return how many were ended."""
        with self._open_work() as work:
            found = HelpRepository(work.session).list_without_matter()
        ended = 0
        for help_id, agent_id in found:
            with self._open_work() as work:
                ended += end_without_matter(work.session, self._deps_for(work.journal), help_id, agent_id)
        return ended
