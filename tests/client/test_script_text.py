"""A script's text while it is written: its problems and fixes, its map, what could stand at the caret, differences."""

from agent_desktop.client.script_completion import Names, completion_at
from agent_desktop.client.script_diff import DiffKind, counted, diff_lines
from agent_desktop.client.script_flow import StepKind, flow_of
from agent_desktop.client.script_text import fixed, read_text

TEXT = """\
id: lost-card
version: "1.0"
title: {en: Lost card, zh: 卡片遗失}
steps:
  - id: greet
    title: {en: Greet, zh: 问候}
    say: {en: "Good day, {{customer_name|you}}.", zh: "您好。"}
    next: ask

  - id: ask
    title: {en: Ask, zh: 询问}
    questions:
      - id: found
        kind: yes_no
        label: {en: "Was it found?", zh: 找到了吗？}
    branch: {question: found, cases: {"yes": close, "no": block}}

  - id: block
    title: {en: Block, zh: 冻结}
    say: {en: I block it., zh: 我现在冻结。}
    next: close

  - id: close
    title: {en: Close, zh: 结束}
    say: {en: Goodbye., zh: 再见。}
    outcome: done
"""


def test_a_right_text_has_its_steps_by_line_and_no_problem() -> None:
    read = read_text(TEXT)

    assert read.problems == ()
    assert read.script is not None
    assert [(each.step_id, each.line) for each in read.steps] == [
        ("greet", 5),
        ("ask", 10),
        ("block", 18),
        ("close", 23),
    ]
    assert read.step_at(16) == "ask"
    assert read.step_at(2) == ""
    assert read.line_of("block") == 18


def test_a_step_that_is_not_there_is_underlined_and_the_closest_one_is_offered() -> None:
    wrong = TEXT.replace("next: ask", "next: aks")
    problem = read_text(wrong).errors[0]

    assert (problem.line, problem.column, problem.length) == (8, 11, 3)
    assert problem.fix is not None
    assert fixed(wrong, problem.fix) == TEXT


def test_the_wrong_one_of_several_ways_on_a_line_is_underlined() -> None:
    wrong = TEXT.replace('"no": block', '"no": blok')
    problem = read_text(wrong).errors[0]
    line = wrong.split("\n")[problem.line - 1]

    assert line[problem.column - 1 :].startswith("blok")
    assert problem.fix is not None
    assert problem.fix.new == "block"


def test_a_variable_that_nobody_knows_is_found_in_a_text_over_several_lines() -> None:
    wrong = TEXT.replace(
        "say: {en: I block it., zh: 我现在冻结。}",
        "say:\n      en: >-\n        I block\n        {{customer_nam}}.\n      zh: 好",
    )
    problem = read_text(wrong).errors[0]

    assert wrong.split("\n")[problem.line - 1].strip() == "{{customer_nam}}."
    assert problem.fix is not None
    assert problem.fix.new == "customer_name"


def test_a_text_that_is_no_yaml_is_told_at_its_place() -> None:
    read = read_text(TEXT.replace("title: {en: Ask,", "title: {en: [Ask,"))

    assert read.document is None
    assert read.problems[0].code == "not_yaml"
    assert read.problems[0].line >= 11


def test_the_map_has_layers_ways_with_their_answers_and_what_is_missing_or_not_reached() -> None:
    document = read_text(TEXT).document
    assert document is not None
    flow = flow_of(document)
    places = {node.step_id: (node.row, node.column) for node in flow.nodes}

    assert places == {"greet": (0, 0), "ask": (0, 1), "block": (0, 2), "close": (0, 3)}
    assert flow.ends == 1
    assert [node.kind for node in flow.nodes] == [StepKind.SAY, StepKind.ASK, StepKind.SAY, StepKind.END]
    words = {(way.start, way.end): [each["en"] for each in way.words] for way in flow.ways}
    assert words["ask", "block"] == ["No"]
    broken = read_text(TEXT.replace("next: ask", "next: nowhere")).document
    assert broken is not None
    nodes = {node.step_id: node for node in flow_of(broken).nodes}
    assert nodes["nowhere"].kind is StepKind.MISSING
    assert not nodes["ask"].reached


def test_a_map_is_made_of_any_text_that_is_yaml() -> None:
    for text in ("a", "steps: 3", "steps: [1, {id: x, next: [1]}, {id: x}]", "steps: [{id: a, branch: 3, next: a}]"):
        document = read_text(text).document
        assert flow_of(document or {}).ways is not None


def _at(before: str, text: str = TEXT) -> tuple[str, ...]:
    document = read_text(TEXT).document
    return completion_at(text, text.index(before) + len(before), document, Names(pages=["card-block-rules"])).words


def test_steps_are_offered_where_a_way_leads_on_and_variables_inside_braces() -> None:
    assert _at("next: a") == ("ask",)
    assert _at("{{customer_") == ("customer_name", "customer_full_name")
    assert _at('"yes": cl') == ("close",)


def test_keys_are_offered_that_fit_where_the_line_stands() -> None:
    step = TEXT.replace("    next: ask", "    nex\n    next: ask")
    assert _at("    nex", step) == ("next: ",)
    question = TEXT.replace("        kind: yes_no", "        req\n        kind: yes_no")
    assert _at("        req", question) == ("required: ",)
    kind = TEXT.replace("kind: yes_no", "kind: mo")
    assert _at("kind: mo", kind) == ("money",)


def test_a_difference_stands_with_the_numbers_of_both_texts_and_a_little_around_it() -> None:
    lines = diff_lines(TEXT, TEXT.replace("Goodbye.", "Thank you."))

    assert counted(lines) == (1, 1)
    assert lines[0].kind is DiffKind.GAP
    changed = [each for each in lines if each.kind in (DiffKind.ADDED, DiffKind.REMOVED)]
    assert [(each.before, each.after) for each in changed] == [(25, 0), (0, 25)]
    assert diff_lines(TEXT, TEXT) == ()
