"""Groups: who is never merged, who waits for a person, and whose word counts."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from agent_desktop.records.consolidation.grouping import Decisions, Thresholds, group
from agent_desktop.records.consolidation.pairs import ScoredPair
from agent_desktop.records.consolidation.rules import Doubt, within_one_slip
from agent_desktop.records.own import OWN_SOURCE
from tests.records.consolidation.accounts import account, evidence_of

THRESHOLDS = Thresholds(match=2, merge=10)
ALIKE = {
    "name": "same_sound",
    "birth": "same",
    "document": "unknown",
    "mobile": "same",
    "email": "unknown",
    "home": "same",
    "gender": "same",
}
ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)


def _pair(left: UUID, right: UUID, weight: float = 20, **levels: str) -> ScoredPair:
    return ScoredPair(left, right, weight, {**ALIKE, **levels})


def _grouped(accounts: list[Any], pairs: list[ScoredPair], decisions: Decisions | None = None) -> Any:
    return group(evidence_of(*accounts), pairs, THRESHOLDS, decisions or Decisions())


def test_a_likely_pair_is_merged_an_uncertain_one_waits_and_an_unlikely_one_does_neither() -> None:
    accounts = [account(1), account(2), account(3), account(4)]

    done = _grouped(accounts, [_pair(ONE, TWO, 15), _pair(ONE, THREE, 5), _pair(ONE, UUID(int=4), 1)])

    assert done.groups == [frozenset({ONE, TWO})]
    assert [(each.pair.right, each.doubt) for each in done.doubtful] == [(THREE, Doubt.SCORE)]


def test_different_documents_that_were_seen_are_never_one_person_and_do_not_even_wait() -> None:
    accounts = [account(1, "crm"), account(2, "wealth", document="Q349638(0)")]

    done = _grouped(accounts, [_pair(ONE, TWO, 30, document="near")], Decisions(same=frozenset({(ONE, TWO)})))

    assert (done.groups, done.doubtful) == ([], [])


def test_a_chain_does_not_merge_its_ends() -> None:
    sister = account(3, "wealth", name_latin="Ho Sze Man", name_chinese="何詩敏", document="Q349638(0)")
    between = account(2, "cards", name_latin="Ho Sze", name_chinese="", document="", birth_date=None)

    done = _grouped([account(1, "crm"), between, sister], [_pair(ONE, TWO, 20), _pair(TWO, THREE, 19)])

    assert done.groups == [frozenset({ONE, TWO})]
    assert [(each.pair.left, each.pair.right, each.doubt) for each in done.doubtful] == [(TWO, THREE, Doubt.GROUP)]


@pytest.mark.parametrize(
    ("levels", "doubt"),
    [
        ({"name": "near"}, Doubt.NAME),
        ({"name": "same_family", "mobile": "same", "email": "same"}, Doubt.NAME),
        ({"gender": "differs"}, Doubt.GENDER),
        ({"document": "differs"}, Doubt.DOCUMENT),
        ({"birth": "differs"}, Doubt.BIRTH),
        ({"birth": "unknown", "mobile": "unknown"}, Doubt.FAMILY_LINE),
    ],
)
def test_what_could_be_a_twin_or_a_relative_waits_however_high_its_score(levels: dict[str, str], doubt: Doubt) -> None:
    done = _grouped([account(1), account(2)], [_pair(ONE, TWO, 40, **levels)])

    assert done.groups == []
    assert [each.doubt for each in done.doubtful] == [doubt]


def test_a_slip_in_the_name_is_forgiven_where_the_document_is_the_same() -> None:
    done = _grouped([account(1), account(2)], [_pair(ONE, TWO, 30, name="near", document="same")])

    assert done.groups == [frozenset({ONE, TWO})]


def test_what_a_person_said_outranks_the_model() -> None:
    accounts = [account(1), account(2), account(3, birth_date=date(1950, 1, 1))]
    said = Decisions(same=frozenset({(ONE, THREE)}), apart=frozenset({(ONE, TWO)}))

    done = _grouped(accounts, [_pair(ONE, TWO, 40)], said)

    assert done.groups == [frozenset({ONE, THREE})]
    assert done.doubtful == []


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("19800621", "19800612", True),
        ("19800621", "19800622", True),
        ("19800621", "1980062", True),
        ("19800621", "198006211", True),
        ("19800621", "19810622", False),
        ("19800621", "19800612 ", False),
    ],
)
def test_one_slip_is_a_mark_wrong_missing_too_many_or_exchanged(one: str, other: str, near: bool) -> None:
    assert within_one_slip(one, other) is near
    assert within_one_slip(other, one) is near


def test_a_card_that_a_person_joined_with_a_customer_draws_no_other_card_in_without_a_person() -> None:
    accounts = [account(1, "crm"), account(2, OWN_SOURCE), account(3, OWN_SOURCE)]

    done = _grouped(accounts, [_pair(TWO, THREE)], Decisions(same=frozenset({(ONE, TWO)})))

    assert done.groups == [frozenset({ONE, TWO})]
    assert [(each.pair.right, each.doubt) for each in done.doubtful] == [(THREE, Doubt.GROUP)]
