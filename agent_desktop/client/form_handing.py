"""The form of a complaint goes along with the call that it was begun in: handed on by who has the call, gone on with
by who takes it over. One person at a time goes on with it; the server says who.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID, uuid4

from pydantic import JsonValue, ValidationError

from agent_desktop.client.complaint_words import ComplaintWords, FileWords
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.handover_keeper import HandoverKeeper
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.travelling_forms import TravellingForms, bare
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handed_forms import HandedForm, HandedFormDeed, HandForm
from telephony.contract import EventKind

QUIET_SECONDS: Final = 0.8
"""How long nobody has typed before the form is handed on as it stands."""
AGAIN_SECONDS: Final = 5.0


class FormServer(Protocol):
    """The server's side."""

    def hand(self, call_id: UUID, command: HandForm) -> HandedForm: ...

    def handed(self, complaint_id: UUID) -> HandedForm: ...

    def take(self, complaint_id: UUID, command: HandedFormDeed) -> HandedForm: ...

    def drop(self, complaint_id: UUID, command: HandedFormDeed) -> None: ...


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a handed form says, without its files. `begun` is what it started with, `files` how many it has."""

    words: ComplaintWords
    begun: ComplaintWords
    files: int = 0


def words_of(form: HandedForm) -> FormWords | None:
    """Return what stands in a form; None where another version wrote it, so that it cannot be read here."""
    try:
        words = ComplaintWords.model_validate(form.content.get("words"))
        begun = ComplaintWords.model_validate(form.content.get("begun"))
    except ValidationError:
        return None
    return FormWords(bare(words), bare(begun)) if words.complaint_id == form.complaint_id else None


class FormHanding:
    """Belongs to the thread that draws. Nothing is handed on before the note of the call was sent."""

    def __init__(
        self,
        forms: TravellingForms,
        handovers: HandoverKeeper,
        server: FormServer,
        tasks: Tasks,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._forms, self._handovers, self._server, self._tasks = forms, handovers, server, tasks
        self._monotonic = monotonic
        self._seen: FormWords | None = None
        self._handed: FormWords | None = None
        self._call_id: UUID | None = None
        self._due_at = 0.0
        self._busy = False
        self.on_given: Callable[[bool], None] = lambda _stays: None
        for draft in forms.view.drafts:  # somebody may have taken it while this desktop was away
            self._look(draft.draft_id)

    def tick(self) -> None:
        """Hand on what stands otherwise than what was handed. Called a few times a second."""
        note, now = self._handovers.view, self._monotonic()
        if note.call_id is None or not note.is_sent:
            return
        found = self._forms.begun_in(note.call_id)
        wanted = None if found is None else FormWords(bare(found[0]), bare(found[1]), len(found[0].files))
        if wanted != self._seen:
            self._seen, self._due_at = wanted, now + QUIET_SECONDS
        if self._busy or now < self._due_at or wanted == self._handed:
            return
        if wanted is not None:
            self._hand(note.call_id, wanted)
        elif self._handed is not None and self._forms.is_thrown_away(self._handed.words.complaint_id):
            self._drop(self._handed.words.complaint_id)

    def event_came(self, kind: EventKind, subject_id: UUID | None) -> None:
        """Somebody has read the note of the call, or taken its form."""
        handed = self._handed
        if kind is EventKind.HANDOVER_READ and handed is not None and subject_id == self._call_id:
            self._look(handed.words.complaint_id)

    def take(self, form: HandedForm, on_taken: Callable[[UUID], None], on_failed: Callable[[Problem], None]) -> None:
        """Go on with a colleague's form: it is one of this computer's from then on."""

        def taken(answer: HandedForm) -> None:
            said = words_of(answer)
            if said is None:
                on_failed(Problem(ErrorCode.HANDED_FORM_GONE))
                return
            files = tuple(
                FileWords(file_id=each.file_id, name=each.name, size=each.size, checksum=each.checksum, is_sent=True)
                for each in answer.attached
            )
            self._forms.take_over(said.words.model_copy(update={"files": files}), said.begun)
            on_taken(answer.complaint_id)

        command = HandedFormDeed(command_id=uuid4())
        self._tasks.run(
            lambda: self._server.take(form.complaint_id, command), taken, lambda error: on_failed(error.problem)
        )

    def _hand(self, call_id: UUID, wanted: FormWords) -> None:
        self._busy = True
        content: dict[str, JsonValue] = {
            "words": wanted.words.model_dump(mode="json"),
            "begun": wanted.begun.model_dump(mode="json"),
        }
        complaint_id = wanted.words.complaint_id
        command = HandForm(command_id=uuid4(), complaint_id=complaint_id, content=content, files=wanted.files)

        def handed(_: HandedForm) -> None:
            self._busy, self._handed, self._call_id = False, wanted, call_id
            self._forms.travel(complaint_id)  # from now on the server takes its files

        def failed(error: ClientError) -> None:
            self._busy, self._due_at = False, self._monotonic() + AGAIN_SECONDS
            if error.code == ErrorCode.HANDED_FORM_TAKEN:
                self._look(wanted.words.complaint_id)

        self._tasks.run(lambda: self._server.hand(call_id, command), handed, failed)

    def _drop(self, complaint_id: UUID) -> None:
        """It was thrown away here, and its files with it. One that is on its way to be recorded is not."""
        self._handed = None
        command = HandedFormDeed(command_id=uuid4())
        self._tasks.run(lambda: self._server.drop(complaint_id, command), ignore, ignore)

    def _look(self, complaint_id: UUID) -> None:
        def came(form: HandedForm) -> None:
            if form.is_yours or not self._forms.has(complaint_id):
                return
            said = words_of(form)
            stays = self._forms.give_away(complaint_id, None if said is None else said.words)
            self._handed = None
            self.on_given(stays)

        self._tasks.run(lambda: self._server.handed(complaint_id), came, ignore)
