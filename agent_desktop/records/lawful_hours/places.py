"""Where the person called is: as they said, else by their address, else by their number. Pure.

The law is that of the place of the person, not of their number's prefix (`compliance.md` A4). A number tells a country
at most, never which of its clocks; where nothing is known every place there is rules is possible.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers.tzdata import TIMEZONE_DATA

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import PlaceBasis
from agent_desktop.records.lawful_hours.schema import LawfulHoursFile, Region, known_zones

_PARTS: Final = re.compile(r"[,;\n，；、]")
_IN_STREET: Final = r"(?![东西南北中東]?[路街道])"
"""What a Chinese address begins with is no place where it is a street's name."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One way it may be: this zone, with the rules of all of `regions` (none: those of every other place)."""

    zone: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is, as far as known. `region` is empty where it is unknown. Every one of `clocks` is possible, so
    that a time is lawful only where all of them allow it; none at all allow nothing."""

    region: str
    basis: PlaceBasis
    clocks: tuple[Clock, ...]

    @property
    def zones(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clock.zone for clock in self.clocks))


class Places:
    """Finds where somebody is, by the regions of the file."""

    def __init__(self, hours: LawfulHoursFile) -> None:
        self._regions = hours.regions
        self._by_pattern = [
            (re.compile("|".join(region.patterns), re.IGNORECASE), code)
            for code, region in hours.regions.items()
            if region.patterns
        ]
        self._names = {_folded(word): code for code, region in hours.regions.items() for word in region.words}
        self._towns = {_folded(word): code for code, region in hours.regions.items() for word in region.towns}
        chinese = sorted((word for word in {**self._names, **self._towns} if not word.isascii()), key=len, reverse=True)
        self._beginning = re.compile("(" + "|".join(map(re.escape, chinese)) + ")" + _IN_STREET) if chinese else None

    @property
    def regions(self) -> Mapping[str, Region]:
        return self._regions

    def find(self, *, given: str, address: str, number: str) -> Place:
        """Return the place of somebody: what they said (`given`, a region), their `address`, or their number, E.164."""
        if given in self._regions:
            return Place(given, PlaceBasis.GIVEN, self.clocks_of(given))
        by_number = self._of_number(number)
        told = self._by_patterns(address)
        named = self._by_name(address)
        if named in self._regions and "-" not in named:
            told = _narrowed(told | {named})
        if told:
            return self._of_regions(told, PlaceBasis.ADDRESS)
        near = named or self._by_town(address)
        if not near:
            return by_number
        country = near.partition("-")[0]
        if country in _countries_of(number, self._regions):
            return self._of_regions({near}, PlaceBasis.ADDRESS)
        clocks = dict.fromkeys((*self.clocks_of(near), *by_number.clocks))
        return Place("", PlaceBasis.UNKNOWN, tuple(clocks))

    def _of_regions(self, codes: set[str], basis: PlaceBasis) -> Place:
        """Return the place that is one of these regions: of several nobody knows which."""
        clocks = dict.fromkeys(clock for code in sorted(codes) for clock in self.clocks_of(code))
        if len(codes) == 1:
            return Place(next(iter(codes)), basis, tuple(clocks))
        return Place("", PlaceBasis.UNKNOWN, tuple(clocks))

    def _of_number(self, number: str) -> Place:
        """Return the place that a number tells: an assumption (`compliance.md` A4). Its area code tells nothing, so
        that all regions of its calling code are possible, and its own country where that is none of them."""
        country, zones = _country_of(number)
        codes = _countries_of(number, self._regions)
        clocks = dict.fromkeys(clock for code in codes for clock in self.clocks_of(code))
        if country not in self._regions:
            clocks |= dict.fromkeys(Clock(zone, ()) for zone in zones)
        if clocks:
            return Place(country, PlaceBasis.NUMBER, tuple(clocks))
        everywhere = dict.fromkeys(clock for code in self._regions for clock in self.clocks_of(code))
        return Place("", PlaceBasis.UNKNOWN, tuple(everywhere))

    def clocks_of(self, code: str) -> tuple[Clock, ...]:
        """Return every clock that somebody in a region may have; in a country also those of each of its parts."""
        country = code.partition("-")[0]
        parts = [each for each in self._regions if each.startswith(f"{country}-")] if code == country else []
        clocks = dict.fromkeys(Clock(zone, self._laws(code)) for zone in self._regions[code].zones)
        for part in parts:
            clocks |= dict.fromkeys(Clock(zone, self._laws(part)) for zone in self._regions[part].zones)
        return tuple(clocks)

    def name_of(self, code: str) -> LocalText:
        """Return what a region is called; its code where the file does not have it."""
        region = self._regions.get(code)
        return dict(region.name) if region is not None else ({"en": code, "zh": code} if code else {})

    def _laws(self, code: str) -> tuple[str, ...]:
        country = code.partition("-")[0]
        return (code,) if code == country or country not in self._regions else (country, code)

    def _by_patterns(self, address: str) -> set[str]:
        return _narrowed({code for pattern, code in self._by_pattern if pattern.search(address)})

    def _by_name(self, address: str) -> str:
        """Return the region that the last part of an address names, or a Chinese one its beginning; empty for none."""
        return self._names.get(_last_part(address), "") or self._names.get(self._begins(address), "")

    def _by_town(self, address: str) -> str:
        """Return the country of the town that stands there; empty for none."""
        town = self._towns.get(_last_part(address), "") or self._towns.get(self._begins(address), "")
        return town.partition("-")[0]

    def _begins(self, address: str) -> str:
        found = self._beginning.match(address.strip()) if self._beginning is not None else None
        return found[1] if found else ""


def _folded(word: str) -> str:
    return " ".join(word.casefold().strip(" .").split())


def _last_part(address: str) -> str:
    """Return the last part of an address, without postcodes."""
    parts = [part for part in _PARTS.split(address) if part.strip(" .")]
    words = parts[-1].split() if parts else []
    return _folded(" ".join(word for word in words if not any(char.isdigit() for char in word)))


def _narrowed(codes: set[str]) -> set[str]:
    """Leave a country out of which a part is known."""
    return {code for code in codes if not any(each.startswith(f"{code}-") for each in codes)}


def _countries_of(number: str, regions: Collection[str]) -> tuple[str, ...]:
    """Return the countries among the regions that have the calling code of a number."""
    try:
        code = phonenumbers.parse(number, None).country_code
    except phonenumbers.NumberParseException:
        return ()
    own = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code or 0, ())
    return tuple(each for each in own if each in regions)


@cache
def _country_of(number: str) -> tuple[str, Collection[str]]:
    """Return the country of an E.164 number, and every zone of its calling code; empty where there is none."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return "", ()
    country = phonenumbers.region_code_for_number(parsed)
    if country is None:
        country = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    zones = TIMEZONE_DATA.get(str(parsed.country_code), ())
    known = known_zones()
    return (country if country.isalpha() else ""), tuple(zone for zone in zones if zone in known)
