"""What a replay says: what the log held, what became of it, both counts side by side, and the log's own figures."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pydantic import JsonValue

from agent_desktop.demo.replay.log import OFFERED, CallLog, RowKind, parts_of
from agent_desktop.demo.replay.recount import QUICK_SECONDS, Stuck, Totals
from agent_desktop.server.statistics.command import lines_of
from agent_desktop.server.statistics.service import Statistics
from agent_desktop.server.statistics.service import as_json as statistics_as_json
from agent_desktop.words import Language, say

_FOUND = (
    "phantom",
    "hang_never_queued",
    "agent_without_server",
    "negative_time",
    "customer_unreadable",
    "repeated_call_id",
)
_COUNTED = ("offered", "served", "abandoned", "quick", "left_late", "wait_seconds", "talk_seconds", "handled", "missed")


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be compared between a log and its replay. Means in seconds, shares in percent.

    The service level is variant V4: served within `QUICK_SECONDS` of all served or abandoned after more than that.
    """

    offered: int
    served: int
    abandoned: int
    abandoned_share: float
    mean_wait: float
    mean_talk: float
    service_level: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a replay ended. `wrongly_stored` are the calls that are not stored exactly once; `offered` the `call_sid`
    of every call that was offered: fewer than planned where somebody ended it early. `statistics` are those that
    ``agent-desktop statistics`` counts of it."""

    stored: Totals
    recounted: Totals
    stuck: Stuck
    wrongly_stored: Sequence[str]
    offered: Collection[str]
    seconds: float
    statistics: Statistics | None = None

    def problems(self) -> list[str]:
        """Name everything that is not as it should be."""
        counts = zip(asdict(self.stored).items(), asdict(self.recounted).values(), strict=True)
        problems = [f"{name}: {stored} / {recounted}" for (name, stored), recounted in counts if stored != recounted]
        problems += [f"stuck {name}: {count}" for name, count in asdict(self.stuck).items() if count]
        problems += [f"not stored once: {call_sid}" for call_sid in self.wrongly_stored[:10]]
        if self.statistics is not None:
            total, recounted = self.statistics.total, self.recounted
            told = (total.calls, total.counts.answered, total.counts.abandoned)
            if told != (recounted.offered, recounted.served, recounted.abandoned):
                problems.append(f"statistics: {told}")
        return problems


def figures_of(totals: Totals) -> Figures:
    """Return the figures of a replay."""
    return Figures(
        totals.offered,
        totals.served,
        totals.abandoned,
        _percent(totals.abandoned, totals.offered),
        _mean(totals.wait_seconds, totals.served),
        _mean(totals.talk_seconds, totals.served),
        _percent(totals.quick, totals.served + totals.left_late),
    )


def figures_of_log(log: CallLog, offered: Collection[str]) -> Figures:
    """Return the figures that the log itself has for the calls with these keys. Without a queue one has waited 0 s."""
    chosen = frozenset(offered)
    calls = [call for call in log.calls if call.kind in OFFERED and call.key in chosen]
    served = [call for call in calls if call.kind is RowKind.SERVED]
    left = [call for call in calls if call.kind is RowKind.ABANDONED]
    quick = sum(call.queue_seconds <= QUICK_SECONDS for call in served)
    left_late = sum(call.queue_seconds > QUICK_SECONDS for call in left)
    return Figures(
        len(calls),
        len(served),
        len(left),
        _percent(len(left), len(calls)),
        _mean(sum(call.queue_seconds for call in served), len(served)),
        _mean(sum(call.talk_seconds for call in served), len(served)),
        _percent(quick, len(served) + left_late),
    )


class Teller:
    """Prints what a replay has to say, in one language."""

    def __init__(self, tell: Callable[[str], None], language: Language) -> None:
        self._tell = tell
        self._language = language

    def say(self, name: str, /, **details: object) -> None:
        """Print one of the `sayings`."""
        self._tell(self._text(name, **details))

    def found(self, log: CallLog) -> None:
        """Tell what is odd in the file."""
        self.say("replay_found", rows=_number(log.found["rows"]))
        for name in _FOUND:
            self.say(f"replay_found_{name}", count=_number(log.found[name]))

    def parts(self, parts: Mapping[str, int], days: int, rejects: Path) -> None:
        """Tell what becomes of each row of the days; the counts add up to the rows."""
        self.say("replay_parts", rows=_number(parts["rows"]), days=days)
        without = _number(parts["of_served_without_server"])
        for name in ("served", "abandoned", "menu", "phantom", "rejected"):
            self.say(f"replay_part_{name}", count=_number(parts[name]), without=without, path=rejects)

    def outcome(self, outcome: Outcome, log_figures: Figures) -> None:
        """Tell both counts side by side, then the replay's figures beside the log's own."""
        stored, recounted = asdict(outcome.stored), asdict(outcome.recounted)
        self._row("", self._text("replay_totals"), self._text("replay_recounted"))
        for name in _COUNTED:
            label = self._text(f"replay_{name}", quick=QUICK_SECONDS)
            self._row(label, _number(stored[name]), _number(recounted[name]))
        problems = outcome.problems()
        if problems:
            self.say("replay_differs", what="; ".join(problems))
        else:
            self.say("replay_same")
        self._row("", self._text("replay_log"), self._text("replay_replayed"))
        replayed = asdict(figures_of(outcome.recounted))
        for name, value in asdict(log_figures).items():
            self._row(self._text(f"replay_{name}", quick=QUICK_SECONDS), _number(value), _number(replayed[name]))
        self.say("replay_why", quick=QUICK_SECONDS)
        for line in lines_of(outcome.statistics, self._language) if outcome.statistics is not None else ():
            self._tell(line)

    def _row(self, label: str, left: str, right: str) -> None:
        self._tell(f"  {label:<34}{left:>14}{right:>14}")

    def _text(self, name: str, /, **details: object) -> str:
        return say(name, self._language, **details)


def as_json(
    log: CallLog, parts: Mapping[str, int], outcome: Outcome, log_figures: Figures, wish: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """Return everything that was said, as figures."""
    return {
        **wish,
        "found": dict(log.found),
        "parts": dict(parts),
        "seconds": round(outcome.seconds, 3),
        "calls_per_second": round(outcome.stored.offered / outcome.seconds, 2) if outcome.seconds else None,
        "stored": asdict(outcome.stored),
        "recounted": asdict(outcome.recounted),
        "stuck": asdict(outcome.stuck),
        "problems": list(outcome.problems()),
        "log_figures": asdict(log_figures),
        "replay_figures": asdict(figures_of(outcome.recounted)),
        "statistics": None if outcome.statistics is None else statistics_as_json(outcome.statistics),
    }


def parts_told(log: CallLog, days: Sequence[date]) -> dict[str, int]:
    """Return what becomes of the rows of these days; rows whose day cannot be read count where all days are played."""
    parts = parts_of(log, days)
    if set(days) == set(log.days()):
        without_day = sum(reject.day not in set(days) for reject in log.rejects)
        parts["rows"] += without_day
        parts["rejected"] += without_day
    return parts


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _mean(total: int, count: int) -> float:
    return round(total / count, 2) if count else 0.0


def _number(value: float) -> str:
    return f"{value:,}"
