"""Makes the PDF of a composed letter, by Typst. Typst and its fonts are loaded when the first letter is written.

The template reads its data from one input, as JSON. It sees no file but those of its own folder, and no package.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import structlog

from agent_desktop.contract.letters import LetterRefusal
from agent_desktop.records.letters.composing import ComposedLetter
from agent_desktop.records.letters.errors import LetterRefusedError, LettersNotSetUpError
from agent_desktop.records.letters.schema import Look

if TYPE_CHECKING:
    import typst

MOST_PAGES: Final = 8
_ARCHIVAL: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2): every font is in the file, and it reads the same in years."""

_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    pdf: bytes
    pages: int


class LetterWriter:
    """Writes letters by the templates in `folder`; fonts are those of the system, Typst's own, and `fonts_folder`'s.
    May be used by several threads."""

    def __init__(self, folder: Path, look: Look, fonts_folder: Path | None = None) -> None:
        self._folder = folder
        self._look = look
        self._fonts_folder = fonts_folder
        self._lock = Lock()
        self._loaded: tuple[typst.Fonts, frozenset[str]] | None = None

    def write(self, letter: ComposedLetter, on: date) -> WrittenLetter:
        """Return the PDF. The same letter of the same day is the same file, byte by byte.

        Raises:
            LettersNotSetUpError: There is no Typst, no font for it, or the template is wrong.
            LetterRefusedError: It has too many pages.
        """
        fonts, families = self._fonts()
        latin = [name for name in self._look.latin_fonts if name in families]
        chinese = [name for name in self._look.chinese_fonts if name in families]
        if not latin or (letter.has_chinese and not chinese):
            wanted = self._look.latin_fonts if not latin else self._look.chinese_fonts
            raise LettersNotSetUpError(problem="font_missing", fonts=list(wanted))
        data = with_fonts(letter.data, latin, chinese)
        pdf, pages = self._compile(fonts, data, on)
        if pages > MOST_PAGES:
            raise LetterRefusedError(problem=LetterRefusal.TOO_LONG.value, pages=pages)
        return WrittenLetter(pdf, pages)

    def _compile(self, fonts: "typst.Fonts", data: Mapping[str, Any], on: date) -> tuple[bytes, int]:
        import typst

        with tempfile.TemporaryDirectory(prefix="agent-desktop-letters-") as nothing:
            compiler = typst.Compiler(
                str(self._folder / self._look.template),
                root=str(self._folder),
                font_paths=fonts,
                sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
                package_path=nothing,
                package_cache_path=nothing,
            )
            try:
                made = compiler.compile(
                    format="pdf",
                    pdf_standards=[_ARCHIVAL],
                    timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
                )
                pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
            except (typst.TypstError, ValueError) as error:
                _log.error("letter.template_wrong", error=type(error).__name__)
                raise LettersNotSetUpError(problem="template_wrong") from error
        if not isinstance(made, bytes):
            raise LettersNotSetUpError(problem="template_wrong")
        return made, pages

    def _fonts(self) -> tuple["typst.Fonts", frozenset[str]]:
        with self._lock:
            if self._loaded is None:
                try:
                    import typst
                except ImportError:
                    raise LettersNotSetUpError(problem="typst_missing") from None
                fonts = typst.Fonts(font_paths=[] if self._fonts_folder is None else [self._fonts_folder])
                self._loaded = fonts, frozenset(fonts.families())
            return self._loaded


def with_fonts(data: Mapping[str, Any], latin: Sequence[str], chinese: Sequence[str]) -> dict[str, Any]:
    """Return a letter's data with the names of the fonts that are there."""
    return {**data, "look": {**data["look"], "latin": list(latin), "chinese": list(chinese)}}
