"""What every message between desktop and server has in common."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

API_PREFIX: Final = "/v1"

Language = Literal["en", "zh"]

LocalText = dict[str, str]
"""One text in several languages, by language code: ``{"en": "Cards", "zh": "卡"}``."""


class Answer(BaseModel):
    """Something the server says. Fields a newer server adds are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Request(BaseModel):
    """Something a desktop asks. A field nobody knows is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def text_in(text: LocalText, language: str) -> str:
    """Return `text` in `language`, in English where it has none, or empty where it has neither."""
    return text.get(language) or text.get("en", "")
