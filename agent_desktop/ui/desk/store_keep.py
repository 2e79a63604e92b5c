"""Keeps a text among what this computer remembers of a person."""

from uuid import UUID

from PySide6.QtCore import QSettings


class StoreKeep:
    """Keeps a draft or a choice under one key. No customer is in it."""

    def __init__(self, store: QSettings, key: str) -> None:
        self._store = store
        self._key = key

    def read(self) -> str:
        """Return what is kept, empty for nothing."""
        return str(self._store.value(self._key) or "")

    def write(self, text: str) -> None:
        """Keep `text` instead; an empty one is forgotten."""
        if text:
            self._store.setValue(self._key, text)
        else:
            self._store.remove(self._key)


class ScriptKeep:
    """Keeps the texts of scripts that the server does not have yet. No customer is in them."""

    def __init__(self, store: QSettings, user_id: UUID) -> None:
        self._store = store
        self._place = f"scripts/{user_id}"

    def read(self, name: str) -> str:
        """Return what is kept of a script, empty for nothing."""
        return StoreKeep(self._store, f"{self._place}/{name}").read()

    def write(self, name: str, text: str) -> None:
        """Keep `text` instead; an empty one is forgotten."""
        StoreKeep(self._store, f"{self._place}/{name}").write(text)
