"""The settings of what is on paper, or nearly: files added to records, letters, exports, reports and surveys."""

from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictBool, StrictInt, field_validator

from agent_desktop.settings_types import Part, UrlOrEmpty, refuse

_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
TakenType = Literal["pdf", "png", "jpeg", "webp", "text", "word", "excel"]


class AttachmentSettings(Part):
    """An empty `folder` is in the user's data folder. A record has at most `most` files of `largest_mb` each."""

    folder: str
    largest_mb: Annotated[StrictInt, Field(ge=1, le=50)]
    most: Annotated[StrictInt, Field(ge=1, le=200)]
    types: tuple[TakenType, ...] = Field(min_length=1)


class LetterSettings(Part):
    """`folder` has templates and their words, `fonts_folder` fonts beside those of the system; empty: the program's."""

    folder: str
    fonts_folder: str


class ExportSettings(Part):
    """So many exports are made at once, each of at most so many rows."""

    at_once: Annotated[StrictInt, Field(ge=1, le=8)]
    most_rows: Annotated[StrictInt, Field(ge=100, le=1_048_575)]


class ReportSettings(Part):
    """Schedules may put reports into `folders`, absolute paths by name. `calendar` says when the bank is open."""

    calendar: str = Field(min_length=1)
    folders: dict[str, str]

    @field_validator("folders")
    @classmethod
    def _absolute(cls, folders: dict[str, str]) -> dict[str, str]:
        for name, folder in folders.items():
            if not name.strip() or not Path(folder).is_absolute():
                raise refuse("/…", name)
        return folders


def _sealed(url: str) -> str:
    """See that customers reach it as it stands, and sealed: its paths are secrets."""
    parts = urlsplit(url)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise refuse("https://…")
    if url and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise refuse("https://…")
    return url.rstrip("/")


class SurveySettings(Part):
    """`file` has the questions; empty: the program's. `by_keypad`: callers are asked by the keys of their telephone
    after a call, as `keypad_file` says. `public_url` is where customers reach the page of surveys by e-mail
    and SMS; empty: they do not, nobody is asked by e-mail, and an SMS has no link."""

    file: str
    public_url: Annotated[UrlOrEmpty, AfterValidator(_sealed)] = ""
    by_keypad: StrictBool = False
    keypad_file: str = ""


class QualitySettings(Part):
    """`file` has the scorecards; empty: the program's."""

    file: str
