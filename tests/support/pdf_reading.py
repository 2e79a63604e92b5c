"""Reads a PDF as a reader's program does: its words by Qt's own, its fonts from the file itself."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtPdf import QPdfDocument


def words_of(pdf: bytes, folder: Path) -> str:
    """Return the text of all pages, white space as one blank each."""
    place = folder / "read.pdf"
    place.write_bytes(pdf)
    document = QPdfDocument()
    assert document.load(str(place)) is QPdfDocument.Error.None_
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return " ".join(" ".join(pages).split())


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Return the fonts that a PDF uses, and of each whether it is in the file."""
    fonts: dict[str, bool] = {}
    for text in _objects(pdf):
        for found in re.finditer(rb"/Type\s*/FontDescriptor.*?(?=endobj|/Type\s*/FontDescriptor|$)", text, re.DOTALL):
            name = re.search(rb"/FontName\s*/([^\s/<>\[\]()]+)", found.group())
            assert name is not None
            fonts[name.group(1).decode()] = re.search(rb"/FontFile[23]?\s", found.group()) is not None
    return fonts


def _objects(pdf: bytes) -> Iterator[bytes]:
    yield re.sub(rb"stream\r?\n.*?endstream", b"", pdf, flags=re.DOTALL)
    for found in re.finditer(rb"/Type\s*/ObjStm.*?stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        yield zlib.decompressobj().decompress(found.group(1))
