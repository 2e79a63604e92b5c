"""Recording a complaint, a suggestion or praise: what the form starts with, what is wrong with it, how it is left."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from agent_desktop.client.complaint_reading import (
    FormField,
    asks_amount,
    command_of,
    read_amount,
)
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.client.errors import ClientError
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaints import ComplaintKind, UndoRecording
from agent_desktop.ui.complaints.form.files_of_form import FilesOfForm
from agent_desktop.ui.complaints.form.starting import category_of, with_category


class ComplaintFormPresenter(FilesOfForm):
    """What is typed into the open form, and recorded of it."""

    def edited(self, **changes: Any) -> None:
        """Take fields as they now stand, by their names in `ComplaintWords`."""
        words = self._keeper.view.words
        if words is None or self.state.is_locked:
            return
        after = words.model_copy(update=changes)
        if after.category != words.category or after.kind is not words.kind:
            after = with_category(after, category_of(self._form, after.category), self._holdings)
        if after.amount != words.amount and read_amount(after.amount).currency:
            after = after.model_copy(update={"currency": read_amount(after.amount).currency})
        wants_money = asks_amount(after, self._form) and not asks_amount(words, self._form)
        if wants_money and not after.asked_amount.strip():
            after = after.model_copy(update={"asked_amount": after.amount})
        self._refused = tuple(each for each in self._refused if each.field.value not in _fields_of(words, after))
        self._keeper.changed(after)

    def kind_chosen(self, kind: ComplaintKind) -> None:
        """It is a complaint, a suggestion or praise; what was typed stays."""
        self._tried, self._left = False, frozenset()
        category = category_of(self._form, self._keeper.view.words.category if self._keeper.view.words else "")
        keep = category is not None and kind in category.kinds
        self.edited(kind=kind, **({} if keep else {"category": ""}))

    def left(self, field: FormField) -> None:
        """A field was left: what is wrong with it is told."""
        self._left |= {field}
        self._redraw()

    def next_mistake(self) -> None:
        """Alt+E: go to the first field that is to be mended, or to the next after where the focus is."""
        mistakes = self._all_mistakes()
        if not mistakes:
            return
        self._tried = True
        fields = [each.field for each in mistakes]
        at = fields.index(self.state.focus_field) if self.state.focus_field in fields else -1
        wanted = fields[(at + 1) % len(fields)]
        self._show(replace(self.state, focus_field=wanted, focus_number=self.state.focus_number + 1))
        self._redraw()

    def record(self, join_into: UUID | None = None) -> None:
        """Ctrl+Enter: record it, or go to the first field that is to be mended. With `join_into` it goes on in that
        complaint."""
        words = self._keeper.view.words
        if words is None or self.state.is_locked:
            return
        self._refused = ()
        mistakes = self._all_mistakes()
        if mistakes:
            self._tried = True
            first, number = mistakes[0].field, self.state.focus_number + 1
            self._show(replace(self.state, focus_field=first, focus_number=number, leaving=False))
            self._redraw()
            return
        self._show(replace(self.state, leaving=False, undo_problem=None))
        self._keeper.record(command_of(words, uuid4(), self._today(), self._form), join_into)

    def keep_apart(self, complaint_id: UUID) -> None:
        """That open complaint is another matter."""
        words = self._keeper.view.words
        if words is not None and complaint_id not in words.kept_apart:
            self.edited(kept_apart=(*words.kept_apart, complaint_id))

    def undo(self) -> None:
        """It was recorded by mistake: take it back; what was typed is a draft again."""
        case = self._keeper.view.case
        if case is None or case.undo_until_at is None or self.state.undoing:
            return
        command = UndoRecording(command_id=uuid4())
        self._show(replace(self.state, undoing=True, undo_problem=None))

        def done(_: Case) -> None:
            self._show(replace(self.state, undoing=False))
            self._keeper.undone(case)

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, undoing=False, undo_problem=error.problem))

        self._tasks.run(lambda: self._server.undo(case.complaint_id, command), done, failed)

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        self._keeper.tick()
        if self.state.open and not self.state.is_recorded:
            self._looking.tick()

    def stop(self) -> None:
        """Show nothing any more; what was typed is written to this computer."""
        self._asks += 1
        self._keeper.keep_all_now()
        self._stop()


def _fields_of(before: ComplaintWords, after: ComplaintWords) -> frozenset[str]:
    return frozenset(name for name in ComplaintWords.model_fields if getattr(before, name) != getattr(after, name))
