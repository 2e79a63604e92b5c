"""Whom the Trial caller may be: people of the trial bank, or of whatever bank is in the database."""

from dataclasses import dataclass
from typing import Final, Protocol

import httpx
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode

MOST: Final = 50
"""How many people are shown at once."""

_LIMIT_SECONDS: Final = 20.0  # the first search makes the directory
_SYSTEM: Final = "people"


class Caller(BaseModel):
    """One person to call as. `number` is E.164; `shared_by` how many customers have it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    customer_number: str
    name: str
    name_chinese: str = ""
    tier: str = "standard"
    number: str
    shared_by: int = 1


class People(Protocol):
    """Finds people to call as. May wait, and raises ClientError (SYSTEM_AWAY)."""

    def find(self, text: str, *, shared: bool) -> tuple[Caller, ...]:
        """Return at most `MOST` people whose name or number holds `text`; `shared`: whose number others have too."""
        ...


class _Answer(BaseModel):
    people: tuple[Caller, ...]


class ServicePeople:
    """The trial bank's people, from its service. Its owner closes it."""

    def __init__(self, url: str, key: str) -> None:
        self._client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=_LIMIT_SECONDS, trust_env=False
        )

    def close(self) -> None:
        self._client.close()

    def find(self, text: str, *, shared: bool) -> tuple[Caller, ...]:
        wanted = {"text": text, "kind": "shared" if shared else "any", "limit": str(MOST)}
        try:
            answer = self._client.get("/people", params=wanted)
            answer.raise_for_status()
            return _Answer.model_validate_json(answer.content).people
        except (httpx.HTTPError, ValidationError) as error:
            raise ClientError(ErrorCode.SYSTEM_AWAY, {"system": _SYSTEM}) from error


@dataclass(frozen=True, slots=True)
class DatabasePeople:
    """The people of any bank that was loaded, straight from the database: for a trial of real extracts."""

    engine: sa.Engine

    def close(self) -> None:
        self.engine.dispose()

    def find(self, text: str, *, shared: bool) -> tuple[Caller, ...]:
        wanted = text.strip()
        pattern = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        try:
            with self.engine.connect() as connection:
                rows = connection.execute(
                    _FIND, {"text": wanted, "pattern": pattern, "shared": shared, "most": MOST}
                ).mappings()
                return tuple(Caller.model_validate(dict(row)) for row in rows)
        except SQLAlchemyError as error:
            raise ClientError(ErrorCode.SYSTEM_AWAY, {"system": _SYSTEM}) from error


_FIND: Final = sa.text(
    """
    WITH users AS (
        SELECT number, count(*) AS shared_by FROM customer_phone_numbers GROUP BY number
    ), found AS (
        SELECT DISTINCT ON (c.sort_key, c.customer_id) c.customer_number, c.title, c.name_latin, c.name_chinese,
            c.tier, p.number, u.shared_by, c.sort_key, c.customer_id
        FROM customers c JOIN customer_phone_numbers p USING (customer_id) JOIN users u USING (number)
        WHERE (:text = '' OR c.name_latin ILIKE :pattern OR c.name_chinese ILIKE :pattern
            OR c.customer_number = :text OR p.number LIKE :pattern)
            AND (NOT :shared OR u.shared_by > 1)
        ORDER BY c.sort_key, c.customer_id, p.kind <> 'mobile'
    )
    SELECT customer_number, trim(title || ' ' || name_latin) AS name, name_chinese, tier, number, shared_by
    FROM found ORDER BY customer_number <> :text, sort_key, customer_id LIMIT :most
    """
)
