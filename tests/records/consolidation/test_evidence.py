"""Names that can be read alike, documents that can be right, and values that say nothing."""

import pytest

from agent_desktop.records.consolidation.documents import document_of
from agent_desktop.records.consolidation.evidence import CROWD
from tests.records.consolidation.accounts import account, evidence_of


@pytest.mark.parametrize(
    ("latin", "chinese"),
    [
        ("Ho Sze Wing", ""),
        ("HO, Sze-Wing Grace", ""),
        ("Szewing HO", ""),
        ("He Shiyong", ""),
        ("Shi Yong He", ""),
        ("", "何诗咏"),
        ("Ｈｏ Sz Wing", ""),
    ],
)
def test_a_name_is_read_alike_in_either_script_spelling_and_order(latin: str, chinese: str) -> None:
    known = evidence_of(account(1), account(2, name_latin=latin, name_chinese=chinese))

    one, other = known.values()

    assert set(one.keys) & set(other.keys)


def test_two_spellings_without_characters_meet_over_the_names_that_others_have() -> None:
    latin_only = [
        account(2, name_latin="Ho Sze Wing", name_chinese=""),
        account(3, name_latin="He Shiyong", name_chinese=""),
    ]
    others = [account(4, name_chinese="何詠"), account(5, name_chinese="李詩")]

    alone, known = evidence_of(*latin_only), evidence_of(*latin_only, *others)

    def alike(both: list[tuple[str, ...]]) -> bool:
        return bool(set(both[0]) & set(both[1]))

    assert not alike([each.keys for each in alone.values()])
    assert alike([each.keys for each in known.values()][:2])


def test_another_persons_name_is_not_read_alike() -> None:
    one, sister, stranger = evidence_of(
        account(1),
        account(2, name_latin="Ho Sze Man", name_chinese="何詩敏"),
        account(3, name_latin="Chan Tai Man", name_chinese=""),
    ).values()

    assert not set(one.keys) & set(sister.keys)
    assert not set(one.keys) & set(stranger.keys)


@pytest.mark.parametrize(
    ("text", "kind", "sound"),
    [
        ("Q349637(2)", "hong_kong", True),
        ("q 349637 3", "hong_kong", False),
        ("990000198006210019", "mainland", False),
        ("11010519491231002X", "mainland", True),
        ("BR12345678", "business", True),
        ("X12345678", "other", True),
    ],
)
def test_a_document_is_known_by_its_form_and_checked_by_its_digit(text: str, kind: str, sound: bool) -> None:
    document = document_of(text)

    assert document is not None
    assert (document.kind, document.sound) == (kind, sound)


def test_a_document_counts_as_verified_where_somebody_saw_it_and_it_can_be_right() -> None:
    crm, cards, mistyped = evidence_of(
        account(1, "crm"), account(2, "cards"), account(3, "crm", document="Q349637(3)")
    ).values()

    assert [crm.verified, cards.verified, mistyped.verified] == [True, False, False]


def test_what_a_crowd_has_says_nothing() -> None:
    crowd = evidence_of(*(account(number) for number in range(1, CROWD + 2)))
    family = evidence_of(*(account(number) for number in range(1, 4)))

    assert all(not (each.mobiles or each.fixed or each.address) for each in crowd.values())
    assert all(not (each.email or each.document or each.document_kind or each.verified) for each in crowd.values())
    assert all(each.mobiles and each.fixed and each.address for each in family.values())


def test_words_in_the_place_of_a_document_or_an_email_say_nothing() -> None:
    one, other = evidence_of(*(account(number, document="N/A", email="none") for number in (1, 2))).values()

    assert (one.document, one.email, other.document, other.email) == ("", "", "", "")
