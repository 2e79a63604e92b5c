"""A half-filled complaint form over HTTP: it goes with the note, is taken by who has the call, and recorded once."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from agent_desktop.contract.handed_forms import FORM_LIMIT, HandedForm
from telephony.contract import CallState
from tests.server.floor import Desk
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
