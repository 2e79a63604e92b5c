"""A server that keeps notes as ours does: versions, commands done once, and faults on demand."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import NOTE_LIMIT, Interaction, SaveNote
from tests.client.support import START, interaction


@dataclass
class NoteServer:
    """`fail_next`: the next saves are refused so, and not done. `lose_next`: done, and the answer is lost."""

    stored: Interaction = field(default_factory=interaction)
    texts: list[str] = field(default_factory=list)
    fail_next: list[ClientError] = field(default_factory=list)
    lose_next: int = 0
    away: bool = False
    saved_at: datetime = START
    _done: dict[UUID, tuple[SaveNote, Interaction]] = field(default_factory=dict)

    def interaction(self, call_id: UUID) -> Interaction:
        assert call_id == self.stored.call_id
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self.stored

    def save_note(self, interaction_id: UUID, command: SaveNote) -> Interaction:
        assert interaction_id == self.stored.interaction_id
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        if self.fail_next:
            raise self.fail_next.pop(0)
        if command.command_id in self._done:
            earlier, answer = self._done[command.command_id]
            if earlier != command:
                raise ClientError(ErrorCode.COMMAND_REUSED)
            return answer
        if len(command.text) > NOTE_LIMIT:
            raise ClientError(ErrorCode.NOTE_TOO_LONG)
        if self.stored.finished_at is not None:
            raise ClientError(ErrorCode.INTERACTION_FINISHED)
        if command.seen_version != self.stored.note_version:
            raise ClientError(ErrorCode.STALE_VERSION)
        self.write(command.text)
        self._done[command.command_id] = command, self.stored
        if self.lose_next:
            self.lose_next -= 1
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self.stored

    def write(self, text: str) -> None:
        """Save as somebody else, too."""
        self.texts.append(text)
        self.stored = self.stored.model_copy(
            update={"note": text, "note_version": self.stored.note_version + 1, "note_saved_at": self.saved_at}
        )

    def finish(self) -> None:
        self.stored = self.stored.model_copy(update={"finished_at": START})
