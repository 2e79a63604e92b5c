"""Twilio's ids: two letters and 32 hexadecimal digits. Seeded, so that a run can be repeated."""

import random
import re

_FORM = re.compile(r"([A-Z]{2})[0-9a-f]{32}")


class Sids:
    """Makes ids."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def make(self, prefix: str) -> str:
        """Return a new id such as `CA…`."""
        return f"{prefix}{self._chance.getrandbits(128):032x}"


def is_sid(text: str, *prefixes: str) -> bool:
    """Say whether `text` is an id with one of the prefixes."""
    found = _FORM.fullmatch(text)
    return found is not None and found[1] in prefixes
