"""Translations that a process has compiled once are not compiled again.

Qt reads compiled words, which a checkout has none of: each switch to Chinese whose cache is a test's own folder would
start `lrelease` for the same ten thousand lines. Here the second compiling of the same text is the first one's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent_desktop.ui.translations import switch
from agent_desktop.ui.translations.files import compile_file


@contextmanager
def words_compiled_once() -> Iterator[None]:
    """Have each text of translations be compiled once for the length of the block. A wrong one is refused each time."""
    known: dict[bytes, bytes] = {}

    def compile_once(source: Path, target: Path) -> None:
        try:
            text = source.read_bytes()
        except OSError:
            compile_file(source, target)
            return
        if text in known:
            target.write_bytes(known[text])
            return
        compile_file(source, target)
        known[text] = target.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(switch, "compile_file", compile_once)
        yield
