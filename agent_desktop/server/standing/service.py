"""What decides how a caller is routed, before anybody is asked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Tier
from agent_desktop.records.customers.matching import SHORTEST_KEYED, find_caller
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.server.standing.repository import StandingRepository

_ORDER: Final = (Tier.PLATINUM, Tier.GOLD, Tier.STANDARD)
_KEYED: Final = re.compile(rf"[0-9]{{{SHORTEST_KEYED},}}")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a caller. `manager_id` is their relationship manager's, `team` that one's; `language` the one
    they prefer (ISO 639); empty where it is not known. `promised` says that we owe them a word."""

    tier: Tier
    manager_id: UUID | None = None
    team: str = ""
    language: str = ""
    promised: bool = False


def find_standing(
    session: Session,
    number: str,
    keyed_digits: str,
    *,
    at: datetime,
    since: datetime,
    promises: Collection[str],
    options: ProfileOptions,
) -> Standing | None:
    """Return how a caller stands, in one statement where they keyed no number; None where nobody knows them.

    A call number says who may be calling and proves nothing: so this decides who waits how long, never what is told.
    Where several customers share it, the highest tier and any promise count for all, while manager and language must
    be the same for each. Two people of one name are nobody's manager. A promise is a last contact after `since` that
    ended in one of the dispositions `promises`.
    """
    asked = ask_standing(session, number, keyed_digits, since=since, options=options)
    if asked is not None:
        return standing_of(asked.mappings().all(), promises)
    found = find_caller(session, number, keyed_digits, at=at, options=options)
    rows = StandingRepository(session).list_of(found.customer_ids, since) if found.customer_ids else []
    return standing_of(rows, promises)


def ask_standing(
    session: Session, number: str, keyed_digits: str, *, since: datetime, options: ProfileOptions
) -> sa.Result[Any] | None:
    """Ask how the caller of a number stands, for `standing_of`; None where there is none, it is the
    bank's own, or the digits keyed tell."""
    if _KEYED.search(keyed_digits):
        return None
    e164 = normalise(number, options.region)
    if not e164 or e164 in options.own_numbers:
        return None
    return StandingRepository(session).ask_by_number(e164, since)


def standing_of(rows: Sequence[sa.RowMapping], promises: Collection[str]) -> Standing | None:
    """Return how a caller stands whom these rows of `StandingRepository` may be; see `find_standing`."""
    if not rows:
        return None
    names = {row["manager_name"] for row in rows}
    managers = rows[0]["managers"] or [] if len(names) == 1 else []
    manager_id, team = (UUID(managers[0][0]), managers[0][1]) if len(managers) == 1 else (None, "")
    languages = {next(iter(row["languages"]), "") for row in rows}
    return Standing(
        tier=min((row["tier"] for row in rows), key=_ORDER.index),
        manager_id=manager_id,
        team=team,
        language=languages.pop() if len(languages) == 1 else "",
        promised=any(row["disposition_code"] in promises for row in rows),
    )
