"""How customers are named and addressed."""

import pytest

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.records.customers.names import family_name_of, salutation_of, shown_chinese_name, shown_name


@pytest.mark.parametrize(
    ("latin", "chinese", "family"),
    [
        ("Grace Ho Wing Sze", "何詠詩", "Ho"),
        ("Derek Fung Tak Wai", "馮德偉", "Fung"),
        ("Tse Wai Lun", "謝偉倫", "Tse"),
        ("Joyce Kwan", "關悅", "Kwan"),
        ("Chen Yufei", "陈雨霏", "Chen"),
        ("Yufei Chen", "陈雨霏", "Chen"),
        ("Au-Yeung Man Chi", "歐陽文芝", "Au-Yeung"),
        ("Priya Nair", "", "Nair"),
        ("Alex Xyz Abc", "何詠詩", "Alex"),
        ("", "何詠詩", ""),
    ],
)
def test_the_family_name_is_found_within_the_name(latin: str, chinese: str, family: str) -> None:
    assert family_name_of(latin, chinese) == family


@pytest.mark.parametrize(
    ("kind", "title", "gender", "latin", "chinese", "salutation"),
    [
        ("personal", "Ms", "F", "Grace Ho Wing Sze", "何詠詩", {"en": "Ms Ho", "zh": "何女士"}),
        ("personal", "Mr", "M", "Imran Shah", "", {"en": "Mr Shah", "zh": "Shah先生"}),
        ("personal", "Dr", "F", "Lee Ka Yan", "李嘉欣", {"en": "Dr Lee", "zh": "李女士"}),
        ("personal", "Mrs", "F", "Chan Mei Ling", "陳美玲", {"en": "Mrs Chan", "zh": "陳太太"}),
        ("personal", "", "F", "", "欧阳娜娜", {"en": "欧阳娜娜", "zh": "欧阳女士"}),
        ("personal", "", "M", "Client 576", "", {"en": "Client 576", "zh": "Client 576"}),
        (
            "business",
            "",
            "",
            "Harbour Tea Ltd",
            "海港茶业有限公司",
            {"en": "Harbour Tea Ltd", "zh": "海港茶业有限公司"},
        ),
    ],
)
def test_a_customer_is_addressed_in_each_language(
    kind: str, title: str, gender: str, latin: str, chinese: str, salutation: dict[str, str]
) -> None:
    assert salutation_of(CustomerKind(kind), title, gender, latin, chinese) == salutation


def test_names_are_shown_with_their_form_of_address() -> None:
    assert shown_name("Ms", "Grace Ho Wing Sze", "何詠詩") == "Ms Grace Ho Wing Sze"
    assert shown_name("", "", "何詠詩") == "何詠詩"
    assert shown_chinese_name("Ms", "F", "何詠詩") == "何詠詩 女士"
    assert shown_chinese_name("", "", "何詠詩") == "何詠詩"
    assert shown_chinese_name("Ms", "F", "") == ""
