"""Ctrl+K: find a customer or run any command."""

from dataclasses import dataclass

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import SearchHit


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """One command as the window names it, in its present language. `other_words` are further words to find it by."""

    command_id: str
    title: str
    keys: str = ""
    icon: str = ""
    enabled: bool = True
    other_words: str = ""


@dataclass(frozen=True, slots=True)
class PaletteState:
    """Everything the palette draws: hits first, then commands; `selected` counts through both, -1 for none.

    With an empty query `recents` stand in place of hits. `nothing` after an answer without a hit or command.
    `offline`: customers cannot be looked up now, commands still run.
    """

    open: bool = False
    query: str = ""
    recents: tuple[SearchHit, ...] = ()
    hits: tuple[SearchHit, ...] = ()
    commands: tuple[PaletteCommand, ...] = ()
    selected: int = -1
    searching: bool = False
    nothing: bool = False
    offline: bool = False
    problem: Problem | None = None
