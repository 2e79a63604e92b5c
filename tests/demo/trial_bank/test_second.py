"""The second systems of the trial bank: the same each time, loaded like every bank, and the truth apart from them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.fill import SecondSystems, run_trial_bank
from agent_desktop.demo.trial_bank.second.records import second_records
from agent_desktop.demo.trial_bank.second.slips import RATES
from agent_desktop.demo.trial_bank.second.spellings import in_hong_kong_spelling, in_pinyin, simplified

AS_OF = midnight(date(2026, 6, 16))


def test_the_same_seed_makes_the_same_records_and_other_rates_other_ones() -> None:
    bank = TrialBank(3, 200, AS_OF)

    light, again, heavy = (list(second_records(bank, RATES[name])) for name in ("light", "light", "heavy"))

    assert light == again
    assert light != heavy
    assert len({(each.system, each.key) for each in light}) == len(light)


def test_twins_share_birthday_and_home_but_no_document() -> None:
    bank = TrialBank(5, 4_000, AS_OF)
    twins = [each for each in second_records(bank, RATES["heavy"]) if each.who.startswith("T")]

    pairs = [(twin, bank.person(int(twin.who[1:]))) for twin in twins]

    assert len(twins) > 60
    assert all(twin.name_chinese != simplified(person.name_chinese) for twin, person in pairs if twin.name_chinese)
    assert not any(twin.document_number == person.document_number for twin, person in pairs if twin.document_number)
    same = Counter(twin.birth_date == person.birth_date for twin, person in pairs if twin.birth_date)
    assert same[True] > 9 * same[False]


def test_a_name_is_spelled_by_the_other_romanisation() -> None:
    assert (in_pinyin("何詩詠"), in_hong_kong_spelling("王伟明")) == ("He Shiyong", "Wong Wai Ming")


def test_the_records_are_loaded_and_the_truth_names_every_one_of_them(engine: sa.Engine, tmp_path: Path) -> None:
    truth, folder = tmp_path / "truth.csv", tmp_path / "extracts"

    run_trial_bank(engine, 150, 3, AS_OF, folder=folder, second=SecondSystems(RATES["heavy"], truth))

    with engine.connect() as connection:
        loaded = {
            (source, key)
            for source, key in connection.execute(sa.text("SELECT source_code, source_key FROM customers"))
        }
    with truth.open(encoding="utf-8", newline="") as file:
        told = {(row["system"], row["number"]) for row in csv.DictReader(file)}
    assert loaded == told
    assert {source for source, _ in loaded} == {"crm", "card_clients", "wealth_clients", "policy_holders"}
    assert not [path for path in folder.rglob("*") if "truth" in path.name]
