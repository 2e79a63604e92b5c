"""The figures of a period, by the definitions. Pure; counted anew each time from what happened."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from telephony.contract import AgentState, CallState, OfferOutcome
from telephony.statistics.definitions import (
    Counts,
    ServiceLevel,
    Thresholds,
    abandonment,
    adjusted_abandonment,
    count_calls,
    handle_time,
    mean,
    occupancy,
    occupancy_of_signed_in,
    percent,
    service_level,
)
from telephony.statistics.records import AgentStretch, CallRecord, Fate, MenuDeparture, Ring, seconds, seconds_within


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """One queue's calls of a period: those that came in it. Times in seconds, shares in percent; None of nothing.

    `speed_of_answer` (ASA) is the mean wait of the answered, ringing counted, the menu not; `queue_speed` without
    ringing. `abandon_time` is the mean wait of the abandoned. `handle_time` (AHT) is of calls somebody talked in.
    `rings` are offers to agents that ended; `not_answered` and `declined` are shares of them.
    """

    calls: int
    fates: Mapping[Fate, int]
    counts: Counts
    service_levels: Mapping[ServiceLevel, float | None]
    abandonment: float | None
    adjusted_abandonment: float | None
    speed_of_answer: float | None
    queue_speed: float | None
    longest_wait: float | None
    abandon_time: float | None
    menu_time: float | None
    talk_seconds: float
    hold_seconds: float
    wrap_up_seconds: float
    handle_time: float | None
    talk_time: float | None
    hold_time: float | None
    wrap_up_time: float | None
    held_calls: int
    rings: int
    not_answered: float | None
    declined: float | None
    ring_time: float | None
    end_causes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MenuFigures:
    """Callers of a period who came to the entry menu. `left` hung up there, and are in no queue's figures; `left_share`
    is of them and of those who went on to a queue, `left_time` the mean time until they did.

    `left_after` counts them by the label of what they had chosen last, by language; those who chose nothing under none.
    """

    left: int
    went_on: int
    left_share: float | None
    left_time: float | None
    left_after: Sequence[tuple[Mapping[str, str], int]] = ()


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """What agents did of a period, cut at its ends: seconds in each state, and what part of it was work with calls.

    `ringing` lies in ready. `occupancy` is handling of handling and idle (ready, and nothing rings);
    `occupancy_of_signed_in` handling of all signed-in time.
    """

    agents: int
    in_state: Mapping[AgentState, float]
    ringing: float
    occupancy: float | None
    occupancy_of_signed_in: float | None


def queue_figures(calls: Collection[CallRecord], thresholds: Thresholds, now: datetime) -> QueueFigures:
    """Count the figures of calls that came to a queue, or to several."""
    by_fate = {fate: [call for call in calls if call.fate is fate] for fate in Fate}
    answered, abandoned = by_fate[Fate.ANSWERED], by_fate[Fate.ABANDONED]
    waits = [call.waited_seconds(now) for call in answered]
    left = [call.waited_seconds(now) for call in abandoned]
    counts = count_calls(waits, left, (call.waited_seconds(now) for call in by_fate[Fate.WAITING]), thresholds)
    talk = sum(call.seconds_in(CallState.TALKING, now) for call in answered)
    hold = sum(call.seconds_in(CallState.HELD, now) for call in answered)
    wrap_up = sum(call.wrap_up_seconds(now) for call in answered)
    handled = len(answered)
    rings = [ring for call in calls for ring in call.rings if ring.ended_at is not None]
    menus = [(call.enqueued_at - call.called_at).total_seconds() for call in calls if call.called_at is not None]
    return QueueFigures(
        calls=len(calls),
        fates={fate: len(those) for fate, those in by_fate.items()},
        counts=counts,
        service_levels={variant: service_level(counts, variant) for variant in ServiceLevel},
        abandonment=abandonment(counts),
        adjusted_abandonment=adjusted_abandonment(counts),
        speed_of_answer=mean(sum(waits), handled),
        queue_speed=mean(sum(call.queued_seconds(now) for call in answered), handled),
        longest_wait=max(waits + left, default=None),
        abandon_time=mean(sum(left), len(left)),
        menu_time=mean(sum(menus), len(menus)),
        talk_seconds=talk,
        hold_seconds=hold,
        wrap_up_seconds=wrap_up,
        handle_time=handle_time(talk, hold, wrap_up, handled),
        talk_time=mean(talk, handled),
        hold_time=mean(hold, handled),
        wrap_up_time=mean(wrap_up, handled),
        held_calls=sum(call.seconds_in(CallState.HELD, now) > 0 for call in answered),
        rings=len(rings),
        not_answered=_share(rings, OfferOutcome.NOT_ANSWERED),
        declined=_share(rings, OfferOutcome.DECLINED),
        ring_time=mean(
            sum((ring.ended_at - ring.began_at).total_seconds() for ring in rings if ring.ended_at), len(rings)
        ),
        end_causes=_causes(calls),
    )


def menu_figures(calls: Iterable[CallRecord], departures: Collection[MenuDeparture]) -> MenuFigures:
    """Count callers of the menu: `calls` came out of it into a queue, `departures` hung up in it."""
    went_on = sum(call.called_at is not None for call in calls)
    times = [seconds(each.called_at, each.left_at) for each in departures if each.called_at is not None]
    after = Counter(tuple(sorted(each.last_choice.items())) for each in departures)
    return MenuFigures(
        left=len(departures),
        went_on=went_on,
        left_share=percent(len(departures), len(departures) + went_on),
        left_time=mean(sum(times), len(times)),
        left_after=tuple(
            (dict(label), count) for label, count in sorted(after.items(), key=lambda each: (-each[1], each[0]))
        ),
    )


def agent_figures(
    stretches: Iterable[AgentStretch], rings: Iterable[Ring], since: datetime, until: datetime
) -> AgentFigures:
    """Count what agents did between `since` and `until`; what is not over yet counts up to `until`."""
    in_state, agents = dict.fromkeys(AgentState, 0.0), set()
    for stretch in stretches:
        spent = seconds_within(stretch.began_at, stretch.ended_at or until, since, until)
        in_state[stretch.state] += spent
        if stretch.state is not AgentState.OFFLINE and spent > 0:
            agents.add(stretch.agent_id)
    ringing = sum(seconds_within(ring.began_at, ring.ended_at or until, since, until) for ring in rings)
    handling = in_state[AgentState.ON_CALL] + in_state[AgentState.WRAP_UP]
    signed_in = sum(spent for state, spent in in_state.items() if state is not AgentState.OFFLINE)
    return AgentFigures(
        agents=len(agents),
        in_state=in_state,
        ringing=ringing,
        occupancy=occupancy(handling, max(0.0, in_state[AgentState.READY] - ringing)),
        occupancy_of_signed_in=occupancy_of_signed_in(handling, signed_in),
    )


def _share(rings: Sequence[Ring], outcome: OfferOutcome) -> float | None:
    return percent(sum(ring.outcome is outcome for ring in rings), len(rings))


def _causes(calls: Iterable[CallRecord]) -> dict[str, int]:
    causes: dict[str, int] = {}
    for call in calls:
        if call.end_cause is not None:
            causes[call.end_cause.value] = causes.get(call.end_cause.value, 0) + 1
    return dict(sorted(causes.items()))
