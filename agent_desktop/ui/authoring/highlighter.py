"""Colours a script's text: keys, texts, variables, comments, and the words that something is wrong with."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from agent_desktop.client.script_text import TextProblem
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

_KEY: Final = re.compile(r"(?:^|[\s{,-])([A-Za-z_][\w.-]*)(?=:(?:\s|$))")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_PLAIN: Final = re.compile(r"(?<=: )[^\s{}\[\]\"'#&>|][^{},\[\]]*")
_COMMENT: Final = re.compile(r"(?:^|\s)#.*$")
_VARIABLE: Final = re.compile(r"\{\{[^{}]*\}\}")
_BLOCK: Final = re.compile(r"[>|][+-]?\s*$")
_NO_BLOCK: Final = -1


class ScriptHighlighter(QSyntaxHighlighter):
    """A block's state is the indent of the text over several lines that it is in, or none."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._problems: dict[int, tuple[TextProblem, ...]] = {}
        self._formats: dict[str, QTextCharFormat] = {}
        self._dress()
        theme.changed.connect(self._restyle)

    def show_problems(self, problems: Sequence[TextProblem]) -> None:
        """Underline these; only the lines that change are coloured again."""
        by_line: dict[int, list[TextProblem]] = {}
        for problem in problems:
            by_line.setdefault(problem.line, []).append(problem)
        found = {line: tuple(listed) for line, listed in by_line.items()}
        changed = [line for line in found.keys() | self._problems.keys() if found.get(line) != self._problems.get(line)]
        self._problems = found
        for line in changed:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                self.rehighlightBlock(block)

    @guarded(nothing)
    def highlightBlock(self, text: str) -> None:
        indent = len(text) - len(text.lstrip())
        block = self.previousBlockState()
        in_block = block != _NO_BLOCK and (not text.strip() or indent > block)
        if in_block:
            self.setFormat(0, len(text), self._formats["text"])
            self.setCurrentBlockState(block)
        else:
            self._paint_line(text)
            starts = _BLOCK.search(text) is not None and ":" in text
            self.setCurrentBlockState(indent + 2 * text.lstrip().startswith("- ") if starts else _NO_BLOCK)
        for found in _VARIABLE.finditer(text):
            self.setFormat(found.start(), len(found[0]), self._formats["variable"])
        for problem in self._problems.get(self.currentBlock().blockNumber() + 1, ()):
            self._underline(problem)

    def _paint_line(self, text: str) -> None:
        for found in _PLAIN.finditer(text):
            self.setFormat(found.start(), len(found[0]), self._formats["value"])
        for found in _KEY.finditer(text):
            self.setFormat(found.start(1), len(found[1]) + 1, self._formats["key"])
        for found in _QUOTED.finditer(text):
            self.setFormat(found.start(), len(found[0]), self._formats["text"])
        for found in _COMMENT.finditer(text):
            self.setFormat(found.start(), len(found[0]), self._formats["comment"])

    def _underline(self, problem: TextProblem) -> None:
        token = Token.CAUTION if problem.is_warning else Token.PROBLEM
        for at in range(problem.column - 1, problem.column - 1 + problem.length):
            form = QTextCharFormat(self.format(at))
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(self._theme.colour(token))
            if not problem.is_warning:
                form.setForeground(self._theme.colour(token))
            self.setFormat(at, 1, form)

    def _restyle(self) -> None:
        self._dress()
        self.rehighlight()

    def _dress(self) -> None:
        for name, token in (
            ("key", Token.ACCENT),
            ("text", Token.GOOD),
            ("value", Token.TEXT),
            ("comment", Token.TEXT_3),
            ("variable", Token.AWAY),
        ):
            form = QTextCharFormat()
            form.setForeground(self._theme.colour(token))
            self._formats[name] = form
        self._formats["variable"].setBackground(self._theme.colour(Token.AWAY_SOFT))
        self._formats["key"].setFontWeight(QFont.Weight.Medium)
