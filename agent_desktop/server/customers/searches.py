"""Searches under way on this server, so that one is ended in the database as soon as nobody waits for it.

The next search of a desktop ends the one before it; a person's other desktop goes on with its own. A stop that reaches
another server than the search finds nothing; that search ends by itself, at the latest by the statement limit.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Final
from uuid import UUID

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from agent_desktop.server.errors import SearchStoppedError

_CANCEL_SECONDS: Final = 2.0


class _Search:
    def __init__(self, search_id: UUID | None, driver: psycopg.Connection[object]) -> None:
        self.search_id = search_id
        self.driver = driver
        self.is_stopped = False
        self.is_over = False


class SearchesUnderWay:
    """At most one search of each desktop, which is known by its sign-in. Used by many threads at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_desktop: dict[UUID, _Search] = {}

    @contextmanager
    def search(self, session: Session, desktop_id: UUID, search_id: UUID | None) -> Iterator[None]:
        """Do a search of this desktop's in the block; the one it had before is ended.

        Raises:
            SearchStoppedError: It was ended meanwhile. The session's connection is closed: a late cancellation must
                not meet whoever would have it next.
        """
        driver = session.connection().connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError(type(driver))
        search = _Search(search_id, driver)
        with self._lock:
            former = self._by_desktop.get(desktop_id)
            self._by_desktop[desktop_id] = search
        if former is not None:
            self._end(former)
        try:
            yield
        except BaseException as error:
            if not self._finish(desktop_id, search):
                raise
            session.invalidate()
            if not isinstance(error, DBAPIError):
                raise
            raise SearchStoppedError from error
        if self._finish(desktop_id, search):
            session.invalidate()
            raise SearchStoppedError

    def stop(self, desktop_id: UUID, search_id: UUID) -> bool:
        """End this search of this desktop's, and say whether there was one to end."""
        with self._lock:
            search = self._by_desktop.get(desktop_id)
        if search is None or search.search_id != search_id:
            return False
        return self._end(search)

    def _end(self, search: _Search) -> bool:
        with self._lock:
            if search.is_over or search.is_stopped:
                return False
            search.is_stopped = True
        with suppress(psycopg.Error):
            search.driver.cancel_safe(timeout=_CANCEL_SECONDS)
        return True

    def _finish(self, desktop_id: UUID, search: _Search) -> bool:
        """Take the search off the list, and say whether it was stopped: from then on it cannot be."""
        with self._lock:
            search.is_over = True
            if self._by_desktop.get(desktop_id) is search:
                del self._by_desktop[desktop_id]
            return search.is_stopped
