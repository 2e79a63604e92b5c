"""What is typed into a letter about a complaint is on this computer until it went out."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from agent_desktop.demo import screen_case_parts as parts
from agent_desktop.demo.screen_case_bank import CaseBank, case_page
from agent_desktop.ui.complaints.cases.case.page import CasePage
from agent_desktop.ui.theme.theme import Theme
from tests.ui.complaints.cases.test_case import Kept


def test_what_was_typed_into_a_letter_is_there_again_after_a_crash_and_gone_once_it_went_out(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    def shown() -> tuple[CasePage, CaseBank]:
        bank = CaseBank()
        page = case_page(theme, bank)
        bring_up(page)
        return page, bank

    kept = Kept()
    page, _ = shown()
    page.keep_words(kept)
    letters = page.presenters.letters
    letters.write("final_answer")
    assert kept.places == {}  # what the record has of it nobody typed
    letters.fill(words={"findings": "We looked at the call."}, to_address="9 Nathan Road")
    assert list(kept.places) == [f"{parts.CASE.complaint_id}/letter/final_answer"]

    again, _ = shown()
    again.keep_words(kept)
    letters = again.presenters.letters
    letters.write("final_answer")
    assert (letters.state.words["findings"], letters.state.to_address) == ("We looked at the call.", "9 Nathan Road")
    letters.draw()
    letters.send()
    assert kept.places == {}
