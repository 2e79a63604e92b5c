"""How a customer is named on the screen and addressed by an agent."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CustomerKind
from agent_desktop.records.customers.folding import fold, has_han, pinyin_readings

_CHINESE_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {"mr": "先生", "ms": "女士", "miss": "小姐", "mrs": "太太", "mdm": "女士", "madam": "女士"}
)
_DOUBLE_SURNAMES: Final = frozenset(
    {
        "歐陽", "欧阳", "司徒", "司馬", "司马", "上官", "諸葛", "诸葛", "尉遲", "尉迟", "長孫", "长孙", "夏侯", "皇甫",
        "端木", "令狐", "慕容", "公孫", "公孙", "東方", "东方",
    }
)  # fmt: skip

# Surnames whose Hong Kong spelling differs from pinyin, as the romanisations in daily use.
_CANTONESE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "區": "au", "欧": "au", "陳": "chan", "陈": "chan", "曾": "tsang", "周": "chow", "朱": "chu", "張": "cheung",
        "张": "cheung", "鄭": "cheng", "郑": "cheng", "趙": "chiu", "赵": "chiu", "蔡": "choi", "徐": "tsui chui",
        "方": "fong", "馮": "fung", "冯": "fung", "許": "hui", "许": "hui", "何": "ho", "洪": "hung", "孔": "hung",
        "葉": "yip", "叶": "yip", "甘": "kam", "簡": "kan", "郭": "kwok", "關": "kwan", "关": "kwan", "鄺": "kwong",
        "邝": "kwong", "黎": "lai", "賴": "lai", "赖": "lai", "林": "lam", "劉": "lau", "刘": "lau", "李": "lee li",
        "梁": "leung", "廖": "liu", "盧": "lo", "卢": "lo", "羅": "lo law", "罗": "lo law", "雷": "lui loui",
        "呂": "lui", "吕": "lui", "陸": "luk", "陆": "luk", "馬": "ma", "麥": "mak", "麦": "mak", "莫": "mok",
        "吳": "ng", "吴": "ng", "伍": "ng", "倪": "ngai", "柯": "or", "彭": "pang", "潘": "poon", "蘇": "so",
        "苏": "so", "孫": "suen", "孙": "suen", "沈": "shum", "岑": "shum", "施": "sze", "戴": "tai", "譚": "tam",
        "谭": "tam", "鄧": "tang", "邓": "tang", "丁": "ting", "杜": "to", "唐": "tong", "湯": "tong", "汤": "tong",
        "謝": "tse", "谢": "tse", "董": "tung", "溫": "wan", "温": "wan", "尹": "wan", "汪": "wong",
        "王": "wong", "黃": "wong", "黄": "wong", "胡": "wu woo", "楊": "yeung", "杨": "yeung", "姚": "yiu",
        "易": "yik", "余": "yu yue", "袁": "yuen", "阮": "yuen", "翁": "yung", "容": "yung", "石": "shek", "蕭": "siu",
        "萧": "siu", "邵": "shiu", "冼": "sin", "盛": "shing", "龍": "lung", "龙": "lung", "凌": "ling", "連": "lin",
        "白": "pak", "鍾": "chung", "钟": "chung", "詹": "chim", "卓": "cheuk", "游": "yau", "邱": "yau", "丘": "yau",
        "任": "yam", "高": "ko", "江": "kong", "龔": "kung", "龚": "kung", "康": "hong", "侯": "hau", "霍": "fok",
        "范": "fan",
        "傅": "fu", "韓": "hon", "韩": "hon", "金": "kam", "魏": "ngai", "危": "ngai", "田": "tin", "程": "ching",
        "宋": "sung", "蔣": "cheung", "蒋": "cheung", "賈": "ka", "贾": "ka", "夏": "ha", "薛": "sit", "閻": "yim",
        "嚴": "yim", "严": "yim", "司徒": "szeto", "歐陽": "auyeung au-yeung", "欧阳": "auyeung au-yeung",
    }
)  # fmt: skip


def shown_name(title: str, name_latin: str, name_chinese: str) -> str:
    """Return the name a screen shows first: ``Ms Grace Ho Wing Sze``; the Chinese one where there is no other."""
    if not name_latin:
        return name_chinese
    return f"{title} {name_latin}".strip()


def shown_chinese_name(title: str, gender: str, name_chinese: str) -> str:
    """Return the Chinese name with its form of address: ``何詠詩 女士``; bare where none is known, or empty."""
    if not name_chinese:
        return ""
    return f"{name_chinese} {_chinese_title(title, gender)}".strip()


def salutation_of(kind: CustomerKind, title: str, gender: str, name_latin: str, name_chinese: str) -> LocalText:
    """Return how to address the customer in each language: ``Ms Ho``, ``何女士``.

    A business, and a person without a title on record, is addressed by the whole name.
    """
    whole = name_latin or name_chinese
    if kind is CustomerKind.BUSINESS:
        return {"en": whole, "zh": name_chinese or whole}
    family = family_name_of(name_latin, name_chinese)
    english = f"{title} {family}" if title and family else whole
    chinese_title = _chinese_title(title, gender)
    chinese_family = _chinese_surname(name_chinese)
    if chinese_family:
        chinese = f"{chinese_family}{chinese_title}" if chinese_title else name_chinese
    else:
        chinese = f"{family}{chinese_title}" if chinese_title and family and title else whole
    return {"en": english, "zh": chinese}


def family_name_of(name_latin: str, name_chinese: str) -> str:
    """Return the family name within a Latin name.

    Beside a Chinese name it is the word that spells the Chinese surname, in Hong Kong's spelling or in pinyin:
    *Ho* in Grace Ho Wing Sze, 何詠詩. Where none does, the first word of a name of three (Tse Wai Lun), the second
    of a longer one (Grace Ho Wing Sze), else the last. Without a Chinese name it is the last.
    """
    words = name_latin.split()
    surname = _chinese_surname(name_chinese)
    if not words or not surname:
        return words[-1] if words else ""
    spellings = set(_CANTONESE.get(surname, "").split())
    spellings.update("".join(reading) for reading in pinyin_readings(surname))
    for word in words:
        if fold(word) in spellings:
            return word
    return words[0] if len(words) == 3 else words[1] if len(words) > 3 else words[-1]


def _chinese_surname(name_chinese: str) -> str:
    bare = "".join(name_chinese.split())
    if not has_han(bare):
        return ""
    return bare[:2] if bare[:2] in _DOUBLE_SURNAMES and len(bare) > 2 else bare[:1]


def _chinese_title(title: str, gender: str) -> str:
    known = _CHINESE_TITLES.get(title.strip(". ").casefold())
    return known or {"f": "女士", "m": "先生"}.get(gender.casefold(), "")
