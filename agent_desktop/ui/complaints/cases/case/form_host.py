"""The one form of a page: opened for a deed, closed once that is done, and told why it is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from agent_desktop.client.errors import Problem
from agent_desktop.client.typed_words import TypedStore
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
    """Opens a form at a time. `changed` is called when one was opened or put away.

    With `keep_in` what is typed is kept, under the thing that the form is about: it stands there again when the same
    form is opened, also after a crash, until its deed is done or the person puts it away.
    """

    def __init__(self, form: SmallForm, parent: QObject, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._words: TypedStore | None = None
        self._about: Callable[[], str] = str
        self._place = ""
        self._drawing = False
        self.form = form
        self._changed = changed
        self._spec: FormSpec | None = None
        self._deed: Deed = _nothing
        self._progress: Callable[[], Progress] = Progress
        self._deeds = 0
        form.done.connect(self._done)
        form.cancelled.connect(self._cancel)
        form.typed.connect(self._typed)

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
        about = self._about()
        self._place = f"{about}/{spec.key}" if about else ""
        self._drawing = True  # what is put into the fields here nobody types
        try:
            self.form.display(spec)
            if self._words is not None and self._place:
                self.form.fill(self._words.find(self._place))
        finally:
            self._drawing = False
        self._changed()

    def keep_in(self, words: TypedStore, about: Callable[[], str]) -> None:
        """Keep what is typed; `about` names the thing that forms are about, empty for none."""
        self._words, self._about = words, about

    def renew(self) -> None:
        """Something has changed: close the form whose deed is done, else say why it is not."""
        if self._spec is None:
            return
        progress = self._progress()
        if progress.deeds > self._deeds:
            self._cancel()
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

    def _cancel(self) -> None:
        """Put the form away for good: what was typed is sent, or not wanted."""
        if self._words is not None and self._place:
            self._words.drop(self._place)
        self.close()

    def _typed(self) -> None:
        if self._words is None or self._spec is None or not self._place or self._drawing:
            return
        began = {each.code: each.value for each in self._spec.fields}
        values = {
            code: value
            for code, value in self.form.values().items()
            if isinstance(value, (str, bool)) and value != began[code] and (value or began[code])
        }
        self._words.keep(self._place, values)

    def _done(self, values: Values) -> None:
        self._deed(values)
        self.renew()


def _nothing(_values: Values) -> None:
    """No form is open."""
