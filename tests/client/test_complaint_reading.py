"""What is typed into the form of a complaint, read as a person means it; and what is wrong with it, by name."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from agent_desktop.client.complaint_reading import (
    WHAT_LIMIT,
    FormField,
    Mistake,
    Offered,
    Wrong,
    command_of,
    mistakes_in,
    mistakes_of,
    read_amount,
    read_day,
)
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.contract.complaints import ComplaintKind, ReplyChannel
from agent_desktop.demo.screen_complaint_form import FORM
from agent_desktop.demo.screen_complaints import TODAY, WORDS

OFFERED = Offered(form=FORM, needs_subject=True, needs_owner=True, needs_reply=True)
RIGHT = WORDS.model_copy(update={"asked_amount": "1,286.40"})


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1286.4", "1286.40", ""),
        ("1,286.40", "1286.40", ""),
        ("１２８６．４０", "1286.40", ""),
        ("hkd 8000", "8000.00", "HKD"),
        ("8000 usd", "8000.00", "USD"),
        ("￥128", "128.00", "CNY"),
        ("1.2万", "12000.00", ""),
        ("300元", "300.00", "CNY"),
        ("US$5", "5.00", "USD"),
        (".5", "0.50", ""),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, amount: str, currency: str) -> None:
    read = read_amount(text)

    assert (read.amount, read.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "abc", "1,28", "12,864,0", "-5", "1.2.3", "about 50"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text).amount is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-12", date(2026, 6, 12)),
        ("20260612", date(2026, 6, 12)),
        ("2026年6月12日", date(2026, 6, 12)),
        ("6-12", date(2026, 6, 12)),
        ("6月12日", date(2026, 6, 12)),
        ("12/24", date(2025, 12, 24)),  # the last one
        ("-3", date(2026, 6, 13)),
        ("2026-06-31", None),
        ("yesterday", None),
    ],
)
def test_a_day_is_read_also_without_its_year_or_as_days_ago(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


def test_a_form_that_is_filled_in_has_nothing_to_mend_and_makes_the_command_of_its_record() -> None:
    assert mistakes_in(RIGHT, OFFERED, TODAY) == ()

    command = command_of(RIGHT, UUID(int=5), TODAY, FORM)

    assert command.amount == Decimal("1286.40")
    assert command.asked_amount == Decimal("1286.40")
    assert command.currency == "CNY"
    assert command.happened_on == date(2026, 6, 12)
    assert command.reply is not None
    assert (command.reply.channel, command.reply.way_id) == (ReplyChannel.PHONE, "mobile")
    assert command.asked_why == ""


def test_more_than_is_in_dispute_is_told_at_once_until_why_is_said() -> None:
    (mistake,) = mistakes_in(WORDS, OFFERED, TODAY)
    assert mistake == Mistake(FormField.ASKED_AMOUNT, Wrong.MORE_THAN_DISPUTED, text="1,286.40", live=True)

    said = WORDS.model_copy(update={"asked_why": "the whole bill was put into instalments"})
    assert mistakes_in(said, OFFERED, TODAY) == ()
    assert command_of(said, UUID(int=5), TODAY, FORM).asked_why == "the whole bill was put into instalments"


def test_every_needed_field_that_is_empty_is_named_in_the_order_of_the_form() -> None:
    empty = ComplaintWords(complaint_id=UUID(int=1), customer_id=UUID(int=2))

    assert [each.field for each in mistakes_in(empty, OFFERED, TODAY)] == [
        FormField.CATEGORY,
        FormField.SUBJECTS,
        FormField.HAPPENED_ON,
        FormField.SEVERITY,
        FormField.WHAT,
        FormField.OUTCOMES,
        FormField.OWNER,
        FormField.REPLY,
    ]


@pytest.mark.parametrize(
    ("change", "field", "wrong"),
    [
        ({"amount": "much"}, FormField.AMOUNT, Wrong.NOT_A_FIGURE),
        ({"amount": "99999999999999999"}, FormField.AMOUNT, Wrong.TOO_LARGE),
        ({"happened_on": "soon"}, FormField.HAPPENED_ON, Wrong.NOT_A_DAY),
        ({"happened_on": "2026-06-17"}, FormField.HAPPENED_ON, Wrong.IN_FUTURE),
        ({"what": "x" * (WHAT_LIMIT + 1)}, FormField.WHAT, Wrong.TOO_LONG),
        ({"note": "x" * 1001}, FormField.NOTE, Wrong.TOO_LONG),
        ({"asked_amount": ""}, FormField.ASKED_AMOUNT, Wrong.MISSING),
        ({"asked_amount": "all"}, FormField.ASKED_AMOUNT, Wrong.NOT_A_FIGURE),
        ({"category": "praise.staff"}, FormField.CATEGORY, Wrong.MISSING),  # is of another kind
    ],
)
def test_what_is_wrong_with_a_field_has_a_name(change: dict[str, str], field: FormField, wrong: Wrong) -> None:
    (mistake,) = mistakes_in(RIGHT.model_copy(update=change), OFFERED, TODAY)

    assert (mistake.field, mistake.wrong) == (field, wrong)


def test_praise_needs_no_more_than_a_category_and_words() -> None:
    praise = ComplaintWords(
        complaint_id=UUID(int=1), kind=ComplaintKind.PRAISE, category="praise.staff", what="Quick and kind", amount="?"
    )

    assert mistakes_in(praise, OFFERED, TODAY) == ()
    command = command_of(praise, UUID(int=5), TODAY, FORM)
    assert (command.kind, command.amount, command.reply) == (ComplaintKind.PRAISE, None, None)


def test_what_the_server_finds_wrong_stands_at_its_field() -> None:
    found = mistakes_of({"category_code": "retired", "owner_id": "unknown", "amount": "currency_missing"}, RIGHT)

    assert {(each.field, each.wrong) for each in found} == {
        (FormField.CATEGORY, Wrong.RETIRED),
        (FormField.OWNER, Wrong.NOT_TAKEN),
        (FormField.AMOUNT, Wrong.MISSING),
    }
