"""Whom other systems of the trial bank know, under numbers of their own: most are customers of the first system too.

The card system keeps what applicants wrote, the wealth system what an adviser took from the document, the insurance
system what agents of the mainland entered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from agent_desktop.demo.trial_bank import numbers
from agent_desktop.demo.trial_bank.bank import TrialBank
from agent_desktop.demo.trial_bank.draw import Draw
from agent_desktop.demo.trial_bank.names import hong_kong_name, mainland_name
from agent_desktop.demo.trial_bank.people import BLOCK, Person, home_of
from agent_desktop.demo.trial_bank.second.slips import SlipRates, misread, mistyped, other_digit, wrong_day
from agent_desktop.demo.trial_bank.second.spellings import (
    in_hong_kong_spelling,
    in_pinyin,
    reordered,
    simplified,
    spelled_alike,
    traditional,
)

SecondSystem = Literal["card_clients", "wealth_clients", "policy_holders"]
SECOND_SYSTEMS: Final[tuple[SecondSystem, ...]] = ("card_clients", "wealth_clients", "policy_holders")

_TOPIC_PERSON: Final = 101
_TOPIC_RECORD: Final = 110
_TWIN_INDEX: Final = 7_000_000  # twins' own numbers lie behind all customers'
_ANOTHER: Final = 9_000_000  # and so do numbers somebody has changed to


@dataclass(frozen=True, slots=True)
class Asked:
    """The share of a system's records that have each value at all."""

    chinese: float
    born: float
    document: float
    mobile: float
    fixed: float
    email: float
    address: float


_ASKED: Final[dict[SecondSystem, Asked]] = {
    "card_clients": Asked(0.45, 0.95, 0.85, 0.97, 0.5, 0.6, 0.95),
    "wealth_clients": Asked(0.85, 1.0, 1.0, 0.92, 0.5, 0.75, 0.95),
    "policy_holders": Asked(0.75, 0.92, 0.65, 0.9, 0.4, 0.5, 0.85),
}


@dataclass(frozen=True, slots=True)
class SecondRecord:
    """One customer of one second system. `who` is the truth: two records with the same are of the same person."""

    system: SecondSystem
    key: str
    who: str
    name_latin: str
    name_chinese: str
    gender: str
    birth_date: date | None
    document_number: str
    email: str
    address: str
    mobile: str
    fixed: str


def second_records(bank: TrialBank, rates: SlipRates) -> Iterator[SecondRecord]:
    """Yield every record of the second systems, in the order of the bank's customers."""
    for index in range(bank.customers):
        person = bank.person(index)
        if person.kind == "business":
            continue
        draw = Draw(bank.seed, _TOPIC_PERSON, index)
        known, twin = draw.chance(rates.customers_with), draw.chance(rates.twins)
        if known:
            for system in _some(draw):
                yield _record(bank, rates, system, person, f"C{index}")
        if twin and person.birth_date is not None and person.name_chinese:
            other = _twin_of(person, draw)
            for system in _some(draw):
                yield _record(bank, rates, system, other, f"T{index}")


def _some(draw: Draw) -> list[SecondSystem]:
    systems = [system for system in SECOND_SYSTEMS if draw.chance(0.45)]
    return systems or [draw.one_of(SECOND_SYSTEMS)]


def _twin_of(person: Person, draw: Draw) -> Person:
    """A brother or sister born the same day, at the same address; often with one character of the name in common."""
    woman = draw.chance(0.6) == (person.gender == "F")
    make = mainland_name if person.origin == "mainland" else hong_kong_name
    family_chinese = person.name_chinese[:2] if person.name_chinese[:2] in ("司徒", "欧阳") else person.name_chinese[0]
    family = next(
        (word for word in person.name_latin.split() if word in _families(person)), person.name_latin.split()[0]
    )
    name = make(draw, woman=woman, family=(family, family_chinese))
    while name.chinese == person.name_chinese:
        name = make(draw, woman=woman, family=(family, family_chinese))
    index = _TWIN_INDEX + person.index
    serial = draw.below(1_000_000)
    document = (
        numbers.mainland_id(f"{person.birth_date:%Y%m%d}", serial)
        if person.origin == "mainland"
        else numbers.hkid(serial)
    )
    if document == person.document_number:
        document = numbers.hkid(serial + 1)
    mobile = person.phones[0][0] if draw.chance(0.3) else numbers.hong_kong_mobile(index)
    home = tuple((number, kind) for number, kind in person.phones if kind == "home")
    return replace(
        person,
        index=index,
        name_latin=name.latin,
        name_chinese=name.chinese,
        gender="F" if woman else "M",
        document_number=document,
        email="" if draw.chance(0.3) else f"{name.latin.split()[-1].lower()}{index % 997}@mail.example.com",
        phones=((mobile, "mobile"), *home),
        family=(family, family_chinese),
    )


def _families(person: Person) -> tuple[str, ...]:
    return (person.family[0],) if person.family[0] else ()


def _record(bank: TrialBank, rates: SlipRates, system: SecondSystem, person: Person, who: str) -> SecondRecord:
    place = SECOND_SYSTEMS.index(system)
    draw = Draw(bank.seed, _TOPIC_RECORD + place, person.index)
    asked = _ASKED[system]
    seen = system == "wealth_clients"  # an adviser has the document in hand

    def has(share: float) -> bool:
        return draw.chance(share) and not (draw.chance(rates.without) and not seen)

    chinese = _chinese(draw, rates, system, person) if draw.chance(asked.chinese) else ""
    latin = _latin(draw, rates, system, person)
    born = person.birth_date if has(asked.born) else None
    if born is not None and draw.chance(rates.wrong_birth) and not seen:
        born = wrong_day(draw, born)
    document = person.document_number if has(asked.document) else ""
    if document and draw.chance(rates.wrong_document) and not seen:
        document = other_digit(draw, document)
    gender = person.gender
    if draw.chance(rates.wrong_gender) and not seen:
        gender = "M" if gender == "F" else "F"
    address = person.address
    if draw.chance(rates.other_address):
        address = home_of(draw, person.origin)
    elif draw.chance(0.3):
        address = _rewritten(draw, address)
    email = person.email
    if draw.chance(rates.other_email):
        email = f"{person.name_latin.split()[0].lower().strip('.,')}{draw.below(100_000)}@post.example.com"
    fixed = next((number for number, kind in person.phones if kind == "home"), "")
    return SecondRecord(
        system=system,
        key=f"{'KWP'[place]}{(person.index * 104_729 + bank.seed * 7_919) % 99_999_989:08d}",
        who=who,
        name_latin=latin,
        name_chinese=chinese,
        gender=gender,
        birth_date=born,
        document_number=document,
        email=email if draw.chance(asked.email) else "",
        address=address if has(asked.address) else "",
        mobile=_mobile(bank, draw, rates, person) if has(asked.mobile) else "",
        fixed=fixed if draw.chance(asked.fixed) else "",
    )


def _mobile(bank: TrialBank, draw: Draw, rates: SlipRates, person: Person) -> str:
    mobile = person.phones[0][0]
    if draw.chance(rates.other_mobile):
        return numbers.hong_kong_mobile(_ANOTHER + person.index + draw.below(1_000_000))
    if draw.chance(rates.shared_mobile):
        # Somebody nearby, mostly of the same household, whose number stands in the form.
        neighbour = person.index % _TWIN_INDEX // BLOCK * BLOCK + draw.below(BLOCK)
        return bank.person(min(neighbour, bank.customers - 1)).phones[0][0]
    if draw.chance(rates.wrong_mobile):
        return other_digit(draw, mobile[:4]) if len(mobile) < 8 else mobile[:4] + other_digit(draw, mobile[4:])
    return mobile


def _latin(draw: Draw, rates: SlipRates, system: SecondSystem, person: Person) -> str:
    latin = person.name_latin
    other = ""
    if draw.chance(rates.other_romanisation * (2 if system == "policy_holders" else 1)):
        other = in_pinyin(person.name_chinese) or in_hong_kong_spelling(person.name_chinese)
    if other:
        latin = other
    elif draw.chance(rates.other_spelling):
        latin = spelled_alike(draw, latin)
    if draw.chance(rates.other_order):
        latin = reordered(draw, latin, latin.split()[0] if other else person.family[0] or latin.split()[-1])
    if draw.chance(rates.wrong_name) and system != "wealth_clients":
        latin = mistyped(draw, latin)
    return latin.upper() if system == "card_clients" else latin


def _chinese(draw: Draw, rates: SlipRates, system: SecondSystem, person: Person) -> str:
    chinese = person.name_chinese
    if draw.chance(rates.wrong_character) and system != "wealth_clients":
        chinese = misread(draw, chinese)
    return simplified(chinese) if system == "policy_holders" else traditional(chinese)


def _rewritten(draw: Draw, address: str) -> str:
    """The same address as another clerk writes it."""
    for long, short in (("Flat ", "Rm "), ("Building", "Bldg"), ("Mansion", "Mans."), ("Court", "Ct"), ("号", "號")):
        if draw.chance(0.5):
            address = address.replace(long, short)
    return address.upper() if draw.chance(0.4) else address
