"""Makes the forecast of the next days: two methods, tried on the newest days, and the better one used. Pure.

Rolling origin (L. J. Tashman, 2000): each of the newest days is a begin once; what came before it is all that the
methods know, and what they say of the days after is compared with what came. The one whose half hours were less off,
over all days ahead, forecasts the queue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from agent_desktop.contract.staffing import ForecastMethod
from agent_desktop.records.staffing.baseline import expected_day
from agent_desktop.records.staffing.errors import Errors, error_of, sum_of
from agent_desktop.records.staffing.history import ONE_DAY, Days, DayType, History, Slots
from agent_desktop.records.staffing.intraday import Carry, deviation_from, factor_of
from agent_desktop.records.staffing.library import LEAST_DAYS, Library, LibraryAwayError, Wish

LEAST_HISTORY: Final = 7
"""So many days are needed for any forecast."""

ORIGINS: Final = 14
DAYS_AHEAD: Final = 7
"""How many days before the newest are begins, and how many days ahead are compared."""

NOON: Final = 24
"""The half hour at which a day's second half begins."""

_ENOUGH: Final = 14
"""After so many days without being better for it a queue's rest of the day is left as it was forecast."""

_LEAST_CALLS: Final = 20
"""A half of a day that is forecast to bring fewer says nothing of the other."""

_B, _L = ForecastMethod.BASELINE, ForecastMethod.LIBRARY


@dataclass(frozen=True, slots=True)
class MadeDay:
    """One queue's day to come. `library` is None where the library was not asked, or does not say: of a holiday."""

    day: date
    calls: Slots
    baseline: Slots
    library: Slots | None


@dataclass(frozen=True, slots=True)
class MadeQueue:
    """One queue's forecast. `errors` are by method and days ahead. `rest_of_day` are those of what a day brings after
    noon, by the forecast of the day before and by that with the morning's calls; `carry` is what they keep of its
    surplus (`intraday`)."""

    queue: str
    method: ForecastMethod
    days: tuple[MadeDay, ...]
    errors: Mapping[tuple[ForecastMethod, int], Errors]
    rest_of_day: tuple[Errors, Errors] = (Errors(), Errors())
    carry: float = 0.0

    def error(self, method: ForecastMethod, days_ahead: int = 0) -> Errors:
        """Return a method's error so many days ahead, of all together with 0."""
        chosen = [each for key, each in self.errors.items() if key[0] is method and days_ahead in (0, key[1])]
        return sum_of(chosen)


@dataclass(frozen=True, slots=True)
class Made:
    """A forecast. `library` is its name and version; `library_away` says why it was not asked."""

    queues: tuple[MadeQueue, ...]
    library: str = ""
    library_away: str = ""
    origins: int = 0


class HistoryShortError(Exception):
    """There are too few days to forecast from."""


def make_forecast(
    history: History, first: date, days: int, kinds: Days, library: Library, *, origins: int = ORIGINS
) -> Made:
    """Forecast `days` days from `first` on, for every queue of the history.

    Raises:
        HistoryShortError: The history has fewer than `LEAST_HISTORY` days.
    """
    if len(history.days) < LEAST_HISTORY:
        raise HistoryShortError
    queues = [_Queue(name, history, kinds) for name in sorted(history.calls)]
    count = len(history.days)
    with_library = count > LEAST_DAYS
    begins = list(range(max(LEAST_DAYS if with_library else LEAST_HISTORY, count - origins), count))
    gap = (first - history.last).days - 1
    wishes = [Wish(each.totals(at), _ahead(at, count)) for each in queues for at in begins] if with_library else []
    wishes += [Wish(each.totals(count), gap + days) for each in queues] if with_library else []
    away, name, totals = "" if with_library else "short_history", "", ()
    if with_library:
        try:
            answer = library.ask(wishes)
            name, totals = answer.name, answer.totals
        except LibraryAwayError as error:
            away = error.why
    told = dict(zip(((w, n) for w, n in _keys(queues, begins)), totals, strict=True)) if totals else {}
    to_come = [first + number * ONE_DAY for number in range(days)]
    return Made(
        tuple(
            each.made(begins, {at: told.get((number, at)) for at in (*begins, count)}, to_come, gap)
            for number, each in enumerate(queues)
        ),
        name,
        away,
        len(begins),
    )


def _keys(queues: Sequence["_Queue"], begins: Sequence[int]) -> list[tuple[int, int]]:
    """Return which queue and which begin each wish is about, in the order in which they are asked."""
    keys = [(number, at) for number in range(len(queues)) for at in begins]
    return keys + [(number, queues[0].count if queues else 0) for number in range(len(queues))]


def _ahead(begin: int, count: int) -> int:
    return min(DAYS_AHEAD, count - begin)


@dataclass(slots=True)
class _Queue:
    """One queue's days, and what each method says of days to come that knows those before a begin."""

    name: str
    history: History
    kinds: Days
    count: int = field(init=False)
    days: list[Slots] = field(init=False)
    types: list[DayType] = field(init=False)

    def __post_init__(self) -> None:
        self.days = self.history.of(self.name)
        self.types = [self.kinds(day) for day in self.history.days]
        self.count = len(self.days)

    def totals(self, before: int) -> tuple[float, ...]:
        """Return the calls of each day before a begin; a holiday counts as its weekday mostly does, or the library
        would expect the next one a week later."""
        known, days = self._known(before), self.history.days[:before]
        return tuple(
            sum(slots if kind.is_regular else expected_day(DayType(day.weekday()), known))
            for day, (kind, slots) in zip(days, known, strict=True)
        )

    def made(
        self, begins: Sequence[int], told: Mapping[int, Sequence[float] | None], to_come: Sequence[date], gap: int
    ) -> MadeQueue:
        errors: dict[tuple[ForecastMethod, int], Errors] = {}
        for begin in begins:
            for ahead in range(1, _ahead(begin, self.count) + 1):
                at = begin + ahead - 1
                day = self._expected(begin, self.history.days[at], told[begin], ahead)
                for method, slots in ((_B, day.baseline), (_L, day.library or day.baseline)):
                    before = errors.get((method, ahead), Errors())
                    errors[method, ahead] = before + error_of(slots, self.days[at])
        made = MadeQueue(self.name, _B, (), errors)
        asked = told[self.count] is not None
        off = {method: made.error(method).off for method in ForecastMethod}
        method = _L if asked and begins and off[_L] < off[_B] else _B
        days = [
            self._expected(self.count, day, told[self.count], gap + number, method)
            for number, day in enumerate(to_come, start=1)
        ]
        before, after, carry = self._rest_of_day(begins, told, method, made.error(method, 1))
        return MadeQueue(self.name, method, tuple(days), errors, (before, after), carry)

    def _known(self, before: int) -> list[tuple[DayType, Slots]]:
        return list(zip(self.types[:before], self.days[:before], strict=True))

    def _expected(
        self, begin: int, day: date, told: Sequence[float] | None, ahead: int, method: ForecastMethod = _B
    ) -> MadeDay:
        kind = self.kinds(day)
        baseline = expected_day(kind, self._known(begin))
        library = None
        if told is not None and kind.is_regular and told[ahead - 1] == told[ahead - 1]:  # a number
            whole = sum(baseline)
            scale = max(0.0, told[ahead - 1]) / whole if whole else 0.0
            library = tuple(calls * scale for calls in baseline)
        return MadeDay(day, library if method is _L and library is not None else baseline, baseline, library)

    def _rest_of_day(
        self, begins: Sequence[int], told: Mapping[int, Sequence[float] | None], method: ForecastMethod, one: Errors
    ) -> tuple[Errors, Errors, float]:
        """Compare what the afternoons were expected to bring with what they brought. Each day's carry is learned from
        those before it."""
        before, after, carry = Errors(), Errors(), Carry()
        deviation = deviation_from(one.day_wape)
        for begin in range(LEAST_HISTORY, self.count):
            day = self._expected(begin, self.history.days[begin], told.get(begin), 1, method)
            came, expected = self.days[begin], day.calls
            morning, afternoon = sum(expected[:NOON]), sum(expected[NOON:])
            if begin in begins:
                factor = factor_of(round(sum(came[:NOON])), morning, deviation, carry.share).factor
                before += error_of(expected[NOON:], came[NOON:])
                after += error_of([calls * factor for calls in expected[NOON:]], came[NOON:])
            if morning >= _LEAST_CALLS and afternoon >= _LEAST_CALLS:
                carry = carry.and_day(sum(came[:NOON]) / morning, sum(came[NOON:]) / afternoon, afternoon)
        helps = len(begins) < _ENOUGH or after.off < before.off
        return before, after, carry.share if helps else 0.0


def history_first(last: date, weeks: int) -> date:
    """Return the first day of a history of so many weeks."""
    return last - timedelta(weeks=weeks) + ONE_DAY
