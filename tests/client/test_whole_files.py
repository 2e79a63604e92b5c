"""A file that comes from the server is there whole or not at all, and one that goes there is what was announced."""

import hashlib
from pathlib import Path
from uuid import UUID

import pytest

from agent_desktop.client.api import Api
from agent_desktop.client.attachments_api import _short
from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import Http
from agent_desktop.client.whole_file import whole_file
from agent_desktop.contract.attachments import NAME_LIMIT
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportedList, ExportFile, ExportFormat, ExportLine, StartExport
from tests.client.loopback import Reply, loopback
from tests.client.test_recordings_api import Tokens

CONTENT = b"number,state\r\nCMP-1,open\r\n" * 4000
WISH = StartExport(export_id=UUID(int=1), list=ExportedList.COMPLAINTS, format=ExportFormat.CSV)


def stream(content: bytes = CONTENT, **changed: object) -> bytes:
    described = {
        "name": "complaints.csv", "size": len(CONTENT), "checksum": hashlib.sha256(CONTENT).hexdigest(), "rows": 4000,
    } | changed  # fmt: skip
    lines = (ExportLine(total=4000), ExportLine(rows=4000, total=4000, file=ExportFile.model_validate(described)))
    return b"".join(line.model_dump_json().encode() + b"\n" for line in lines) + content


def test_a_list_is_written_as_it_came_after_a_token_that_ran_out(tmp_path: Path) -> None:
    place, told, tokens = tmp_path / "list.csv", [], Tokens()
    with loopback() as server:
        server.replies = [Reply(401, {"code": "signed_out", "details": {}}), Reply(raw=stream())]
        http = Http(server.origin, "0.1.0")
        Api(http, tokens).exports.export(WISH, place, lambda line: told.append(line.rows), lambda: False)
        http.close()

    assert place.read_bytes() == CONTENT
    assert told == [0, 4000]
    assert tokens.renewed == 1


@pytest.mark.parametrize(
    "raw",
    [
        stream(CONTENT[:-1]),
        stream(CONTENT + b"x"),
        stream(checksum="0" * 64),
        b"not a line\n",
        b"x" * 70_000,
        b'{"rows": 1}\n',
    ],
)
def test_what_is_not_what_was_described_leaves_nothing_behind(tmp_path: Path, raw: bytes) -> None:
    place = tmp_path / "list.csv"
    place.write_text("the one before")
    with loopback() as server:
        server.replies = [Reply(raw=raw)]
        http = Http(server.origin, "0.1.0")
        with pytest.raises(ClientError) as refused:
            Api(http, Tokens()).exports.export(WISH, place, lambda _: None, lambda: False)
        http.close()

    assert refused.value.code is ErrorCode.SERVER_NOT_UNDERSTOOD
    assert place.read_text() == "the one before"
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


def test_a_file_that_cannot_be_written_is_said_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ClientError) as refused, whole_file(tmp_path / "none" / "a.csv"):
        pass
    assert (refused.value.code, refused.value.details) == (
        ErrorCode.FILE_NOT_WRITABLE,
        {"file": str(tmp_path / "none" / "a.csv")},
    )
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "a.csv") as file:
        file.write(b"half" * (1 // 0))
    assert list(tmp_path.iterdir()) == []
    assert _short("x" * 200 + ".pdf").endswith("….pdf")
    assert len(_short("x" * 200 + ".pdf")) == NAME_LIMIT
