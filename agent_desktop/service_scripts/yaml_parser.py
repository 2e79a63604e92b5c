"""Reads YAML without libyaml as libyaml reads it, so that a file is the same on each platform.

PyYAML's own scanner refuses what YAML 1.2 and libyaml allow: a question mark in an unquoted text between braces
(``{en: What is it?, zh: …}``), and a tab after a key's colon or at a line's end.
"""

from typing import Any, Final

import yaml
from yaml.scanner import ScannerError

_BREAKS: Final = "\r\n\x85\u2028\u2029"
_ENDS: Final = "\0" + _BREAKS
_BLANK: Final = " \t" + _ENDS
_IN_BRACKETS: Final = ",[]{}"


class PlainLoader(yaml.SafeLoader):
    """PyYAML's safe loader with libyaml's rules for unquoted texts and for tabs."""

    def scan_to_next_token(self) -> None:
        """Go over blanks, comments and line breaks; over tabs too where no indentation is counted."""
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _ENDS:
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> yaml.ScalarToken:
        """Read a text without quotes."""
        start = end = self.get_mark()
        indent = self.indent + 1
        text, between = "", ""
        while self.peek() != "#" and not self._is_document_mark():
            length = 0
            while not self._ends_plain(length, start):
                length += 1
            if not length:
                break
            self.allow_simple_key = False
            text += between + self.prefix(length)
            self.forward(length)
            end = self.get_mark()
            between = self._between(indent, start)
            if not between or (not self.flow_level and self.column < indent):
                break
        return yaml.ScalarToken(text, True, start, end)

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Read what stands after ``|`` or ``>``: how line breaks at the end are kept, and the indentation."""
        chomping: bool | None = None
        increment: int | None = None
        for _ in range(2):
            sign = self.peek()
            if chomping is None and sign in "+-":
                chomping = sign == "+"
            elif increment is None and sign in "123456789":
                increment = int(sign)
            else:
                break
            self.forward()
        if self.peek() not in _BLANK + "#":
            raise ScannerError("while scanning a block scalar", start_mark, "expected a line break", self.get_mark())
        return chomping, increment

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Go to the line after the one that begins a text over several lines."""
        while self.peek() in (" ", "\t"):
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def _ends_plain(self, length: int, start: yaml.Mark) -> bool:
        sign = self.peek(length)
        if sign != ":":
            return sign in _BLANK or bool(self.flow_level and sign in _IN_BRACKETS)
        after = self.peek(length + 1)
        if self.flow_level and after in "?" + _IN_BRACKETS:
            self.forward(length)
            raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
        return after in _BLANK

    def _between(self, indent: int, start: yaml.Mark) -> str:
        """Return what the blanks and line breaks here are in a text that goes on after them."""
        blanks, first, others = "", "", ""
        while self.peek() in (" ", "\t", *_BREAKS):
            if self.peek() in _BREAKS:
                line_break = self._line_break()
                if first:
                    others += line_break
                else:
                    first, self.allow_simple_key = line_break, True
                if self._is_document_mark():
                    return ""
                continue
            if first and self.peek() == "\t" and self.column < indent:
                raise ScannerError("while scanning a plain scalar", start, "found a tab", self.get_mark())
            if not first:
                blanks += self.peek()
            self.forward()
        if not first:
            return blanks
        return others or " " if first == "\n" else first + others

    def _line_break(self) -> str:
        return str(self.scan_line_break())  # type: ignore[no-untyped-call]

    def _is_document_mark(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _BLANK
