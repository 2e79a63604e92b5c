"""The library that authors of scripts work on. Each raises `ClientError`."""

from urllib.parse import urlencode

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
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

_PATH = f"{API_PREFIX}/script-library"


class ScriptLibraryApi:
    """For authors; supervisors read."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def library(self) -> ScriptLibraryList:
        """Return every script with its versions."""
        return self._http.send("GET", _PATH, TypeAdapter(ScriptLibraryList))

    def lines(self, words: str) -> ScriptLines:
        """Return where the texts of all scripts hold some words, of two characters or more."""
        return self._http.send("GET", f"{_PATH}/lines?{urlencode({'words': words})}", TypeAdapter(ScriptLines))

    def draft(self, script_id: str) -> ScriptDraft:
        """Return what is being worked on, or the newest version where nobody does."""
        return self._http.send("GET", f"{_PATH}/{script_id}/draft", TypeAdapter(ScriptDraft))

    def save_draft(self, script_id: str, command: SaveScriptDraft) -> ScriptDraft:
        """Raises STALE_VERSION, NOT_ALLOWED."""
        return self._http.send("PUT", f"{_PATH}/{script_id}/draft", TypeAdapter(ScriptDraft), body=command)

    def text(self, script_id: str, number: int) -> ScriptText:
        """Return the text of one version. Raises NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/{script_id}/versions/{number}/text", TypeAdapter(ScriptText))

    def script(self, script_id: str, version: str) -> Script:
        """Return a version that was published, with the steps of those that it runs. Raises SCRIPT_NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/scripts/{script_id}/versions/{version}", TypeAdapter(Script))

    def change(self, script_id: str, step: ScriptStep, command: ChangeScript) -> LibraryScript:
        """Ask for review, publish, reject, retire or discard. Raises what `ChangeScript` says."""
        return self._http.send("POST", f"{_PATH}/{script_id}/{step.value}", TypeAdapter(LibraryScript), body=command)

    def roll_back(self, script_id: str, command: RollBackScript) -> LibraryScript:
        """Publish an earlier text again. Raises what `RollBackScript` says."""
        return self._http.send("POST", f"{_PATH}/{script_id}/roll-back", TypeAdapter(LibraryScript), body=command)

    def figures(self, script_id: str, days: int) -> ScriptFigures:
        """Return how often each step was shown in the last `days`, and what became of it."""
        return self._http.send("GET", f"{_PATH}/{script_id}/figures?days={days}", TypeAdapter(ScriptFigures))
