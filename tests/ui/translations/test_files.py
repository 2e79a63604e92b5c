from agent_desktop.ui.translations.files import problems_in


def entry(source: str, translation: str, kind: str = "") -> str:
    mark = f' type="{kind}"' if kind else ""
    return (
        "<TS><context><name>View</name><message>"
        f"<source>{source}</source><translation{mark}>{translation}</translation></message></context></TS>"
    )


def test_a_complete_entry_is_good() -> None:
    assert problems_in(entry("Saved {time}", "已保存 {time}")) == []


def test_an_unfinished_an_empty_and_a_left_over_entry_are_named() -> None:
    assert problems_in(entry("Saved", "", "unfinished")) == ["View: 'Saved' is unfinished"]
    assert problems_in(entry("Saved", " ")) == ["View: 'Saved' has no words"]
    assert problems_in(entry("Saved", "已保存", "vanished")) == ["View: 'Saved' is vanished"]


def test_a_translation_that_loses_a_value_is_named() -> None:
    problems = problems_in(entry("Saved {time}", "已保存"))

    assert problems == ["View: 'Saved {time}' and '已保存' do not take the same values"]
