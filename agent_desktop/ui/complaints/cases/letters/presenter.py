"""Letters on the complaint that is shown: what may be written, how it would look, and that it went out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import Language
from agent_desktop.contract.letters import (
    LetterPreview,
    Letters,
    LetterTemplate,
    LetterWay,
    PreviewLetter,
    SendLetter,
    SentLetter,
    WriteLetter,
)

_WORD: Final = "word."
_TO_NAME, _TO_ADDRESS, _LANGUAGE = "to_name", "to_address", "language"


@dataclass(frozen=True, slots=True)
class LettersState:
    """`listed` is None until it came. While a letter is written, `template` names it, with its `language`, the `words`
    and whom it goes to; `preview` is how it would look, and `is_current` whether it has the latest words."""

    complaint_id: UUID | None = None
    listed: Letters | None = None
    template: LetterTemplate | None = None
    language: Language = "en"
    words: Mapping[str, str] = field(default_factory=dict)
    to_name: str = ""
    to_address: str = ""
    way: LetterWay | None = None
    preview: LetterPreview | None = None
    is_current: bool = False
    drawing: bool = False
    sending: bool = False
    sent: SentLetter | None = None
    problem: Problem | None = None

    @property
    def may_send(self) -> bool:
        """Whether the letter that is seen may go out: all its words are there, and it is what was seen."""
        return (
            self.preview is not None
            and self.is_current
            and not self.preview.missing
            and self.way is not None
            and not self.sending
        )


class LettersServer(Protocol):
    """The part of `client.letters_api.LettersApi` that is used here."""

    def letters(self, complaint_id: UUID) -> Letters: ...

    def preview(self, complaint_id: UUID, asked: PreviewLetter) -> LetterPreview: ...

    def send(self, complaint_id: UUID, command: SendLetter) -> SentLetter: ...


class LettersPresenter(Shows[LettersState]):
    """`on_sent` is called when a letter went out: it is a file of the complaint, and in its history."""

    def __init__(self, server: LettersServer, tasks: Tasks, on_sent: Callable[[], None]) -> None:
        super().__init__(LettersState())
        self._server, self._tasks, self._on_sent = server, tasks, on_sent
        self._letter_id = uuid4()
        self._turn = 0
        self._kept: TypedStore | None = None

    def keep_in(self, words: TypedStore) -> None:
        """Keep what is typed into a letter until it went out; begun again, it stands there again."""
        self._kept = words

    def open(self, complaint_id: UUID) -> None:
        """Show the letters of a complaint, read anew; the one that is being written stays."""
        if complaint_id != self.state.complaint_id:
            self._show(LettersState(complaint_id=complaint_id))

        def came(listed: Letters) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, listed=listed))

        self._tasks.run(lambda: self._server.letters(complaint_id), came, self._failed_of(complaint_id))

    def write(self, code: str) -> None:
        """Begin a letter by a template, in the customer's language, with what the record has of its words."""
        listed = self.state.listed
        template = next((each for each in listed.templates if each.code == code), None) if listed is not None else None
        if listed is None or template is None:
            return
        language = listed.language if listed.language in template.languages else template.languages[0]
        self._letter_id = uuid4()
        left = self._kept.find(_place(self.state, code)) if self._kept is not None else {}
        kept = {name: str(value) for name, value in left.items()}
        if (was := kept.get(_LANGUAGE)) in template.languages:
            language = "zh" if was == "zh" else "en"
        self._show(
            replace(
                self.state,
                template=template,
                language=language,
                words={each.code: kept.get(f"{_WORD}{each.code}", each.suggested) for each in template.words},
                to_name=kept.get(_TO_NAME, listed.to_name),
                to_address=kept.get(_TO_ADDRESS, ""),
                way=next(iter(listed.ways), None),
                preview=None,
                is_current=False,
                sent=None,
                problem=None,
            )
        )
        self.draw()

    def fill(
        self,
        *,
        words: Mapping[str, str] | None = None,
        language: Language | None = None,
        to_name: str | None = None,
        to_address: str | None = None,
        way: LetterWay | None = None,
    ) -> None:
        """Take what was typed or chosen; the preview is no longer current where it says something else."""
        state = self.state
        changed = replace(
            state,
            words={**state.words, **words} if words is not None else state.words,
            language=language or state.language,
            to_name=state.to_name if to_name is None else to_name,
            to_address=state.to_address if to_address is None else to_address,
            way=way or state.way,
        )
        same = replace(changed, way=state.way) == state
        self._show(replace(changed, is_current=state.is_current and same))
        if not same:
            self._keep()

    def draw(self) -> None:
        """Ask how the letter looks with what stands in it now."""
        state = self.state
        complaint_id, template = state.complaint_id, state.template
        if complaint_id is None or template is None:
            return
        self._turn += 1
        turn = self._turn
        asked = PreviewLetter.model_validate(_wish(state, template))
        self._show(replace(state, drawing=True, problem=None))

        def came(preview: LetterPreview) -> None:
            if turn == self._turn:
                current = PreviewLetter.model_validate(_wish(self.state, template)) == asked
                self._show(replace(self.state, preview=preview, is_current=current, drawing=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, drawing=False, problem=error.problem))

        self._tasks.run(lambda: self._server.preview(complaint_id, asked), came, failed)

    def send(self) -> None:
        """Have it kept as sent: whoever prints or attaches it says so by this."""
        state = self.state
        if state.complaint_id is None or state.template is None or state.preview is None or state.way is None:
            return
        if not state.may_send:
            return
        complaint_id = state.complaint_id
        facts = {"letter_id": self._letter_id, "way": state.way, "seen_digest": state.preview.digest}
        command = SendLetter.model_validate(_wish(state, state.template) | facts)
        self._show(replace(state, sending=True, problem=None))

        place = _place(state, state.template.code)

        def came(sent: SentLetter) -> None:
            if self._kept is not None:
                self._kept.drop(place)
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, sending=False, template=None, preview=None, sent=sent))
                self.open(complaint_id)
            self._on_sent()

        self._tasks.run(lambda: self._server.send(complaint_id, command), came, self._failed_of(complaint_id))

    def put_away(self) -> None:
        """Write it no further."""
        self._turn += 1
        self._show(replace(self.state, template=None, preview=None, drawing=False, problem=None, sent=None))

    def _keep(self) -> None:
        """Keep what differs from what the letter began with."""
        state = self.state
        if self._kept is None or state.template is None or state.listed is None:
            return
        began = {each.code: each.suggested for each in state.template.words}
        values: dict[str, str | bool] = {
            f"{_WORD}{code}": text for code, text in state.words.items() if text != began.get(code)
        }
        if state.to_name != state.listed.to_name:
            values[_TO_NAME] = state.to_name
        if state.to_address:
            values[_TO_ADDRESS] = state.to_address
        if state.language != state.listed.language:
            values[_LANGUAGE] = state.language
        self._kept.keep(_place(state, state.template.code), values)

    def _failed_of(self, complaint_id: UUID) -> Callable[[ClientError], None]:
        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, sending=False, problem=error.problem))

        return failed


def _place(state: LettersState, code: str) -> str:
    return f"{state.complaint_id}/letter/{code}"


def _wish(state: LettersState, template: LetterTemplate) -> dict[str, object]:
    """Return the fields that a preview and a sending have alike."""
    return WriteLetter(
        template=template.code,
        language=state.language,
        words=dict(state.words),
        to_name=state.to_name,
        to_address=state.to_address,
    ).model_dump()
