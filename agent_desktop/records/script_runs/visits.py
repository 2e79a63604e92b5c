"""When each step was opened and left, made of the saves of a run: the server's own clock, no word of a desktop's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias

Visits: TypeAlias = list[list[str | None]]
"""``[step id, entered, left]``, times in ISO 8601; the last one is open, and so is one that was only passed through."""

MOST: Final = 300
"""Visits that are kept of a run; whoever goes to and fro for longer is not counted further."""


def visits_after(before: Sequence[list[str | None]], road: Sequence[str], began_at: datetime, at: datetime) -> Visits:
    """Return the visits once the last step of `road` is open.

    `road` are the ids of the steps up to it. `began_at` is when the first one was opened, where there is no visit yet.
    A step that was passed between two saves (the desktop had no server) is one whose length nobody knows.
    """
    visits: Visits = [list(each) for each in before] or [[road[0], began_at.isoformat(), None]]
    step_id, last = road[-1], visits[-1]
    if last[0] == step_id or len(visits) >= MOST:
        return visits
    last[2] = at.isoformat()
    known = {each[0] for each in visits}
    visits += [[passed, at.isoformat(), None] for passed in road[:-1] if passed not in known]
    visits.append([step_id, at.isoformat(), None])
    return visits
