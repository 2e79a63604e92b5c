"""Compares what a killed desktop showed and kept with what the new one shows. Only ledger lines are looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tests.proofs.kill.ledger import Entry, LedgerReader

LOSS_SECONDS: Final = 2.0
"""What was typed or shown this long before the end is kept, in seconds: the journal is at most this far behind."""

_KEPT_STEP: Final = ("kept_run", "acknowledged")
_NAMES_A_STEP: Final = ("shown", "keeping_run", *_KEPT_STEP)


@dataclass(slots=True)
class WentOn:
    """What is wrong, and how the open note fared: `typed` and `recovered` characters, None where none was open.

    `lost_seconds` is how long before the end the first character was typed that did not come back, 0 where all did.
    """

    problems: list[str] = field(default_factory=list)
    typed: int | None = None
    recovered: int | None = None
    lost_seconds: float | None = None


def went_on(reader: LedgerReader, name: str, died_at: float) -> WentOn:
    """Compare the desktop's last start with what was there before.

    `died_at` is when it was dead for the first time, in seconds of the ledger's clock. The kill itself may have been
    asked for earlier: where others are killed first, the person goes on meanwhile.
    """
    result = WentOn()
    shown = reader.last("shown", until=died_at)
    started = reader.last("started", since=died_at)  # the last start, where it was killed twice
    if shown is None or started is None:
        result.problems.append(f"{name} showed nothing before or after")
        return result
    back = reader.first("back", since=started.at)
    if back is None:
        result.problems.append(f"{name} is not back")
        return result
    if reader.last("password_asked", since=died_at):
        result.problems.append("the desktop asked for the password again")
    call_id = str(shown["call_id"])
    if not call_id or not shown["notes_open"]:
        return result
    if back["call_id"] != call_id:
        asked = reader.last("asked", until=started.at)
        if asked is None or not str(asked["path"]).endswith("/finish"):
            result.problems.append(f"the desktop had call {call_id} and shows {back['call_id'] or 'none'}")
        return result
    # One that was killed again while it started may have gone on meanwhile: what it did counts until the last start.
    result.typed, result.recovered = _length(reader, "typed", call_id, started.at), len(back["text"])
    result.lost_seconds = died_at - min(died_at, _typed_beyond(reader, call_id, result.recovered, started.at))
    least = max(_length(reader, "typed", call_id, died_at - LOSS_SECONDS), _length(reader, "kept", call_id, started.at))
    if not least <= result.recovered <= result.typed:
        result.problems.append(f"of {result.typed} keys {result.recovered} came back, at least {least} were kept")
    allowed = _steps(reader, call_id, died_at, started.at)
    if allowed and back["step_id"] not in allowed:
        result.problems.append(f"the script stood at {' or '.join(allowed)} and stands at {back['step_id']}")
    return result


def _length(reader: LedgerReader, what: str, call_id: str, until: float) -> int:
    """Return how much of the note there was by then, typed or kept: characters."""
    found = reader.matching(lambda entry: entry.what == what and entry.get("call_id") == call_id and entry.at <= until)
    return max((int(entry["length"]) for entry in found), default=0)


def _typed_beyond(reader: LedgerReader, call_id: str, length: int, until: float) -> float:
    """Return when the first key after these characters was typed; `until` where none was."""
    found = reader.matching(
        lambda entry: (
            entry.what == "typed"
            and entry.get("call_id") == call_id
            and entry["length"] == length + 1
            and entry.at <= until
        )
    )
    return found[-1].at if found else until


def _steps(reader: LedgerReader, call_id: str, died_at: float, started_at: float) -> list[str]:
    """Return the steps the script may stand at, in the order they were reached: at least the furthest that is kept.

    The person only goes forward, so that the steps of a call are reached in the order the ledger first names them.
    The lines themselves are no order: the server's answer about one step may come after the next is kept. What was
    on its way to the disk when the kill fell may be there or not.
    """
    ours: Callable[[Entry], bool] = lambda entry: (  # noqa: E731
        entry.what in _NAMES_A_STEP
        and entry.get("call_id") == call_id
        and bool(entry.get("step_id"))
        and entry.at <= started_at
    )
    found = reader.matching(ours)
    reached = list(dict.fromkeys(str(entry["step_id"]) for entry in found))
    kept = {
        str(entry["step_id"])
        for entry in found
        if entry.what in _KEPT_STEP or (entry.what == "shown" and entry.at <= died_at - LOSS_SECONDS)
    }
    return reached[max((reached.index(step) for step in kept), default=0) :]
