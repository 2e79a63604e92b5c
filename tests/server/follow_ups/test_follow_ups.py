"""Follow-up plans over HTTP: planned, referred to whoever looks after the customer, and what came of it comes back."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.client.errors import ClientError
from agent_desktop.client.follow_ups_api import FollowUpsApi
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.follow_ups import (
    ChangeFollowUp,
    FollowUp,
    FollowUpEventKind,
    FollowUpSpan,
    FollowUpState,
    FollowUpStep,
    MakeFollowUp,
    Phase,
    Refer,
)
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.contract.sessions import Role
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.customers.options import options_from
from agent_desktop.server.alerts.rules import load_rules
from agent_desktop.server.complaint_clocks.files import calendar_of
from agent_desktop.server.follow_ups.routes import follow_up_routes
from tests.server.floor import add_customer
from tests.server.paper_desk import PaperDesk, paper_desk
from tests.server.support import settings_for_tests

TODAY = date(2026, 3, 2)  # a Monday


@pytest.fixture
def desk(engine: sa.Engine) -> Iterator[PaperDesk]:
    settings = settings_for_tests()
    days = calendar_of(settings, settings.reports.calendar, "reports.calendar")
    routes = follow_up_routes(
        options_from(settings), load_rules(settings), lambda day: days.add_working_days(day, 1).on
    )
    with paper_desk(engine, lambda _: [routes]) as desk:
        desk.person("may", Role.AGENT)
        desk.person("ray", Role.SPECIALIST)
        desk.person("jun", Role.AGENT, team="Service")
        desk.person("sue", Role.SUPERVISOR)
        yield desk


def of(desk: PaperDesk, name: str) -> FollowUpsApi:
    return FollowUpsApi(desk.api(name))


def customer(desk: PaperDesk, manager: str = "Ray", key: str = "C1") -> UUID:
    customer_id = add_customer(desk.engine, f"+8526123450{key[1:]}", key=key)
    with Session(desk.engine) as session, session.begin():
        found = sa.update(CustomerRow).where(CustomerRow.customer_id == customer_id)
        session.execute(found.values(manager_name=manager))
    return customer_id


def plan(customer_id: UUID, step: str = "Call about the fund", days: int = 0, **more: object) -> MakeFollowUp:
    given = {"topic": Interest.WEALTH, "next_on": TODAY + timedelta(days=days), **more}
    return MakeFollowUp(command_id=uuid4(), customer_id=customer_id, next_step=step, **given)  # type: ignore[arg-type]


def change(api: FollowUpsApi, seen: FollowUp, step: FollowUpStep, **more: object) -> FollowUp:
    command = ChangeFollowUp(command_id=uuid4(), seen_version=seen.version, step=step, **more)  # type: ignore[arg-type]
    return api.change(seen.follow_up_id, command)


def refused(deed: object, *arguments: object, **more: object) -> str:
    with pytest.raises(ClientError) as error:
        deed(*arguments, **more)  # type: ignore[operator]
    assert error.value.code is ErrorCode.FOLLOW_UP_REFUSED
    return str(error.value.details["problem"])


def test_a_plan_goes_through_its_phases_and_is_listed_by_day_week_and_month(desk: PaperDesk) -> None:
    ray, who = of(desk, "ray"), customer(desk)
    command = plan(who)
    made = ray.make(command)
    assert ray.make(command).follow_up_id == made.follow_up_id  # asked again, it is the same
    assert (made.phase, made.days, made.is_mine, made.tier.value) == (Phase.NEED, 0, True, "gold")
    ray.make(plan(who, "Ask about the mortgage", 6, topic=Interest.MORTGAGES))
    ray.make(plan(who, "Renew the deposit", 20, topic=Interest.ACCOUNTS))

    assert refused(ray.make, plan(who, days=-1)) == "day_past"
    assert refused(ray.make, plan(who, days=900)) == "day_too_far"
    desk.clock.move(86_400)
    ray = of(desk, "ray")
    listed = ray.listed(FollowUpSpan.WEEK)
    assert (listed.late, listed.day, listed.week, listed.month) == (1, 1, 2, 3)
    assert [(each.next_step, each.days) for each in listed.follow_ups] == [
        ("Call about the fund", -1),
        ("Ask about the mortgage", 5),
    ]
    planned = change(
        ray, made, FollowUpStep.PLAN, phase=Phase.OFFER, next_step="Draft it", next_on=TODAY + timedelta(days=3)
    )
    assert (planned.phase, planned.next_step, planned.days) == (Phase.OFFER, "Draft it", 2)
    assert refused(change, ray, planned, FollowUpStep.LOSE) == "words_needed"
    won = change(ray, planned, FollowUpStep.WIN, words="Bought the bond fund")
    assert (won.state, won.result, won.steps) == (FollowUpState.WON, "Bought the bond fund", frozenset())
    history = ray.detail(won.follow_up_id).history
    assert [(each.kind, each.by_name) for each in history] == [
        (FollowUpEventKind.MADE, "Ray"),
        (FollowUpEventKind.PLANNED, "Ray"),
        (FollowUpEventKind.WON, "Ray"),
    ]
    assert len(desk.audited("follow_up.won")) == 1
    assert len(desk.audited("follow_up.opened")) == 1


def test_a_referral_goes_to_the_manager_and_its_result_comes_back_to_who_gave_it(desk: PaperDesk) -> None:
    may, ray, who = of(desk, "may"), of(desk, "ray"), customer(desk)
    assert (may.of_customer(who).manager_name, may.of_customer(who).may_refer) == ("Ray", True)
    given = may.refer(Refer(command_id=uuid4(), customer_id=who, topic=Interest.LOANS, words="Wants to buy a car"))
    assert (given.owner_name, given.referred_by_me, given.next_on, given.steps) == (
        "Ray",
        True,
        TODAY + timedelta(days=1),
        frozenset({FollowUpStep.CANCEL}),
    )
    again = may.refer(Refer(command_id=uuid4(), customer_id=who, topic=Interest.LOANS, words="In March"))
    assert again.follow_up_id == given.follow_up_id  # one open plan of a topic
    assert may.listed(FollowUpSpan.DAY).given == 1

    (mine,) = ray.listed(FollowUpSpan.WEEK).follow_ups
    assert (mine.referred_by_name, mine.next_step) == ("May", "Wants to buy a car")
    assert refused(change, may, mine, FollowUpStep.WIN) == "step_not_possible"
    change(ray, mine, FollowUpStep.WIN, words="Car loan of 200,000")

    (result,) = may.listed(FollowUpSpan.DAY).results
    assert (result.state, result.result, result.steps) == (
        FollowUpState.WON,
        "Car loan of 200,000",
        frozenset({FollowUpStep.NOTICE}),
    )
    change(may, result, FollowUpStep.NOTICE)
    assert may.listed(FollowUpSpan.DAY).results == ()


def test_without_a_manager_it_waits_for_a_team_and_without_one_it_is_refused(desk: PaperDesk) -> None:
    may, jun = of(desk, "may"), of(desk, "jun")
    who = customer(desk, manager="Nobody Known")
    given = may.refer(Refer(command_id=uuid4(), customer_id=who))
    assert (given.owner_name, given.team) == ("", "Service")
    (free,) = jun.listed(FollowUpSpan.WEEK).follow_ups
    taken = change(jun, free, FollowUpStep.TAKE)
    assert (taken.is_mine, FollowUpStep.PLAN in taken.steps) == (True, True)
    ray_id = next(each.owner_id for each in [of(desk, "ray").make(plan(customer(desk, key="C2")))])
    assert change(jun, taken, FollowUpStep.HAND_OVER, owner_id=ray_id).owner_name == "Ray"
    with Session(desk.engine) as session, session.begin():
        session.execute(sa.text("UPDATE users SET team = '' WHERE name = 'jun'"))
    third = customer(desk, manager="", key="C3")
    assert refused(may.refer, Refer(command_id=uuid4(), customer_id=third)) == "no_manager"
    assert not may.of_customer(third).may_refer


def test_a_referral_of_before_easter_is_due_when_the_bank_is_open_again(desk: PaperDesk) -> None:
    who = customer(desk)
    for on, due in ((date(2026, 3, 6), date(2026, 3, 9)), (date(2026, 4, 2), date(2026, 4, 8))):
        desk.clock.move((on - desk.clock.now().date()).days * 86_400)
        topic = Interest.LOANS if on.month == 3 else Interest.CARDS
        given = of(desk, "may").refer(Refer(command_id=uuid4(), customer_id=who, topic=topic))
        assert given.next_on == due


def test_two_accounts_of_one_person_have_one_open_plan_of_a_topic(desk: PaperDesk) -> None:
    ray, first, second = of(desk, "ray"), customer(desk), customer(desk, key="C2")
    made = ray.make(plan(first))
    with Session(desk.engine) as session, session.begin():
        session.add_all(
            MergedAccountRow(customer_id=each, lead_id=second, merged_at=desk.clock.now()) for each in (first, second)
        )
    assert ray.make(plan(second, "Call again")).follow_up_id == made.follow_up_id
    (one,) = ray.of_customer(second).follow_ups
    assert (one.customer_id, one.next_step) == (second, "Call again")


def test_what_came_of_referrals_is_counted_by_giver_and_by_manager(desk: PaperDesk) -> None:
    may, ray, sue = of(desk, "may"), of(desk, "ray"), of(desk, "sue")
    topics = (Interest.LOANS, Interest.CARDS, Interest.WEALTH, Interest.INSURANCE)
    who = customer(desk)
    given = [may.refer(Refer(command_id=uuid4(), customer_id=who, topic=each)) for each in topics]
    ends = (FollowUpStep.WIN, FollowUpStep.LOSE, FollowUpStep.CANCEL)
    for each, step in zip(given, ends, strict=False):
        change(ray, each, step, words="So it was")
    at = desk.clock.now()

    figures = sue.figures(at - timedelta(hours=1), at + timedelta(hours=1))

    assert (figures.all.given, figures.all.won, figures.all.lost, figures.all.open) == (3, 1, 1, 1)
    assert [(each.name, each.won_percent) for each in (*figures.givers, *figures.managers)] == [
        ("May", 50.0),
        ("Ray", 50.0),
    ]
    counted = sa.text("SELECT count(*) FROM follow_ups WHERE referred_by IS NOT NULL AND state <> 'cancelled'")
    with desk.engine.connect() as connection:
        assert connection.execute(counted).scalar_one() == figures.all.given
    with pytest.raises(ClientError) as denied:
        may.figures(at, at)
    assert denied.value.code is ErrorCode.NOT_ALLOWED


def test_what_was_a_colleagues_who_left_is_in_every_supervisors_list(desk: PaperDesk) -> None:
    ray, sue, may = of(desk, "ray"), of(desk, "sue"), of(desk, "may")
    left = ray.make(plan(customer(desk)))
    waits = may.refer(Refer(command_id=uuid4(), customer_id=customer(desk, manager="Nobody", key="C2")))
    assert (waits.team, sue.listed(FollowUpSpan.MONTH).follow_ups) == ("Service", ())
    with Session(desk.engine) as session, session.begin():
        session.execute(sa.text("UPDATE users SET disabled_at = now() WHERE name IN ('ray', 'jun')"))
    listed = sue.listed(FollowUpSpan.MONTH)
    assert {each.follow_up_id for each in listed.follow_ups} == {left.follow_up_id, waits.follow_up_id}
    assert listed.month == 2
    taken = change(sue, next(each for each in listed.follow_ups if each.owner_name == "Ray"), FollowUpStep.TAKE)
    assert taken.is_mine
    assert may.listed(FollowUpSpan.MONTH).follow_ups == ()
