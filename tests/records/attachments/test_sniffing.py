"""A file is what is in it, whatever it is called and whoever says so."""

import io
import zipfile

import pytest

from agent_desktop.contract.attachments import FileType
from agent_desktop.records.attachments.sniffing import HoldsMacrosError, clean_name, type_of


def office(*names: str, types: str = "<Types/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", FileType.PDF),
        (b"\x89PNG\r\n\x1a\n...", FileType.PNG),
        (b"\xff\xd8\xff\xe0..", FileType.JPEG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileType.WEBP),
        ("投诉\tyes\r\n".encode(), FileType.TEXT),
        (b"<html><script>alert(1)</script>", FileType.TEXT),  # given as text, it runs nothing
        (office("word/document.xml"), FileType.WORD),
        (office("xl/workbook.xml"), FileType.EXCEL),
        (office("word/document.xml", "xl/workbook.xml"), None),
        (office("other.xml"), None),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90\x00\x03", None),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"GIF89a\x01\x00\x01\x00", None),
        (b"text\x00with nothing", None),
        (b"\x1b[31mred", None),
        ("投诉".encode("gb18030"), None),
    ],
)
def test_what_a_file_is(content: bytes, kind: FileType | None) -> None:
    assert type_of(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        office("word/document.xml", "word/vbaProject.bin"),
        office("xl/workbook.xml", "XL/VBAPROJECT.BIN"),
        office(
            "xl/workbook.xml", types='<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
        ),
    ],
)
def test_a_document_with_macros_is_none_that_is_taken(content: bytes) -> None:
    with pytest.raises(HoldsMacrosError):
        type_of(content)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("身份证 正面.jpg", "身份证 正面.jpg"),
        ("C:\\Users\\me\\bill.pdf", "bill.pdf"),
        ("../../etc/passwd", "passwd"),
        ("inv\u202efdp.exe", "invfdp.exe"),
        ("a\nb\x00.txt", "ab.txt"),
        (" .. ", "file"),
        ("/", "file"),
    ],
)
def test_a_name_shows_what_it_is(name: str, shown: str) -> None:
    assert clean_name(name) == shown
