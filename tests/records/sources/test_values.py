from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent_desktop.records.sources.columns import BirthNumber, converter
from agent_desktop.records.sources.errors import ValueWrongError
from agent_desktop.records.sources.schema import Column, Mapping
from agent_desktop.records.sources.scope import FileScope, made_up

PRAGUE = ZoneInfo("Europe/Prague")


def convert(text: str, **column: Any) -> Any:
    return converter(Column.model_validate(column), PRAGUE)(text)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("007", {"type": "integer"}, "7"),
        ("-12", {"type": "integer"}, "-12"),
        ("1234.5", {"type": "money"}, "1234.50"),
        ("+7", {"type": "money"}, "7.00"),
        ("1.234.567,89", {"type": "money", "decimal_mark": ",", "group_mark": "."}, "1234567.89"),
        ("1 234,5", {"type": "money", "decimal_mark": ",", "group_mark": " "}, "1234.50"),
        ("930101", {"type": "date", "format": "%y%m%d"}, date(1993, 1, 1)),
        ("450101", {"type": "date", "format": "%y%m%d"}, date(2045, 1, 1)),
        ("3 Mar 1994", {"type": "date", "format": "%d %b %Y"}, date(1994, 3, 3)),
        ("706213", {"type": "czech_birth_number"}, BirthNumber(date(1970, 12, 13), "F")),
        ("450204", {"type": "czech_birth_number"}, BirthNumber(date(1945, 2, 4), "M")),
        ("6123 4567", {"type": "phone", "region": "HK"}, "+85261234567"),
        ("+420 735 321 021", {"type": "phone"}, "+420735321021"),
    ],
)
def test_texts_become_values(text: str, column: dict[str, Any], expected: Any) -> None:
    assert convert(text, **column) == expected


def test_a_time_without_a_zone_is_the_banks_own_and_summer_time_counts() -> None:
    form = {"type": "time", "format": "%Y-%m-%d %H:%M:%S"}
    assert convert("1994-01-15 12:00:00", **form) == datetime(1994, 1, 15, 11, tzinfo=UTC)
    assert convert("1994-07-15 12:00:00", **form) == datetime(1994, 7, 15, 10, tzinfo=UTC)
    assert convert("1994-07-15 12:00 +0800", type="time", format="%Y-%m-%d %H:%M %z") == datetime(
        1994, 7, 15, 4, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1e5", {"type": "integer"}),
        ("٣", {"type": "integer"}),
        ("1,234.50", {"type": "money"}),
        ("1.005", {"type": "money"}),
        ("Infinity", {"type": "money"}),
        ("12345678901234567", {"type": "money"}),
        ("12.34", {"type": "money", "decimal_mark": ","}),
        ("930230", {"type": "date", "format": "%y%m%d"}),
        ("93013", {"type": "date", "format": "%y%m%d"}),
        ("9301 1", {"type": "date", "format": "%y%m%d"}),
        ("30 Feb 1994", {"type": "date", "format": "%d %b %Y"}),
        ("701313", {"type": "czech_birth_number"}),
        ("70621", {"type": "czech_birth_number"}),
        ("hello", {"type": "phone", "region": "HK"}),
        ("1", {"type": "phone", "region": "HK"}),
    ],
)
def test_texts_that_are_no_such_value_are_refused_and_quoted(text: str, column: dict[str, Any]) -> None:
    with pytest.raises(ValueWrongError, match="is no"):
        convert(text, **column)


def _scope(made: dict[str, Any]) -> tuple[Mapping, FileScope]:
    mapping = Mapping.model_validate(
        {
            "format": 1,
            "bank": "small",
            "title": {"en": "Small"},
            "systems": {"people": {"name": {"en": "People"}}},
            "words": {"names": ["Ann", "Ben", "Cid"]},
            "files": {"people": {"name": "p.csv", "columns": {"id": {"type": "key"}}, "made_up": made}},
            "records": [
                {
                    "make": "customer",
                    "from": "people",
                    "system": "people",
                    "key": "{id}",
                    "customer_number": "{id}",
                    "name_latin": "x",
                }
            ],
        }
    )
    return mapping, FileScope(mapping, "people", {})


def test_made_up_numbers_follow_from_the_key_and_never_collide() -> None:
    mapping, scope = _scope({"phone": {"digits": "+4207########", "from": "id"}})
    make = made_up(mapping.files["people"].made_up["phone"], "phone", scope, mapping)

    made = [make([str(key)]) for key in range(20_000)]

    assert made[17] == make(["17"])
    assert len(set(made)) == len(made)
    assert all(number.startswith("+4207") and len(number) == 13 for number in made)
    assert make(["not a number"]) == make(["not a number"])


def test_made_up_words_follow_from_the_key_and_use_every_word() -> None:
    mapping, scope = _scope({"name": {"pick": "names", "from": "id"}})
    make = made_up(mapping.files["people"].made_up["name"], "name", scope, mapping)

    assert make(["17"]) == make(["17"])
    assert {make([str(key)]) for key in range(50)} == {"Ann", "Ben", "Cid"}
