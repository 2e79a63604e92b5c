"""A service script promises to call the customer back: on a day, at a time of the customer's own clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CallbackKind, Obstacle
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.making import Wanted, make_callback
from agent_desktop.records.callbacks.surroundings import next_time, surroundings_of
from agent_desktop.records.formatting import both
from agent_desktop.records.lawful_hours.schema import zone_of
from agent_desktop.server.callbacks.planned import typed_number
from agent_desktop.server.calls.past import number_of_call
from agent_desktop.server.unit_of_work import UnitOfWork

REASON: Final = "question"
_TIME: Final = re.compile(r"^\s*(\d{1,2})(?:[:：.](\d{2}))?\s*$")

_WORDS: Final[dict[str, LocalText]] = {
    Obstacle.UNLAWFUL_HOUR: both("They may not be called at that hour.", "该时段不得致电客户。"),
    Obstacle.HOLIDAY: both("They may not be called on that holiday.", "该公众假期不得致电客户。"),
    Obstacle.AGAINST_WISH: both("They do not wish to be called then.", "客户不希望在该时间接听来电。"),
    Obstacle.DO_NOT_CALL: both("They do not wish to be called.", "客户不希望接听来电。"),
    Obstacle.TIME_PAST: both("That time is past.", "该时间已过。"),
    Obstacle.TIME_TOO_FAR: both("That is too far ahead.", "该时间太远。"),
    Obstacle.NO_NUMBER: both("There is no number to call them on.", "没有可拨打的号码。"),
    Obstacle.PLACE_UNKNOWN: both("It is not known where they are.", "不清楚客户所在地。"),
    "time_unread": both("The time is not understood. Write it as 15:30.", "时间无法识别，请写成 15:30。"),
}


@dataclass(frozen=True, slots=True)
class PromiseByScript:
    """What a script promises: `on` a day, `at` a time of day (empty: when lawful), on `number` or the caller's."""

    customer_id: UUID | None
    call_id: UUID
    on: date
    at: str
    number: str
    about: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What came of it: `problem` is empty where it is kept."""

    problem: str
    words: LocalText


PromiseCallback = Callable[[UnitOfWork, Person, PromiseByScript], Promised]


def promising_callbacks(book: CallbackBook) -> PromiseCallback:
    """Return what keeps the promise of a script: a callback of whoever has the call."""

    def promise(work: UnitOfWork, person: Person, asked: PromiseByScript) -> Promised:
        number = typed_number(book, asked.number) if asked.number.strip() else ""
        if not number:
            number, _ = number_of_call(work.session, asked.call_id, person.user_id)
        doing = Doing(work.session, work.now(), person.user_id, book, work.records)
        try:
            due_at = _due_at(doing, asked, number, person.user_id)
            wanted = Wanted(
                kind=CallbackKind.PROMISED,
                reason_code=REASON,
                number=number,
                customer_id=asked.customer_id,
                reason=asked.about,
                due_at=due_at,
                owner_id=person.user_id,
                call_id=asked.call_id,
                told=bool(asked.at.strip()),
            )
            row = make_callback(doing, wanted).row
        except CallbackRefusedError as refused:
            return Promised(refused.problem, _WORDS.get(refused.problem, {}))
        return Promised("", _when(row.due_at, book))

    return promise


def _due_at(doing: Doing, asked: PromiseByScript, number: str, owner_id: UUID) -> datetime:
    """Return when it is due: the time by the clock where the customer is (the bank's, where they may have several);
    without one the first lawful time of that day.

    Raises:
        CallbackRefusedError: time_unread, no_number, or there is no lawful time on that day.
    """
    if not number:
        raise CallbackRefusedError(Obstacle.NO_NUMBER.value)
    around = surroundings_of(doing.session, doing.book, asked.customer_id, number, given="", marketing=False)
    zones = around.place.zones
    zone = zone_of(zones[0]) if len(zones) == 1 else doing.book.options.zone
    if asked.at.strip():
        found = _TIME.match(asked.at)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise CallbackRefusedError("time_unread")
        return datetime.combine(asked.on, time(int(found[1]), int(found[2] or 0)), zone).astimezone(doing.at.tzinfo)
    begins = datetime.combine(asked.on, time(0), zone).astimezone(doing.at.tzinfo)
    ends = begins + timedelta(days=1)
    if ends <= doing.at:
        raise CallbackRefusedError(Obstacle.TIME_PAST.value)
    soonest = doing.at + timedelta(minutes=doing.book.rules.default_minutes)
    first = next_time(doing.session, doing.book, around, max(begins, soonest), doing.at, owner_id)
    if first is None or first >= ends:
        raise CallbackRefusedError(Obstacle.UNLAWFUL_HOUR.value)
    return first


def _when(due_at: datetime, book: CallbackBook) -> LocalText:
    local = due_at.astimezone(book.options.zone)
    return both(f"Due {local:%Y-%m-%d %H:%M}", f"{local:%Y-%m-%d %H:%M}回电")
