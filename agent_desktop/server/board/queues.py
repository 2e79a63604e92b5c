"""The rows of queues, the figures at the top, and the day by half hour. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from agent_desktop.contract.board import (
    BoardDay,
    BoardFigures,
    BoardHelp,
    BoardQueue,
    BoardSlot,
    BoardWaiting,
    Level,
    ServiceFigure,
)
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.server.board.agents import AgentLine
from agent_desktop.server.board.known import SHIPPED, Definition, Known, QueueDay
from agent_desktop.server.board.limits import worst
from agent_desktop.server.floor_alerts.limits import NEVER, Limit
from telephony.board.day import HALF_HOUR, add_counts
from telephony.board.facts import LiveQueue
from telephony.contract import AgentState
from telephony.queues.hours import OpeningHours
from telephony.statistics.definitions import Counts, abandonment, level_parts, percent

T = TypeVar("T")

_NO_DAY: Final = QueueDay()
_DIGITS: Final = 2


def queue_rows(
    known: Known, queue_ids: Collection[UUID], lines: Mapping[UUID, AgentLine], waiting: Iterable[BoardWaiting]
) -> dict[UUID, BoardQueue]:
    """Return the rows of these queues, with those agents counted and those callers who wait."""
    states: dict[UUID, Counter[AgentState]] = {queue_id: Counter() for queue_id in queue_ids}
    for agent_id, line in lines.items():
        for queue_id in known.floor.served.get(agent_id, ()):
            if queue_id in states:
                states[queue_id][line.counted] += 1
    since: dict[UUID, list[datetime]] = {}
    for caller in waiting:
        since.setdefault(caller.queue_id, []).append(caller.enqueued_at)
    rows = {
        queue_id: _row(known, known.floor.queues[queue_id], states[queue_id], since.get(queue_id, ()))
        for queue_id in queue_ids
    }
    for queue_id, row in rows.items():
        if row.waiting > row.ready and row.level is not Level.OK:
            rows[queue_id] = row.model_copy(update={"help": _help(known, row, rows, lines)})
    return rows


def figures_of(
    known: Known, queue_ids: Collection[UUID], lines: Mapping[UUID, AgentLine], waiting: Collection[BoardWaiting]
) -> BoardFigures:
    """Return the strip of these queues, agents and callers."""
    counted = Counter(line.counted for line in lines.values())
    over = Counter(line.counted for line in lines.values() if line.is_over)
    longest = min(waiting, key=lambda each: (each.enqueued_at, each.call_id), default=None)
    counts = add_counts({str(queue_id): known.days.get(queue_id, _NO_DAY).today for queue_id in queue_ids})
    before = sum(known.waiting_before.get(queue_id, 0) for queue_id in queue_ids)
    has_before = known.waiting_before_at is not None
    ready = counted[AgentState.READY]
    more = has_before and len(waiting) > max(before, ready)
    lost = abandonment(counts)
    abandoned = _limit_of_all(known, queue_ids)
    return BoardFigures(
        waiting=len(waiting),
        waiting_before=before if has_before else None,
        waiting_before_at=known.waiting_before_at,
        waiting_level=Level.WARNING if more else Level.OK,
        longest_enqueued_at=None if longest is None else longest.enqueued_at,
        longest_queue_id=None if longest is None else longest.queue_id,
        longest_queue_name={} if longest is None else longest.queue_name,
        longest_level=Level.OK if longest is None else longest.level,
        service=_service_of_all(known, queue_ids),
        offered=counts.offered,
        answered=counts.answered,
        abandoned=counts.abandoned,
        abandoned_percent=_rounded(lost),
        abandoned_limit_percent=_rounded(abandoned.warning),
        abandoned_level=abandoned.level(lost),
        forecast_offered=_foreseen_until_now(known, queue_ids),
        signed_in=sum(counted.values()),
        ready=ready,
        ready_level=Level.WARNING if ready == 0 and waiting else Level.OK,
        on_call=counted[AgentState.ON_CALL],
        wrap_up=counted[AgentState.WRAP_UP],
        wrap_up_over=over[AgentState.WRAP_UP],
        wrap_up_limit_seconds=_only(known.floor.queues[queue_id].wrap_up_seconds for queue_id in queue_ids),
        not_ready=counted[AgentState.NOT_READY],
        not_ready_over=over[AgentState.NOT_READY],
    )


def day_of(known: Known, queue_ids: Collection[UUID]) -> BoardDay:
    """Return the day by half hour: as long as these queues are open, and as calls came or are foreseen."""
    counts: dict[datetime, dict[str, Counts]] = {}
    for queue_id in queue_ids:
        for began_at, some in known.days.get(queue_id, _NO_DAY).slots.items():
            counts.setdefault(began_at, {})[str(queue_id)] = some
    foreseen = _foreseen(known, queue_ids)
    some_at = [began_at for began_at, many in counts.items() if add_counts(many).offered]
    some_at += [began_at for began_at, calls in foreseen.items() if calls > 0]
    some_at += _open_from_to(known, queue_ids)
    slots = []
    at = min(some_at, default=None)
    while at is not None and at <= max(some_at):
        total = add_counts(counts.get(at, {}))
        slots.append(
            BoardSlot(
                began_at=at,
                offered=total.offered,
                answered=total.answered,
                abandoned=total.abandoned,
                forecast=round(foreseen[at], 1) if at in foreseen else None,
            )
        )
        at += HALF_HOUR
    made_at = known.foreseen.made_at if known.foreseen is not None and foreseen else None
    return BoardDay(time_zone=known.time_zone, slots=tuple(slots), forecast_made_at=made_at)


def _row(known: Known, queue: LiveQueue, states: Counter[AgentState], since: Sequence[datetime]) -> BoardQueue:
    day = known.days.get(queue.queue_id, _NO_DAY)
    definition = known.definitions.get(queue.queue_id, SHIPPED)
    longest = min(since, default=None)
    waited = None if longest is None else (known.at - longest).total_seconds()
    lost = abandonment(day.today)
    service, lately = (_service(counts, queue.code, definition, known) for counts in (day.today, day.lately))
    longest_level = known.limits.of(FloorMeasure.LONGEST_WAIT, queue.code).level(waited)
    abandoned_level = known.limits.of(FloorMeasure.ABANDONMENT, queue.code).level(lost)
    ready_level = Level.WARNING if since and not states[AgentState.READY] else Level.OK
    return BoardQueue(
        queue_id=queue.queue_id,
        code=queue.code,
        name=dict(queue.name),
        position=queue.position,
        level=worst((service.level, lately.level, longest_level, abandoned_level, ready_level)),
        waiting=len(since),
        longest_enqueued_at=longest,
        longest_level=longest_level,
        service=service,
        service_lately=lately,
        offered=day.today.offered,
        answered=day.today.answered,
        abandoned=day.today.abandoned,
        abandoned_percent=_rounded(lost),
        abandoned_level=abandoned_level,
        ready=states[AgentState.READY],
        ready_level=ready_level,
        busy=states[AgentState.ON_CALL] + states[AgentState.WRAP_UP],
        not_ready=states[AgentState.NOT_READY],
    )


def _help(
    known: Known, needs: BoardQueue, rows: Mapping[UUID, BoardQueue], lines: Mapping[UUID, AgentLine]
) -> BoardHelp | None:
    """Return from which queue most agents could be moved to one that `needs` them. Nobody is taken from where callers
    wait, or from where nobody else would be ready."""
    ready = sorted(
        (agent_id for agent_id, line in lines.items() if line.counted is AgentState.READY),
        key=lambda agent_id: (lines[agent_id].row.since_at, agent_id),
    )
    best: BoardHelp | None = None
    for giver in sorted(rows.values(), key=lambda each: each.position):
        if giver.level is not Level.OK or giver.waiting:
            continue
        left = {queue_id: row.ready for queue_id, row in rows.items()}
        taken: list[UUID] = []
        for agent_id in ready:
            serves = known.floor.served.get(agent_id, frozenset())
            if giver.queue_id not in serves or needs.queue_id in serves or len(taken) == needs.waiting - needs.ready:
                continue
            theirs = serves & rows.keys()
            if all(left[each] > 1 and not rows[each].waiting for each in theirs):
                taken.append(agent_id)
                left.update({each: left[each] - 1 for each in theirs})
        if taken and (best is None or len(taken) > len(best.agent_ids)):
            best = BoardHelp(queue_id=giver.queue_id, code=giver.code, name=giver.name, agent_ids=tuple(taken))
    return best


def _limit_of_all(known: Known, queue_ids: Collection[UUID]) -> Limit:
    """Return how many may give up of all who came to these queues; before anybody came, what one queue would say."""
    codes = {queue_id: known.floor.queues[queue_id].code for queue_id in queue_ids}
    offered = [(code, known.days.get(queue_id, _NO_DAY).today.offered, 0.0) for queue_id, code in codes.items()]
    if any(each for _, each, _ in offered):
        return known.limits.of_many(FloorMeasure.ABANDONMENT, offered)
    return _only(known.limits.of(FloorMeasure.ABANDONMENT, code) for code in codes.values()) or NEVER


def _service(counts: Counts, queue: str, definition: Definition, known: Known) -> ServiceFigure:
    share = percent(*level_parts(counts, definition.variant))
    limit = known.limits.of(FloorMeasure.SERVICE_LEVEL, queue, definition.target_percent)
    return ServiceFigure(
        percent=_rounded(share),
        level=limit.level(share),
        target_percent=definition.target_percent,
        seconds=round(definition.thresholds.answer_seconds),
        variant=definition.variant.value,
    )


def _service_of_all(known: Known, queue_ids: Collection[UUID]) -> ServiceFigure:
    """Add what counts as in time, and what counts at all, of each queue by its own definition."""
    definitions = {queue_id: known.definitions.get(queue_id, SHIPPED) for queue_id in queue_ids}
    above = below = 0
    counted: list[tuple[str, float, float]] = []
    for queue_id, definition in definitions.items():
        in_time, of = level_parts(known.days.get(queue_id, _NO_DAY).today, definition.variant)
        above, below = above + in_time, below + of
        counted.append((known.floor.queues[queue_id].code, of, definition.target_percent))
    share = percent(above, below)
    one = _only(definitions.values())
    level = known.limits.of_many(FloorMeasure.SERVICE_LEVEL, counted).level(share)
    if one is None:
        return ServiceFigure(percent=_rounded(share), level=level)
    return ServiceFigure(
        percent=_rounded(share),
        level=level,
        target_percent=one.target_percent,
        seconds=round(one.thresholds.answer_seconds),
        variant=one.variant.value,
    )


def _foreseen(known: Known, queue_ids: Collection[UUID]) -> dict[datetime, float]:
    found: dict[datetime, float] = {}
    if known.foreseen is not None:
        codes = {known.floor.queues[queue_id].code for queue_id in queue_ids}
        for (code, began_at), calls in known.foreseen.calls.items():
            if code in codes:
                found[began_at] = found.get(began_at, 0.0) + calls
    return found


def _foreseen_until_now(known: Known, queue_ids: Collection[UUID]) -> float | None:
    foreseen = _foreseen(known, queue_ids)
    if not foreseen:
        return None
    past = (calls * min(1.0, (known.at - at) / HALF_HOUR) for at, calls in foreseen.items() if at < known.at)
    return float(round(sum(past)))


def _open_from_to(known: Known, queue_ids: Collection[UUID]) -> list[datetime]:
    """Return the first and the last half hour of this day in which any of the queues is open by its hours."""
    zone = ZoneInfo(known.time_zone)
    day = known.begins_at.astimezone(zone).date()
    found: list[datetime] = []
    for queue_id in queue_ids:
        hours = known.floor.queues[queue_id].hours
        if hours is not None:
            found += _spans_of(hours, day, ZoneInfo(hours.zone) if hours.zone else zone)
    return [_mark_of(at, known.begins_at) for at in found]


def _spans_of(hours: OpeningHours, day: date, zone: ZoneInfo) -> list[datetime]:
    found: list[datetime] = []
    for begin, end in hours.spans_on(day):
        opens = datetime.combine(day, begin, zone)
        closes = datetime.combine(day if end > begin else day + timedelta(days=1), end, zone)
        found += [opens, closes - timedelta(seconds=1)]
    return found


def _mark_of(at: datetime, begins_at: datetime) -> datetime:
    return begins_at + (at - begins_at) // HALF_HOUR * HALF_HOUR


def _only(values: Iterable[T]) -> T | None:
    """Return the value that all of them are; None where they differ."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
