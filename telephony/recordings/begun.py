"""By which policy a recording was begun: by that of the START which the carrier did, and not of one asked since. Pure.

A START that nobody confirms is given up, and the call may be under another policy when the next one is asked. The
carrier may have done the first all the same, and say so later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

CLOCKS_DIFFER: Final = timedelta(seconds=2)
"""How much earlier than it was asked for a recording may seem to have begun: carriers tell whole seconds."""

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Start:
    """A START that was asked for: under which policy, what that lets the agent do, who had the call, and when."""

    policy: str
    allows: str
    agent_id: UUID | None
    at: datetime


def with_start(starts: Sequence[Mapping[str, Any]], start: Start) -> list[Mapping[str, Any]]:
    """Return the starts of a call, as they are kept, with one more; asked again as before it is the same."""
    kept = list(starts)
    agent_id = None if start.agent_id is None else str(start.agent_id)
    if kept and (kept[-1]["policy"], kept[-1]["agent_id"]) == (start.policy, agent_id):
        return kept
    new = {"policy": start.policy, "allows": start.allows, "agent_id": agent_id, "at": start.at.isoformat()}
    return [*kept, new][-MOST:]


def begun_by(starts: Sequence[Mapping[str, Any]], began_at: datetime) -> Start | None:
    """Return the START by which a recording was begun that began then; None where none was asked for."""
    read = [_read(each) for each in starts]
    before = [each for each in read if each.at <= began_at + CLOCKS_DIFFER]
    return before[-1] if before else next(iter(read), None)


def _read(kept: Mapping[str, Any]) -> Start:
    agent_id = None if kept["agent_id"] is None else UUID(kept["agent_id"])
    return Start(str(kept["policy"]), str(kept["allows"]), agent_id, datetime.fromisoformat(kept["at"]))
