"""Files and letters of a complaint, from the desktop to the disk and back."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from pydantic import JsonValue

from agent_desktop.client.api import Api
from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import Http
from agent_desktop.contract.attachments import (
    AttachmentOrigin,
    AttachmentState,
    FileRefusal,
    FileType,
    RecordKind,
    RemoveFile,
)
from agent_desktop.contract.base import Language
from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportedList, ExportFormat, StartExport
from agent_desktop.contract.letters import LetterRefusal, LetterWay, PreviewLetter, SendLetter
from tests.server.complaints.office import Office
from tests.server.floor import Desk
from tests.server.paper_desk import OneToken
from tests.support.pdf_reading import words_of

PDF = b"%PDF-1.7\n" + b"0" * 200_000


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


class Desktops:
    """What the desktops of the office speak through."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened

    def __call__(self, desk: Desk) -> Api:
        http = Http(desk.origin, "0.1.0")
        self._opened.callback(http.close)
        return Api(http, OneToken(desk.session.access_token))


@pytest.fixture
def api(opened: ExitStack) -> Desktops:
    return Desktops(opened)


def refused(deed: "object", *arguments: object) -> ClientError:
    with pytest.raises(ClientError) as error:
        deed(*arguments)  # type: ignore[operator]
    return error.value


def sealed(folder: Path) -> list[Path]:
    return [each for each in (folder / "sealed").rglob("*") if each.is_file()]


def audited(office: Office, what: str) -> int:
    with office.floor.engine.connect() as connection:
        asked = sa.text("SELECT count(*) FROM audit_entries WHERE what = :what")
        return int(connection.execute(asked, {"what": what}).scalar_one())


def test_a_file_is_added_kept_sealed_looked_at_and_removed(office: Office, api: Desktops, tmp_path: Path) -> None:
    case = office.record(office.may)
    may, han, sue = api(office.may).attachments, api(office.han).attachments, api(office.sue).attachments
    place, file_id = tmp_path / "bill.pdf", uuid4()
    place.write_bytes(PDF)
    told: list[tuple[int, int]] = []

    kept = may.add(RecordKind.COMPLAINT, case.complaint_id, file_id, place, lambda *sent: told.append(sent))

    assert (kept.state, kept.media_type, kept.name) == (AttachmentState.KEPT, FileType.PDF, "bill.pdf")
    assert told[-1] == (len(PDF), len(PDF))
    assert may.add(RecordKind.COMPLAINT, case.complaint_id, file_id, place) == kept  # an answer that was lost
    (on_disk,) = sealed(tmp_path)
    assert PDF[:64] not in on_disk.read_bytes()
    listed = han.attachments(RecordKind.COMPLAINT, case.complaint_id)
    assert [each.checksum for each in listed.attachments] == [kept.checksum]
    assert (listed.may_add, listed.is_set_up, listed.largest_bytes) == (True, True, 2 * 1024 * 1024)
    copy = tmp_path / "copy.pdf"
    han.save(listed.attachments[0], copy)
    assert copy.read_bytes() == PDF
    assert audited(office, "attachment.opened") == 1
    history = office.history(office.han, case.complaint_id).entries
    assert [each.kind for each in history].count(EventKind.ATTACHMENT) == 1

    _refusals(office, api, case.complaint_id, tmp_path)
    why = RemoveFile(command_id=uuid4(), why="Another customer's bill")
    assert refused(han.remove, file_id, why).code is ErrorCode.NOT_ALLOWED  # only seen, not added, by Han
    gone = sue.remove(file_id, why)
    assert sue.remove(file_id, why) == gone
    assert (gone.state, gone.removed_why, gone.may_remove) == (
        AttachmentState.REMOVED,
        "Another customer's bill",
        False,
    )
    assert refused(han.content, kept).code is ErrorCode.ATTACHMENT_NOT_FOUND


def _refusals(office: Office, api: Desktops, complaint_id: UUID, folder: Path) -> None:
    may = api(office.may).attachments
    tried = folder / "tried"
    for content, problem in (
        (b"", FileRefusal.EMPTY),
        (b"MZ\x90\x00" * 10, FileRefusal.TYPE_UNKNOWN),
        (b"%PDF-" + b"0" * (2 * 1024 * 1024), FileRefusal.TOO_LARGE),
    ):
        tried.write_bytes(content)
        error = refused(may.add, RecordKind.COMPLAINT, complaint_id, uuid4(), tried)
        assert (error.code, error.details["problem"]) == (ErrorCode.ATTACHMENT_REFUSED, problem.value)
    unknown = refused(may.add, RecordKind.COMPLAINT, uuid4(), uuid4(), _file(folder, b"%PDF-1"))
    assert unknown.code is ErrorCode.COMPLAINT_NOT_FOUND
    assert refused(may.add, RecordKind.CALL, uuid4(), uuid4(), _file(folder, b"%PDF-1")).code is ErrorCode.NOT_ALLOWED
    assert refused(may.add, RecordKind.COMPLAINT, complaint_id, uuid4(), folder / "none").code is (
        ErrorCode.FILE_NOT_READABLE
    )
    assert len(sealed(folder)) == 1
    # What was announced and comes otherwise: cut off, changed, or from somebody else.
    other, path = uuid4(), f"/v1/attachments/{uuid4()}/content"
    body = {
        "attachment_id": str(other), "record_kind": "complaint", "record_id": str(complaint_id),
        "name": "a.pdf", "size": 6, "checksum": "0" * 64,
    }  # fmt: skip
    assert office.may.http.post("/v1/attachments", json=body).status_code == 200
    answer = office.may.http.put(f"/v1/attachments/{other}/content", content=b"%PDF-1")
    assert answer.json()["details"]["problem"] == FileRefusal.NOT_AS_ANNOUNCED.value
    assert office.han.http.put(f"/v1/attachments/{other}/content", content=b"%PDF-1").status_code == 404
    assert office.may.http.put(path, content=b"x").status_code == 404
    assert office.may.http.put(path, content=b"0" * (2 * 1024 * 1024 + 1)).status_code == 422


def _file(folder: Path, content: bytes) -> Path:
    place = folder / "some.pdf"
    place.write_bytes(content)
    return place


def test_a_letter_is_seen_before_it_goes_kept_as_it_went_and_told_to_clocks_and_history(
    office: Office, api: Desktops, tmp_path: Path
) -> None:
    with office.floor.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE customers SET address = 'Flat 9, 88 Caine Road, Mid-Levels', languages = '[\"zh\"]'")
        )
    case = office.record(office.may)
    han = api(office.han)
    desk = han.letters.letters(case.complaint_id)
    assert (desk.language, desk.is_set_up, desk.sent) == ("zh", True, ())
    assert desk.ways[LetterWay.POST] == "••••, Mid-Levels"
    first = next(each for each in desk.templates if each.code == "acknowledgement")
    assert first.fits_now
    assert first.words[0].suggested.startswith("She was charged")
    assert api(office.may).letters.letters(case.complaint_id).templates == ()  # agents write none
    asked = PreviewLetter(template="acknowledgement", language="zh", words={"understood": '=1+1 #panic("x")'})
    assert refused(api(office.may).letters.preview, case.complaint_id, asked).code is ErrorCode.NOT_ALLOWED

    preview = han.letters.preview(case.complaint_id, asked)
    said = words_of(preview.pdf, tmp_path)
    assert "88 Caine Road" in said
    assert '#panic("x")' in said
    assert preview.missing == ()
    command = SendLetter(**asked.model_dump(), letter_id=uuid4(), way=LetterWay.POST, seen_digest=preview.digest)
    for changed, problem in (
        ({"seen_digest": "0" * 64}, LetterRefusal.TEXT_CHANGED),
        ({"way": LetterWay.EMAIL}, LetterRefusal.WAY_NOT_SET_UP),
        ({"template": "holding", "words": {}}, LetterRefusal.WORD_MISSING),
    ):
        error = refused(han.letters.send, case.complaint_id, command.model_copy(update=changed))
        assert error.details["problem"] == problem.value
    unknown = command.model_copy(update={"template": "summary_resolution", "words": {"resolved_how": "x"}})
    assert refused(han.letters.send, case.complaint_id, unknown).code in (
        ErrorCode.TEMPLATE_UNKNOWN,
        ErrorCode.LETTER_REFUSED,
    )
    assert sealed(tmp_path) == []

    sent = han.letters.send(case.complaint_id, command)
    assert han.letters.send(case.complaint_id, command) == sent
    assert (sent.way, sent.to_masked, sent.sent_by_name) == (LetterWay.POST, "••••, Mid-Levels", "Han")
    (attachment,) = han.attachments.attachments(RecordKind.COMPLAINT, case.complaint_id).attachments
    assert (attachment.origin, attachment.checksum, attachment.may_remove) == (
        AttachmentOrigin.LETTER,
        sent.checksum,
        False,
    )
    assert han.attachments.content(attachment) == preview.pdf
    assert refused(api(office.may).attachments.content, attachment).code is ErrorCode.NOT_ALLOWED
    assert han.letters.letters(case.complaint_id).sent == (sent,)
    history = office.history(office.han, case.complaint_id).entries
    assert [each.detail.get("letter") for each in history if each.kind is EventKind.LETTER] == [str(sent.letter_id)]
    with office.floor.engine.connect() as connection:
        marks = connection.execute(sa.text("SELECT what FROM complaint_clock_events")).scalars().all()
    assert "acknowledgement_sent" in " ".join(marks)

    _exported(office, api, tmp_path, "zh")


def _exported(office: Office, api: Desktops, folder: Path, language: Language) -> None:
    """The lists that have it, and others, as the person who sees them gets them."""
    place = folder / "list.csv"
    wanted: tuple[tuple[ExportedList, dict[str, JsonValue], str], ...] = (
        (ExportedList.LETTERS, {}, "受理通知"),
        (ExportedList.COMPLAINTS, {"scope": "all", "sort": "recorded", "descending": True}, "CMP-"),
        (ExportedList.COMPLAINT_TASKS, {"also_done": True}, "任务内容"),
        (ExportedList.SURVEYS, {}, "原来预期"),
        (ExportedList.PREVENTIONS, {}, "根本原因"),
        (ExportedList.COMPLAINT_TREND, {"first": "2026-01-01", "last": "2026-12-31"}, "2026-12-01"),
    )
    for listed, filters, said in wanted:
        wish = StartExport(export_id=uuid4(), list=listed, format=ExportFormat.CSV, language=language, filters=filters)
        api(office.sue).exports.export(wish, place, lambda _: None, lambda: False)
        assert said in place.read_text("utf-8-sig"), listed
    assert audited(office, "list.exported") == len(wanted)
