"""Forms of complaints that keep themselves in the journal on this computer until they are recorded or thrown away."""

import time
from collections.abc import Callable
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.complaint_words import ComplaintWords, FileWords
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_complaint import ComplaintStatus, KeeperView, KeptComplaint, KeptDraft, kept_of
from agent_desktop.client.local_copy import LocalCopies
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Watched


class KeptForms:
    """Every form that was begun; one at a time is open. Belongs to the thread that draws."""

    def __init__(
        self, drafts: Drafts, disk: Tasks, now: Now, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`disk` writes the journal."""
        self._contents = drafts.files
        self._disk = disk
        self._now, self._monotonic = now, monotonic
        self._forms = {each.draft_id: kept_of(each) for each in drafts.recovered_complaints}
        self._open: UUID | None = None
        self._words_number = 0
        self._copies: LocalCopies[KeptComplaint] = LocalCopies(drafts, disk, monotonic, self._written)
        self._watched = Watched(KeeperView())
        wanted = [file.file_id for each in self._forms.values() for file in each.words.files]
        disk.run(lambda: self._contents.drop_all_but(wanted), ignore, ignore)
        self._publish()

    @property
    def view(self) -> KeeperView:
        """What is open, and what is not finished."""
        return self._watched.value

    @property
    def begun(self) -> ComplaintWords | None:
        """What the open form started with."""
        kept = self._current()
        return kept.begun if kept is not None else None

    def watch(self, watcher: Callable[[KeeperView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def begin(self, words: ComplaintWords) -> None:
        """Open a new form that starts with these words."""
        self._forms[words.complaint_id] = KeptComplaint(words, words, self._now())
        self.open(words.complaint_id)

    def start_with(self, words: ComplaintWords) -> None:
        """More is known of what the open form starts with: it is no typing of the person's."""
        kept = self._current()
        if kept is None or kept.words.complaint_id != words.complaint_id:
            return
        untouched = {
            name: getattr(words, name)
            for name in ComplaintWords.model_fields
            if getattr(kept.words, name) == getattr(kept.begun, name)
        }
        kept.begun, kept.words = words, kept.words.model_copy(update=untouched)
        self._words_number += 1
        self._publish()

    def open(self, draft_id: UUID | None) -> None:
        """Show this form; None shows none. One in which nothing was typed goes when it is left."""
        current = self._current()
        if current is not None and current.draft_id != draft_id:
            if current.is_clean:
                current.is_let_go = True
            if current.copy.behind_since is not None:
                self._copies.keep(current)
        self._open = draft_id if draft_id in self._forms else None
        self._words_number += 1
        self._publish()

    def changed(self, words: ComplaintWords) -> None:
        """Take the fields of the open form as they now stand."""
        kept = self._current()
        if kept is None or words == kept.words or kept.is_recorded or kept.in_doubt is not None:
            return
        kept.words, kept.changed_at = words, self._now()
        kept.refused = kept.problem = None
        self._copies.changed(kept)
        self._publish()

    def keep_now(self) -> None:
        """Write the open form to this computer at once, also where nothing was typed."""
        kept = self._current()
        if kept is not None and not kept.is_recorded:
            kept.keep_now = True
            self._copies.keep(kept)
            self._publish()

    def throw_away(self, draft_id: UUID) -> None:
        """Keep this form no longer, with what was typed and its files. What is on its way to the server stays."""
        kept = self._forms.get(draft_id)
        if kept is None or kept.in_doubt is not None or kept.sending:
            return
        self._let_go(kept)
        if draft_id == self._open:
            self._open = None
            self._words_number += 1
        self._publish()

    def add_file(self, file: FileWords, content: bytes, on_failed: Callable[[Problem], None]) -> None:
        """Have a file go along with the open form, once its content is on this computer."""
        draft_id = self._open

        def kept_it(_: None) -> None:
            kept = self._forms.get(draft_id) if draft_id is not None else None
            if kept is None or kept.is_recorded or kept.is_let_go:
                self._disk.run(lambda: self._contents.drop(file.file_id), ignore, ignore)
                return
            kept.words = kept.words.model_copy(update={"files": (*kept.words.files, file)})
            kept.changed_at = self._now()
            self._words_number += draft_id == self._open
            self._copies.keep(kept)
            self._publish()

        self._disk.run(
            lambda: self._contents.keep(file.file_id, content), kept_it, lambda error: on_failed(error.problem)
        )

    def remove_file(self, file_id: UUID) -> None:
        """Have a file of the open form not go along."""
        kept = self._current()
        if kept is None or kept.is_recorded or kept.in_doubt is not None:
            return
        left = tuple(each for each in kept.words.files if each.file_id != file_id)
        kept.words = kept.words.model_copy(update={"files": left})
        self._words_number += 1
        self._copies.keep(kept)
        self._disk.run(lambda: self._contents.drop(file_id), ignore, ignore)
        self._publish()

    # inside

    def _let_go(self, kept: KeptComplaint, *, with_files: bool = True) -> None:
        kept.is_let_go = True
        self._copies.keep(kept)
        if with_files:
            for file in kept.words.files:
                self._disk.run(lambda file_id=file.file_id: self._contents.drop(file_id), ignore, ignore)  # type: ignore[misc]

    def _written(self) -> None:
        kept = self._current()
        if kept is not None and self._copies.problem is None and kept.copy.is_idle:
            kept.kept_at = self._now()
        self._publish()

    def _current(self) -> KeptComplaint | None:
        return self._forms.get(self._open) if self._open is not None else None

    def _status(self, kept: KeptComplaint) -> ComplaintStatus:
        if kept.is_recorded:
            left = kept.files_left and kept.file_problem is None
            return ComplaintStatus.SENDING_FILES if left else ComplaintStatus.RECORDED
        if kept.in_doubt is not None:
            return ComplaintStatus.WAITING if kept.failures else ComplaintStatus.RECORDING
        if self._copies.problem is not None and not kept.is_clean:
            return ComplaintStatus.NOT_KEPT
        if kept.refused is not None:
            return ComplaintStatus.REFUSED
        if kept.is_clean:
            return ComplaintStatus.EMPTY
        return ComplaintStatus.KEPT if kept.copy.is_idle else ComplaintStatus.KEEPING

    def _publish(self) -> None:
        drafts = tuple(
            KeptDraft(
                each.draft_id,
                each.words.customer_id,
                each.words.customer_name or each.words.person_name,
                each.words.what,
                each.changed_at,
                self._status(each),
                each.words.call_id,
                each.words.script_run,
            )
            for each in self._forms.values()
            if not each.is_let_go and not each.is_recorded and not each.is_clean
        )
        kept = self._current()
        if kept is None:
            self._watched.set(KeeperView(words_number=self._words_number, drafts=drafts))
            return
        self._watched.set(
            KeeperView(
                words=kept.words,
                words_number=self._words_number,
                touched=kept.is_touched,
                status=self._status(kept),
                kept_at=kept.kept_at,
                problem=kept.refused or kept.problem or self._copies.problem,
                file_problem=kept.file_problem,
                number=kept.number,
                case=kept.case,
                join_into=kept.join_into,
                recovered=kept.recovered,
                drafts=drafts,
            )
        )
