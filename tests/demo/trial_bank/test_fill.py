import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.extracts import PRODUCT_FILES
from agent_desktop.demo.trial_bank.fill import run_trial_bank, trial_bank_mapping
from agent_desktop.demo.trial_bank.wording import Wording
from agent_desktop.records.sources.mapping import load_mapping

AS_OF = midnight(date(2026, 6, 16))


def test_a_trial_bank_is_loaded_whole_and_the_same_again(engine: sa.Engine, tmp_path: Path) -> None:
    bank = TrialBank(3, 200, AS_OF)
    people = [bank.person(index) for index in range(200)]
    owned = [bank.holdings(person) for person in people]

    report = run_trial_bank(engine, 200, 3, AS_OF, folder=tmp_path / "extracts", json_path=tmp_path / "figures.json")

    assert report.rejected == 0
    assert report.records["customer"].inserted == 200
    assert report.records["phone"].inserted == sum(len(person.phones) for person in people)
    assert report.records["holding"].inserted == sum(map(len, owned))
    assert report.records["transaction"].inserted == sum(
        len(bank.transactions(person, holdings)) for person, holdings in zip(people, owned, strict=True)
    )
    assert report.records["contact"].inserted == sum(len(bank.contacts(person)) for person in people)
    assert report.records["survey"].inserted == sum(len(bank.surveys(person)) for person in people)
    assert (tmp_path / "extracts" / "insurance" / "policies.csv").exists()
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["import"]["records"]["customer"]["inserted"] == 200

    assert not run_trial_bank(engine, 200, 3, AS_OF).changed_anything


def test_each_customer_reaches_what_the_bank_says_and_with_the_same_words(engine: sa.Engine) -> None:
    bank = TrialBank(1, 60, AS_OF)
    wording = Wording(load_mapping(trial_bank_mapping()))
    run_trial_bank(engine, 60, 1, AS_OF)
    query = sa.text(
        "SELECT h.source_code, h.source_key, h.balance, h.status, h.status_kind FROM holdings h"
        " JOIN holding_parties USING (holding_id) JOIN customers c USING (customer_id)"
        " WHERE c.customer_number = :number"
    )
    with engine.connect() as connection:
        for index in range(60):
            person = bank.person(index)
            stored = {
                (row.source_code, row.source_key, row.balance, row.status.get("zh"), row.status_kind)
                for row in connection.execute(query, {"number": person.customer_number})
            }
            expected = set()
            for holding in bank.reached(person):
                status, kind = wording.status_of(holding.system, holding)
                balance = None if holding.cents is None else Decimal(holding.cents) / 100
                expected.add((holding.system, holding.key, balance, status.get("zh"), kind))
            assert stored == expected
        disputed = connection.execute(sa.text("SELECT status FROM holdings WHERE status_kind = 'problem'")).first()
        assert disputed is not None
        assert connection.scalar(sa.text('SELECT count(*) FROM sources WHERE "group" IS NOT NULL')) == len(
            PRODUCT_FILES
        )
