"""Every query on scheduled loads: who runs one, how far it is, what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.database import table_of
from agent_desktop.records.sources.models import ScheduledLoadRow

_LOADS: Final = table_of(ScheduledLoadRow)


class ScheduleRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_all(self) -> Sequence[ScheduledLoadRow]:
        return self._session.scalars(sa.select(ScheduledLoadRow).order_by(ScheduledLoadRow.name)).all()

    def ask(self, name: str, *, by: UUID, at: datetime) -> None:
        """Note that somebody wants it now."""
        statement = insert(_LOADS).values(name=name, asked_at=at, asked_by=by)
        self._session.execute(
            statement.on_conflict_do_update(index_elements=[_LOADS.c.name], set_={"asked_at": at, "asked_by": by})
        )

    def failed_at(self, name: str) -> datetime | None:
        """Return when it ended where it came to nothing."""
        failed = sa.select(_LOADS.c.finished_at).where(_LOADS.c.name == name, _LOADS.c.failure != "")
        return self._session.scalars(failed).one_or_none()

    def is_wanted(self, name: str) -> bool:
        """Whether somebody asked for it, or it was begun and has not ended."""
        unfinished = sa.and_(_LOADS.c.owner.is_not(None), _LOADS.c.finished_at.is_(None))
        query = sa.select(_LOADS.c.name).where(
            _LOADS.c.name == name, sa.or_(_LOADS.c.asked_at.is_not(None), unfinished)
        )
        return self._session.execute(query).first() is not None

    def claim(
        self,
        name: str,
        slot_at: datetime | None,
        owner: UUID,
        *,
        at: datetime,
        given_up_before: datetime,
        failed_at: datetime | None = None,
    ) -> bool:
        """Have `owner` run what nobody runs, or whose owner has not spoken since `given_up_before`: where `slot_at` was
        not run before, somebody asked, or it is to be tried again after it `failed_at` that time. The database lets one
        of several who ask at once."""
        begun = {
            "owner": owner,
            "started_at": at,
            "beat_at": at,
            "finished_at": None,
            "asked_at": None,
            "step": "",
            "step_of": "",
            "percent": 0,
            "failure": "",
            "failure_details": {},
        }
        slot = {"slot_at": slot_at} if slot_at is not None else {}
        # A load that was given up is begun anew.
        wanted = sa.or_(
            _LOADS.c.asked_at.is_not(None),
            sa.and_(_LOADS.c.owner.is_not(None), _LOADS.c.finished_at.is_(None)),
            *([_LOADS.c.slot_at.is_(None), _LOADS.c.slot_at < slot_at] if slot_at is not None else []),
            *([sa.and_(_LOADS.c.failure != "", _LOADS.c.finished_at == failed_at)] if failed_at is not None else []),
        )
        free = sa.or_(_LOADS.c.owner.is_(None), _LOADS.c.finished_at.is_not(None), _LOADS.c.beat_at < given_up_before)
        statement = insert(_LOADS).values(name=name, **begun, **slot)
        claim = statement.on_conflict_do_update(
            index_elements=[_LOADS.c.name], set_={**begun, **slot}, where=sa.and_(free, wanted)
        )
        return self._session.execute(claim.returning(_LOADS.c.name)).first() is not None

    def beat(self, name: str, owner: UUID, *, at: datetime, step: tuple[str, str, int] | None) -> bool:
        """Say that it goes on, and where it is; say whether it is `owner`'s still."""
        values: dict[str, Any] = {"beat_at": at}
        if step is not None:
            values |= {"step": step[0], "step_of": step[1][:200], "percent": step[2]}
        return self._change(name, owner, values)

    def end(
        self,
        name: str,
        owner: UUID,
        *,
        at: datetime,
        load_id: UUID | None = None,
        failure: str = "",
        details: Mapping[str, JsonValue] | None = None,
    ) -> bool:
        """Keep what came of it: a load, or the code of a failure."""
        ended = {"finished_at": at, "beat_at": at, "failure": failure, "failure_details": dict(details or {})}
        return self._change(name, owner, ended if load_id is None else ended | {"load_id": load_id})

    def let_go(self, name: str, owner: UUID) -> bool:
        """Let anybody begin it anew, at once."""
        return self._change(
            name,
            owner,
            {"asked_at": sa.func.coalesce(_LOADS.c.asked_at, _LOADS.c.started_at), "finished_at": _LOADS.c.started_at},
        )

    def _change(self, name: str, owner: UUID, values: dict[str, Any]) -> bool:
        change = sa.update(_LOADS).where(_LOADS.c.name == name, _LOADS.c.owner == owner, _LOADS.c.finished_at.is_(None))
        return self._session.execute(change.values(**values).returning(_LOADS.c.name)).first() is not None
