"""Every query on the versions of service scripts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer

from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.scripts import ScriptState
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.states import OPEN

_LOCK: Final = 0x73637273
"""An advisory lock's number: one change of the library at a time, since scripts depend on each other."""

_ROW: Final = ScriptVersionRow
_WITHOUT_TEXT: Final = (defer(_ROW.text), defer(_ROW.script))


class ScriptVersionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Let nobody else change the library until the end of the transaction."""
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def list_all(self) -> Sequence[ScriptVersionRow]:
        """Return every version of every script without text, by script, the newest first."""
        query = sa.select(_ROW).options(*_WITHOUT_TEXT).order_by(_ROW.script_id, _ROW.number.desc())
        return self._session.scalars(query).all()

    def list_of(self, script_id: str) -> Sequence[ScriptVersionRow]:
        """Return every version of one script, the newest first."""
        query = sa.select(_ROW).where(_ROW.script_id == script_id).execution_options(populate_existing=True)
        return self._session.scalars(query.order_by(_ROW.number.desc())).all()

    def find(self, script_id: str, number: int) -> ScriptVersionRow | None:
        return self._session.get(_ROW, (script_id, number), populate_existing=True)

    def find_draft(self, script_id: str) -> ScriptVersionRow | None:
        query = sa.select(_ROW).where(_ROW.script_id == script_id, _ROW.state.in_(OPEN))
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def find_published(self, script_id: str) -> ScriptVersionRow | None:
        query = sa.select(_ROW).where(_ROW.script_id == script_id, _ROW.state == ScriptState.PUBLISHED)
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def next_number(self, script_id: str) -> int:
        query = sa.select(sa.func.coalesce(sa.func.max(_ROW.number), 0) + 1).where(_ROW.script_id == script_id)
        return self._session.execute(query).scalar_one()

    def add(self, *rows: ScriptVersionRow) -> None:
        self._session.add_all(rows)
        self._session.flush()

    def retire(self, row: ScriptVersionRow, at: datetime) -> None:
        """Have a version open for no call any more, at once: one can be published in its place then."""
        row.state, row.retired_at = ScriptState.RETIRED, at
        self._session.flush()

    def delete(self, row: ScriptVersionRow) -> None:
        self._session.delete(row)
        self._session.flush()


class WrittenTextRepository:
    """Texts as authors find them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_texts(self) -> Mapping[str, str]:
        """Return the text of each script that an author would open, by id: the draft, else what is published, else the
        newest."""
        order = sa.case((_ROW.state.in_(OPEN), 0), (_ROW.state == ScriptState.PUBLISHED, 1), else_=2)
        query = sa.select(_ROW.script_id, _ROW.text).ext(distinct_on(_ROW.script_id))
        rows = self._session.execute(query.order_by(_ROW.script_id, order, _ROW.number.desc()))
        return {each.script_id: each.text for each in rows}


class PublishedRepository:
    """What opens for calls, and what did once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_scripts(self, known: Collection[UUID] = ()) -> Mapping[UUID, dict[str, Any] | None]:
        """Return what opens for calls by its version's id: the script, None for those of `known`.

        One statement, so that no publication falls between the ids and the scripts.
        """
        script = sa.case((_ROW.version_id.in_(known), sa.null()), else_=_ROW.script).label("kept")
        query = sa.select(_ROW.version_id, script).where(_ROW.state == ScriptState.PUBLISHED)
        return {each.version_id: each.kept for each in self._session.execute(query)}

    def list_rows(self) -> Sequence[ScriptVersionRow]:
        """Return the versions that open for calls, by script."""
        query = sa.select(_ROW).where(_ROW.state == ScriptState.PUBLISHED).order_by(_ROW.script_id)
        return self._session.scalars(query.execution_options(populate_existing=True)).all()

    def has_default_beside(self, script_id: str) -> bool:
        """Say whether another script than this one opens where no other fits a customer's call."""
        is_default = sa.and_(
            _ROW.script["default"].as_boolean(),
            sa.func.coalesce(_ROW.script["direction"].as_string(), Direction.INBOUND) == Direction.INBOUND,
        )
        query = sa.select(
            sa.exists().where(_ROW.state == ScriptState.PUBLISHED, _ROW.script_id != script_id, is_default)
        )
        return bool(self._session.scalar(query))

    def find_label(self, script_id: str, label: str) -> ScriptVersionRow | None:
        """Return the version that was published under this name."""
        query = sa.select(_ROW).where(_ROW.script_id == script_id, _ROW.label == label, _ROW.published_at.is_not(None))
        return self._session.scalars(query).one_or_none()

    def list_texts(self, names: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Return the texts that were published under these names, each a script's id and a version's label."""
        query = sa.select(_ROW.script_id, _ROW.label, _ROW.text).where(
            sa.tuple_(_ROW.script_id, _ROW.label).in_(names), _ROW.published_at.is_not(None)
        )
        return {(script_id, label): text for script_id, label, text in self._session.execute(query)}

    def is_empty(self) -> bool:
        """Say whether there is no script at all, as before a server's first start."""
        return not self._session.scalar(sa.select(sa.exists(sa.select(_ROW.script_id))))
