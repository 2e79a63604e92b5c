"""Sets data as PDF by Typst, by a template of the program. Typst and its fonts are loaded when they are first needed.

The template reads its data from one input, as JSON, and sets it as text only. It sees no file but those of its own
folder, and no package. Every font that is used is in the file (PDF/A-2b).
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import structlog

from agent_desktop.records.letters.errors import LettersNotSetUpError

if TYPE_CHECKING:
    import typst

_ARCHIVAL: Final = "a-2b"

_log = structlog.stdlib.get_logger(__name__)


class Typesetter:
    """Templates lie in `folder`; fonts are those of each list that this machine, Typst, or `fonts_folder` has. May
    be used by several threads."""

    def __init__(
        self, folder: Path, latin: Sequence[str], chinese: Sequence[str], fonts_folder: Path | None = None
    ) -> None:
        self._folder, self._fonts_folder = folder, fonts_folder
        self._latin, self._chinese = tuple(latin), tuple(chinese)
        self._lock = Lock()
        self._loaded: tuple[typst.Fonts, frozenset[str]] | None = None

    def pdf(self, template: str, data: Mapping[str, Any], on: date) -> bytes:
        """Return the PDF. The same data of the same day are the same file, byte by byte.

        Raises:
            LettersNotSetUpError: There is no Typst, or no font for it, or the template is wrong.
        """
        fonts, families = self._fonts()
        latin = [name for name in self._latin if name in families]
        chinese = [name for name in self._chinese if name in families]
        if not latin or not chinese:
            wanted = self._latin if not latin else self._chinese
            raise LettersNotSetUpError(problem="font_missing", fonts=list(wanted))
        import typst

        with tempfile.TemporaryDirectory(prefix="agent-desktop-typst-") as nothing:
            compiler = typst.Compiler(
                str(self._folder / template),
                root=str(self._folder),
                font_paths=fonts,
                sys_inputs={"data": json.dumps({**data, "latin": latin, "chinese": chinese}, ensure_ascii=False)},
                package_path=nothing,
                package_cache_path=nothing,
            )
            try:
                made = compiler.compile(
                    format="pdf", pdf_standards=[_ARCHIVAL], timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC)
                )
            except (typst.TypstError, ValueError) as error:
                _log.error("typesetting.template_wrong", error=type(error).__name__)
                raise LettersNotSetUpError(problem="template_wrong") from error
        if not isinstance(made, bytes):
            raise LettersNotSetUpError(problem="template_wrong")
        return made

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
