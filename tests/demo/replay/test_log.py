"""The call log: what every row is, and which are not believed."""

from datetime import date
from pathlib import Path

import pytest

from agent_desktop.demo.replay.log import (
    CallLog,
    LogUnreadableError,
    Reject,
    RowKind,
    parse_log,
    parts_of,
    read_log,
    write_rejects,
)
from tests.demo.replay.support import anonymous_bank, log_of, morning, row, served, waiting


@pytest.fixture(scope="module")
def real() -> CallLog:
    return read_log(anonymous_bank())


def test_the_real_log_has_the_rows_it_is_known_for(real: CallLog) -> None:
    assert real.found == {
        "rows": 24_223,
        "phantom": 209,
        "hang_never_queued": 1_353,
        "agent_without_server": 363,
        "negative_time": 20,
        "customer_unreadable": 16,
        "repeated_call_id": 376,
    }
    assert (len(real.days()), real.servers) == (20, 24)


def test_what_becomes_of_the_real_rows_adds_up_to_all_of_them(real: CallLog) -> None:
    parts = parts_of(real, real.days())

    assert parts == {
        "rows": 24_223,
        "rejected": 20,
        "phantom": 208,  # one of the 209 has a negative time
        "menu": 1_353,
        "abandoned": 2_817,
        "served": 19_825,
        "of_served_without_server": 363,
    }
    assert sum(parts[kind.value] for kind in RowKind) + parts["rejected"] == parts["rows"]


def test_the_real_keys_are_each_there_once(real: CallLog) -> None:
    assert len({call.key for call in real.calls}) == len(real.calls)


def test_the_real_rejects_are_named_by_line_column_and_reason(real: CallLog, tmp_path: Path) -> None:
    write_rejects(tmp_path / "rejects.csv", real.rejects)

    lines = (tmp_path / "rejects.csv").read_text().splitlines()
    assert (len(lines), lines[0], lines[1]) == (21, "line,column,reason,value", "1603,vru_time,negative,-57")
    raw = anonymous_bank().read_text("latin-1").splitlines()
    assert all(raw[reject.line - 1].split("\t")[8] == reject.value for reject in real.rejects)


def test_what_is_no_number_is_not_written_with_the_rejects(tmp_path: Path) -> None:
    # A row that lacks a field has a later one in its place, and that may be a name.
    rejects = [Reject(2, "ser_time", "not_a_number", "SOMEBODY", None), Reject(3, "q_time", "negative", "-5", None)]

    write_rejects(tmp_path / "rejects.csv", rejects)

    lines = (tmp_path / "rejects.csv").read_text().splitlines()[1:]
    assert lines == ["2,ser_time,not_a_number,", "3,q_time,negative,-5"]


def test_no_servers_name_leaves_the_reader(real: CallLog) -> None:
    names = {line.split("\t")[16].strip() for line in anonymous_bank().read_text("latin-1").splitlines()[1:]}

    everything = repr(real)
    assert not [name for name in names - {"NO_SERVER"} if name in everything]


def test_each_kind_of_row_is_told_apart() -> None:
    log = parse_log(
        log_of(
            row(1),
            row(2, outcome="PHANTOM"),
            waiting(3, "9:00:00", "9:00:30", 30),
            waiting(4, "9:00:00", "9:00:00", 0, q_start="0:00:00"),
            row(5, server="NO_SERVER"),
        )
    )

    kinds = [call.kind for call in log.calls]
    assert kinds == [RowKind.SERVED, RowKind.PHANTOM, RowKind.ABANDONED, RowKind.MENU, RowKind.SERVED]
    assert [call.server for call in log.calls] == [1, None, None, None, None]


def test_a_caller_reaches_us_when_they_leave_the_menu() -> None:
    log = parse_log(log_of(served(1, "9:00:10", 60, "A"), served(2, "9:05:00", 60, "A", queue=25)))

    assert [str(call.reached_at) for call in log.calls] == ["1999-02-01 09:00:10", "1999-02-01 09:05:00"]
    assert str(log.calls[1].served_from) == "1999-02-01 09:05:25"


def test_a_call_over_midnight_is_served_on_the_next_day() -> None:
    log = parse_log(log_of(row(1, vru_entry="23:59:50", vru_exit="0:00:05", ser_start="0:00:06", ser_exit="0:01:06")))

    (call,) = log.calls
    assert (str(call.reached_at), str(call.served_from)) == ("1999-02-02 00:00:05", "1999-02-02 00:00:06")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("vru_time", "-5", "negative"),
        ("ser_time", "-1", "negative"),
        ("q_time", "soon", "not_a_number"),
        ("vru_exit", "25:00:00", "not_a_time"),
        ("ser_start", "noon", "not_a_time"),
        ("date", "990231", "not_a_date"),
        ("outcome", "LOST", "unknown"),
        ("priority", "high", "not_a_number"),
    ],
)
def test_a_row_that_cannot_be_believed_is_rejected_by_name(column: str, value: str, reason: str) -> None:
    log = parse_log(log_of(row(1), row(2, **{column: value})))

    assert len(log.calls) == 1
    (reject,) = log.rejects
    assert (reject.line, reject.column, reject.reason, reject.value) == (3, column, reason, value)


def test_a_row_with_a_field_too_few_is_rejected() -> None:
    log = parse_log([*log_of(row(1)), row(2).rpartition("\t")[0]])

    assert [(reject.line, reject.reason, reject.value) for reject in log.rejects] == [(3, "fields", "16")]


def test_a_call_id_may_repeat_on_another_line_and_not_on_the_same() -> None:
    log = parse_log(log_of(row(1), row(1, line="AA0102"), row(1), row(1, date="990202")))

    assert [call.key for call in log.calls] == ["AA0101-1-990201", "AA0102-1-990201", "AA0101-1-990202"]
    assert [(reject.line, reject.reason) for reject in log.rejects] == [(4, "repeated")]
    assert log.found["repeated_call_id"] == 2


def test_a_customer_cut_by_a_spreadsheet_is_nobody_in_particular() -> None:
    log = parse_log(log_of(row(1, customer_id="6.02701E+11"), row(2, customer_id="42")))

    assert [call.customer_id for call in log.calls] == [0, 42]
    assert log.found["customer_unreadable"] == 1


def test_what_is_no_call_log_is_refused() -> None:
    with pytest.raises(LogUnreadableError):
        parse_log(["name\tbirthday", "May\t2 March"])


def test_the_parts_of_some_days_leave_the_others_out() -> None:
    log = parse_log([*morning(), row(20, date="990202"), row(21, date="990202", vru_time=-1)])

    assert parts_of(log, [date(1999, 2, 2)]) == {
        "rows": 2,
        "rejected": 1,
        "phantom": 0,
        "menu": 0,
        "abandoned": 0,
        "served": 1,
        "of_served_without_server": 0,
    }
