"""One customer on one screen: masked, with what the record says and nothing else."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import (
    Channel,
    CustomerKind,
    Freshness,
    HoldingGroup,
    Identifier,
    Profile,
    StatusKind,
    Tier,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.caller_cards.service import Caller
from agent_desktop.records.contacts.repository import RECORD_KEY, ContactRepository
from agent_desktop.records.customers.alerts import age_on, next_birthday
from agent_desktop.records.customers.facts import script_facts
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.customers.service import compose_profile, compose_profile_and_card, reveal
from agent_desktop.records.errors import CustomerNotFoundError, FieldNotRevealableError
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.script_runs.values import Talk, values_of
from agent_desktop.service_scripts.facts import FACTS
from agent_desktop.service_scripts.variables import KNOWN_FACTS
from agent_desktop.settings import load_settings
from tests.records.complaint_clocks.cases import Bank
from tests.records.trial import GRACE_MOBILE, NOW, OPTIONS, TrialBank, counted_trips


@pytest.fixture
def grace(session: Session, bank: TrialBank) -> Profile:
    return compose_profile(session, bank.grace(), at=NOW, options=OPTIONS)


def test_a_profile_names_the_customer(grace: Profile) -> None:
    assert grace.name == "Ms Grace Ho Wing Sze"
    assert grace.name_chinese == "何詠詩 女士"
    assert grace.salutation == {"en": "Ms Ho", "zh": "何女士"}
    assert (grace.kind, grace.tier, grace.age_years) == (CustomerKind.PERSONAL, Tier.PLATINUM, 45)
    assert grace.customer_since == date(2009, 3, 1)
    assert grace.languages == ("yue", "en")
    assert grace.manager_name == "Raymond Lau"
    assert grace.wishes == ({"en": "No sales calls", "zh": "不接受推销来电"},)
    assert grace.version == 1


def test_a_currency_without_a_rate_is_named_and_leaves_its_part_without_a_total(
    session: Session, bank: TrialBank
) -> None:
    alone = bank.customer("A1", name_latin="Chan Tai Man")
    bank.source("core", HoldingGroup.DEPOSITS)
    bank.holding("core", "1", alone)
    bank.holding("core", "2", alone, currency="THB")

    (part,) = compose_profile(session, alone, at=NOW, options=OPTIONS).parts

    assert (part.total, part.rates_missing) == (None, ("THB",))


def test_identifiers_are_masked(grace: Profile) -> None:
    assert {value.identifier: value.masked for value in grace.identifiers} == {
        Identifier.CUSTOMER_NUMBER: "•••• •••• 2086",
        Identifier.IDENTITY_DOCUMENT: "Z•••••3(•)",
        Identifier.MOBILE: "+852 6••• 4182",
        Identifier.EMAIL: "g•••••@•••••.hk",
        Identifier.ADDRESS: "••••, Kowloon Tong",
    }
    assert grace.identifiers[1].label["en"] == "HKID"


def test_no_clear_value_is_anywhere_in_the_profile(grace: Profile) -> None:
    sent = grace.model_dump_json()

    for clear in ("88002086", "Z123453", GRACE_MOBILE, "61234182", "grace@", "Suffolk", "012345670382", "4000000000"):
        assert clear not in sent


def test_holdings_come_in_parts_by_source_system(grace: Profile) -> None:
    deposits, cards, wealth = grace.parts

    assert (deposits.system, deposits.group, deposits.system_name["en"]) == ("core", HoldingGroup.DEPOSITS, "Core")
    assert [holding.number_masked for holding in deposits.holdings] == ["•••• 0382", "•••• 0390", "•••• 6614"]
    assert deposits.total == Decimal("1284310.55") + Decimal(21540) * Decimal("7.8") + Decimal("459900.00")
    assert deposits.total_currency == "HKD"
    assert deposits.freshness is Freshness.LOADED
    assert deposits.as_of_at == NOW - timedelta(hours=1)
    assert cards.total == Decimal("-86240.18")
    assert cards.holdings[0].balance is None
    assert cards.holdings[0].status_kind is StatusKind.PROBLEM
    assert wealth.freshness is Freshness.OLD


def test_a_total_needs_every_rate(session: Session, bank: TrialBank) -> None:
    bank.source("core", HoldingGroup.DEPOSITS)
    customer = bank.customer("10000001")
    bank.holding("core", "1", customer)
    bank.holding("core", "2", customer, currency="XAU")

    (part,) = compose_profile(session, customer, at=NOW, options=OPTIONS).parts

    assert part.total is None


def test_standing_orders_are_no_possession(session: Session, bank: TrialBank) -> None:
    bank.source("orders", HoldingGroup.ORDERS)
    customer = bank.customer("10000001")
    bank.holding("orders", "1", customer, group=HoldingGroup.ORDERS, balance=Decimal(-500))

    (part,) = compose_profile(session, customer, at=NOW, options=OPTIONS).parts

    assert part.total is None
    assert part.holdings[0].balance == Decimal(-500)


def test_a_holding_reaches_whom_it_names_and_nobody_else(session: Session, bank: TrialBank) -> None:
    bank.source("core", HoldingGroup.DEPOSITS)
    owner, disponent, stranger = (bank.customer(f"1000000{number}") for number in range(3))
    shared = bank.holding("core", "5500001", owner)
    bank.holding("core", "5500002", stranger)
    own = bank.holding("core", "5500003", disponent)
    bank.party(shared, disponent, "disponent", "5500001")

    (part,) = compose_profile(session, disponent, at=NOW, options=OPTIONS).parts

    assert [(holding.holding_id, holding.role) for holding in part.holdings] == [(own, "owner"), (shared, "disponent")]
    assert len(compose_profile(session, owner, at=NOW, options=OPTIONS).parts[0].holdings) == 1


def test_contacts_are_the_newest_and_are_counted_over_90_days(grace: Profile) -> None:
    assert [contact.subject["en"] for contact in grace.contacts] == [
        "Opened a report",
        "Card payments abroad",
        "Wire fee",
    ]
    assert grace.contact_count == 4
    assert grace.contacts_90_days == {Channel.APP: 1, Channel.PHONE: 1, Channel.BRANCH: 1}


def test_alerts_come_from_the_record_the_most_urgent_first(grace: Profile) -> None:
    assert [(alert.kind, alert.title["en"], alert.detail.get("en")) for alert in grace.alerts] == [
        (StatusKind.PROBLEM, "Disputed, not blocked", "Platinum debit · •••• 4417"),
        (StatusKind.INFO, "Called once in the last 7 days", "Fri 12 Jun · Card payments abroad"),
        (StatusKind.CAUTION, "Deposit matures Tue 30 Jun", "CNY time deposit · •••• 6614 · CNY 425,833.33"),
        (StatusKind.INFO, "Birthday on Sunday", "21 June"),
    ]
    assert grace.alerts[3].title["zh"] == "周日生日"
    assert all(alert.title.keys() == {"en", "zh"} for alert in grace.alerts)


def test_calls_that_we_made_are_none_of_the_customers(session: Session, bank: TrialBank) -> None:
    customer = bank.customer("10000002", name_latin="Client 577")
    bank.contact(customer, NOW - timedelta(days=2), Channel.PHONE, "Wire fee")
    bank.contact(customer, NOW - timedelta(days=1), Channel.PHONE, "Outgoing call", direction=Direction.OUTBOUND)

    profile = compose_profile(session, customer, at=NOW, options=OPTIONS)

    (alert,) = profile.alerts
    assert alert.title["en"] == "Called once in the last 7 days"
    assert alert.detail["en"].endswith("Wire fee"), "the newest of theirs, not of ours"
    assert [each.direction for each in profile.contacts] == [Direction.OUTBOUND, Direction.INBOUND]
    assert profile.contacts_90_days == {Channel.PHONE: 2}


def test_a_complaint_that_was_recorded_without_a_call_is_no_call(session: Session, bank: TrialBank) -> None:
    customer = bank.customer("10000002", name_latin="Client 577")
    bank.contact(customer, NOW - timedelta(days=2), Channel.PHONE, "Wire fee")
    complaint_id = Bank(session).record(customer_id=customer).complaint_id
    ContactRepository(session).add(
        {
            "contact_id": complaint_id, "source_code": OWN_SOURCE, "source_key": f"{RECORD_KEY}{complaint_id}",
            "customer_id": customer, "at": NOW - timedelta(days=1), "channel": Channel.PHONE,
            "subject": {"en": "Suggestion SUG-26-00001", "zh": "建议 SUG-26-00001"},
        }
    )  # fmt: skip

    profile = compose_profile(session, customer, at=NOW, options=OPTIONS)

    (alert,) = (each for each in profile.alerts if each.title["en"].startswith("Called"))
    assert (alert.title["en"], alert.title["zh"]) == ("Called once in the last 7 days", "最近7天来电1次")
    assert alert.detail["en"].endswith("Wire fee")
    assert profile.contacts_90_days == {Channel.PHONE: 2}


def test_how_often_they_are_in_touch_otherwise_leaves_out_the_last_90_days(session: Session, bank: TrialBank) -> None:
    regular, new = bank.customer("10000003"), bank.customer("10000004")
    for days in (360, 300, 200, 100, 20, 10):
        bank.contact(regular, NOW - timedelta(days=days), Channel.PHONE, "Wire fee")
    for days in (170, 20):
        bank.contact(new, NOW - timedelta(days=days), Channel.PHONE, "Wire fee")

    def usual(customer_id: UUID) -> float | None:
        return compose_profile(session, customer_id, at=NOW, options=OPTIONS).contacts_usual

    assert usual(regular) == pytest.approx(4 * 90 / 270)
    assert usual(new) is None


def test_a_customer_without_anything_has_an_empty_profile(session: Session, bank: TrialBank) -> None:
    customer = bank.customer("10000001", name_latin="Client 576")

    profile = compose_profile(session, customer, at=NOW, options=OPTIONS)

    assert (profile.parts, profile.contacts, profile.alerts, profile.contacts_90_days) == ((), (), (), {})
    assert [value.identifier for value in profile.identifiers] == [Identifier.CUSTOMER_NUMBER]
    assert profile.age_years is None


def test_a_business_has_no_age_and_no_birthday(session: Session, bank: TrialBank) -> None:
    company = bank.customer(
        "10000001",
        kind=CustomerKind.BUSINESS,
        name_latin="Harbour Tea Ltd",
        birth_date=date(2000, 6, 17),
        document_number="12345678",
    )

    profile = compose_profile(session, company, at=NOW, options=OPTIONS)

    assert profile.age_years is None
    assert profile.alerts == ()
    assert profile.identifiers[1].label["en"] == "Registration"


def test_a_profile_takes_one_round_trip_facts_and_all(session: Session, bank: TrialBank) -> None:
    customer = bank.grace()

    with counted_trips() as trips:
        profile, card = compose_profile_and_card(session, customer, at=NOW, options=OPTIONS)
        script_facts(profile, card, at=NOW, options=OPTIONS)

    assert len(trips) == 1, trips


def test_nobody_has_no_profile(session: Session) -> None:
    nobody = uuid4()

    with pytest.raises(CustomerNotFoundError) as refused:
        compose_profile(session, nobody, at=NOW, options=OPTIONS)
    assert refused.value.code is ErrorCode.CUSTOMER_NOT_FOUND
    assert refused.value.details == {"customer_id": str(nobody)}


class TestFacts:
    def test_the_newest_booking_of_the_card_with_a_problem_is_told(self, session: Session, bank: TrialBank) -> None:
        grace, card = compose_profile_and_card(session, bank.grace(), at=NOW, options=OPTIONS)

        facts = script_facts(grace, card, at=NOW, options=OPTIONS)

        assert facts == {
            "bank_name": {"en": "Harbour Bank", "zh": "海港银行"},
            "customer_name": {"en": "Ms Ho", "zh": "何女士"},
            "customer_full_name": {"en": "Ms Grace Ho Wing Sze", "zh": "何詠詩 女士"},
            "card_ending": {"en": "4417", "zh": "4417"},
            "card_product": {"en": "Platinum debit", "zh": "白金借记卡"},
            "last_transaction_amount": {"en": "HKD 8,000.00", "zh": "HKD 8,000.00"},
            "last_transaction_place": {"en": "Macau", "zh": "Macau"},
            "last_transaction_time": {"en": "02:14 today", "zh": "今天 02:14"},
            "last_transaction_date": {"en": "Tue 16 Jun", "zh": "6月16日 周二"},
        }
        assert facts.keys() == KNOWN_FACTS.keys() - {"agent_name"}  # that one the desktop knows

    def test_every_fact_that_a_condition_may_ask_for_is_given(self, session: Session, bank: TrialBank) -> None:
        caller = Caller(uuid4(), GRACE_MOBILE, menu_reason="card_lost", queue_code="cards", menu_language="zh")

        values = values_of(session, Talk(caller, NOW), bank.grace(), at=NOW, options=OPTIONS)

        # The walk has the level of verification from the call's checks.
        asked_for = {name for name, fact in FACTS.items() if not fact.in_words} - {"verification_level"}
        assert asked_for <= values.keys()
        assert values.keys() <= FACTS.keys()
        assert all(values.values())

    def test_a_card_without_bookings_has_its_ending(self, session: Session, bank: TrialBank) -> None:
        bank.source("cards", HoldingGroup.CARDS)
        customer = bank.customer("10000001", name_latin="Client 576")
        bank.holding("cards", "4000000000000576", customer, group=HoldingGroup.CARDS)
        profile, card = compose_profile_and_card(session, customer, at=NOW, options=OPTIONS)

        facts = script_facts(profile, card, at=NOW, options=OPTIONS)

        assert facts["card_ending"] == {"en": "0576", "zh": "0576"}
        assert "last_transaction_amount" not in facts

    def test_an_unknown_caller_has_only_what_the_bank_knows_of_itself(self) -> None:
        assert script_facts(None, None, at=NOW, options=OPTIONS).keys() == {"bank_name"}


class TestReveal:
    @pytest.mark.parametrize(
        ("identifier", "value"),
        [
            (Identifier.CUSTOMER_NUMBER, "88002086"),
            (Identifier.IDENTITY_DOCUMENT, "Z123453(6)"),
            (Identifier.MOBILE, "+852 6123 4182"),
            (Identifier.EMAIL, "grace@example.com.hk"),
            (Identifier.ADDRESS, "Flat 5A, 12 Suffolk Road, Kowloon Tong"),
        ],
    )
    def test_a_value_is_shown_clear_and_the_look_is_audited(
        self, session: Session, bank: TrialBank, identifier: Identifier, value: str
    ) -> None:
        customer, agent, call = bank.grace(), uuid4(), uuid4()

        revealed = reveal(session, customer, identifier, at=NOW, by=agent, call_id=call)

        assert (revealed.identifier, revealed.value) == (identifier, value)
        entry = session.scalars(sa.select(AuditRow)).one()
        assert (entry.at, entry.by_user_id, entry.what, entry.record_id, entry.call_id) == (
            NOW,
            agent,
            "value.revealed",
            customer,
            call,
        )
        assert entry.detail == {"identifier": identifier.value}

    def test_what_is_not_on_record_cannot_be_shown(self, session: Session, bank: TrialBank) -> None:
        customer = bank.customer("10000001")

        with pytest.raises(FieldNotRevealableError) as refused:
            reveal(session, customer, Identifier.EMAIL, at=NOW, by=uuid4())
        assert refused.value.details == {"identifier": "email"}
        assert session.scalars(sa.select(AuditRow)).all() == []

    def test_nobody_has_nothing_to_show(self, session: Session) -> None:
        with pytest.raises(CustomerNotFoundError):
            reveal(session, uuid4(), Identifier.EMAIL, at=NOW, by=uuid4())


@pytest.mark.parametrize(
    ("born", "today", "age", "birthday"),
    [
        (date(1980, 6, 21), date(2026, 6, 20), 45, date(2026, 6, 21)),
        (date(1980, 6, 21), date(2026, 6, 21), 46, date(2026, 6, 21)),
        (date(1980, 6, 21), date(2026, 6, 22), 46, date(2027, 6, 21)),
        (date(2000, 2, 29), date(2026, 2, 28), 25, date(2026, 3, 1)),
        (date(2000, 2, 29), date(2028, 2, 28), 27, date(2028, 2, 29)),
    ],
)
def test_ages_and_birthdays(born: date, today: date, age: int, birthday: date) -> None:
    assert age_on(born, today) == age
    assert next_birthday(born, today) == birthday


def test_the_day_is_the_banks_own(session: Session, bank: TrialBank) -> None:
    customer = bank.customer("10000001", birth_date=date(1980, 6, 21))
    evening_in_utc = datetime(2026, 6, 20, 16, 1, tzinfo=UTC)

    assert compose_profile(session, customer, at=evening_in_utc, options=OPTIONS).age_years == 46


def test_the_options_follow_the_settings() -> None:
    options = options_from(load_settings(None))

    assert (options.base_currency, str(options.zone), options.region) == ("HKD", "Asia/Hong_Kong", "HK")
    assert options.recent_contacts == 20
    assert options.in_base(Decimal(10), "USD") == Decimal(78)
    assert options.in_base(Decimal(10), "XAU") is None
