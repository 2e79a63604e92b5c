"""Every query on favourites of the directory."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.directory import EntryKind, Favourite
from agent_desktop.records.database import table_of
from agent_desktop.records.directory.models import DirectoryFavouriteRow

_FAVOURITES = table_of(DirectoryFavouriteRow)


class FavouriteRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, user_id: UUID) -> Mapping[tuple[EntryKind, str], Favourite]:
        """Return what a person keeps at hand, and what everybody does, by entry."""
        query = sa.select(_FAVOURITES.c.user_id, _FAVOURITES.c.kind, _FAVOURITES.c.entry_id).where(
            sa.or_(_FAVOURITES.c.user_id == user_id, _FAVOURITES.c.user_id.is_(None))
        )
        found: dict[tuple[EntryKind, str], Favourite] = {}
        for row in self._session.execute(query):
            one = Favourite.SHARED if row.user_id is None else Favourite.OWN
            found[row.kind, row.entry_id] = Favourite.BOTH if (row.kind, row.entry_id) in found else one
        return found

    def put(self, user_id: UUID | None, kind: EntryKind, entry_id: str, at: datetime) -> None:
        """Keep an entry at hand; nothing where it is."""
        row = {"favourite_id": uuid4(), "user_id": user_id, "kind": kind, "entry_id": entry_id, "put_at": at}
        self._session.execute(insert(_FAVOURITES).values(row).on_conflict_do_nothing())

    def drop(self, user_id: UUID | None, kind: EntryKind, entry_id: str) -> None:
        """Keep an entry at hand no longer."""
        whose = _FAVOURITES.c.user_id.is_(None) if user_id is None else _FAVOURITES.c.user_id == user_id
        entry = sa.and_(_FAVOURITES.c.kind == kind, _FAVOURITES.c.entry_id == entry_id)
        self._session.execute(sa.delete(_FAVOURITES).where(whose, entry))
