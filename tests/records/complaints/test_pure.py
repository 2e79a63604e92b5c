"""Edits are merged by the history, words are found, and a wrong file is told by line."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import JsonValue

from agent_desktop.contract.complaints import ComplaintKind, ComplaintState, Severity
from agent_desktop.contract.sessions import Role
from agent_desktop.records.complaints.finding import NumberSought, number_sought, query_of, words_of
from agent_desktop.records.complaints.merging import changed_since, merge
from agent_desktop.server.complaints.plan_file import ComplaintsFileError, load_book, read_complaints
from agent_desktop.settings import load_settings, resources_folder

AT = datetime(2026, 6, 16, tzinfo=UTC)
SHIPPED = resources_folder() / "complaints" / "main.yaml"


@dataclass
class Change:
    changes: dict[str, list[JsonValue]]
    by_user_id: UUID | None
    at: datetime = AT


def test_two_people_change_different_fields_and_both_changes_stay() -> None:
    hoi = uuid4()
    since = changed_since([Change({"severity": ["minor", "major"]}, hoi)])
    merged = merge({"severity": "major", "note": ""}, {"note": "See the text"}, since)
    assert (set(merged.apply), merged.clashes, set(merged.merged)) == ({"note"}, (), {"severity"})


def test_the_same_field_changed_to_different_values_is_a_clash_and_nothing_is_written() -> None:
    hoi = uuid4()
    history = [Change({"note": ["", "one"]}, hoi), Change({"note": ["one", "two"]}, hoi)]
    since = changed_since(history)
    merged = merge({"note": "two", "legal": False}, {"note": "mine", "legal": True}, since)
    assert merged.apply == frozenset()
    (clash,) = merged.clashes
    assert (clash.field, clash.before, clash.yours, clash.theirs, clash.by) == ("note", "", "mine", "two", hoi)


def test_what_both_changed_alike_or_came_back_to_what_it_was_is_no_clash() -> None:
    same = changed_since([Change({"note": ["", "one"]}, None)])
    assert merge({"note": "one"}, {"note": "one"}, same).clashes == ()
    untouched = merge({"note": "one"}, {"note": ""}, same)  # sent along as it was seen: it is theirs to decide
    assert (set(untouched.apply), untouched.clashes, set(untouched.merged)) == (set(), (), {"note"})
    back = changed_since([Change({"note": ["", "one"]}, None), Change({"note": ["one", ""]}, None)])
    assert back == {}
    assert merge({"note": ""}, {"note": "mine"}, back).apply == {"note"}


def test_a_number_is_known_as_people_say_it() -> None:
    assert number_sought("CMP-26-01811") == NumberSought(1811, 2026, "CMP")
    assert number_sought(" cmp 26 1811 ") == NumberSought(1811, 2026, "CMP")
    assert number_sought("26-01811") == NumberSought(1811, 2026)
    assert number_sought("1811") == NumberSought(1811)
    for text in ("6214 8301 1811", "card 4 and 5", "", "CMP"):
        assert number_sought(text) is None


def test_chinese_is_found_by_its_pairs_and_in_either_script_and_latin_by_its_beginning() -> None:
    words = set(words_of("客户说分期手續費没有确认 Instalment plan, 1,286.40"))
    assert {"分期", "手续", "续费", "instalment", "286"} <= words
    assert query_of("手续费") == "'手续' & '续费'"
    assert query_of("Instal fee's") == "'instal':* & 'fee':* & 's':*"
    assert query_of("'); DROP") == "'drop':*"
    assert query_of("…") == ""


def test_the_shipped_file_is_right_and_says_what_the_product_asks() -> None:
    reading = read_complaints(SHIPPED)
    assert (reading.errors, reading.warnings) == ((), ())
    book = load_book(load_settings(None))
    leaves = [each for each in book.categories.values() if each.is_leaf]
    assert len(leaves) >= 40
    assert all(each.hint for each in leaves if ComplaintKind.COMPLAINT in each.kinds)
    assert book.categories["cards.charges.instalment"].initials == "fqsxf"
    assert book.categories["cards.security.not_theirs"].severity is Severity.MAJOR
    assert (book.team_of("cards.security.not_theirs"), book.team_of("service.privacy")) == ("Disputes", "Complaints")
    assert book.limit({Role.AGENT}, alone=True) == Decimal(200)
    assert book.limit({Role.AGENT, Role.COMPLIANCE}, alone=False) is None
    assert book.limit({Role.AUTHOR}, alone=False) == 0
    assert (
        book.say(ComplaintState.INVESTIGATING, AT.date())["en"]
        == "We are looking into it. You have our answer by 16 June."
    )
    assert book.category_name("gone.away")["zh"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{en: Refund of the fee, zh: 退还费用}", "{en: Refund}", "language_missing"),
        ("{code: apology, name: {en: An apology", "{code: undo, name: {en: An apology", "code_twice"),
        ("{code: process_slow, group: process", "{code: process_slow, group: slowness", "value_not_listed"),
        ("    fees: cards.charges.fee", "    fees: cards.charges", "value_not_listed"),
        ("  undone: {en: Taken back, zh: 已撤回}\n", "", "key_missing"),
        ("You hear from us by {due}.", "You hear from us.", "placeholder_wrong"),
        ("{code: none, name: {en: Nothing", "{code: nil, name: {en: Nothing", "key_missing"),
        ("suggestion: SUG", "suggestion: CMP", "code_twice"),
        ("approve: any", "approve: much", "number_needed"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "main.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    errors = read_complaints(path).errors
    assert problem in {error.problem.code for error in errors}
    assert all(isinstance(error, ComplaintsFileError) and error.line > 0 for error in errors)
