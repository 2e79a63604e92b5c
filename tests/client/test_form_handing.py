"""A half-filled complaint form goes along with its call: one person at a time goes on with it, and nothing is lost."""

from datetime import datetime
from uuid import UUID, uuid4

from agent_desktop.client.complaint_words import FileWords
from agent_desktop.client.errors import ClientError
from agent_desktop.client.form_handing import AGAIN_SECONDS, QUIET_SECONDS, FormHanding, words_of
from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handed_forms import HandedFile, HandedForm, HandedFormDeed, HandForm
from agent_desktop.contract.handovers import HandoverState
from agent_desktop.demo.screen_complaints import EMPTY_WORDS, WORDS
from telephony.contract import EventKind
from tests.client.complaint_bench import FormsBench
from tests.client.handover_bench import CALL, HandoverBench
from tests.client.support import START
from tests.client.test_complaint_keeper import PICTURE, record

MAY, KEN = UUID(int=61), UUID(int=62)
BEGUN = EMPTY_WORDS.model_copy(update={"call_id": CALL})
TYPED = WORDS.model_copy(update={"call_id": CALL, "complaint_id": BEGUN.complaint_id, "files": ()})


class Forms:
    """The server's side, for whoever asks."""

    def __init__(self) -> None:
        self.kept: dict[UUID, HandedForm] = {}
        self.asker = MAY
        self.puts = 0
        self.away = False

    def hand(self, call_id: UUID, command: HandForm) -> HandedForm:
        self._reach()
        self.puts += 1
        known = self.kept.get(command.complaint_id)
        if known is not None and self._owner(known) != self.asker:
            raise ClientError(ErrorCode.HANDED_FORM_TAKEN)
        self.kept[command.complaint_id] = HandedForm(
            complaint_id=command.complaint_id,
            call_id=call_id,
            from_agent_id=self.asker,
            version=self.puts,
            content=command.content,
            files=command.files,
            changed_at=START,
        )
        return self.handed(command.complaint_id)

    def handed(self, complaint_id: UUID) -> HandedForm:
        self._reach()
        if complaint_id not in self.kept:
            raise ClientError(ErrorCode.HANDED_FORM_GONE)
        form = self.kept[complaint_id]
        return form.model_copy(update={"is_yours": self._owner(form) == self.asker})

    def take(self, complaint_id: UUID, command: HandedFormDeed) -> HandedForm:
        form = self.handed(complaint_id)
        self.kept[complaint_id] = form.model_copy(update={"taken_by_id": self.asker})
        return self.handed(complaint_id)

    def drop(self, complaint_id: UUID, command: HandedFormDeed) -> None:
        self.kept.pop(complaint_id, None)

    def attach(self, *files: FileWords) -> None:
        """They have come."""
        (form,) = self.kept.values()
        attached = tuple(
            HandedFile(file_id=each.file_id, name=each.name, size=each.size, checksum=each.checksum) for each in files
        )
        self.kept[form.complaint_id] = form.model_copy(update={"attached": attached, "files": 0})

    def _owner(self, form: HandedForm) -> UUID:
        return form.taken_by_id or form.from_agent_id

    def _reach(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)


class Desk:
    """May's or Ken's: their forms, their note, and what goes along."""

    def __init__(self, server: Forms, who: UUID, forms: FormsBench | None = None) -> None:
        self.server, self.who = server, who
        self.forms, self.note = forms or FormsBench(), HandoverBench()
        server.asker = who
        self.given: list[bool] = []
        self.handing = FormHanding(
            self.forms.keeper, self.note.keeper, server, self.forms.tasks, monotonic=self.forms.clock.monotonic
        )
        self.handing.on_given = self.given.append

    def send_note(self) -> "Desk":
        sent = {"state": HandoverState.SENT, "version": 1, "sent_version": 1, "summary": "x"}
        self.note.server.note = self.note.server.note.model_copy(update=sent)
        self.note.keeper.read_again()
        assert self.note.view.is_sent
        return self

    def fill_in(self) -> "Desk":
        self.forms.keeper.begin(BEGUN)
        self.forms.keeper.changed(TYPED)
        return self

    def rest(self, seconds: float = 2 * QUIET_SECONDS) -> None:
        self.server.asker = self.who
        self.forms.clock.pass_seconds(seconds, self.handing.tick)

    def hear(self) -> None:
        self.server.asker = self.who
        self.handing.event_came(EventKind.HANDOVER_READ, CALL)

    def take(self) -> None:
        self.server.asker = self.who
        self.handing.take(self.server.handed(BEGUN.complaint_id), self.forms.keeper.open, lambda _: None)


def taken(server: Forms) -> tuple[Desk, Desk]:
    """May has handed her form on, and Ken goes on with it."""
    may, ken = Desk(server, MAY).send_note().fill_in(), Desk(server, KEN)
    may.rest()
    ken.take()
    return may, ken


def test_it_goes_along_once_the_note_is_sent_and_as_it_changes_and_not_at_every_key() -> None:
    server = Forms()
    may = Desk(server, MAY).fill_in()
    may.rest()
    assert server.kept == {}

    may.send_note().rest()
    (form,) = server.kept.values()
    said = words_of(form)
    assert said is not None
    assert (said.words, said.begun) == (TYPED, BEGUN)
    for length in range(8):
        may.forms.keeper.changed(TYPED.model_copy(update={"what": "x" * length}))
        may.rest(QUIET_SECONDS / 4)
    may.rest()
    assert server.puts == 2
    newest = words_of(server.kept[BEGUN.complaint_id])
    assert newest is not None
    assert newest.words.what == "x" * 7
    may.rest()
    assert server.puts == 2


def test_who_takes_it_over_has_every_field_and_who_handed_it_has_it_no_more() -> None:
    server = Forms()
    may, ken = taken(server)

    assert ken.forms.view.words == TYPED
    assert ken.forms.keeper.begun == BEGUN
    assert ken.forms.after_a_crash().view.drafts[0].draft_id == TYPED.complaint_id
    may.hear()
    assert (may.given, may.forms.view.words, may.forms.view.drafts) == ([False], None, ())
    may.rest()
    assert server.puts == 1


def test_what_was_typed_meanwhile_or_a_file_stays_to_be_read() -> None:
    for change in ({"what": "more"}, {"files": (PICTURE,)}):
        may, _ = taken(Forms())
        may.forms.keeper.changed(TYPED.model_copy(update=change))
        may.hear()

        assert may.given == [True]
        assert may.forms.view.words == TYPED.model_copy(update=change)


def test_its_files_go_along_are_sent_once_and_one_that_is_taken_out_is_forgotten() -> None:
    server, other = Forms(), PICTURE.model_copy(update={"file_id": UUID(int=10), "name": "other.png"})
    may, ken = Desk(server, MAY).fill_in(), Desk(server, KEN)
    for file in (PICTURE, other):
        may.forms.keeper.add_file(file, file.name.encode(), lambda _: None)
    may.forms.pass_seconds(2)
    assert may.forms.server.files == {}  # nothing goes before the note
    may.send_note().rest()
    assert server.kept[BEGUN.complaint_id].files == 2
    may.forms.pass_seconds(1)
    assert may.forms.server.files == {PICTURE.file_id: b"message.png", other.file_id: b"other.png"}
    assert may.forms.journal.files.read(PICTURE.file_id) is None
    may.rest()

    ken.forms.server.files = may.forms.server.files  # there is one server
    server.attach(PICTURE, other)
    ken.take()
    assert ken.forms.view.words is not None
    assert [(each.name, each.is_sent) for each in ken.forms.view.words.files] == [
        ("message.png", True), ("other.png", True),
    ]  # fmt: skip
    may.hear()
    assert may.given == [False]  # nothing of it stays here
    assert may.forms.view.drafts == ()
    ken.forms.server.file_problems = [ClientError(ErrorCode.SERVER_AWAY)]
    ken.forms.keeper.remove_file(other.file_id)
    ken.forms.pass_seconds(0.1)
    assert other.file_id in ken.forms.server.files
    ken.forms.pass_seconds(10)
    assert set(ken.forms.server.files) == {PICTURE.file_id}
    third = PICTURE.model_copy(update={"file_id": UUID(int=11)})
    ken.forms.keeper.add_file(third, b"3", lambda _: None)
    ken.forms.pass_seconds(1)
    assert set(ken.forms.server.files) == {PICTURE.file_id, third.file_id}
    record(ken.forms)
    assert ken.forms.view.status is ComplaintStatus.RECORDED


def test_a_file_that_the_server_does_not_take_ahead_is_sent_once_the_form_is_recorded() -> None:
    may = Desk(Forms(), MAY).send_note().fill_in()
    may.forms.keeper.add_file(PICTURE, b"png", lambda _: None)
    may.forms.server.file_problems = [ClientError(ErrorCode.ATTACHMENTS_NOT_SET_UP)]
    may.rest()
    may.forms.pass_seconds(5)
    assert (may.forms.server.files, may.forms.view.file_problem) == ({}, None)
    record(may.forms)
    may.forms.pass_seconds(1)
    assert may.forms.server.files == {PICTURE.file_id: b"png"}


def test_a_form_on_its_way_to_be_recorded_is_not_thrown_away_at_the_server() -> None:
    server = Forms()
    may = Desk(server, MAY).send_note().fill_in()
    may.rest()
    may.forms.server.problems = [ClientError(ErrorCode.SERVER_AWAY)] * 2
    record(may.forms)
    may.rest(5 * QUIET_SECONDS)
    assert set(server.kept) == {BEGUN.complaint_id}  # with it its files would go


def test_a_desktop_that_was_away_finds_out_when_it_begins_and_the_takers_keeps_theirs() -> None:
    server = Forms()
    may, ken = taken(server)
    again, still = (Desk(server, each.who, each.forms.after_a_crash()) for each in (may, ken))

    assert again.forms.view.drafts == ()
    assert [each.draft_id for each in still.forms.view.drafts] == [TYPED.complaint_id]


def test_a_form_that_is_thrown_away_goes_along_no_more_and_one_that_is_recorded_is_left_to_the_server() -> None:
    server = Forms()
    may = Desk(server, MAY).send_note().fill_in()
    may.rest()
    may.forms.keeper.throw_away(BEGUN.complaint_id)
    may.rest()
    assert server.kept == {}

    other = Desk(server, MAY).send_note().fill_in()
    other.rest()
    record(other.forms)
    assert other.forms.view.number
    other.rest()
    assert server.puts == 2


def test_a_server_that_is_away_gets_it_once_it_is_back() -> None:
    server = Forms()
    server.away = True
    may = Desk(server, MAY).send_note().fill_in()
    may.rest()
    server.away = False
    may.rest()
    assert server.kept == {}
    may.rest(AGAIN_SECONDS)
    assert server.puts == 1


def test_another_call_is_none_of_the_forms_business() -> None:
    server = Forms()
    may = Desk(server, MAY).send_note()
    may.forms.keeper.begin(BEGUN.model_copy(update={"call_id": uuid4()}))
    may.forms.keeper.changed(TYPED.model_copy(update={"call_id": uuid4()}))
    may.rest()
    may.hear()

    assert (server.kept, may.given) == ({}, [])


def test_what_another_version_wrote_is_not_read_as_something_else() -> None:
    form = HandedForm(
        complaint_id=uuid4(),
        call_id=CALL,
        from_agent_id=MAY,
        version=1,
        content={"words": {"what": 3}},
        changed_at=datetime.fromisoformat("2026-06-16T10:00:00+08:00"),
    )
    assert words_of(form) is None
