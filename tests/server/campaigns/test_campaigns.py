"""Campaigns: chosen by tier and consent, spread over days, seen to once whatever is killed, kept on the timeline."""

import threading
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.client.campaigns_api import CampaignsApi
from agent_desktop.client.errors import ClientError
from agent_desktop.contract.callback_lists import DoNotCallScope
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.contract.campaigns import (
    Audience,
    CampaignState,
    CampaignStep,
    CampaignWay,
    MemberState,
    PlanCampaign,
    StartCampaign,
    WhyNot,
)
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.prospect_cards import Consent, ConsentChannel, ProspectCard
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.do_not_call import add_do_not_call
from agent_desktop.records.callbacks.making import Wanted, make_callback
from agent_desktop.records.customers.options import options_from
from agent_desktop.server.callbacks.rules import open_book
from agent_desktop.server.campaigns.seeing import See
from tests.server.campaigns.conftest import TODAY, Bureau
from tests.server.support import settings_for_tests
from tests.support.pdf_reading import words_of

_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def plan(template: str, way: CampaignWay, **more: object) -> PlanCampaign:
    given = {"from_on": TODAY, "until_on": TODAY + timedelta(days=4), "capacity": 2, "audience": Audience(), **more}
    return PlanCampaign(template=template, way=way, **given)  # type: ignore[arg-type]


def agreed(*channels: ConsentChannel) -> dict[str, object]:
    consents = tuple(Consent(channel=each, given_at=_AT) for each in channels)
    return ProspectCard(consents=consents, kept_at=_AT, changed_at=_AT).model_dump(mode="json")


def refused(deed: object, *arguments: object) -> tuple[str, object]:
    with pytest.raises(ClientError) as error:
        deed(*arguments)  # type: ignore[operator]
    return str(error.value.code), error.value.details.get("problem")


def test_it_is_chosen_by_tier_and_consent_and_the_plan_says_who_is_left_out_and_why(
    bureau: Bureau, tmp_path: Path
) -> None:
    bureau.customer(1, prospect=agreed(ConsentChannel.POST), languages=["en"], manager_name="Ray")
    bureau.customer(2)
    bureau.customer(3, prospect=agreed(ConsentChannel.POST), address="")
    bureau.customer(4, tier=Tier.STANDARD, prospect=agreed(ConsentChannel.POST))
    bureau.customer(5, prospect=agreed(ConsentChannel.POST), wishes=[{"en": "No sales calls", "zh": "谢绝推销"}])
    api = bureau.api()

    seen = api.plan(
        plan("offer", CampaignWay.POST, audience=Audience(tiers=frozenset({Tier.GOLD})), text={"en": "A new fund."})
    )

    assert (seen.chosen, seen.reached, seen.languages) == (4, 1, {"en": 1})
    assert {each.why: each.count for each in seen.left_out} == {
        WhyNot.NO_CONSENT: 1,
        WhyNot.NO_ADDRESS: 1,
        WhyNot.UNWISHED: 1,
    }
    text = words_of(b64decode(seen.sample_pdf), tmp_path)
    assert all(
        words in text for words in ("A new fund.", "Ray will gladly explain", "Customer Relations", "Nathan Road")
    )
    assert len(bureau.desk.audited("campaign.previewed")) == 1
    assert refused(api.plan, plan("survey", CampaignWay.POST)) == ("campaign_refused", "way_not_possible")
    assert refused(api.plan, plan("news", CampaignWay.EMAIL, from_on=TODAY - timedelta(days=1)))[1] == "day_past"
    assert (
        refused(api.plan, plan("news", CampaignWay.EMAIL, until_on=TODAY + timedelta(days=99)))[1]
        == "campaign_too_long"
    )
    assert refused(bureau.api("may").listed) == (ErrorCode.NOT_ALLOWED, None)


def test_calls_are_spread_over_worked_days_and_become_one_callback_a_customer_and_reason(bureau: Bureau) -> None:
    for number in range(5):
        bureau.customer(number)
    first = bureau.start("survey", CampaignWay.PHONE, capacity=2)
    assert [(each.on.isoformat(), each.count) for each in first.days] == [
        ("2026-03-02", 2),
        ("2026-03-03", 2),
        ("2026-03-04", 1),
    ]
    bureau.clock.move(3_600)
    assert bureau.sender.run_due() == 2
    made = bureau.rows("SELECT customer_id, reason_code, kind, state, reason, due_at FROM callbacks")
    assert {each["reason_code"] for each in made} == {"survey"}
    left = bureau.api().plan(plan("survey", CampaignWay.PHONE)).left_out
    assert [(each.why, each.count) for each in left] == [(WhyNot.ASKED_LATELY, 5)]

    bureau.step(first, CampaignStep.PAUSE)
    bureau.clock.move(86_400)
    assert bureau.sender.run_due() == 0
    resumed = bureau.step(first, CampaignStep.RESUME)
    assert (resumed.state, resumed.late) == (CampaignState.RUNNING, 0)
    assert bureau.sender.run_due() == 2
    ended = bureau.step(first, CampaignStep.CANCEL)
    assert ended.counts == {MemberState.DONE: 4, MemberState.CANCELLED: 1}
    assert {each["state"] for each in bureau.rows("SELECT state FROM callbacks")} == {"cancelled"}
    assert ended.steps == frozenset()


def test_who_does_not_wish_to_be_called_or_written_to_is_left_out_also_after_they_were_chosen(bureau: Bureau) -> None:
    first, second = bureau.customer(1), bureau.customer(2)
    campaign = bureau.start("birthday", CampaignWay.MESSAGE, audience=Audience(customer_ids=(first, second)),
                            from_on=date(2026, 5, 11), until_on=date(2026, 5, 22))  # fmt: skip
    with bureau.desk.units.begin() as work:
        add_do_not_call(
            work.session, customer_id=first, number="", scope=DoNotCallScope.ALL, words="No", by=uuid4(), at=_AT
        )
    bureau.clock.move((date(2026, 5, 18) - TODAY).days * 86_400)
    assert bureau.sender.run_due() == 2
    done = bureau.shown(campaign)
    assert (done.state, done.counts) == (CampaignState.DONE, {MemberState.SKIPPED: 1, MemberState.DONE: 1})
    assert [(each.why, each.count) for each in done.left_out] == [(WhyNot.DO_NOT_CALL, 1)]
    (sent,) = bureau.rows("SELECT customer_id, text, language, status FROM sent_messages")
    assert sent["customer_id"] == second
    assert "生日快乐" in sent["text"]
    (given,) = bureau.rows("SELECT to_number, state FROM messages")
    assert given["state"] == "waiting"


def test_a_message_waits_for_a_lawful_hour_where_the_customer_is(bureau: Bureau) -> None:
    bureau.customer(1)
    bureau.clock.move(5.5 * 3_600)  # 22:30 in Hong Kong
    bureau.start("holiday", CampaignWay.MESSAGE)
    bureau.sender.run_due()
    assert bureau.rows("SELECT * FROM sent_messages") == []
    bureau.clock.move(10.5 * 3_600)  # 09:00
    bureau.sender.run_due()
    assert len(bureau.rows("SELECT * FROM sent_messages")) == 1


def test_letters_are_written_in_each_ones_language_kept_sealed_and_on_the_timeline(
    bureau: Bureau, tmp_path: Path
) -> None:
    english, chinese = bureau.customer(1, languages=["en"]), bureau.customer(2)
    campaign = bureau.start("news", CampaignWay.POST, name="Branch")
    assert bureau.sender.run_due() == 2
    done = bureau.shown(campaign)
    assert (done.state, done.counts) == (CampaignState.DONE, {MemberState.DONE: 2})
    api = bureau.api()
    members = api.members(campaign.campaign_id).members
    letters = {
        each.customer_id: words_of(api.letter(campaign.campaign_id, each.member_id), tmp_path) for each in members
    }
    assert "Our branch moves." in letters[english]
    assert "网点迁址。" in letters[chinese]
    contacts = bureau.rows("SELECT customer_id, channel, direction, outcome FROM contacts ORDER BY customer_id")
    assert {(each["customer_id"], each["channel"], each["outcome"]["en"]) for each in contacts} == {
        (english, "letter", "Sent"),
        (chinese, "letter", "Sent"),
    }
    assert len(bureau.desk.audited("campaign.sent")) == 2
    assert len(bureau.desk.audited("attachment.opened")) == 2


def test_each_email_goes_out_once_though_two_servers_send_and_one_dies_in_the_middle(bureau: Bureau) -> None:
    for number in range(6):
        bureau.customer(number, email=f"c{number}@mail.example")
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.post.body[:] = [250, 0]  # of the second it is not heard whether it went out
    threads = [threading.Thread(target=bureau.sender.run_mail) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    bureau.sender.run_mail()

    shown = bureau.shown(campaign)
    assert shown.counts == {MemberState.DONE: 5, MemberState.UNCERTAIN: 1}
    assert sorted(bureau.post.recipients) == [f"c{number}@mail.example" for number in range(6)]
    assert shown.state is CampaignState.RUNNING  # somebody has to decide
    assert CampaignStep.LEAVE in shown.steps
    bureau.step(campaign, CampaignStep.LEAVE)
    bureau.sender.run_due()
    assert bureau.shown(campaign).state is CampaignState.DONE
    assert len(bureau.post.mails) == 6
    assert bureau.post.mails[0].get_content().startswith("尊敬的陈先生：")


def test_what_a_server_was_sending_as_it_died_is_never_sent_again_by_itself(bureau: Bureau) -> None:
    bureau.customer(1)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    with bureau.desk.units.begin() as work:
        work.session.execute(sa.text("UPDATE campaign_members SET state = 'sending', due_at = NULL"))
    bureau.sender.run_mail()
    assert bureau.post.mails == []
    assert bureau.shown(campaign).counts == {MemberState.UNCERTAIN: 1}
    assert bureau.outcomes() == ["Perhaps sent"]
    bureau.step(campaign, CampaignStep.SEND_AGAIN)
    bureau.sender.run_mail()
    assert len(bureau.post.mails) == 1
    bureau.sender.run_mail()
    assert len(bureau.post.mails) == 1
    assert bureau.shown(campaign).counts == {MemberState.DONE: 1}
    assert bureau.outcomes() == ["Sent"]


def test_two_accounts_that_are_one_persons_since_they_were_chosen_are_written_to_once(bureau: Bureau) -> None:
    first, second = bureau.customer(1), bureau.customer(2)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.merge(first, second)
    bureau.sender.run_mail()
    assert bureau.shown(campaign).counts == {MemberState.DONE: 1, MemberState.SKIPPED: 1}
    assert len(bureau.post.mails) == 1


def test_a_wish_that_stands_at_any_account_of_a_person_counts(bureau: Bureau) -> None:
    lead = bureau.customer(1, prospect=agreed(ConsentChannel.POST))
    bureau.merge(lead, bureau.customer(2, wishes=[{"en": "No sales calls", "zh": "谢绝推销"}]))
    seen = bureau.api().plan(plan("offer", CampaignWay.POST, audience=Audience(customer_ids=(lead,))))
    assert (seen.reached, [each.why for each in seen.left_out]) == (0, [WhyNot.UNWISHED])


def test_a_mail_server_that_is_away_makes_it_wait_and_one_that_refuses_somebody_does_not(bureau: Bureau) -> None:
    for number in range(2):
        bureau.customer(number)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.post.rcpt[:] = [421]
    bureau.sender.run_mail()
    waiting = bureau.shown(campaign)
    assert (waiting.problem, waiting.counts) == ("away", {MemberState.WAITING: 2})
    bureau.sender.run_mail()
    assert bureau.post.mails == []  # not before some minutes are over
    bureau.clock.move(301)
    bureau.post.rcpt[:] = [550]
    bureau.sender.run_mail()
    bureau.sender.run_due()
    done = bureau.shown(campaign)
    assert (done.problem, done.counts) == ("", {MemberState.DONE: 1, MemberState.FAILED: 1})
    assert [(each.why, each.count) for each in done.left_out] == [(WhyNot.REFUSED, 1)]
    assert done.state is CampaignState.DONE


def test_a_campaign_that_is_ended_while_one_is_being_sent_sends_nothing_more(bureau: Bureau) -> None:
    for number in range(3):
        bureau.customer(number)
    campaign = bureau.start("survey", CampaignWay.EMAIL)
    bureau.step(campaign, CampaignStep.CANCEL)
    bureau.sender.run_mail()
    assert bureau.post.mails == []
    assert bureau.shown(campaign).counts == {MemberState.CANCELLED: 3}


def test_one_that_cannot_be_seen_to_stops_no_other_and_is_tried_again(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good, also_bad = (bureau.customer(number, sort_key=str(number)) for number in (1, 2, 3))
    campaign = bureau.start("survey", CampaignWay.PHONE)
    seen_to = See.to_it

    def fails(see: See) -> None:
        if see.customer_id in (bad, also_bad):
            raise LookupError
        seen_to(see)

    monkeypatch.setattr(See, "to_it", fails)
    bureau.clock.move(6 * 3_600)  # all of them are due, in their order
    bureau.sender.run_due()
    (made,) = bureau.rows("SELECT customer_id FROM callbacks")
    assert made["customer_id"] == good
    assert bureau.shown(campaign).problem == "failed"
    monkeypatch.undo()
    bureau.clock.move(301)
    bureau.sender.run_due()
    done = bureau.shown(campaign)
    assert (done.state, done.problem, done.counts) == (CampaignState.RUNNING, "", {MemberState.DONE: 3})  # to be called


def test_of_two_that_are_started_at_once_for_the_same_customers_one_reaches_them(bureau: Bureau) -> None:
    for number in range(20):
        bureau.customer(number)
    wanted = plan("survey", CampaignWay.EMAIL, capacity=20)
    apis, barrier, answers = [bureau.api(), bureau.api()], threading.Barrier(2), list[str]()

    def start(api: CampaignsApi) -> None:
        command = StartCampaign(command_id=uuid4(), name="Now", seen_reached=20, **wanted.model_dump())
        barrier.wait()
        try:
            answers.append(api.start(command).state)
        except ClientError as error:
            answers.append(str(error.details.get("problem")))

    threads = [threading.Thread(target=start, args=(api,)) for api in apis]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(answers) == ["nobody_reached", "running"]


def test_many_are_chosen_in_a_few_statements_and_spread(bureau: Bureau) -> None:
    with bureau.desk.engine.begin() as connection:
        connection.execute(
            sa.text(
                """
                INSERT INTO customers (customer_id, source_code, source_key, kind, tier, customer_number, sort_key,
                    name_latin, email, languages, birth_date)
                SELECT gen_random_uuid(), 'core', 'K' || n, 'personal', 'gold', 'N' || n, lpad(n::text, 6, '0'),
                    'Person ' || n, 'p' || n || '@mail.example', '["en"]', date '1980-01-01' + n % 365
                FROM generate_series(1, 3000) n
                """
            )
        )
    seen = bureau.api().plan(plan("survey", CampaignWay.EMAIL, capacity=700))
    assert (seen.chosen, seen.reached) == (3_000, 3_000)
    assert [each.count for each in seen.days] == [700, 700, 700, 700, 200]
    month = {"from_on": date(2026, 3, 2), "until_on": date(2026, 3, 31), "capacity": 5}
    birthdays = bureau.api().plan(plan("birthday", CampaignWay.EMAIL, **month))
    assert birthdays.chosen == birthdays.reached + sum(each.count for each in birthdays.left_out)
    assert max(each.count for each in birthdays.days) == 5


def test_a_callback_that_there_is_for_the_customer_and_reason_is_joined_and_stays_when_the_campaign_ends(
    bureau: Bureau,
) -> None:
    customer_id, settings = bureau.customer(1), settings_for_tests()
    book = open_book(settings, options_from(settings))
    with bureau.desk.units.begin() as work:
        doing = Doing(work.session, work.now(), None, book, work.records)
        number = "+85261234501"
        wanted = Wanted(CallbackKind.RELATIONSHIP, "survey", number, customer_id=customer_id, reason="She asked for it")
        make_callback(doing, wanted)
    campaign = bureau.start("survey", CampaignWay.PHONE, name="Second quarter")
    bureau.clock.move(3_600)
    bureau.sender.run_due()
    (row,) = bureau.rows("SELECT state, reason FROM callbacks")
    assert row["reason"] == "She asked for it / Second quarter"
    assert bureau.shown(campaign).joined == 1
    again = bureau.shown(campaign)
    assert again.state is CampaignState.DONE
    (row,) = bureau.rows("SELECT state FROM callbacks")
    assert row["state"] in ("open", "due")


def test_what_a_customer_was_promised_on_a_campaigns_callback_stays_when_the_campaign_ends(bureau: Bureau) -> None:
    promised, other, _ = (bureau.customer(number, sort_key=str(number)) for number in (1, 2, 3))
    settings = settings_for_tests()
    book = open_book(settings, options_from(settings))
    campaign = bureau.start("survey", CampaignWay.PHONE, capacity=2)
    bureau.clock.move(3_600)
    bureau.sender.run_due()
    made = {each["customer_id"] for each in bureau.rows("SELECT customer_id FROM callbacks")}
    assert made == {promised, other}
    with bureau.desk.units.begin() as work:
        wanted = Wanted(
            CallbackKind.RELATIONSHIP, "survey", "+85261234501", customer_id=promised, reason="She asked for it",
            due_at=work.now() + timedelta(hours=1), told=True,
        )  # fmt: skip
        make_callback(Doing(work.session, work.now(), uuid4(), book, work.records), wanted)
    bureau.step(campaign, CampaignStep.CANCEL)
    states = {each["customer_id"]: each["state"] for each in bureau.rows("SELECT customer_id, state FROM callbacks")}
    assert states[other] == "cancelled"
    assert states[promised] in ("open", "due")
