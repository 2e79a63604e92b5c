"""A large file is read in blocks by several processes; nothing of it may depend on where it was cut."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agent_desktop.records.sources.errors import RowRefusedError
from agent_desktop.records.sources.mapping import load_mapping
from agent_desktop.records.sources.reader import Extract, RawRow, can_be_cut, cut, find_extract, read_head, read_rows
from agent_desktop.records.sources.workers import WorkerFailedError, answers

MAPPING = """\
format: 1
bank: blocks
title: {{en: Blocks}}
systems: {{crm: {{name: {{en: CRM}}}}}}
files:
  people: {{name: people.csv, encoding: {encoding}, multiline: {multiline}, columns: {{id: {{type: key}}, name: {{}}}}}}
records: [{{make: customer, from: people, system: crm, key: "{{id}}", customer_number: "{{id}}"}}]
"""

SPOILT = (
    "name,id\r\nGrace,1\r\n"
    '何詠詩,2\n"Ho, Grace",3\n'
    'a stray " quote,4\nthree,columns,here\n\n"Ho ""Wing""",5\rSze,6\n\0,7\nÉ,8\r\n"open,9\nlast without an end,10'
).encode("gb18030", errors="replace")


def extract_of(folder: Path, content: bytes, encoding: str = "gb18030", *, multiline: bool = False):  # type: ignore[no-untyped-def]
    (folder / "mapping.yaml").write_text(
        MAPPING.format(encoding=encoding, multiline=str(multiline).lower()), encoding="utf-8"
    )
    (folder / "people.csv").write_bytes(content)
    mapping = load_mapping(folder / "mapping.yaml")
    extract = find_extract(mapping, "people", folder)
    assert extract is not None
    return mapping, extract


def plain(item: RawRow | tuple[int, RowRefusedError]) -> tuple[object, ...]:
    if isinstance(item, RawRow):
        return tuple(item)
    return item[0], item[1].column, item[1].reason


def in_blocks(mapping, extract: Extract, size: int) -> list[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    head = read_head(mapping, extract)
    return [plain(row) for block in cut(extract, size) for row in read_rows(mapping, extract, block, head)]


@pytest.mark.parametrize("content", [SPOILT, b"\xff\xff,1\n" + SPOILT, b"id,name\n", b"id,name"])
def test_rows_and_refusals_are_the_same_wherever_a_file_is_cut(tmp_path: Path, content: bytes) -> None:
    mapping, extract = extract_of(tmp_path, content)
    whole = [plain(row) for row in read_rows(mapping, extract)]

    for size in range(1, len(content) + 2):
        assert in_blocks(mapping, extract, size) == whole, size


def test_the_mark_of_utf_8_stands_at_the_beginning_only(tmp_path: Path) -> None:
    mapping, extract = extract_of(tmp_path, b"\xef\xbb\xbfid,name\n1,a\n2,b\n", "utf-8")

    assert in_blocks(mapping, extract, 3) == [(2, ["1", "a"]), (3, ["2", "b"])]


def test_a_file_is_not_cut_where_a_row_may_go_over_lines_or_its_bytes_do_not_show_them(tmp_path: Path) -> None:
    assert can_be_cut(extract_of(tmp_path, b"")[1])
    assert not can_be_cut(extract_of(tmp_path, b"", multiline=True)[1])
    assert not can_be_cut(extract_of(tmp_path, b"", "iso2022_jp")[1])


def doubling() -> Callable[[int], tuple[int, int]]:
    return lambda number: (2 * number, os.getpid())


def failing() -> Callable[[int], int]:
    return lambda number: 1 // number


def ending() -> Callable[[int], int]:
    return lambda number: os._exit(number)


def test_processes_answer_in_the_order_they_are_asked_and_are_gone_afterwards() -> None:
    told = list(answers(doubling, range(20), 2))

    assert [answer for answer, _ in told] == list(range(0, 40, 2))
    processes = {process for _, process in told}
    assert len(processes) == 2
    assert os.getpid() not in processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_one_process_is_this_one() -> None:
    assert list(answers(doubling, [4], 1)) == [(8, os.getpid())]


def test_processes_are_ended_with_who_asked_them() -> None:
    asked = answers(doubling, range(20), 2)
    _, process = next(asked)

    asked.close()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_failure_of_a_process_is_told_with_its_traceback() -> None:
    with pytest.raises(WorkerFailedError, match="ZeroDivisionError"):
        list(answers(failing, [1, 0, 1], 2))


def test_a_process_that_dies_fails_the_work() -> None:
    with pytest.raises(WorkerFailedError, match="is gone"):
        list(answers(ending, [1, 1, 1, 1, 1, 1], 2))
