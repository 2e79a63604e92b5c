"""Reads what campaigns say, and says what is wrong with such a file."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.campaigns.checks import findings_in
from agent_desktop.records.campaigns.schema import CampaignFile
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, own_or_shipped, read_checked
from agent_desktop.settings import Settings


class CampaignsFileError(CheckedFileError):
    """The file of campaigns is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.CAMPAIGNS_FILE_WRONG


def campaigns_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.records.campaigns_file, "campaigns/main.yaml")


def read_campaigns(path: Path, callbacks: CallbackBook | None = None) -> Reading[CampaignFile]:
    """Read and check a file."""
    reasons = None if callbacks is None else frozenset(each.code for each in callbacks.rules.reasons)
    check = partial(findings_in, reasons=reasons)
    return read_checked(path, CampaignFile, check, warnings=(), error=CampaignsFileError)


def load_campaigns(settings: Settings, callbacks: CallbackBook) -> CampaignFile:
    """Load it.

    Raises:
        CampaignsFileError: The first problem of the file, by line.
    """
    path = campaigns_file(settings)
    return content_of(path, read_campaigns(path, callbacks))
