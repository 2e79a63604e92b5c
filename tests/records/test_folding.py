"""Names and numbers are folded into the keys a customer is found and sorted by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.records.customers.folding import (
    KEY_LIMIT,
    SORT_KEY_LIMIT,
    SearchKey,
    digits_of,
    fold,
    fold_number,
    has_han,
    search_keys_of,
    sort_key_of,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Grace  HO", "grace ho"),
        ("ＧＲＡＣＥ　ＨＯ", "grace ho"),
        ("Čeněk Žižka", "cenek zizka"),
        ("Søren Łukasz Đặng", "soren lukasz dang"),
        ("Straße", "strasse"),
        ("何詠詩", "何詠詩"),
        ("  ", ""),
    ],
)
def test_case_accents_and_width_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_numbers_keep_letters_and_digits_only() -> None:
    assert fold_number("012-345 X") == "012345x"
    assert digits_of("+852 ６１２３ 4182") == "85261234182"
    assert words_of("O'Brien-Wong, 何詠詩") == ["obrien", "wong", "何詠詩"]


def test_a_customer_is_found_by_name_pinyin_initials_and_endings() -> None:
    keys = search_keys_of(
        name_latin="Grace Ho Wing Sze",
        name_chinese="何詠詩",
        customer_number="8800 2086",
        account_numbers=["012-345-0382"],
        phone_numbers=["+85261234182"],
    )

    assert {key for kind, key in keys if kind == "name"} == {
        "grace", "ho", "wing", "sze", "gracehowingsze", "howingsze", "wingsze", "何咏诗", "咏诗", "诗",
    }  # fmt: skip
    assert {key for kind, key in keys if kind == "pinyin"} == {"heyongshi", "yongshi", "shi"}
    assert {key for kind, key in keys if kind == "initials"} == {"ghws", "hws", "ws", "hys", "ys"}
    assert SearchKey("number", "88002086") in keys
    assert SearchKey("number_end", "68020088") in keys
    assert SearchKey("account", "2830543210") in keys
    assert SearchKey("phone", "28143216258") in keys


@pytest.mark.parametrize(
    ("name", "pinyin"), [("曾志偉", "zengzhiwei"), ("单田芳", "shantianfang"), ("区永熙", "ouyongxi")]
)
def test_a_surname_is_read_as_one(name: str, pinyin: str) -> None:
    assert SearchKey("pinyin", pinyin) in search_keys_of(name_chinese=name)
    assert sort_key_of(name_chinese=name).replace(" ", "").startswith(pinyin)


@pytest.mark.parametrize(("written", "simplified"), [("何詩詠", "何诗咏"), ("鍾麗衞", "钟丽卫"), ("單國傑", "单国杰")])
def test_a_name_in_traditional_characters_has_the_keys_of_its_simplified_ones(written: str, simplified: str) -> None:
    assert search_keys_of(name_chinese=written) == search_keys_of(name_chinese=simplified)


def test_the_sound_u_umlaut_is_found_as_v_and_as_u() -> None:
    keys = search_keys_of(name_chinese="吕雅")

    assert {SearchKey("pinyin", "lvya"), SearchKey("pinyin", "luya")} <= keys


def test_chinese_sorts_by_pinyin_and_others_by_name() -> None:
    names = [("", "張三"), ("", "何詠詩"), ("", "安娜"), ("Bertha Novak", ""), ("Čeněk Dvořák", "")]

    ordered = sorted(names, key=lambda name: sort_key_of(name_latin=name[0], name_chinese=name[1]))

    assert [latin or chinese for latin, chinese in ordered] == [
        "安娜", "Bertha Novak", "Čeněk Dvořák", "何詠詩", "張三",
    ]  # fmt: skip


def test_nobody_is_found_by_nothing() -> None:
    assert search_keys_of() == frozenset()
    assert sort_key_of() == ""


@given(st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_gives_keys_that_fit_the_table(latin: str, chinese: str, number: str, accounts: list[str]) -> None:
    keys = search_keys_of(name_latin=latin, name_chinese=chinese, customer_number=number, account_numbers=accounts)

    assert all(0 < len(key) <= KEY_LIMIT for _, key in keys)
    assert len(sort_key_of(name_latin=latin, name_chinese=chinese)) <= SORT_KEY_LIMIT


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_chinese_is_told_from_latin() -> None:
    assert has_han("Ho 何")
    assert not has_han("Ho ｱ")
