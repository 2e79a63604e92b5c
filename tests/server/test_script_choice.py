"""Which scripts a call is offered, and that looking at them waits for nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.interactions.models import InteractionRow
from tests.server.floor import NUMBER
from tests.server.script_talk import Bank, Talk, opened_bank, opened_talk

SUITED = """\
id: {id}
version: "1.0"
title: {{en: {id}, zh: {id}}}
opens_for: {{{fits}}}
steps:
  - {{id: greet, title: {{en: Greet, zh: 问候}}, say: {{en: Good day., zh: 您好。}}, outcome: closed}}
"""
FIT = {
    "by_queue": "queues: [fraud]",
    "by_reason": "reasons: [lost_card]",
    "by_tier": "tiers: [gold]",
    "by_product": "products: [cards]",
    "by_language": "languages: [zh]",
    "by_two": "tiers: [gold], languages: [zh]",
}
MISS = {
    "other_queue": "queues: [elsewhere]",
    "other_reason": "reasons: [card_charge]",
    "other_tier": "tiers: [platinum]",
    "other_product": "products: [loans]",
    "other_language": "languages: [en]",
    "half": "tiers: [gold], languages: [en]",
}


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


@pytest.fixture
def talk(database_url: str, tmp_path: Path, bank: Bank) -> Iterator[Talk]:
    scripts = [SUITED.format(id=name, fits=fits) for name, fits in {**FIT, **MISS}.items()]
    with opened_talk(database_url, tmp_path, bank, *scripts, tells={"menu_reason": "lost_card"}) as talk:
        yield talk


def suggested(talk: Talk) -> list[str]:
    listed = talk.desk.http.get(f"/v1/scripts?interaction={talk.interaction_id}").json()
    fitting = [each["script_id"] for each in listed if each["is_suggested"]]
    assert [each["script_id"] for each in listed][: len(fitting)] == fitting  # what suits the call comes first
    assert len(listed) == len(FIT) + len(MISS) + 2  # and all others after it
    return fitting


def test_what_suits_the_call_by_queue_reason_tier_product_and_language_comes_first(talk: Talk) -> None:
    opened = talk.desk.http.get(f"/v1/calls/{talk.call_id}/caller").json()["script"]
    assert opened["script_id"] == "by_two"
    assert suggested(talk) == ["by_two", "by_reason", "by_queue", "by_product", "by_tier", "by_language"]

    path = f"/v1/calls/{talk.call_id}/customer"
    talk.desk.put(path, customer_id=None)  # nobody knows whose call it is: only the call itself says something
    assert suggested(talk) == ["by_reason", "by_queue"]
    with Session(talk.floor.engine) as session, session.begin():
        session.execute(sa.update(CustomerRow).values(tier="platinum", languages=["en"]))
    talk.desk.put(path, customer_id=str(talk.customer_id))
    assert suggested(talk) == ["by_reason", "by_queue", "by_product", "other_tier", "other_language"]
    assert talk.floor.carrier.get("/calls").json()[0]["from_number"] == NUMBER


def test_looking_at_scripts_waits_for_nobody_who_writes_the_record(talk: Talk) -> None:
    talk.save("greet")
    with Session(talk.floor.engine) as session, session.begin():
        part = InteractionRow.interaction_id == talk.interaction_id
        session.execute(sa.select(InteractionRow).where(part).with_for_update())

        assert suggested(talk)
        assert talk.standing().interaction_id == talk.interaction_id
