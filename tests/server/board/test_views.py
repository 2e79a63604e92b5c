"""Boards are made of what is known: limits, levels, scope and filter, and only what has changed is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from agent_desktop.contract.board import (
    Activity,
    BoardAct,
    BoardCaller,
    BoardFilter,
    Concern,
    Level,
    apply_board_change,
)
from agent_desktop.contract.floor_alerts import FloorAlert, FloorLevel, FloorMeasure, FloorSubject, FloorUnit
from agent_desktop.records.floor_alerts.schema import FloorBook, Rule
from agent_desktop.server.board.agents import AgentRows
from agent_desktop.server.board.known import AskedHelp, Definition, Foreseen, Known, QueueDay
from agent_desktop.server.board.limits import agent_mark
from agent_desktop.server.board.queues import day_of
from agent_desktop.server.board.repository import Colleague
from agent_desktop.server.board.views import View, Watched
from agent_desktop.server.floor_alerts.limits import Limits, LimitsBook
from agent_desktop.server.floor_alerts.rules import load_floor_book
from agent_desktop.server.supervision.scope import Scope
from telephony.board.facts import Floor, LiveAgent, LiveCall, LiveQueue
from telephony.contract import AgentState, CallState, ChosenReason
from telephony.statistics.definitions import Counts, ServiceLevel, Thresholds
from tests.server.board.watching import in_order
from tests.server.support import settings_for_tests
from tests.telephony.board.test_states import TALK

MIDNIGHT = datetime(2026, 6, 15, 16, 0, tzinfo=UTC)  # in Hong Kong
NOW = MIDNIGHT + timedelta(hours=10, minutes=42)
CARDS, LOANS = UUID(int=101), UUID(int=102)
MAY, KEN, ADA = UUID(int=1), UUID(int=2), UUID(int=3)
BOOK = load_floor_book(settings_for_tests())
LIMITS = LimitsBook(UTC).at(BOOK, NOW)
ALL = Watched(Scope(), BoardFilter(), None)


def queue(queue_id: UUID, code: str) -> LiveQueue:
    return LiveQueue(queue_id, code, {"en": code.title()}, queue_id.int, 60, None)


def agent(agent_id: UUID, state: AgentState = AgentState.READY, ago: float = 10, **more: Any) -> LiveAgent:
    plain = LiveAgent(agent_id, "", state, None, NOW - timedelta(seconds=ago), None, None, None, None, None, False)
    return replace(plain, **more)


def waiting(number: int, queue_id: UUID, ago: float) -> LiveCall:
    since = NOW - timedelta(seconds=ago)
    call = replace(TALK, call_id=UUID(int=number), state=CallState.QUEUED, agent_id=None, queue_id=queue_id)
    return replace(call, enqueued_at=since, since_at=since, answered_at=None)


def known(*agents: LiveAgent, calls: tuple[LiveCall, ...] = (), **more: Any) -> Known:
    """Two queues: May serves cards in Hong Kong, Ken loans in Shanghai; Ada looks after them."""
    floor = Floor(
        agents={each.agent_id: each for each in agents},
        calls={each.call_id: each for each in calls},
        queues={CARDS: queue(CARDS, "cards"), LOANS: queue(LOANS, "loans")},
        served={MAY: frozenset({CARDS}), KEN: frozenset({LOANS})},
    )
    values: dict[str, Any] = {
        "people": {
            MAY: Colleague("May", "Cards", "hong_kong", frozenset({"agent"})),
            KEN: Colleague("Ken", "Loans", "shanghai", frozenset({"agent"})),
            ADA: Colleague("Ada", "", "", frozenset({"supervisor"})),
        },
        "callers": {each.call_id: BoardCaller(name="Ms Ho") for each in calls},
        "days": {},
        "definitions": {},
        "waiting_before_at": None,
        "waiting_before": {},
        "limits": LIMITS,
        **more,
    }
    return Known(at=NOW, begins_at=MIDNIGHT, time_zone="Asia/Hong_Kong", floor=floor, **values)


def look(view: View, now: Known, rows: AgentRows | None = None) -> Any:
    rows = rows or AgentRows()
    return view.look(now, rows.lines_of(now), rows.waiting_of(now))


def test_only_what_has_changed_is_told_and_it_makes_the_next_board_of_the_one_before() -> None:
    rows, view = AgentRows(), View(ALL)
    first = known(agent(MAY), agent(KEN), calls=(waiting(7, CARDS, 30), waiting(8, LOANS, 5)))
    assert look(view, first, rows) is None
    before = view.board
    assert before is not None
    later = known(agent(MAY, AgentState.WRAP_UP), agent(KEN), calls=(waiting(7, CARDS, 30),))
    told = look(view, later, rows)

    assert told.change is not None
    assert [each.agent_id for each in told.change.agents] == [MAY]
    assert (told.change.waiting, told.change.waiting_gone) == ((), {UUID(int=8)})
    assert {each.queue_id for each in told.change.queues} == {CARDS, LOANS}
    assert told.change.day is None
    assert view.board is not None
    assert in_order(apply_board_change(before, told.change, NOW)) == in_order(view.board)
    assert look(view, later, rows).change is None, "nothing has changed, and that is told too"


def test_the_strip_counts_each_agent_once_and_says_what_is_past_its_limit() -> None:
    over = agent(UUID(int=5), AgentState.NOT_READY, 900, reason=ChosenReason.LUNCH, planned_end_at=NOW)
    agents: tuple[LiveAgent, ...] = (
        agent(MAY),
        agent(KEN, AgentState.WRAP_UP, 61),
        agent(UUID(int=4), AgentState.WRAP_UP, 59),
        replace(over, planned_end_at=NOW - timedelta(seconds=1)),
        agent(UUID(int=6), is_silent=True),
    )
    call = replace(TALK, state=CallState.ENDED, agent_id=KEN, queue_id=LOANS)
    agents = tuple(replace(each, call_id=call.call_id) if each.state is AgentState.WRAP_UP else each for each in agents)
    before_at = MIDNIGHT + timedelta(hours=10, minutes=30)
    view = View(ALL)
    look(
        view,
        known(
            *agents,
            calls=(call, waiting(7, CARDS, 130), waiting(8, LOANS, 61)),
            waiting_before_at=before_at,
            waiting_before={CARDS: 1},
        ),
    )

    assert view.board is not None
    figures = view.board.figures
    assert (figures.signed_in, figures.ready, figures.wrap_up, figures.not_ready) == (5, 1, 2, 2)
    assert (figures.wrap_up_over, figures.not_ready_over, figures.wrap_up_limit_seconds) == (1, 1, 60)
    assert (figures.waiting, figures.waiting_before, figures.waiting_before_at) == (2, 1, before_at)
    assert figures.waiting_level is Level.WARNING
    assert (figures.longest_queue_id, figures.longest_level) == (CARDS, Level.BAD)
    assert {each.queue_id: each.ready_level for each in view.board.queues} == {CARDS: Level.OK, LOANS: Level.WARNING}


def test_queues_of_different_definitions_are_added_by_the_share_of_each() -> None:
    days = {
        CARDS: QueueDay(today=Counts(answered=80, answered_in_time=60, abandoned=20, abandoned_in_time=10)),
        LOANS: QueueDay(today=Counts(answered=10, answered_in_time=10)),
    }
    definitions = {
        CARDS: Definition(),  # in time of answered and abandoned later: 60 of 90
        LOANS: Definition(ServiceLevel.ANSWERED_ONLY, Thresholds(30, 5), 90),  # 10 of 10
    }
    view = View(ALL)
    look(view, known(agent(MAY), days=days, definitions=definitions))

    assert view.board is not None
    by_queue = {each.queue_id: each for each in view.board.queues}
    assert (by_queue[CARDS].service.percent, by_queue[CARDS].service.level) == (66.67, Level.BAD)
    assert (by_queue[LOANS].service.percent, by_queue[LOANS].service.seconds) == (100, 30)
    assert (by_queue[CARDS].abandoned_percent, by_queue[CARDS].abandoned_level) == (20, Level.BAD)
    service = view.board.figures.service
    assert (service.percent, service.target_percent, service.seconds, service.variant) == (70, None, None, "")
    assert service.level is Level.BAD, "81 percent would have been aimed at, were it one queue"


def rule(measure: FloorMeasure, **values: Any) -> Rule:
    return Rule.model_validate({"code": "own", "name": {}, "measure": measure, **values})


@pytest.mark.parametrize(
    ("percent", "level"),
    [(None, Level.OK), (80, Level.OK), (79.99, Level.WARNING), (70, Level.WARNING), (69, Level.BAD)],
)
def test_a_service_level_is_marked_by_points_under_its_queue_s_target(percent: float | None, level: Level) -> None:
    assert LIMITS.of(FloorMeasure.SERVICE_LEVEL, "cards", 80).level(percent) is level
    assert LIMITS.of(FloorMeasure.SERVICE_LEVEL, "cards", 60).level(percent) is Level.OK
    absolute = Limits((rule(FloorMeasure.SERVICE_LEVEL, warn=80, act=70),))
    assert absolute.of(FloorMeasure.SERVICE_LEVEL, "cards", 60).level(percent) is level


@pytest.mark.parametrize(
    ("activity", "ago", "queue", "level", "concern", "limit"),
    [
        (Activity.ON_CALL, 599, "cards", Level.OK, None, None),
        (Activity.ON_CALL, 600, "cards", Level.WARNING, Concern.LONG_CALL, 600),
        (Activity.ON_CALL, 800, "cards", Level.BAD, Concern.LONG_CALL, 720),
        (Activity.ON_CALL, 800, "loans", Level.OK, None, None),
        (Activity.ON_CALL, 901, "loans", Level.WARNING, Concern.LONG_CALL, 900),
        (Activity.ON_HOLD, 81, "", Level.WARNING, Concern.LONG_HOLD, 80),
        (Activity.CONSULTING, 301, "", Level.BAD, Concern.LONG_HOLD, 120),
        (Activity.WRAP_UP, 59, "", Level.OK, None, None),
        (Activity.WRAP_UP, 60, "", Level.WARNING, Concern.WRAP_UP_OVER, 60),
        (Activity.WRAP_UP, 91, "", Level.BAD, Concern.WRAP_UP_OVER, 90),
        (Activity.READY, 9999, "", Level.OK, None, None),
    ],
)
def test_an_agent_is_marked_by_how_long_they_are_at_it_by_the_rule_of_their_queue(
    activity: Activity, ago: float, queue: str, level: Level, concern: Concern | None, limit: int | None
) -> None:
    since = NOW - timedelta(seconds=ago)
    own = rule(FloorMeasure.CALL_SECONDS, warn=900, queues=("loans",))
    limits = Limits((*BOOK.rules, own))
    mark = agent_mark(agent(MAY), activity, since, NOW, limits, queue=queue, wrap_up_seconds=60)

    assert (mark.level, mark.concern, mark.limit_seconds) == (level, concern, limit)


def test_a_wrap_up_that_was_given_more_time_is_over_when_that_is() -> None:
    longer = agent(MAY, AgentState.WRAP_UP, 100, planned_end_at=NOW + timedelta(seconds=20))
    for later, level in ((19, Level.OK), (20, Level.WARNING), (50, Level.BAD)):
        at = NOW + timedelta(seconds=later)
        mark = agent_mark(longer, Activity.WRAP_UP, longer.since_at, at, LIMITS, wrap_up_seconds=60)
        assert mark.level is level
    away = agent(MAY, AgentState.NOT_READY, 900, reason=ChosenReason.LUNCH, planned_end_at=NOW)
    at = NOW + timedelta(seconds=120)
    mark = agent_mark(away, Activity.NOT_READY, away.since_at, at, LIMITS)
    assert (mark.level, mark.limit_seconds) == (Level.BAD, 900)


def test_a_measure_for_which_no_rule_holds_now_is_never_marked_and_of_several_the_soonest_counts() -> None:
    assert LimitsBook(UTC).at(FloorBook(rules=()), NOW).of(FloorMeasure.LONGEST_WAIT).level(9999) is Level.OK
    night = rule(FloorMeasure.LONGEST_WAIT, warn=5, hours={"since": "20:00", "until": "06:00"})
    book = LimitsBook(UTC)
    with_night = FloorBook(rules=(*BOOK.rules, night))
    by_day, by_night = (book.at(with_night, NOW.replace(hour=hour)) for hour in (12, 22))
    assert by_day.of(FloorMeasure.LONGEST_WAIT).warning == 60
    assert (by_night.of(FloorMeasure.LONGEST_WAIT).warning, by_night.of(FloorMeasure.LONGEST_WAIT).bad) == (5, 120)
    assert book.at(with_night, NOW.replace(hour=23)) is by_night, "rows that were made by it stay as they are"


def test_thresholds_that_are_published_mark_again_what_has_not_changed_itself() -> None:
    rows, view = AgentRows(), View(ALL)
    away = agent(MAY, AgentState.NOT_READY, 900, reason=ChosenReason.LUNCH, planned_end_at=NOW - timedelta(seconds=9))
    look(view, known(away, calls=(waiting(7, CARDS, 30),)), rows)
    stricter = Limits((rule(FloorMeasure.LONGEST_WAIT, warn=20, act=25), rule(FloorMeasure.AWAY_OVER, act=5)))
    told = look(view, known(away, calls=(waiting(7, CARDS, 30),), limits=stricter), rows)

    assert [each.level for each in told.change.agents] == [Level.BAD]
    assert [each.level for each in told.change.waiting] == [Level.BAD]
    assert told.change.figures.longest_level is Level.BAD
    assert told.change.figures.abandoned_limit_percent is None


def test_who_asks_for_help_stands_first_and_a_silent_desktop_next() -> None:
    silent = agent(MAY, is_silent=True)
    asked = agent_mark(silent, Activity.ON_CALL, NOW, NOW, LIMITS, help_asked=True)
    assert (asked.level, asked.concern) == (Level.BAD, Concern.HELP_ASKED)
    assert agent_mark(silent, Activity.READY, NOW, NOW, LIMITS).concern is Concern.DESKTOP_SILENT


def test_who_looks_after_a_queue_may_hear_its_calls_and_not_others_of_the_same_agents() -> None:
    busy = agent(MAY, AgentState.ON_CALL, call_id=TALK.call_id)
    mine, other = replace(TALK, agent_id=MAY, queue_id=CARDS), replace(TALK, agent_id=MAY, queue_id=LOANS)
    scope = Watched(Scope("", frozenset({CARDS})), BoardFilter(), None)
    for call, hears in ((mine, True), (other, False)):
        view = View(scope)
        look(view, known(busy, agent(KEN), calls=(call,)))
        assert view.board is not None
        (row,) = view.board.agents
        assert (BoardAct.LISTEN in row.acts) is hears
        assert BoardAct.CHANGE_STATE in row.acts
    herself = View(Watched(Scope(), BoardFilter(), MAY))
    look(herself, known(busy, calls=(mine, waiting(9, CARDS, 5), waiting(10, LOANS, 5))))
    assert herself.board is not None
    assert herself.board.agents[0].acts == set()
    takes = {each.queue_id: BoardAct.TAKE in each.acts for each in herself.board.waiting}
    assert takes == {CARDS: True, LOANS: False}


@pytest.mark.parametrize(
    ("scope", "asks", "agents", "queues"),
    [
        (Scope(), BoardFilter(), {MAY, KEN}, {CARDS, LOANS}),
        (Scope("Cards"), BoardFilter(), {MAY}, {CARDS}),
        (Scope("", frozenset({LOANS})), BoardFilter(), {KEN}, {LOANS}),
        (Scope("Cards", frozenset({LOANS})), BoardFilter(), {MAY, KEN}, {CARDS, LOANS}),
        (Scope(), BoardFilter(sites=("shanghai",)), {KEN}, {LOANS}),
        (Scope(), BoardFilter(teams=("Cards", "Loans"), sites=("hong_kong",)), {MAY}, {CARDS}),
        (Scope(), BoardFilter(queue_ids=(LOANS,)), {KEN}, {LOANS}),
        (Scope("Cards"), BoardFilter(teams=("Loans",)), set(), set()),
        (Scope("Cards"), BoardFilter(queue_ids=(LOANS,)), set(), set()),
    ],
)
def test_scope_and_filter_choose_agents_queues_and_callers(
    scope: Scope, asks: BoardFilter, agents: set[UUID], queues: set[UUID]
) -> None:
    view = View(Watched(scope, asks, None))
    look(view, known(agent(MAY), agent(KEN), calls=(waiting(7, CARDS, 3), waiting(8, LOANS, 3))))

    assert view.board is not None
    assert {each.agent_id for each in view.board.agents} == agents
    assert {each.queue_id for each in view.board.queues} == queues
    assert {each.queue_id for each in view.board.waiting} == queues
    assert view.board.figures.waiting == len(queues)


def test_a_call_for_help_that_nobody_of_theirs_answered_stands_on_every_board_and_in_no_figure() -> None:
    for of_all, filtered, seen in ((False, False, {MAY}), (True, False, {MAY, KEN}), (True, True, {MAY})):
        asks = BoardFilter(teams=("Cards",)) if filtered else BoardFilter()
        view = View(Watched(Scope("Cards"), asks, None))
        look(view, known(agent(MAY), agent(KEN), help_asked={KEN: AskedHelp(NOW, of_all)}))
        assert view.board is not None
        assert {each.agent_id for each in view.board.agents} == seen
        assert view.board.figures.signed_in == 1


def test_agents_are_offered_to_a_queue_in_need_from_where_nobody_waits_and_somebody_stays_ready() -> None:
    lee, sam = UUID(int=7), UUID(int=8)

    def helped(*agents: LiveAgent, served: dict[UUID, frozenset[UUID]], waits: tuple[UUID, ...] = (CARDS,)) -> Any:
        calls = tuple(waiting(20 + number, where, 130) for number, where in enumerate(waits))
        now = known(*agents, calls=calls)
        view = View(ALL)
        look(view, replace(now, floor=replace(now.floor, served=served)))
        assert view.board is not None
        return {each.code: each.help for each in view.board.queues}

    loans = {KEN: frozenset({LOANS}), lee: frozenset({LOANS}), sam: frozenset({LOANS})}
    there = (agent(KEN, ago=50), agent(lee, ago=90), agent(sam, ago=70))
    one = helped(*there, served=loans)["cards"]
    assert (one.code, one.name, one.agent_ids) == ("loans", {"en": "Loans"}, (lee,))  # as many as wait: longest ready
    two = helped(*there, served=loans, waits=(CARDS,) * 5)["cards"]
    assert two.agent_ids == (lee, sam)  # one stays
    assert helped(*there, served=loans)["loans"] is None

    assert helped(agent(KEN), served=loans)["cards"] is None  # nobody else would be ready
    assert helped(*there, served=loans, waits=(CARDS, LOANS))["cards"] is None  # callers wait there too
    both = {each: frozenset({CARDS, LOANS}) for each in (KEN, lee, sam)}
    assert helped(*there, served=both)["cards"] is None  # they serve it already


def test_complaints_and_callbacks_are_those_of_the_teams_and_queues_that_are_seen() -> None:
    complaint = {"late": 1, "today": 2, "next_days": 0, "to_acknowledge": 0, "later": 0, "next_due_at": None}
    callback = {"late": 1, "expired": 2, "next_hour": 0, "next_hour_unowned": 0, "later_today": 3}
    due = {"Cards": NOW - timedelta(hours=3), "Loans": NOW - timedelta(hours=5)}
    complaints = [{**complaint, "team": team, "oldest_due_at": due[team]} for team in ("Cards", "Loans")]
    callbacks = [
        {**callback, "team": "", "queue_code": "cards", "oldest_due_at": NOW},
        {**callback, "team": "Loans", "queue_code": "", "oldest_due_at": NOW - timedelta(hours=1)},
    ]
    floor = known(agent(MAY), agent(KEN), complaints=complaints, callbacks=callbacks)
    for scope, late, oldest in ((Scope(), 2, due["Loans"]), (Scope("Cards"), 1, due["Cards"])):
        view = View(Watched(scope, BoardFilter(), None))
        look(view, floor)
        assert view.board is not None
        assert (view.board.complaints.late, view.board.complaints.oldest_due_at) == (late, oldest)
        seen = view.board.callbacks
        assert (seen.late, seen.expired, seen.later_today) == (late, 2 * late, 3 * late)


def test_the_day_goes_from_the_first_to_the_last_half_hour_with_what_was_foreseen_of_the_shown_queues() -> None:
    ten = MIDNIGHT + timedelta(hours=10)
    half = timedelta(minutes=30)
    days = {CARDS: QueueDay(slots={ten: Counts(answered=3, abandoned=1)}), LOANS: QueueDay(slots={ten: Counts(5)})}
    foreseen = Foreseen(NOW, {("cards", ten): 4.0, ("cards", ten + half): 10.0, ("loans", ten + 3 * half): 7.0})
    floor = known(agent(MAY), days=days, foreseen=foreseen)
    day = day_of(floor, {CARDS, LOANS})
    assert [(each.offered, each.answered, each.forecast) for each in day.slots] == [
        (9, 8, 4.0),
        (0, 0, 10.0),
        (0, 0, None),
        (0, 0, 7.0),
    ]
    assert [each.offered for each in day_of(floor, {CARDS}).slots] == [4, 0]
    view = View(ALL)
    look(view, floor)
    assert view.board is not None
    assert view.board.figures.forecast_offered == 8, "4 of the half hour that is over, and 12 minutes of the next"


def test_an_alert_of_no_queue_is_everybody_s_who_has_chosen_nothing() -> None:
    others = FloorAlert(
        alert_id=UUID(int=50), rule="callbacks_late", rule_name={}, measure=FloorMeasure.CALLBACKS_LATE,
        unit=FloorUnit.NUMBER, level=FloorLevel.WARN, subject=FloorSubject.QUEUE, value=2, peak=2, threshold=1,
        raised_at=NOW, level_since_at=NOW, seen_at=NOW,
    )  # fmt: skip
    cards = others.model_copy(update={"alert_id": UUID(int=51), "subject_id": CARDS})
    for asks, seen in ((BoardFilter(), [others, cards]), (BoardFilter(queue_ids=(CARDS,)), [cards])):
        view = View(Watched(Scope("Cards"), asks, None))
        look(view, known(agent(MAY), alerts=(others, cards)))
        assert view.board is not None
        assert {each.alert_id for each in view.board.alerts} == {each.alert_id for each in seen}
