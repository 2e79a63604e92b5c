"""Forms of complaints that go along with a call: one person at a time goes on with each."""

from uuid import UUID

from agent_desktop.client.complaint_forms import KeptForms
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.client.kept_complaint import KeptComplaint


class TravellingForms(KeptForms):
    """Gives forms away and takes others over. Belongs to the thread that draws."""

    def begun_in(self, call_id: UUID) -> tuple[ComplaintWords, ComplaintWords] | None:
        """Return what stands in the form that was begun in this call and is neither recorded nor on its way, with what
        it began with; the open one before others."""
        fitting = [
            each
            for each in self._forms.values()
            if each.words.call_id == call_id and not (each.is_clean or each.is_recorded or each.in_doubt)
        ]
        found = max(fitting, key=lambda each: (each.draft_id == self._open, each.changed_at), default=None)
        return None if found is None else (found.words, found.begun)

    def has(self, draft_id: UUID) -> bool:
        """Whether a form is one of this computer's still, and not recorded."""
        kept = self._forms.get(draft_id)
        return kept is not None and not (kept.is_let_go or kept.is_recorded)

    def travel(self, draft_id: UUID) -> None:
        """It goes along with its call: its files are sent ahead of it."""
        kept = self._forms.get(draft_id)
        if kept is not None and not kept.is_let_go:
            kept.travels = True

    def is_thrown_away(self, draft_id: UUID) -> bool:
        """Whether nobody is to record a form any more."""
        kept = self._forms.get(draft_id)
        return kept is None or (kept.is_let_go and not kept.is_recorded)

    def take_over(self, words: ComplaintWords, begun: ComplaintWords) -> None:
        """Go on with a form that a colleague has begun, and with the files that came along."""
        if not self.has(words.complaint_id):
            kept = KeptComplaint(words, begun, self._now())
            kept.keep_now = kept.travels = True
            self._forms[words.complaint_id] = kept
            self._copies.keep(kept)
            self._publish()

    def give_away(self, draft_id: UUID, handed: ComplaintWords | None) -> bool:
        """A colleague goes on with a form, as it was `handed` on, its files apart. It goes from this computer, unless a
        file is here that did not come along, or something was typed since: say whether it stays, to be read."""
        kept = self._forms[draft_id]
        kept.travels = False
        stays = bare(kept.words) != handed or kept.files_left
        if not stays:
            self._let_go(kept)
            if draft_id == self._open:
                self._open = None
                self._words_number += 1
            self._publish()
        return stays


def bare(words: ComplaintWords) -> ComplaintWords:
    """Return what stands in a form, without its files."""
    return words.model_copy(update={"files": (), "taken_out": ()})
