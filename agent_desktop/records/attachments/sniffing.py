"""What a file is, by what is in it: neither its name nor its sender's word is believed. Pure.

Signatures: PDF ISO 32000-1, 7.5.2; PNG RFC 2083, 3.1; JPEG ISO 10918-1, B.1.1.3; WebP RFC 9649, 2.4; Office Open XML
ISO 29500-2, 9.1 (a ZIP with ``[Content_Types].xml``).
"""

import io
import unicodedata
import zipfile
from typing import Final

from agent_desktop.contract.attachments import NAME_LIMIT, FileType

_MACROS: Final = ("vbaproject.bin", "vbadata.xml")
_TYPES_PART: Final = "[Content_Types].xml"
_MACRO_WORDS: Final = (b"macroenabled", b"ms-office.vbaproject")
_OFFICE: Final = {"word/document.xml": FileType.WORD, "xl/workbook.xml": FileType.EXCEL}
_TYPES_LARGEST: Final = 1024 * 1024
_BLANK: Final = frozenset("\t\n\r\f")
_NAMELESS: Final = "file"


class HoldsMacrosError(Exception):
    """It is a document that would run something on the computer that opens it."""


def type_of(content: bytes) -> FileType | None:
    """Return what a file is; None where it is none of the kinds that are ever taken.

    Raises:
        HoldsMacrosError: It is an office document with macros.
    """
    if content.startswith(b"%PDF-"):
        return FileType.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileType.WEBP
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return FileType.TEXT if _is_text(content) else None


def clean_name(name: str) -> str:
    """Return a file's name without folders and without signs that hide what it is: controls, marks that turn the
    direction of writing."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    shown = shown.strip().strip(".").strip()
    return shown[:NAME_LIMIT] or _NAMELESS


def _office_type(content: bytes) -> FileType | None:
    """Read the list of a ZIP, and of its parts only the one that says what they are: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {each.filename: each for each in archive.infolist()}
            types = names.get(_TYPES_PART)
            if types is None or types.file_size > _TYPES_LARGEST:
                return None
            with archive.open(types) as part:
                said = part.read(_TYPES_LARGEST).lower()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    if any(name.lower().endswith(_MACROS) for name in names) or any(word in said for word in _MACRO_WORDS):
        raise HoldsMacrosError
    found = [kind for name, kind in _OFFICE.items() if name in names]
    return found[0] if len(found) == 1 else None


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text) and all(sign in _BLANK or unicodedata.category(sign) != "Cc" for sign in set(text))
