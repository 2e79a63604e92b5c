"""The form of a complaint, without a window: what it starts with, what is to be mended, how it is left."""

from datetime import date
from uuid import UUID

from agent_desktop.client.complaint_reading import FormField, Wrong
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_form import SameComplaints
from agent_desktop.contract.complaints import ComplaintKind, Severity
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_complaints as samples
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.complaints.form.presenter import ComplaintFormPresenter
from agent_desktop.ui.complaints.form.starting import About, holdings_of
from agent_desktop.ui.complaints.form.state import FormState
from tests.client.complaint_bench import FormsBench

ABOUT = About(customer_id=HO.customer_id, customer_name=HO.name, call_id=UUID(int=40), has_needs=True)
HOLDINGS = holdings_of(HO)


class Bench(FormsBench):
    def __init__(self) -> None:
        super().__init__()
        self.form = ComplaintFormPresenter(
            self.keeper,
            self.server,
            self.server,
            self.tasks,
            self.clock.now,
            monotonic=self.clock.monotonic,
        )
        self.form.days_by(lambda: date(2026, 6, 16))

    def begin(self, about: About = ABOUT) -> None:
        self.form.begin(about, HOLDINGS)

    def wait(self, seconds: float = 1.0) -> None:
        self.clock.pass_seconds(seconds, self.form.tick)

    def state(self) -> FormState:
        return self.form.state

    @property
    def words(self) -> ComplaintWords:
        words = self.view.words
        assert words is not None
        return words

    @property
    def told(self) -> list[FormField]:
        return [each.field for each in self.form.state.mistakes]

    @property
    def status(self) -> ComplaintStatus:
        return self.view.status

    def fill(self) -> None:
        self.form.edited(category="cards.fees.instalment")
        self.form.edited(subjects=samples.WORDS.subjects)
        self.form.edited(amount="1,286.40")
        self.form.edited(happened_on="2026-06-12")
        self.form.edited(what="Instalments nobody asked for")
        self.form.edited(outcomes=("refund_fee",))


def test_a_form_begins_with_all_that_the_bank_knows() -> None:
    bench = Bench()
    bench.begin()

    words = bench.words
    assert (words.customer_id, words.call_id) == (HO.customer_id, UUID(int=40))
    assert words.owner == str(samples.PREFILL.owners[0].owner_id)
    assert words.reply_way == "phone:mobile"
    assert words.vulnerable  # by the customer's noted needs
    assert words.attach_recording
    assert words.tell_number
    assert bench.told == []


def test_a_category_brings_its_severity_and_the_only_account_that_it_can_be_about() -> None:
    bench = Bench()
    one_card = tuple(each for each in HOLDINGS if each.group.value != "cards" or each.number_masked.endswith("9021"))
    bench.form.begin(ABOUT, one_card)

    bench.form.edited(category="cards.fees.instalment")

    assert bench.words.severity is Severity.MINOR
    (subject,) = bench.words.subjects
    assert subject.label["en"].endswith("9021")


def test_what_the_script_filled_in_stands_in_the_form() -> None:
    bench = Bench()
    bench.begin(About(given={"what": "The fee", "amount": "USD 20.00", "happened_on": "2026-06-01", "note": "Refund"}))

    words = bench.words
    assert (words.what, words.amount, words.currency) == ("The fee", "USD 20.00", "USD")
    assert (words.happened_on, words.note, words.script_run) == ("2026-06-01", "Refund", True)


def test_recording_leads_to_what_is_missing_and_then_records_once() -> None:
    bench = Bench()
    bench.begin()
    recorded: list[Case] = []
    bench.form.on_recorded = recorded.append

    bench.form.record()
    assert bench.state().focus_field is FormField.CATEGORY
    assert bench.told[:2] == [FormField.CATEGORY, FormField.SUBJECTS]
    bench.fill()
    assert bench.told == []
    bench.form.record()
    bench.form.record()  # pressed twice

    assert bench.status is ComplaintStatus.RECORDED
    assert len(bench.server.recorded) == 1
    assert [each.glance.number for each in recorded] == ["CMP-26-00001"]
    (command,) = bench.server.recorded.values()
    assert command.asked_amount == command.amount  # as much is asked for as is in dispute, unless somebody says else


def test_a_field_is_told_of_once_it_was_left_and_alt_e_goes_round_all_of_them() -> None:
    bench = Bench()
    bench.begin()
    bench.form.edited(happened_on="someday")
    assert bench.told == []

    bench.form.left(FormField.HAPPENED_ON)
    assert bench.told == [FormField.HAPPENED_ON]
    bench.form.edited(happened_on="2026-06-12")
    bench.form.next_mistake()
    first = bench.state().focus_field
    bench.form.next_mistake()

    assert first is FormField.CATEGORY
    assert bench.state().focus_field is FormField.SUBJECTS


def test_what_the_server_finds_wrong_is_told_at_the_field_until_that_is_changed() -> None:
    bench = Bench()
    bench.begin()
    bench.fill()
    bench.server.problems = [ClientError(ErrorCode.COMPLAINT_FIELDS, {"owner_id": "unknown"})]

    bench.form.record()
    assert [(each.field, each.wrong) for each in bench.state().mistakes] == [(FormField.OWNER, Wrong.NOT_TAKEN)]
    bench.form.edited(owner=str(samples.PREFILL.owners[1].owner_id))
    assert bench.told == []
    bench.form.record()

    assert bench.state().is_recorded


def test_clocks_and_possible_duplicates_follow_what_is_chosen_once_typing_rests() -> None:
    bench = Bench()
    bench.server.same_found = SameComplaints(complaints=(samples.SAME,))
    bench.begin()
    bench.wait()
    first = len(bench.server.previews)
    for length in range(1, 20):
        bench.form.edited(what="x" * length)
        bench.wait(0.1)
    assert len(bench.server.previews) == first  # no clock hangs on the words

    bench.form.edited(category="cards.fees.instalment")
    bench.wait()
    bench.form.edited(severity=Severity.CRITICAL)
    bench.wait()

    assert [each.severity for each in bench.server.previews[first:]] == ["minor", "critical"]
    assert bench.state().around.clocks == samples.CLOCKS
    assert bench.state().same_shown == (samples.SAME,)
    bench.form.keep_apart(samples.SAME.glance.complaint_id)
    assert bench.state().same_shown == ()
    bench.fill()
    bench.form.record()
    (command,) = bench.server.recorded.values()
    assert command.kept_apart == (samples.SAME.glance.complaint_id,)


def test_leaving_asks_where_something_was_typed_and_only_there() -> None:
    bench = Bench()
    bench.begin()
    bench.form.leave()
    assert not bench.state().open

    bench.begin()
    bench.form.edited(what="Words")
    bench.form.leave()
    assert bench.state().leaving
    bench.form.leave()  # Esc again: go on writing
    assert bench.state().open
    assert not bench.state().leaving
    bench.form.leave()
    bench.form.save_draft()
    assert not bench.state().open
    (draft,) = bench.view.drafts
    bench.form.open_draft(draft.draft_id, HOLDINGS)
    assert bench.words.what == "Words"
    bench.form.throw_away()
    assert bench.view.drafts == ()


def test_suggestions_and_praise_have_their_own_short_way() -> None:
    bench = Bench()
    bench.begin()
    bench.form.edited(category="cards.fees.instalment")
    bench.form.kind_chosen(ComplaintKind.PRAISE)
    assert bench.words.category == ""  # of complaints

    bench.form.edited(category="praise.staff", what="Quick and kind", about_whom="Ms Chan")
    bench.form.record()

    (command,) = bench.server.recorded.values()
    assert (command.kind, command.about_whom) == (ComplaintKind.PRAISE, "Ms Chan")


def test_without_the_server_what_is_typed_stays_and_what_did_not_come_is_asked_for_again() -> None:
    bench = Bench()
    bench.server.problems = [ClientError(ErrorCode.SERVER_AWAY), ClientError(ErrorCode.SERVER_AWAY)]
    bench.begin()
    assert bench.state().problem is not None
    bench.form.edited(what="Words")

    bench.form.retry()

    assert bench.state().form is not None
    assert bench.words.what == "Words"
    assert bench.words.owner


def test_a_record_is_taken_back_by_whoever_pressed_too_early() -> None:
    bench = Bench()
    bench.begin()
    bench.fill()
    bench.form.record()
    first = bench.words.complaint_id

    bench.form.undo()

    assert bench.server.undone == [first]
    assert not bench.state().is_recorded
    assert bench.words.what == "Instalments nobody asked for"


def test_a_record_that_can_be_taken_back_no_more_says_so_and_stays() -> None:
    bench = Bench()
    bench.begin()
    bench.fill()
    bench.form.record()
    bench.server.problems = [ClientError(ErrorCode.NOT_ALLOWED)]

    bench.form.undo()

    assert bench.state().is_recorded
    assert bench.state().undo_problem is not None


def test_a_file_is_looked_at_before_it_goes_along() -> None:
    bench = Bench()
    bench.begin()
    bench.form.add_file("film.mp4", b"\x00\x00\x00\x18ftypmp42")
    assert bench.state().refused_file is not None

    bench.form.add_file("note.png", b"\x89PNG\r\n\x1a\nrest")
    assert bench.state().refused_file is None
    (file,) = bench.words.files
    bench.fill()
    bench.form.record()
    bench.wait()
    assert bench.server.files == {file.file_id: b"\x89PNG\r\n\x1a\nrest"}


def test_products_that_come_later_are_offered_too() -> None:
    bench = Bench()
    bench.form.begin(ABOUT, ())
    assert bench.state().holdings == ()

    bench.form.know_holdings(HOLDINGS)

    assert bench.state().holdings == HOLDINGS
