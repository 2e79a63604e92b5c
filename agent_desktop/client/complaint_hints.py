"""Whether what an agent wrote down sounds like a complaint, by a short list of words in both languages. Pure."""

import re
from collections.abc import Iterable
from typing import Final

_NOT_EN: Final = re.compile(
    r"\b(no|not|never|without|withdrew|withdrawn)\s+((want|wish|mean|going|intend)\w*\s+)?(a\s+|any\s+|the\s+|to\s+)?$"
)
_NOT_ZH: Final = re.compile(r"(没有|没|无|不是|并非|未|不再|撤销|不)(要|想|有)?$")


def sounds_like_a_complaint(text: str, words: Iterable[str]) -> str:
    """Return the first of `words` that is in `text`, empty where none is; one that is denied (*no complaint*, 没有投诉)
    does not count. English words count whole."""
    said = text.casefold()
    for word in words:
        wanted = word.casefold()
        pattern = rf"\b{re.escape(wanted)}\b" if wanted.isascii() else re.escape(wanted)
        for found in re.finditer(pattern, said):
            before = said[: found.start()]
            denied = _NOT_EN.search(before) if wanted.isascii() else _NOT_ZH.search(before)
            if denied is None:
                return word
    return ""
