"""Where the person called is: as they said, else by their address, else by their number. Pure.

The law is that of the place of the person, not of their number's prefix (`compliance.md` A4). A number tells a country
at most, never which of its clocks; where nothing is known every place there is rules is possible.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import available_timezones

import phonenumbers
from phonenumbers.tzdata import TIMEZONE_DATA

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import PlaceBasis
from agent_desktop.records.lawful_hours.schema import LawfulHoursFile, Region

_WORD_END: Final = r"(?![0-9A-Za-z])"
_WORD_START: Final = r"(?<![0-9A-Za-z])"


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
        self._by_text = [(_matcher(region), code) for code, region in hours.regions.items()]

    @property
    def regions(self) -> Mapping[str, Region]:
        return self._regions

    def find(self, *, given: str, address: str, number: str) -> Place:
        """Return the place of somebody: what they said (`given`, a region), their `address`, or their number, E.164."""
        if given in self._regions:
            return Place(given, PlaceBasis.GIVEN, self.clocks_of(given))
        if found := self._of_address(address):
            return Place(found, PlaceBasis.ADDRESS, self.clocks_of(found))
        country, zones = _country_of(number)
        if country in self._regions:
            return Place(country, PlaceBasis.NUMBER, self.clocks_of(country))
        if zones:
            return Place(country, PlaceBasis.NUMBER, tuple(Clock(zone, ()) for zone in zones))
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

    def _of_address(self, address: str) -> str:
        """Return the region that an address names last and longest: a country stands behind its towns, and a part of a
        country says more than the country."""
        hits = [(hit.end(), len(hit[0]), code) for found, code in self._by_text for hit in found.finditer(address)]
        if not hits:
            return ""
        countries = {code.partition("-")[0] for _, _, code in hits}
        last = max(hits)[2]
        if len(countries) == 1:
            parts = {code for _, _, code in hits if "-" in code}
            return parts.pop() if len(parts) == 1 else countries.pop()
        return last


def _matcher(region: Region) -> re.Pattern[str]:
    words = sorted((re.escape(word) for word in region.words), key=len, reverse=True)
    plain = [f"{_WORD_START}{word}{_WORD_END}" if word.isascii() else word for word in words]
    return re.compile("|".join((*plain, *region.patterns)) or r"(?!)", re.IGNORECASE)


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
    known = available_timezones()
    return (country if country.isalpha() else ""), tuple(zone for zone in zones if zone in known)
