"""A half-filled complaint form over HTTP: it goes with the note, is taken by who has the call, and recorded once."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.handed_forms import FORM_LIMIT, HandedForm
from agent_desktop.records.attachments.models import AttachmentRow
from agent_desktop.records.attachments.service import clean
from agent_desktop.server.attachments.opening import open_attachments
from telephony.contract import CallState
from tests.server.floor import SECRETS, Desk
from tests.server.handover_talk import audited, note_of, opened_talk, path, rings_at, sent, specialist
from tests.server.script_talk import Talk
from tests.server.support import error_code, until

FORM = UUID(int=900)
CONTENT = {"words": {"what": "charged twice"}, "begun": {}}


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path) as talk:
        yield talk


def handed(talk: Talk, desk: Desk | None = None, what: str = "charged twice") -> httpx.Response:
    content = {"words": {"what": what}, "begun": {}}
    address = f"/v1/calls/{talk.call_id}/handed-form"
    return (desk or talk.desk).put(address, complaint_id=str(FORM), content=content, files=1)


def form_of(answer: httpx.Response) -> HandedForm:
    assert answer.status_code == 200, answer.text
    return HandedForm.model_validate(answer.json())


def take(desk: Desk) -> httpx.Response:
    return desk.post(f"/v1/handed-forms/{FORM}/take")


def recorded(talk: Talk, desk: Desk) -> httpx.Response:
    return desk.post(
        "/v1/complaints",
        complaint_id=str(FORM),
        customer_id=str(talk.customer_id),
        category_code="cards.charges.instalment",
        severity="major",
        what_happened="She was charged an instalment fee of 1,286.40 that she never agreed to.",
    )


def test_a_form_travels_with_the_call_and_one_person_at_a_time_goes_on_with_it(talk: Talk) -> None:
    sent(talk)
    assert error_code(take(talk.desk)) == "handed_form_gone"
    first, again = form_of(handed(talk)), form_of(handed(talk, what="charged three times"))
    assert (first.version, again.version, again.is_yours, again.from_name) == (1, 2, True, "May")
    desk, other = specialist(talk), specialist(talk, "cai")
    listening = talk.floor.listen(desk)
    rings_at(talk, desk)

    # Whom she asks reads it, and may not go on with it while the caller is hers; nobody else reads it.
    seen = note_of(desk.http.get(path(talk))).form
    assert seen is not None
    assert (seen.content["words"], seen.files, seen.is_yours) == ({"what": "charged three times"}, 1, False)
    assert error_code(take(desk)) == "not_your_call"
    assert error_code(handed(talk, desk)) == "not_your_call"
    assert error_code(other.http.get(f"/v1/handed-forms/{FORM}")) == "not_your_call"
    form_of(handed(talk, what="charged twice"))
    listening.until_kind("handover.saved")

    # The caller is his: he takes it, twice is once, and she hears of it and may neither change nor record it.
    own = talk.floor.listen(talk.desk)
    desk.act(talk.call_id, "answer")
    until(lambda: desk.snapshot().call is not None and desk.snapshot().call.colleague == "joined")  # type: ignore[union-attr]
    talk.desk.act(talk.call_id, "complete_transfer")
    desk.until_call(CallState.TALKING)
    until(lambda: take(desk).status_code == 200)
    mine = form_of(take(desk))
    assert (mine.is_yours, mine.taken_by_id, mine.content["words"]) == (True, desk.agent_id, {"what": "charged twice"})
    own.until_kind("handover.read")
    hers = form_of(talk.desk.http.get(f"/v1/handed-forms/{FORM}"))
    assert (hers.is_yours, hers.taken_by_name) == (False, "Bea")
    assert error_code(handed(talk)) == "handed_form_taken"
    assert error_code(recorded(talk, talk.desk)) == "handed_form_taken"
    assert error_code(talk.desk.post(f"/v1/handed-forms/{FORM}/drop")) == "handed_form_taken"
    assert [each.by_user_id for each in audited(talk.floor, "handed_form.taken")] == [desk.agent_id]

    # He hands it on in his turn: it is his to record, and then nobody's any more.
    assert (form_of(handed(talk, desk)).from_agent_id, form_of(handed(talk, desk)).taken_by_id) == (desk.agent_id, None)
    assert recorded(talk, desk).status_code == 200, recorded(talk, desk).text
    assert error_code(desk.http.get(f"/v1/handed-forms/{FORM}")) == "handed_form_gone"
    assert error_code(handed(talk, desk)) == "handed_form_gone"


def test_a_form_that_is_thrown_away_is_gone_and_one_that_is_too_long_is_refused(talk: Talk) -> None:
    form_of(handed(talk))
    assert [talk.desk.post(f"/v1/handed-forms/{FORM}/drop").status_code for _ in range(2)] == [200, 200]
    assert error_code(talk.desk.http.get(f"/v1/handed-forms/{FORM}")) == "handed_form_gone"
    assert note_of(talk.desk.http.get(path(talk))).form is None
    assert handed(talk, what="x" * FORM_LIMIT).status_code == 422
    unknown = talk.desk.put(f"/v1/calls/{uuid4()}/handed-form", complaint_id=str(FORM), content=CONTENT)
    assert error_code(unknown) == "call_not_found"


def file_sent(desk: Desk, name: str, content: bytes, number: int) -> httpx.Response:
    """Send a file of the form, as a desktop does."""
    file_id = UUID(int=number)
    announced = desk.http.post(
        "/v1/attachments",
        json={
            "attachment_id": str(file_id), "record_kind": "complaint", "record_id": str(FORM), "name": name,
            "size": len(content), "checksum": sha256(content).hexdigest(),
        },
    )  # fmt: skip
    if announced.status_code != 200:
        return announced
    headers = {"Content-Type": "application/octet-stream"}
    return desk.http.put(f"/v1/attachments/{file_id}/content", content=content, headers=headers)


def attached(desk: Desk) -> list[str]:
    return [each.name for each in form_of(desk.http.get(f"/v1/handed-forms/{FORM}")).attached]


def test_the_files_of_a_form_go_along_and_belong_to_the_complaint_that_is_recorded_of_it(talk: Talk) -> None:
    assert error_code(file_sent(talk.desk, "early.txt", b"early", 1)) == "complaint_not_found"
    sent(talk)
    form_of(handed(talk))
    assert file_sent(talk.desk, "hers.txt", b"her letter", 1).status_code == 200
    desk, other = specialist(talk), specialist(talk, "cai")
    rings_at(talk, desk)
    seen = note_of(desk.http.get(path(talk))).form
    assert seen is not None
    assert ([each.name for each in seen.attached], seen.files) == (["hers.txt"], 0)
    content = f"/v1/attachments/{UUID(int=1)}/content"
    assert desk.http.get(content).content == b"her letter"
    assert error_code(other.http.get(content)) == "not_your_call"
    assert error_code(file_sent(desk, "his.txt", b"his", 2)) == "not_allowed"  # it is hers yet
    removal = f"/v1/attachments/{UUID(int=1)}/removal"
    assert error_code(desk.post(removal, why="x")) == "not_allowed"

    desk.act(talk.call_id, "answer")
    until(lambda: desk.snapshot().call is not None and desk.snapshot().call.colleague == "joined")  # type: ignore[union-attr]
    talk.desk.act(talk.call_id, "complete_transfer")
    desk.until_call(CallState.TALKING)
    until(lambda: take(desk).status_code == 200)
    assert error_code(file_sent(talk.desk, "late.txt", b"late", 3)) == "not_allowed"
    assert error_code(talk.desk.post(removal, why="x")) == "not_allowed"
    for number, name in ((2, "his.txt"), (4, "wrong.txt")):
        assert file_sent(desk, name, name.encode(), number).status_code == 200
    assert attached(desk) == ["hers.txt", "his.txt", "wrong.txt"]
    assert desk.post(f"/v1/attachments/{UUID(int=4)}/removal", why="x").status_code == 200
    assert attached(desk) == ["hers.txt", "his.txt"]

    assert recorded(talk, desk).status_code == 200
    listed = desk.http.get(f"/v1/records/complaint/{FORM}/attachments").json()["attachments"]
    assert [(each["name"], each["state"]) for each in listed] == [("hers.txt", "kept"), ("his.txt", "kept")]
    assert desk.post(removal, why="she sent another").status_code == 200  # of what came before, also hers


def test_files_of_a_form_that_is_thrown_away_leave_nothing(talk: Talk) -> None:
    sent(talk)
    form_of(handed(talk))
    assert file_sent(talk.desk, "hers.txt", b"her letter", 1).status_code == 200
    assert talk.desk.post(f"/v1/handed-forms/{FORM}/drop").status_code == 200
    assert error_code(talk.desk.http.get(f"/v1/attachments/{UUID(int=1)}/content")) == "complaint_not_found"
    store = open_attachments(talk.floor.settings, SECRETS)
    assert store.files is not None
    with Session(talk.floor.engine) as session, session.begin():
        assert [str(each) for each in clean(session, store, at=talk.clock.now())] == [str(UUID(int=1))]
    with Session(talk.floor.engine) as session:
        assert session.get(AttachmentRow, UUID(int=1)) is None
    assert [each for each in Path(talk.floor.settings.attachments.folder).rglob("*") if each.is_file()] == []
