"""How it came, under whose rules it falls, and that it was settled at once: said in the form, and recorded with it."""

from PySide6.QtWidgets import QWidget

from agent_desktop.client.complaint_reading import FormField
from agent_desktop.contract.complaints import ComplaintChannel, Region, Severity
from agent_desktop.ui.complaints.form.how_rows import HowRows
from agent_desktop.ui.widgets.fields import ChoiceField, TextField
from agent_desktop.ui.widgets.tick_box import TickBox
from tests.ui.complaints.conftest import FormWindow


def parts(window: FormWindow) -> tuple[list[ChoiceField], TickBox, TextField]:
    rows = window.view.sheet.how
    box, text = rows.findChild(TickBox), rows.findChild(TextField)
    assert box is not None
    assert text is not None
    return rows.findChildren(ChoiceField), box, text


def choose(field: ChoiceField, code: str) -> None:
    field.setCurrentIndex(field.findData(code))
    field.activated.emit(field.currentIndex())


def shown(widget: QWidget, rows: HowRows) -> bool:
    return widget.isVisibleTo(rows)


def test_channel_and_region_are_the_customers_until_somebody_says_else_and_go_with_the_record(
    window: FormWindow,
) -> None:
    bench = window.bench
    bench.begin()
    (channel, region, *_), _, _ = parts(window)
    assert region.currentData() == bench.words.region != ""
    choose(channel, "letter")
    choose(region, "house")
    bench.fill()
    bench.wait(2.0)
    assert bench.words.channel is ComplaintChannel.LETTER
    bench.form.record()

    (command,) = bench.server.recorded.values()
    assert (command.channel, command.region, command.settled) == (ComplaintChannel.LETTER, Region.HOUSE, None)


def test_what_was_settled_at_once_has_its_answer_cause_and_result(window: FormWindow) -> None:
    bench, rows = window.bench, window.view.sheet.how
    bench.begin()
    bench.fill()
    (_, _, cause, result), tick, answer = parts(window)
    assert shown(tick, rows)
    assert not shown(answer, rows)
    tick.click()
    assert shown(answer, rows)
    bench.form.record()
    assert bench.server.recorded == {}
    assert bench.state().focus_field is FormField.SETTLED
    assert bench.told == [FormField.SETTLED]

    answer.setPlainText("The fee is given back today.")
    choose(cause, "unclear_fee")
    choose(result, "upheld")
    assert bench.told == []
    bench.form.record()

    (command,) = bench.server.recorded.values()
    assert command.settled is not None
    assert (command.settled.answer, command.settled.root_cause, command.settled.result) == (
        "The fee is given back today.", "unclear_fee", "upheld",
    )  # fmt: skip


def test_nothing_critical_is_settled_by_one_person_alone(window: FormWindow) -> None:
    bench, rows = window.bench, window.view.sheet.how
    bench.begin()
    bench.fill()
    bench.form.edited(settled=True, severity=Severity.CRITICAL)
    (_, _, _, _), tick, answer = parts(window)
    assert not shown(tick, rows)
    assert not shown(answer, rows)
    bench.form.record()

    (command,) = bench.server.recorded.values()
    assert command.settled is None
