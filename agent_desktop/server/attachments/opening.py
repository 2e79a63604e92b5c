"""Where files that belong to records are kept, and what takes away those that were removed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import structlog

from agent_desktop.contract.attachments import FileType
from agent_desktop.records.attachments.errors import attachment_damaged
from agent_desktop.records.attachments.service import CLEANED_AT_ONCE, AttachmentLimits, AttachmentStore, clean
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.records.sealed_files.sealing import MasterKeys
from agent_desktop.server.middleware import Bodies
from agent_desktop.server.sealed_folder import unversioned
from agent_desktop.server.secrets import SecretName, Secrets
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings, attachments_folder
from agent_desktop.settings_papers import TakenType

CLEAN_SECONDS: Final = 600.0
_MEGABYTE: Final = 1024 * 1024

_TYPES: Final[Mapping[TakenType, FileType]] = MappingProxyType(
    {
        "pdf": FileType.PDF,
        "png": FileType.PNG,
        "jpeg": FileType.JPEG,
        "webp": FileType.WEBP,
        "text": FileType.TEXT,
        "word": FileType.WORD,
        "excel": FileType.EXCEL,
    }
)

_log = structlog.stdlib.get_logger(__name__)


def open_attachments(settings: Settings, secrets: Secrets) -> AttachmentStore:
    """Return where files are kept: nowhere without a key that seals them, the one of recordings.

    Raises:
        MasterKeyWrongError: What is set as master key is none.
        SettingsError: The folder lies among the files of a program.
    """
    wanted = settings.attachments
    limits = AttachmentLimits(
        types=tuple(_TYPES[each] for each in wanted.types),
        largest_bytes=wanted.largest_mb * _MEGABYTE,
        most=wanted.most,
    )
    secret = secrets.get(SecretName.RECORDINGS)
    if not secret:
        _log.warning("attachments.no_key")
        return AttachmentStore(limits, None)
    folder = unversioned(attachments_folder(settings), "attachments.folder")
    return AttachmentStore(limits, SealedFiles(folder, MasterKeys(secret), attachment_damaged))


def bodies_of(settings: Settings) -> Bodies:
    """Return how large the body of a request may be."""
    return Bodies(content_limit=settings.attachments.largest_mb * _MEGABYTE)


def attachment_worker(units: UnitsOfWork, store: AttachmentStore) -> Repeated:
    """Return the thread that takes away what was removed, and what never came."""

    def run() -> None:
        while True:
            with units.begin() as work:
                gone = clean(work.session, store, at=work.now())
            if gone:
                _log.info("attachments.removed", count=len(gone))
            if len(gone) < CLEANED_AT_ONCE:
                return

    return Repeated("attachments", run, every_seconds=CLEAN_SECONDS)
