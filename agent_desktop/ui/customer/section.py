"""A part of the customer column."""

from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout

COLUMN_PAD: Final = 14
"""What stands free at both sides of the column, in pixels."""


class Section(QFrame):
    """A part of the column with a hairline under it."""

    def __init__(self, *, top: int = 12, bottom: int = 12, spacing: int = 6) -> None:
        super().__init__()
        self.setProperty("panel", "section")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(COLUMN_PAD, top, COLUMN_PAD, bottom)
        self.column.setSpacing(spacing)
