"""Values are put into words by language, whatever their type."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from agent_desktop.service_scripts.facts import ValueType
from agent_desktop.service_scripts.formats import (
    answer_words,
    in_words,
    value_words,
)
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.variables import fill_plain
from tests.service_scripts.rich_script import rich_script

TODAY = date(2026, 6, 16)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@pytest.mark.parametrize(
    ("value_type", "text", "en", "zh"),
    [
        (ValueType.MONEY, "8000.5 HKD", "HKD 8,000.50", "HKD 8,000.50"),
        (ValueType.MONEY, "-8000", "\u22128,000.00", "\u22128,000.00"),
        (ValueType.NUMBER, "12500.5", "12,500.5", "12,500.5"),
        (ValueType.DATE, "2026-06-18", "Thu 18 Jun", "6月18日 周四"),
        (ValueType.DATE, "2025-12-31", "Wed 31 Dec 2025", "2025年12月31日 周三"),
        (ValueType.DATETIME, "2026-06-15T18:14:00+00:00", "02:14 today", "今天 02:14"),
        (ValueType.YES_NO, "no", "no", "否"),
        (ValueType.PHONE, "+85291234567", "+852 9123 4567", "+852 9123 4567"),
    ],
)
def test_each_type_has_its_words(value_type: ValueType, text: str, en: str, zh: str) -> None:
    assert in_words(value_type, text, today=TODAY, zone=HONG_KONG) == {"en": en, "zh": zh}


@pytest.mark.parametrize(
    ("value_type", "text"),
    [
        (ValueType.MONEY, "much"),
        (ValueType.NUMBER, "NaN"),
        (ValueType.DATE, "soon"),
        (ValueType.DATETIME, "2026-06-15T18:14:00"),
        (ValueType.DATETIME, "noon"),
        (ValueType.PHONE, "911"),
        (ValueType.ACCOUNT, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
    ],
)
def test_what_means_nothing_has_no_words(value_type: ValueType, text: str) -> None:
    assert in_words(value_type, text, today=TODAY, zone=HONG_KONG) == {}


def test_answers_are_said_by_their_labels_and_types() -> None:
    accounts = {"6f9619ff-8b86-4d01-b42d-00cf4fc964ff": {"en": "card ending 4417", "zh": "尾号4417的卡"}}
    answers = {"lost": "stolen", "lost_on": "2026-06-15", "card": next(iter(accounts)), "wishes": "new_card,cash"}

    words = answer_words(rich_script(), answers, today=TODAY, accounts=accounts)

    assert {name: text["en"] for name, text in words.items()} == {
        "answers.lost": "Stolen",
        "answers.lost_on": "Mon 15 Jun",
        "answers.card": "card ending 4417",
        "answers.wishes": "A and B",
    }
    assert words["answers.wishes"]["zh"] == "甲和乙"
    said = fill_plain({"en": "Lost {{answers.lost_on|then}}: {{answers.amount|no sum}}"}, words, "en")
    assert said == "Lost Mon 15 Jun: no sum"


def test_facts_with_codes_are_said_in_words() -> None:
    words = value_words({"tier": "gold", "age": "42", "nobody": "x", "maturing_on": ""}, today=TODAY)

    assert words == {"tier": {"en": "Gold", "zh": "金卡"}, "age": {"en": "42", "zh": "42"}}


def test_a_script_keeps_its_form_over_the_wire() -> None:
    script = rich_script()

    assert Script.model_validate_json(script.model_dump_json()) == script
