"""The one form of a page: opened for a deed, closed once that is done, and told why it is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from agent_desktop.client.errors import Problem
from agent_desktop.ui.complaints.small_form import FormSpec, SmallForm, Values
from agent_desktop.ui.messages import deed_text

Deed = Callable[[Values], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a presenter is: `deeds` counts what was done, `fields` are words by field of what is wrong."""

    deeds: int = 0
    busy: bool = False
    problem: Problem | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


class FormHost(QObject):
    """Opens a form at a time. `changed` is called when one was opened or put away."""

    def __init__(self, form: SmallForm, parent: QObject, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self.form = form
        self._changed = changed
        self._spec: FormSpec | None = None
        self._deed: Deed = _nothing
        self._progress: Callable[[], Progress] = Progress
        self._deeds = 0
        form.done.connect(self._done)
        form.cancelled.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether a form is on the screen."""
        return self._spec is not None

    def open(self, spec: FormSpec | None, deed: Deed, progress: Callable[[], Progress]) -> None:
        """Ask for what `spec` has, and do `deed` with it; None needs nothing and is done at once."""
        if spec is None:
            self.close()
            deed({})
            return
        self._spec, self._deed, self._progress = spec, deed, progress
        self._deeds = progress().deeds
        self.form.display(spec)
        self._changed()

    def renew(self) -> None:
        """Something has changed: close the form whose deed is done, else say why it is not."""
        if self._spec is None:
            return
        progress = self._progress()
        if progress.deeds > self._deeds:
            self.close()
            return
        said = deed_text(progress.problem) if progress.problem is not None and not progress.fields else ""
        self.form.display(self._spec, busy=progress.busy, problem=said)
        if progress.fields:
            self.form.show_problems(progress.fields)

    def close(self) -> None:
        """Put the form away."""
        was_open, self._spec = self.is_open, None
        self.form.display(None)
        if was_open:
            self._changed()

    def _done(self, values: Values) -> None:
        self._deed(values)
        self.renew()


def _nothing(_values: Values) -> None:
    """No form is open."""
