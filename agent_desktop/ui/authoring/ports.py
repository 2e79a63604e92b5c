"""What the window of script authors needs from outside: the server's library, and a place on this computer."""

import json
from typing import Protocol

from agent_desktop.contract.scripts import (
    ChangeScript,
    LibraryScript,
    RollBackScript,
    SaveScriptDraft,
    ScriptDraft,
    ScriptFigures,
    ScriptLibraryList,
    ScriptLines,
    ScriptStep,
    ScriptText,
)
from agent_desktop.service_scripts.schema import Script


class Server(Protocol):
    """The part of `client.script_library_api.ScriptLibraryApi` that is used here."""

    def library(self) -> ScriptLibraryList: ...

    def lines(self, words: str) -> ScriptLines: ...

    def draft(self, script_id: str) -> ScriptDraft: ...

    def save_draft(self, script_id: str, command: SaveScriptDraft) -> ScriptDraft: ...

    def text(self, script_id: str, number: int) -> ScriptText: ...

    def script(self, script_id: str, version: str) -> Script: ...

    def change(self, script_id: str, step: ScriptStep, command: ChangeScript) -> LibraryScript: ...

    def roll_back(self, script_id: str, command: RollBackScript) -> LibraryScript: ...

    def figures(self, script_id: str, days: int) -> ScriptFigures: ...


class Keep(Protocol):
    """Where a text is kept on this computer, by the id of its script; an empty one is none."""

    def read(self, name: str) -> str: ...

    def write(self, name: str, text: str) -> None: ...


class KeptTexts:
    """What was typed and the server does not have, with the revision of the draft that it was typed on."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    def read(self, script_id: str) -> tuple[str, int]:
        """Return text and revision; an empty text where nothing is kept."""
        try:
            kept = json.loads(self._keep.read(script_id) or "{}")
            return str(kept.get("text") or ""), int(kept.get("revision") or 0)
        except (ValueError, TypeError, AttributeError):
            return "", 0

    def write(self, script_id: str, text: str, revision: int) -> None:
        """Keep a text."""
        self._keep.write(script_id, json.dumps({"revision": revision, "text": text}, ensure_ascii=False))

    def forget(self, script_id: str) -> None:
        """Keep nothing of a script any more."""
        self._keep.write(script_id, "")

    def sent(self, script_id: str, text: str, revision: int) -> str:
        """The server has `text` as `revision`. Return what was typed since, which stays; empty for nothing."""
        kept, _ = self.read(script_id)
        if kept and kept != text:
            self.write(script_id, kept, revision)
            return kept
        self.forget(script_id)
        return ""
