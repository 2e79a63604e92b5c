"""A campaign that is paused, goes on and ends: its callbacks follow it, and no greeting comes late."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.contract.callbacks import CallbackKind, Obstacle
from agent_desktop.contract.campaigns import Audience, CampaignState, CampaignStep, CampaignWay, MemberState, WhyNot
from agent_desktop.records.callbacks.attempting import dial_obstacles
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import Doing, around_row
from agent_desktop.records.callbacks.making import Wanted, make_callback
from agent_desktop.records.callbacks.repository import CallbackRepository, DueCallbackRepository
from agent_desktop.records.callbacks.resting import wake_if_wished
from agent_desktop.records.callbacks.turning import turn_callback
from agent_desktop.records.customers.options import options_from
from agent_desktop.server.callbacks.rules import open_book
from tests.server.campaigns.conftest import TODAY, Bureau
from tests.server.support import settings_for_tests

DAY = 86_400


@pytest.fixture
def book() -> CallbackBook:
    settings = settings_for_tests()
    return open_book(settings, options_from(settings))


def obstacles(bureau: Bureau, book: CallbackBook, callback_id: UUID) -> tuple[Obstacle, ...]:
    """Return what speaks against dialling a callback at this moment."""
    with bureau.desk.units.begin() as work:
        doing = Doing(work.session, work.now(), None, book, work.records)
        row = CallbackRepository(work.session).lock(callback_id)
        assert row is not None
        return dial_obstacles(doing, row, uuid4(), around_row(doing, row), number=row.number, on_line=False)


def turn_all(bureau: Bureau, book: CallbackBook) -> int:
    """Do what time has brought to callbacks; return to how many it brought something."""
    with bureau.desk.units.begin() as work:
        due = DueCallbackRepository(work.session).list_due(work.now(), 50)
        for callback_id in due:
            row = DueCallbackRepository(work.session).lock_due(callback_id, work.now())
            assert row is not None
            turn_callback(Doing(work.session, work.now(), None, book, work.records), row)
        return len(due)


def callbacks(bureau: Bureau) -> dict[UUID, Any]:
    """Return the callbacks that there are, by customer."""
    return {each["customer_id"]: each for each in bureau.rows("SELECT * FROM callbacks")}


def test_callbacks_of_a_paused_campaign_are_not_dialled_nor_late_and_go_on_with_it(
    bureau: Bureau, book: CallbackBook
) -> None:
    customer_id = bureau.customer(1)
    campaign = bureau.start("survey", CampaignWay.PHONE)
    bureau.clock.move(3_600)
    bureau.sender.run_due()
    made = callbacks(bureau)[customer_id]
    assert obstacles(bureau, book, made["callback_id"]) == ()
    assert bureau.shown(campaign).state is CampaignState.RUNNING  # somebody is still to be called

    bureau.step(campaign, CampaignStep.PAUSE)
    assert obstacles(bureau, book, made["callback_id"]) == (Obstacle.RESTS,)
    bureau.clock.move(10 * DAY)
    assert turn_all(bureau, book) == 0  # neither late nor expired
    rests = callbacks(bureau)[customer_id]
    assert (rests["state"], rests["kept"], rests["rests"], rests["to_sync"]) == ("open", None, True, True)

    bureau.step(campaign, CampaignStep.RESUME)
    goes_on = callbacks(bureau)[customer_id]
    assert (goes_on["state"], goes_on["rests"]) == ("open", False)
    assert goes_on["due_at"] >= bureau.clock.now()  # its time begins anew
    history = [each["kind"] for each in bureau.rows("SELECT kind FROM callback_events ORDER BY event_no")]
    assert history == ["made", "rested", "woken"]

    bureau.step(campaign, CampaignStep.CANCEL)
    assert callbacks(bureau)[customer_id]["state"] == "cancelled"


def test_a_wish_that_joins_a_resting_callback_has_it_go_on_and_it_outlives_the_campaign(
    bureau: Bureau, book: CallbackBook
) -> None:
    wished, other = bureau.customer(1), bureau.customer(2)
    campaign = bureau.start("survey", CampaignWay.PHONE)
    bureau.clock.move(6 * 3_600)
    bureau.sender.run_due()
    bureau.step(campaign, CampaignStep.PAUSE)
    with bureau.desk.units.begin() as work:
        doing = Doing(work.session, work.now(), None, book, work.records)
        number = callbacks(bureau)[wished]["number"]
        wanted = Wanted(CallbackKind.RELATIONSHIP, "survey", number, customer_id=wished, reason="She asked for it")
        make_callback(doing, wanted)
    with bureau.desk.units.begin() as work:
        doing = Doing(work.session, work.now(), None, book, work.records)
        for each in callbacks(bureau).values():
            row = CallbackRepository(work.session).lock(each["callback_id"])
            assert row is not None
            wake_if_wished(doing, row)  # as the worker does before it tells telephony
    assert {customer: each["rests"] for customer, each in callbacks(bureau).items()} == {wished: False, other: True}
    bureau.step(campaign, CampaignStep.CANCEL)
    states = {customer: each["state"] for customer, each in callbacks(bureau).items()}
    assert states[other] == "cancelled"
    assert states[wished] in ("open", "due")


def test_what_was_tried_in_vain_is_not_tried_again_for_a_campaign_that_ended(bureau: Bureau) -> None:
    customer_id = bureau.customer(1)
    campaign = bureau.start("survey", CampaignWay.PHONE)
    bureau.clock.move(3_600)
    bureau.sender.run_due()
    with bureau.desk.engine.begin() as connection:
        connection.execute(sa.text("UPDATE callbacks SET attempts = 1, last_outcome = 'no_answer'"))
    bureau.step(campaign, CampaignStep.CANCEL)
    assert callbacks(bureau)[customer_id]["state"] == "cancelled"


def test_no_birthday_is_wished_long_after_it(bureau: Bureau) -> None:
    early = bureau.customer(1, birth_date=date(1980, 3, 3))
    late = bureau.customer(2, birth_date=date(1980, 3, 20))
    both = {"audience": Audience(customer_ids=(early, late)), "from_on": TODAY, "until_on": date(2026, 3, 31)}
    campaign = bureau.start("birthday", CampaignWay.EMAIL, **both)
    bureau.step(campaign, CampaignStep.PAUSE)
    bureau.clock.move(16 * DAY)  # the 18th
    bureau.step(campaign, CampaignStep.RESUME)
    bureau.sender.run_mail()
    assert bureau.post.mails == []
    assert bureau.shown(campaign).counts == {MemberState.SKIPPED: 1, MemberState.WAITING: 1}
    assert [(each.why, each.count) for each in bureau.shown(campaign).left_out] == [(WhyNot.TOO_LATE, 1)]
    bureau.clock.move(2 * DAY)  # the 20th
    bureau.sender.run_mail()
    assert len(bureau.post.mails) == 1


def test_a_birthday_call_that_rested_too_long_is_not_made(bureau: Bureau) -> None:
    customer_id = bureau.customer(1, birth_date=date(1980, 3, 3))
    campaign = bureau.start("birthday", CampaignWay.PHONE, until_on=date(2026, 3, 31))
    bureau.clock.move(DAY + 6 * 3_600)
    bureau.sender.run_due()
    assert callbacks(bureau)[customer_id]["state"] in ("open", "due")
    bureau.step(campaign, CampaignStep.PAUSE)
    bureau.clock.move(5 * DAY)
    bureau.step(campaign, CampaignStep.RESUME)
    assert callbacks(bureau)[customer_id]["state"] == "cancelled"


def test_after_a_pause_no_day_bears_more_than_it_may(bureau: Bureau) -> None:
    for number in range(6):
        bureau.customer(number)
    campaign = bureau.start("survey", CampaignWay.PHONE, capacity=2)
    bureau.step(campaign, CampaignStep.PAUSE)
    bureau.clock.move(2 * DAY)  # Wednesday: the third of its three days
    shown = bureau.step(campaign, CampaignStep.RESUME)
    assert [(each.on - TODAY, each.count) for each in shown.days] == [
        (timedelta(days=2), 2),
        (timedelta(days=3), 2),
        (timedelta(days=4), 2),
    ]
    assert shown.late == 0


def test_of_a_campaign_that_ended_it_is_still_said_what_became_of_uncertain_ones(bureau: Bureau) -> None:
    bureau.customer(1)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.post.body[:] = [0]  # it is not heard whether it went out
    bureau.sender.run_mail()
    ended = bureau.step(campaign, CampaignStep.CANCEL)
    assert (ended.counts, ended.steps) == ({MemberState.UNCERTAIN: 1}, frozenset({CampaignStep.LEAVE}))
    left = bureau.step(campaign, CampaignStep.LEAVE)
    assert (left.counts, left.steps, left.state) == ({MemberState.DONE: 1}, frozenset(), CampaignState.CANCELLED)


def test_one_recipient_whom_the_mail_server_does_not_take_now_stops_nobody_else(bureau: Bureau) -> None:
    for number in range(3):
        bureau.customer(number, email=f"c{number}@mail.example")
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.post.rcpt[:] = [450]  # greylisted
    bureau.sender.run_mail()
    shown = bureau.shown(campaign)
    assert (shown.problem, shown.counts) == ("", {MemberState.DONE: 2, MemberState.WAITING: 1})
    bureau.clock.move(301)
    bureau.sender.run_mail()
    assert bureau.shown(campaign).counts == {MemberState.DONE: 3}
    assert len(set(bureau.post.recipients)) == 3


def test_many_recipients_in_a_row_mean_that_the_mail_server_takes_nobody_now(bureau: Bureau) -> None:
    for number in range(8):
        bureau.customer(number)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.post.rcpt[:] = [452] * 5
    bureau.sender.run_mail()
    assert (bureau.shown(campaign).problem, bureau.post.mails) == ("away", [])


def test_whom_it_has_not_taken_for_days_counts_as_refused(bureau: Bureau) -> None:
    bureau.customer(1)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.clock.move(4 * DAY)
    bureau.post.rcpt[:] = [450]
    bureau.sender.run_mail()
    shown = bureau.shown(campaign)
    assert (shown.counts, [each.why for each in shown.left_out]) == ({MemberState.FAILED: 1}, [WhyNot.REFUSED])
