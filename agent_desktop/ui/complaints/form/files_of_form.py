"""Files that go along with the form of a complaint."""

from dataclasses import replace
from uuid import UUID

from agent_desktop.client.complaint_words import FileWords
from agent_desktop.client.errors import Problem
from agent_desktop.ui.complaints.form.files import added_file
from agent_desktop.ui.complaints.form.opened_form import OpenedForm


class FilesOfForm(OpenedForm):
    """Takes files to the open form, and says why one is not taken."""

    def add_file(self, name: str, content: bytes) -> None:
        """Have a file go along."""
        words = self._keeper.view.words
        if words is None or self.state.is_locked:
            return
        made = added_file(name, content, words.files)
        if isinstance(made, Problem):
            self._show(replace(self.state, refused_file=(name, made)))
            return
        self._show(replace(self.state, refused_file=None))
        self._keeper.add_file(made, content, lambda problem: self._file_refused(made, problem))

    def refuse_file(self, name: str, problem: Problem) -> None:
        """A file could not even be read."""
        self._show(replace(self.state, refused_file=(name, problem)))

    def remove_file(self, file_id: UUID) -> None:
        """Have a file not go along."""
        self._show(replace(self.state, refused_file=None))
        self._keeper.remove_file(file_id)

    def _file_refused(self, file: FileWords, problem: Problem) -> None:
        self.refuse_file(file.name, problem)
