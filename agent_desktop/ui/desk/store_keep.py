"""Keeps a text among what this computer remembers of a person."""

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
