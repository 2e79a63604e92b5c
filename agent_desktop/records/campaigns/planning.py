"""Spreads the people of a campaign over days, by how many a day can bear. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

from agent_desktop.contract.campaigns import Occasion

Seen = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Wish:
    """One person, and the day that is theirs; None: any."""

    customer_id: UUID
    on: date | None = None


def birthday_within(born: date, since: date, until: date) -> date | None:
    """Return the first birthday within these days; one of the 29th of February is on the 28th where there is none."""
    for year in range(since.year, until.year + 1):
        try:
            day = born.replace(year=year)
        except ValueError:
            day = date(year, 2, 28)
        if since <= day <= until:
            return day
    return None


def days_between(since: date, until: date, is_worked: Seen) -> tuple[date, ...]:
    """Return the days that are worked, from one to the other, both among them."""
    days = (since + timedelta(days=number) for number in range((until - since).days + 1))
    return tuple(day for day in days if is_worked(day))


def spread(wishes: Iterable[Wish], days: Sequence[date], capacity: int) -> tuple[dict[UUID, date], list[UUID]]:
    """Give everybody a day: those who have one of their own that day or the first after it on which there is room, the
    others the first with room, in their order. Return also for whom there was none."""
    given: dict[UUID, date] = {}
    left: list[UUID] = []
    room = dict.fromkeys(days, capacity)
    wished = sorted((each for each in wishes if each.on is not None), key=lambda each: (each.on, str(each.customer_id)))
    others = [each for each in wishes if each.on is None]
    for each in wished:
        _place(each.customer_id, [day for day in days if each.on is not None and day >= each.on], room, given, left)
    first = 0
    for each in others:
        while first < len(days) and room[days[first]] == 0:
            first += 1
        _place(each.customer_id, days[first : first + 1], room, given, left)
    return given, left


def _place(
    customer_id: UUID, days: Sequence[date], room: dict[date, int], given: dict[UUID, date], left: list[UUID]
) -> None:
    day = next((each for each in days if room[each] > 0), None)
    if day is None:
        left.append(customer_id)
        return
    room[day] -= 1
    given[customer_id] = day


def is_too_late(occasion: Occasion, planned_on: date | None, until_on: date, today: date, greeting_days: int) -> bool:
    """Say whether a greeting would come too long after its day: a birthday's is the person's own, a holiday's the last
    of the campaign. Nothing else comes too late."""
    day = {Occasion.BIRTHDAY: planned_on, Occasion.HOLIDAY: until_on}.get(occasion)
    return day is not None and today > day + timedelta(days=greeting_days)


def moment_of(day: date, place: int, count: int, hours: tuple[int, int], zone: tzinfo) -> datetime:
    """Return when the `place`-th of `count` of a day is seen to: spread evenly over the hours of the day."""
    opens = datetime.combine(day, time(0), zone) + timedelta(hours=hours[0])
    minutes = (hours[1] - hours[0]) * 60 * place // max(1, count)
    return opens + timedelta(minutes=minutes)
