"""Versions of a document: the first from a file, each later one on top of the newest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.routing import Origin, Version, Versions
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.repository import ConfigurationRepository
from agent_desktop.server.errors import ServerError
from telephony.contract import EventKind
from telephony.events.journal import Journal

LISTED: Final = 100


class ConfigurationStaleError(ServerError):
    """Somebody saved since `seen_version` was read: `current_version`, `by`."""

    code = ErrorCode.STALE_VERSION


class VersionNotFoundError(ServerError):
    """There is no such version."""

    code = ErrorCode.NOT_FOUND


def ensure_first(session: Session, kind: str, document: Mapping[str, Any], at: datetime) -> ConfigurationRow:
    """Return the version that counts; where there is none the document becomes the first. Safe when several servers
    start at once."""
    repository = ConfigurationRepository(session)
    newest = repository.find_newest(kind)
    if newest is None:
        repository.lock()
        newest = repository.find_newest(kind)
    return newest or _added(repository, kind, 1, document, at, Origin.CONFIG)


def add_version(
    session: Session,
    journal: Journal,
    kind: str,
    document: Mapping[str, Any],
    at: datetime,
    *,
    newest: ConfigurationRow,
    origin: Origin,
    by: UUID | None = None,
    reason: str = "",
    restores: int | None = None,
) -> ConfigurationRow:
    """Put a version on top of the newest; every server hears of it with the commit."""
    repository = ConfigurationRepository(session)
    row = _added(repository, kind, newest.version + 1, document, at, origin, by, reason, restores)
    journal.add(EventKind.CONFIGURATION_CHANGED, row.version_id, topics=[], at=at)
    return row


def lock_seen(session: Session, kind: str, seen_version: int | None) -> ConfigurationRow:
    """Lock the configuration and return the version that counts, which must be the one that was seen (None: any).

    Raises:
        ConfigurationStaleError: It is a newer one.
        VersionNotFoundError: No server has started on this database yet.
    """
    repository = ConfigurationRepository(session)
    repository.lock()
    newest = repository.find_newest(kind)
    if newest is None:
        raise VersionNotFoundError
    if seen_version is not None and newest.version != seen_version:
        raise ConfigurationStaleError(current_version=newest.version, by=version_of(session, newest).by_name)
    return newest


def newest_of(session: Session, kind: str) -> ConfigurationRow:
    """Return the version that counts.

    Raises:
        VersionNotFoundError: No server has started on this database yet.
    """
    row = ConfigurationRepository(session).find_newest(kind)
    if row is None:
        raise VersionNotFoundError
    return row


def get_version(session: Session, kind: str, version: int) -> ConfigurationRow:
    """Return one version.

    Raises:
        VersionNotFoundError: There is none of this number.
    """
    row = ConfigurationRepository(session).find(kind, version)
    if row is None:
        raise VersionNotFoundError
    return row


def version_of(session: Session, row: ConfigurationRow) -> Version:
    """Return what the wire says of one version."""
    return _versions(session, [row])[0]


def versions_of(session: Session, kind: str) -> Versions:
    """Return the newest versions."""
    return Versions(
        versions=tuple(_versions(session, list(ConfigurationRepository(session).list_newest(kind, LISTED))))
    )


def _versions(session: Session, rows: list[ConfigurationRow]) -> list[Version]:
    names = ConfigurationRepository(session).names_of({row.by_user_id for row in rows if row.by_user_id is not None})
    return [
        Version(
            version=row.version,
            at=row.at,
            origin=row.origin,
            by_user_id=row.by_user_id,
            by_name="" if row.by_user_id is None else names.get(row.by_user_id, ""),
            reason=row.reason,
            restores=row.restores,
        )
        for row in rows
    ]


def _added(
    repository: ConfigurationRepository,
    kind: str,
    version: int,
    document: Mapping[str, Any],
    at: datetime,
    origin: Origin,
    by: UUID | None = None,
    reason: str = "",
    restores: int | None = None,
) -> ConfigurationRow:
    row = ConfigurationRow(
        kind=kind,
        version=version,
        version_id=uuid4(),
        at=at,
        origin=origin,
        by_user_id=by,
        reason=reason.strip()[:200],
        restores=restores,
        document=dict(document),
    )
    repository.add(row)
    return row
