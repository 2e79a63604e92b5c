"""The settings of queues and routing are read whole or refused by name."""

from datetime import date, time
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from agent_desktop.contract.customers import Tier
from agent_desktop.server.routing_settings import queues_from, telephony_settings_from, wish_rules_from
from agent_desktop.settings import SettingsError, load_settings
from agent_desktop.settings_telephony import TierCode
from agent_desktop.settings_types import skill_from
from telephony.queues.hours import OpeningHours


def queue(code: str = "cards", **keys: Any) -> dict[str, Any]:
    return {
        "code": code,
        "group": "retail",
        "name": {"en": code, "zh": code},
        "ring_seconds": 20,
        "wrap_up_seconds": 60,
        **keys,
    }


def load(folder: Path, *queues: dict[str, Any], **telephony: Any) -> Any:
    path = folder / "config.yaml"
    content = {"telephony": {"queues": list(queues), **telephony}}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_settings(path)


def test_the_shipped_queues_send_callers_only_where_somebody_is() -> None:
    queues = queues_from(load_settings(None))

    assert [each.code for each in queues] == ["cards", "general", "english", "green", "fraud"]
    assert [each.code for each in queues if each.urgent] == ["fraud"]
    assert {each.group for each in queues} == {"retail"}
    assert all(each.hours is None and each.max_waiting == 0 for each in queues)
    assert wish_rules_from(load_settings(None)).tier_points == {"gold": 2, "platinum": 5}
    assert telephony_settings_from(load_settings(None)).point_seconds == 60


def test_tiers_are_those_of_the_customers_record() -> None:
    assert set(get_args(TierCode)) == {tier.value for tier in Tier}


@pytest.mark.parametrize(
    "days",
    [
        {"days": [{"day": "2026-12-24", "name": "Eve", "open": ["09:00-12:00"]}, {"day": date(2026, 12, 25)}]},
        # as an earlier program wrote them; of a day in both the holiday counted
        {
            "holidays": [date(2026, 12, 25)],
            "other_days": {date(2026, 12, 24): ["09:00-12:00"], date(2026, 12, 25): ["10:00-11:00"]},
        },
    ],
)
def test_hours_holidays_and_other_days_are_read(tmp_path: Path, days: dict[str, Any]) -> None:
    office = {"code": "office", "weekly": {"mon": ["09:00-12:30", "13:30-18:00"], "sun": ["20:00-24:00"]}, **days}

    settings = load(tmp_path, queue(hours="office"), hours=[office])

    assert queues_from(settings)[0].hours == OpeningHours(
        weekly={0: ((time(9), time(12, 30)), (time(13, 30), time(18))), 6: ((time(20), time(0)),)},
        days={date(2026, 12, 24): ((time(9), time(12)),), date(2026, 12, 25): ()},
    )
    assert type(settings).model_validate(settings.model_dump()) == settings


@pytest.mark.parametrize(
    ("queues", "telephony", "key", "limit"),
    [
        ([queue(overflow={"loans": 60})], {}, "telephony.queues[1].overflow.loans", "group: retail"),
        ([queue(overflow={"cards": 60})], {}, "telephony.queues[1].overflow.cards", "group: retail"),
        (
            [queue(closed_to="loans"), queue("loans", group="other"), queue("green")],
            {},
            "telephony.queues[1].closed_to",
            "green",
        ),
        ([queue(full_to="x")], {}, "telephony.queues[1].full_to", "group: retail"),
        ([queue(hours="office")], {"hours": []}, "telephony.queues[1].hours", "hours: …"),
        ([queue(needs={"english": 6})], {}, "telephony.queues[1].needs.english", "1…5"),
        ([queue(needs={"english": True})], {}, "telephony.queues[1].needs.english", "1…5"),
        ([queue(overflow={"cards": -1})], {}, "telephony.queues[1].overflow.cards", "0…3600"),
        ([queue(priority=99)], {}, "telephony.queues[1].priority", "0…60"),
        ([queue(tiers=["silver"])], {}, "telephony.queues[1].tiers[1]", "standard, gold, platinum"),
        ([queue(languages=["English"])], {}, "telephony.queues[1].languages[1]", "en, yue, cmn, …"),
        ([queue(urgent="yes")], {}, "telephony.queues[1].urgent", "true, false"),
        ([queue()], {"point_seconds": 0}, "telephony.point_seconds", "1…3600"),
        ([queue()], {"tier_priority": {"gold": "high"}}, "telephony.tier_priority.gold", "0…60"),
        (
            [queue()],
            {"hours": [{"code": "office", "weekly": {"mon": ["9-18"]}}]},
            "telephony.hours[1].weekly.mon[1]",
            "09:00-18:00",
        ),
        (
            [queue()],
            {"hours": [{"code": "office", "weekly": {"mon": ["18:00-09:00"]}}]},
            "telephony.hours[1].weekly.mon[1]",
            "begin_first",
        ),
        (
            [queue()],
            {"hours": [{"code": "office", "weekly": {}, "days": [{"day": "2026-02-30"}]}]},
            "telephony.hours[1].days[1].day",
            "2026-12-25",
        ),
        ([queue()], {"hours": [{"code": "a", "weekly": {}}] * 2}, "telephony.hours", "each_once"),
    ],
)
def test_a_wrong_value_names_key_and_limit(
    tmp_path: Path, queues: list[dict[str, Any]], telephony: dict[str, Any], key: str, limit: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, *queues, **telephony)

    details = refused.value.details
    assert (refused.value.code, details["key"], details["limit"]) == ("config_value_wrong", key, limit)


def test_a_skill_is_a_name_and_a_level() -> None:
    assert skill_from("english=4") == ("english", 4)
    for text in ("english", "english=0", "english=6", "=3", "English=3"):
        with pytest.raises(ValueError, match=text):
            skill_from(text)
