"""What a cell of a live table is drawn from: worked out once for each change of a row, painted as often as Qt asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.formats import clock_text


@dataclass(frozen=True, slots=True)
class Timer:
    """Time since `since_at`, counted here by the server's clock. It turns caution and problem at the two moments."""

    since_at: datetime
    caution_at: datetime | None = None
    problem_at: datetime | None = None

    def text(self, now: datetime) -> str:
        """Return the time passed, as ``mm:ss`` or ``h:mm:ss``."""
        return clock_text(int((now - self.since_at).total_seconds()))

    def tone(self, now: datetime, plain: Token = Token.TEXT) -> Token:
        """Return how it is drawn at `now`."""
        if self.problem_at is not None and now >= self.problem_at:
            return Token.PROBLEM
        if self.caution_at is not None and now >= self.caution_at:
            return Token.CAUTION
        return plain


@dataclass(frozen=True, slots=True)
class Level:
    """A bar from 0 to 1 with a mark at its target."""

    share: float
    target: float | None
    tone: Token


@dataclass(frozen=True, slots=True)
class CellButton:
    """A small painted button in a cell: its icon, its words for the tooltip, and what it is to whoever hears of it."""

    name: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. With `timer` the text is counted, with `told` it is said anew for each moment; `said` is what a screen
    reader says instead of the text.

    `below` is a second line, in smaller letters. `second` stands more quietly after the text, or, in a cell at the
    right, is a column of its own behind it, `second_width` pixels wide at 100 %.
    """

    text: str = ""
    tone: Token = Token.TEXT
    role: Role = Role.BODY
    icon: str = ""
    icon_tone: Token | None = None
    at_right: bool = False
    second: str = ""
    below: str = ""
    second_width: int = 0
    chip: Kind | None = None
    level: Level | None = None
    timer: Timer | None = None
    told: Callable[[datetime], str] | None = None
    buttons: tuple[CellButton, ...] = ()
    said: str = ""

    def words(self, now: datetime) -> str:
        """Return what stands in the cell, in words."""
        return " ".join(filter(None, (self.first(now), self.second, self.below)))

    def first(self, now: datetime) -> str:
        """Return the text at `now`."""
        if self.timer is not None:
            return self.timer.text(now)
        return self.told(now) if self.told is not None else self.text


Cells = Sequence[Cell]
