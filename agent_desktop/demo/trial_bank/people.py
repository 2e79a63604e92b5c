"""The trial bank's customers: persons, households, firms and prospects, each from the seed and an index alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from agent_desktop.demo.trial_bank import numbers
from agent_desktop.demo.trial_bank.draw import Draw, Topic
from agent_desktop.demo.trial_bank.names import (
    Name,
    firm_name,
    hong_kong_name,
    mainland_name,
    name_from_abroad,
)

Origin = Literal["hong_kong", "mainland", "abroad"]
Kind = Literal["personal", "business", "prospect"]
Tier = Literal["standard", "gold", "platinum"]

BLOCK: Final = 10
"""Customers come in blocks of ten; a household never reaches across one."""

# Whose household each place of a block belongs to: families, couples, single people.
_HOUSEHOLDS: Final = (
    (0, 0, 2, 3, 4, 5, 6, 7, 8, 9),
    (0, 1, 2, 2, 2, 5, 6, 7, 8, 9),
    (0, 1, 2, 3, 4, 5, 5, 5, 5, 9),
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (0, 1, 1, 3, 4, 5, 6, 7, 7, 9),
)
_SHOWCASE_HOUSEHOLD: Final = (0, 0, 0, 3, 4, 5, 6, 7, 8, 9)

_FIRST_BIRTH: Final = date(1938, 1, 1)
_FIRST_ACCOUNT: Final = date(1988, 1, 1)

_DISTRICTS: Final = (
    "Kowloon Tong", "Sha Tin", "Tuen Mun", "Wan Chai", "Mong Kok", "Tai Po", "Sai Kung", "Causeway Bay", "Kwun Tong",
    "Tsuen Wan", "Yuen Long", "Happy Valley", "North Point", "Quarry Bay", "Ma On Shan", "Tseung Kwan O", "Aberdeen",
    "Discovery Bay", "Sham Shui Po", "Fanling",
)  # fmt: skip
_ESTATES: Final = (
    "Lotus Court", "Harbour Garden", "Pine Mansion", "Jade Terrace", "Bauhinia House", "Sunrise Building",
    "Crane Villa", "Orchid Heights", "Banyan Court", "Pearl Tower",
)  # fmt: skip
_CITIES: Final = (
    ("深圳市", ("南山区", "福田区", "罗湖区")),
    ("广州市", ("天河区", "越秀区", "番禺区")),
    ("上海市", ("浦东新区", "徐汇区", "静安区")),
    ("北京市", ("海淀区", "朝阳区", "西城区")),
    ("珠海市", ("香洲区", "斗门区")),
    ("东莞市", ("南城街道", "松山湖")),
    ("成都市", ("锦江区", "武侯区")),
    ("杭州市", ("西湖区", "滨江区")),
)
_STREETS: Final = ("荷花路", "港湾道", "松柏街", "白鹤路", "榕树街", "晨光大道", "云山路", "海景路")

WISHES: Final = ("no_sales", "not_after_20", "mobile_first", "paperless", "speak_slowly", "large_print")
_LANGUAGES: Final[dict[Origin, tuple[tuple[float, tuple[str, ...]], ...]]] = {
    "hong_kong": ((0.6, ("yue", "en")), (0.3, ("yue",)), (0.1, ("yue", "cmn"))),
    "mainland": ((0.8, ("cmn",)), (0.2, ("cmn", "en"))),
    "abroad": ((0.9, ("en",)), (0.1, ("en", "yue"))),
}
_ORIGINS: Final[tuple[tuple[float, Origin], ...]] = ((0.68, "hong_kong"), (0.26, "mainland"), (0.06, "abroad"))
_TIERS: Final[tuple[tuple[float, Tier], ...]] = ((0.79, "standard"), (0.16, "gold"), (0.05, "platinum"))


@dataclass(frozen=True, slots=True)
class Person:
    """One customer. `phones` are numbers in E.164 by kind: mobile, home, work. `head` is the household's first index.

    `family` is the name the household shares, in Latin letters and Chinese.
    """

    index: int
    kind: Kind
    origin: Origin
    tier: Tier
    customer_number: str
    title: str
    name_latin: str
    name_chinese: str
    gender: str
    birth_date: date | None
    customer_since: date | None
    document_number: str
    email: str
    address: str
    languages: tuple[str, ...]
    manager_name: str
    wishes: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    head: int
    document_until: date | None = None
    family: tuple[str, str] = field(default=("", ""), repr=False)


def head_of(seed: int, index: int) -> int:
    """Return the index of the first person of the household; most people live alone."""
    block, place = divmod(index, BLOCK)
    pattern = _SHOWCASE_HOUSEHOLD if block == 0 else Draw(seed, Topic.BLOCK, block).one_of(_HOUSEHOLDS)
    return block * BLOCK + pattern[place]


def lives_with_others(seed: int, index: int) -> bool:
    """Return whether the first person of a household, who is at `index`, has others in it."""
    return index % BLOCK < BLOCK - 1 and head_of(seed, index + 1) == index


def make_person(seed: int, index: int, as_of: date, head: Person | None) -> Person:
    """Return the customer at `index`; `head` is the first person of the household where that is someone else.

    Only how long ago a customer came depends on `as_of`.
    """
    draw = Draw(seed, Topic.PERSON, index)
    if head is None and draw.chance(0.08) and not lives_with_others(seed, index):
        return _firm(seed, index, draw, as_of)
    return _private(seed, index, draw, as_of, head)


def manager_of(draw: Draw, tier: Tier) -> str:
    """Return the name of a relationship manager; standard customers have none."""
    if tier == "standard":
        return ""
    # Forty managers look after everyone.
    manager = Draw(0, Topic.PERSON, draw.below(40))
    return hong_kong_name(manager, woman=manager.chance(0.5)).latin


def home_of(draw: Draw, origin: Origin) -> str:
    """Return a made-up address."""
    if origin == "mainland":
        city, districts = draw.one_of(_CITIES)
        street = draw.one_of(_STREETS)
        place = f"{city}{draw.one_of(districts)}{street}{draw.between(1, 300)}号"
        return f"{place}{draw.between(1, 20)}栋{draw.between(101, 2808)}室"
    flat = f"Flat {draw.one_of('ABCDEFGH')}, {draw.between(1, 40)}/F"
    return f"{flat}, {draw.one_of(_ESTATES)}, {draw.one_of(_DISTRICTS)}"


def _private(seed: int, index: int, draw: Draw, as_of: date, head: Person | None) -> Person:
    origin = head.origin if head else draw.weighted(_ORIGINS)
    woman = draw.chance(0.52)
    # A second grown-up keeps the own family name, further ones are the family's.
    family = head.family if head is not None and index > head.index + 1 else None
    name = _name(draw, origin, woman, family)
    prospect = head is None and draw.chance(0.06)
    tier = draw.weighted(_TIERS) if not prospect else "standard"
    birth_date = _FIRST_BIRTH + timedelta(days=draw.below(365 * 68))
    oldest = max(_FIRST_ACCOUNT, birth_date + timedelta(days=16 * 365))
    since = oldest + timedelta(days=draw.below(max(1, (as_of - oldest).days)))
    abroad = origin == "mainland" and not draw.chance(0.5)
    mobile = numbers.mainland_mobile(index) if abroad else numbers.hong_kong_mobile(index)
    phones = [(mobile, "mobile")]
    if head is not None:
        phones.append((home_number(head.index, origin), "home"))
    elif draw.chance(0.4) or lives_with_others(seed, index):
        phones.append((home_number(index, origin), "home"))
    return Person(
        index=index,
        kind="prospect" if prospect else "personal",
        origin=origin,
        tier=tier,
        customer_number=numbers.customer_number(seed, index),
        title="Ms" if woman else "Mr",
        name_latin=name.latin,
        name_chinese=name.chinese,
        gender="F" if woman else "M",
        birth_date=birth_date,
        customer_since=None if prospect else min(since, as_of),
        document_number=_document(draw, origin, birth_date),
        document_until=_document_until(seed, index, origin, as_of),
        email=_email(draw, name, index),
        address=head.address if head else home_of(draw, origin),
        languages=draw.weighted(_LANGUAGES[origin]),
        manager_name=manager_of(draw, tier),
        wishes=tuple(wish for wish in WISHES if draw.chance(0.09)),
        phones=tuple(phones),
        head=head.index if head else index,
        family=(name.family, name.family_chinese),
    )


def home_number(head: int, origin: Origin) -> str:
    """Return the fixed line of the household whose first person is `head`."""
    return numbers.mainland_fixed(head) if origin == "mainland" else numbers.hong_kong_fixed(head)


def _name(draw: Draw, origin: Origin, woman: bool, family: tuple[str, str] | None) -> Name:
    if origin == "mainland":
        return mainland_name(draw, woman=woman, family=family)
    if origin == "abroad":
        return name_from_abroad(draw, woman=woman, family=family)
    return hong_kong_name(draw, woman=woman, family=family)


def _document(draw: Draw, origin: Origin, birth_date: date) -> str:
    if origin == "mainland":
        return numbers.mainland_id(f"{birth_date:%Y%m%d}", draw.below(1_000))
    if origin == "abroad" and draw.chance(0.5):
        return f"X{draw.below(100_000_000):08d}"
    return numbers.hkid(draw.below(1_000_000))


def _document_until(seed: int, index: int, origin: Origin, as_of: date) -> date | None:
    """Return the last day of the document: an identity card of Hong Kong has none (own draws: others stay the same)."""
    draw = Draw(seed, Topic.DOCUMENTS, index)
    if origin == "hong_kong":
        return None
    return as_of + timedelta(days=draw.between(-20, 3_650))


def _email(draw: Draw, name: Name, index: int) -> str:
    if draw.chance(0.15):
        return ""
    words = name.latin.lower().replace("ü", "u").replace(".", "").replace(",", "").split()
    # Names below example.com belong to nobody (RFC 2606).
    return f"{words[0]}.{words[-1]}{index % 100:02d}@mail.example.com"


def _firm(seed: int, index: int, draw: Draw, as_of: date) -> Person:
    mainland = draw.chance(0.3)
    origin: Origin = "mainland" if mainland else "hong_kong"
    name = firm_name(draw, mainland=mainland)
    tier = draw.weighted(_TIERS)
    since = _FIRST_ACCOUNT + timedelta(days=draw.below((as_of - _FIRST_ACCOUNT).days))
    phones = [(home_number(index, origin), "work")]
    if draw.chance(0.6):
        phones.append((numbers.hong_kong_mobile(index), "mobile"))
    return Person(
        index=index,
        kind="business",
        origin=origin,
        tier=tier,
        customer_number=numbers.customer_number(seed, index),
        title="",
        name_latin=name.latin,
        name_chinese=name.chinese,
        gender="",
        birth_date=None,
        customer_since=since,
        document_number=f"BR{draw.below(100_000_000):08d}",
        email=f"office{index}@firm.example.com",
        address=home_of(draw, origin),
        languages=("cmn",) if mainland else ("yue", "en"),
        manager_name=manager_of(draw, tier),
        wishes=tuple(wish for wish in WISHES[:4] if draw.chance(0.06)),
        phones=tuple(phones),
        head=index,
    )
