"""A short message to a customer: which template, in which language, as it will read, and what speaks against it."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.messages import (
    MessagePreview,
    MessageTemplate,
    PreviewMessage,
    SendMessage,
    SentMessage,
)


@dataclass(frozen=True, slots=True)
class WritingState:
    """Everything that is drawn. `template` is the code of the chosen one; `sent` what was sent, which stays in sight
    until it is put away."""

    visible: bool = False
    templates: tuple[MessageTemplate, ...] = ()
    template: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    preview: MessagePreview | None = None
    loading: bool = False
    sending: bool = False
    sent: SentMessage | None = None
    problem: Problem | None = None

    @property
    def can_send(self) -> bool:
        """Whether the message as it is in sight may go out."""
        shown = self.preview is not None and self.preview.why_not is None
        return shown and not self.loading and not self.sending and self.sent is None


class Messages(Protocol):
    """Asks the server."""

    def templates(self) -> tuple[MessageTemplate, ...]: ...

    def preview(self, asked: PreviewMessage) -> MessagePreview: ...

    def send(self, command: SendMessage) -> SentMessage: ...


class WritingPresenter(Shows[WritingState]):
    """Nothing is sent before the agent has seen how it reads."""

    def __init__(self, messages: Messages, tasks: Tasks) -> None:
        super().__init__(WritingState())
        self._messages = messages
        self._tasks = tasks
        self._customer_id: UUID | None = None
        self._call_id: UUID | None = None
        self._message_id = uuid4()
        self._asks = 0
        self._read = False

    @property
    def templates(self) -> tuple[MessageTemplate, ...]:
        """What may be sent, as far as it is known."""
        return self.state.templates

    def read_templates(self) -> None:
        """Ask what may be sent, once."""
        if self._read:
            return
        self._read = True

        def came(templates: tuple[MessageTemplate, ...]) -> None:
            self._show(replace(self.state, templates=templates))

        def failed(_: ClientError) -> None:
            self._read = False  # asked again the next time

        self._tasks.run(self._messages.templates, came, failed)

    def open(self, customer_id: UUID, template: str, language: str, call_id: UUID | None = None) -> None:
        """Show a message to this customer in this language, or in one that the template has."""
        self._customer_id, self._call_id = customer_id, call_id
        self._show(WritingState(visible=True, templates=self.state.templates, language=language))
        self.choose_template(template)

    def choose_template(self, code: str) -> None:
        """Another template."""
        chosen = next((each for each in self.state.templates if each.code == code), None)
        if chosen is None or self.state.sending:
            return
        languages = tuple(chosen.texts)
        language = self.state.language if self.state.language in languages else languages[0]
        self._look(replace(self.state, template=code, languages=languages, language=language))

    def choose_language(self, language: str) -> None:
        """Another of the template's languages."""
        if language in self.state.languages and not self.state.sending:
            self._look(replace(self.state, language=language))

    def send(self) -> None:
        """Send what is in sight. A repeat after a lost answer is the same message."""
        preview, customer_id = self.state.preview, self._customer_id
        if preview is None or customer_id is None or not self.state.can_send:
            return
        command = SendMessage(
            message_id=self._message_id,
            customer_id=customer_id,
            template=preview.template,
            language=preview.language,
            call_id=self._call_id,
            seen_text=preview.text,
        )
        ask = self._asks
        self._show(replace(self.state, sending=True, problem=None))

        def sent(message: SentMessage) -> None:
            if ask == self._asks:
                self._show(replace(self.state, sending=False, sent=message))

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._show(replace(self.state, sending=False, problem=error.problem))

        self._tasks.run(lambda: self._messages.send(command), sent, failed)

    def close(self) -> None:
        """Put it away."""
        self._asks += 1
        self._show(WritingState(templates=self.state.templates))

    def stop(self) -> None:
        """Nothing is shown any more."""
        self._asks += 1

    def _look(self, state: WritingState) -> None:
        """Ask how the message would read; what was asked before is forgotten."""
        customer_id = self._customer_id
        if customer_id is None:
            return
        self._asks += 1
        ask, self._message_id = self._asks, uuid4()
        self._show(replace(state, preview=None, loading=True, sent=None, problem=None))
        asked = PreviewMessage(
            customer_id=customer_id, template=state.template, language=state.language, call_id=self._call_id
        )

        def came(preview: MessagePreview) -> None:
            if ask == self._asks:
                self._show(replace(self.state, preview=preview, loading=False))

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(lambda: self._messages.preview(asked), came, failed)
