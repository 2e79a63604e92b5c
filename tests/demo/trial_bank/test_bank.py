from collections import Counter, defaultdict
from datetime import date

import phonenumbers
import pytest

from agent_desktop.demo.trial_bank import numbers
from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.draw import Draw
from agent_desktop.demo.trial_bank.holdings import SYSTEMS
from agent_desktop.demo.trial_bank.people import head_of

BANK = TrialBank(seed=1, customers=1_500, as_of=midnight(date(2026, 6, 16)))


def test_the_same_seed_makes_the_same_bank() -> None:
    again = TrialBank(seed=1, customers=1_500, as_of=midnight(date(2026, 6, 16)))
    for index in (0, 1, 17, 1_499):
        person = BANK.person(index)
        assert again.person(index) == person
        assert again.holdings(person) == BANK.holdings(person)
        assert again.contacts(person) == BANK.contacts(person)


def test_another_seed_makes_another_bank() -> None:
    other = TrialBank(seed=2, customers=100, as_of=BANK.as_of)
    assert all(other.person(index).name_latin != BANK.person(index).name_latin for index in (3, 4, 6))


def test_a_bank_has_customers_of_every_kind_origin_and_tier() -> None:
    people = [BANK.person(index) for index in range(BANK.customers)]

    assert {person.kind for person in people} == {"personal", "business", "prospect"}
    assert {person.origin for person in people} == {"hong_kong", "mainland", "abroad"}
    assert {person.tier for person in people} == {"standard", "gold", "platinum"}
    assert all(person.manager_name for person in people if person.tier == "platinum")
    assert all(person.name_latin for person in people)


def test_sizes_are_those_of_the_plan() -> None:
    holdings = transactions = contacts = 0
    currencies: Counter[str] = Counter()
    for index in range(BANK.customers):
        person = BANK.person(index)
        owned = BANK.holdings(person)
        currencies.update(holding.currency for holding in owned)
        holdings += len(owned)
        transactions += len(BANK.transactions(person, owned))
        contacts += len(BANK.contacts(person))

    assert holdings / BANK.customers == pytest.approx(2.5, abs=0.3)
    assert transactions / BANK.customers == pytest.approx(10, abs=1)
    assert contacts / BANK.customers == pytest.approx(3, abs=0.3)
    assert set(currencies) == {"HKD", "CNY", "USD"}


def test_every_number_is_valid_and_only_households_share_one() -> None:
    users: dict[str, list[int]] = defaultdict(list)
    for index in range(BANK.customers):
        for number, _ in BANK.person(index).phones:
            assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number
            users[number].append(index)
    shared = [indexes for indexes in users.values() if len(indexes) > 1]

    assert len(shared) > 30
    assert all(len({head_of(1, index) for index in indexes}) == 1 for indexes in shared)


def test_customer_numbers_lead_back_to_their_customer() -> None:
    for index in (0, 1, 999, 123_456, numbers.CUSTOMERS_LIMIT - 1):
        assert numbers.index_of(7, numbers.customer_number(7, index)) == index
    wrong = numbers.customer_number(7, 5)
    assert numbers.index_of(7, wrong[:-1] + str((int(wrong[-1]) + 1) % 10)) is None
    assert numbers.index_of(7, "not a number") is None
    assert BANK.find(numbers.customer_number(1, BANK.customers)) is None


def test_cards_lead_back_to_their_owner_and_pass_the_luhn_check() -> None:
    number = numbers.card_number(1_234, 3, debit=True)
    # By hand: every second digit from the right doubled, its digits added; the sum ends in 0.
    total = sum(sum(map(int, str(int(digit) * (2 if place % 2 else 1)))) for place, digit in enumerate(number[::-1]))
    assert total % 10 == 0
    assert numbers.owner_of_card(number) == 1_234


def test_hong_kong_identity_cards_have_the_right_check_digit() -> None:
    for serial in range(0, 999_999, 77_777):
        card = numbers.hkid(serial)
        values = [36, *(ord(mark) - 55 if mark.isalpha() else int(mark) for mark in card.replace("(", "").rstrip(")"))]
        assert sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def test_mainland_identity_numbers_have_the_right_check_character() -> None:
    number = numbers.mainland_id("19800102", 57)
    assert number.startswith("990000")  # a region that does not exist
    values = [10 if mark == "X" else int(mark) for mark in number]
    assert sum(value * pow(2, place, 11) for place, value in enumerate(reversed(values))) % 11 == 1


def test_nothing_happens_after_the_banks_day_begins() -> None:
    for index in range(200):
        person = BANK.person(index)
        owned = BANK.holdings(person)
        assert all(booking.at <= BANK.as_of for booking in BANK.transactions(person, owned))
        assert all(contact.at <= BANK.as_of for contact in BANK.contacts(person))
        assert all(holding.opened_on is None or holding.opened_on <= BANK.as_of.date() for holding in owned)


def test_the_first_customer_shows_everything_at_once() -> None:
    person = BANK.person(0)
    owned = BANK.holdings(person)
    bookings = BANK.transactions(person, owned)
    newest = max(bookings, key=lambda booking: booking.at)

    assert (person.tier, person.kind) == ("platinum", "personal")
    assert {holding.system for holding in owned} == set(SYSTEMS)
    assert owned[newest.place].status == "disputed"
    assert (newest.kind, newest.where, newest.cents) == ("cash_withdrawal", "Macau", -800_000)
    assert [person.head for person in map(BANK.person, (0, 1, 2, 3))] == [0, 0, 0, 3]


def test_a_joint_product_is_reached_by_both_and_only_there() -> None:
    mortgage = next(holding for holding in BANK.holdings(BANK.person(0)) if holding.second == 1)
    assert mortgage in list(BANK.reached(BANK.person(1)))
    assert mortgage not in list(BANK.reached(BANK.person(2)))
    assert TrialBank(1, 1, BANK.as_of).holdings(BANK.person(0))[5].second is None


@pytest.mark.parametrize("customers", [0, numbers.CUSTOMERS_LIMIT + 1])
def test_a_bank_of_impossible_size_is_refused(customers: int) -> None:
    with pytest.raises(ValueError, match="customers"):
        TrialBank(1, customers, BANK.as_of)


def test_draws_keep_to_their_limits() -> None:
    draw = Draw(1, 1, 1)
    assert {draw.between(2, 4) for _ in range(200)} == {2, 3, 4}
    assert {draw.below(3) for _ in range(200)} == {0, 1, 2}
    assert {draw.weighted(((0.5, "a"), (0.5, "b"))) for _ in range(200)} == {"a", "b"}
