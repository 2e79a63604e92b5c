"""What stands in a small form that was not sent yet, as the journal of this computer keeps it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

_FORMS: Final = UUID("6f1d2b57-9c5b-4d0e-8a4e-52e1c4f0a917")


class TypedWords(BaseModel):
    """`place` says which form of which thing it is; `values` are those fields that differ from what the form began
    with, by their codes."""

    model_config = ConfigDict(frozen=True)

    place: str
    values: dict[str, str | bool] = Field(default_factory=dict)
    changed_at: datetime

    @property
    def typed_id(self) -> UUID:
        """What the journal finds it by."""
        return typed_id(self.place)


class TypedStore(Protocol):
    """Where what is typed is kept until it is sent (`client.typed_keeper.TypedKeeper`). A place says which form of
    which thing it is."""

    def find(self, place: str) -> Mapping[str, str | bool]: ...

    def keep(self, place: str, values: Mapping[str, str | bool]) -> None: ...

    def drop(self, place: str) -> None: ...


def typed_id(place: str) -> UUID:
    """Return the id of a place: the same for the same one, on every start."""
    return uuid5(_FORMS, place)
