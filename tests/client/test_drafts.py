import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.fernet import Fernet

from agent_desktop.client.drafts import Draft, DraftJournal, count_waiting
from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from tests.client.support import AGENT_ID, START

KEY = Fernet.generate_key().decode()


def draft(text: str, interaction_id: UUID | None = None) -> Draft:
    return Draft(interaction_id=interaction_id or uuid4(), call_id=uuid4(), text=text, seen_version=0, changed_at=START)


def journal_in(folder: Path, key: str = KEY, *, compact_bytes: int = 1_000_000) -> DraftJournal:
    return DraftJournal(folder, AGENT_ID, key, compact_bytes=compact_bytes)


def file_of(folder: Path) -> Path:
    return folder / f"{AGENT_ID}.journal"


def texts_in(folder: Path, key: str = KEY) -> list[str]:
    journal = journal_in(folder, key)
    journal.close()
    return [each.text for each in journal.recovered]


def test_the_newest_text_of_each_note_is_recovered_and_dropped_ones_are_not(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    first, second = draft("first"), draft("second")
    for each in (first, second, first.model_copy(update={"text": "first, longer"})):
        journal.keep(each)
    journal.drop(second.interaction_id)
    journal.close()

    assert texts_in(tmp_path) == ["first, longer"]
    assert count_waiting(tmp_path, AGENT_ID, KEY) == 1


def test_a_note_never_stands_readable_on_the_disk_and_belongs_to_the_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    journal = journal_in(folder)
    journal.keep(draft("卡在钱包里 card in purse"))
    journal.close()

    content = file_of(folder).read_bytes()
    assert b"purse" not in content
    assert "钱包".encode() not in content
    assert file_of(folder).stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_a_file_cut_at_any_byte_gives_every_whole_record_before_the_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent_desktop.client.drafts.os.fsync", lambda fd: None)  # a thousand times is slow
    source = tmp_path / "source"
    interaction_id = uuid4()
    journal = journal_in(source)
    ends = [0]
    for text in ("one", "one two", "one two three"):
        journal.keep(draft(text, interaction_id))
        ends.append(file_of(source).stat().st_size)
    journal.close()
    content = file_of(source).read_bytes()
    expected = ["", "one", "one two", "one two three"]

    for cut in range(len(content) + 1):
        folder = tmp_path / f"cut-{cut}"
        folder.mkdir()
        file_of(folder).write_bytes(content[:cut])
        # A record without its line end is whole all the same.
        whole = sum(end > 0 and cut >= end - 1 for end in ends)

        again = journal_in(folder)
        assert [each.text for each in again.recovered] == ([expected[whole]] if whole else []), cut
        again.keep(draft("after the crash"))
        again.close()
        assert "after the crash" in texts_in(folder), cut


@pytest.mark.parametrize("tail", [b"\x00" * 300, b"garbage\nmore\n\n", b"gAAAAA" + b"x" * 80 + b"\n", b"\xff\xfe"])
def test_a_spoilt_tail_costs_nothing_before_it_and_is_set_aside(tmp_path: Path, tail: bytes) -> None:
    journal = journal_in(tmp_path)
    journal.keep(draft("kept"))
    journal.close()
    with file_of(tmp_path).open("ab") as file:
        file.write(tail)

    again = journal_in(tmp_path)
    again.keep(draft("later"))
    again.close()

    assert sorted(texts_in(tmp_path)) == ["kept", "later"]


def test_a_spoilt_byte_in_the_middle_costs_one_record_only(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    notes = [draft(f"note {number}") for number in range(3)]
    for each in notes:
        journal.keep(each)
    journal.close()
    lines = file_of(tmp_path).read_bytes().splitlines(keepends=True)
    spoilt = bytearray(lines[1])
    spoilt[40] ^= 1
    file_of(tmp_path).write_bytes(lines[0] + bytes(spoilt) + lines[2])

    again = journal_in(tmp_path)
    again.close()

    assert sorted(each.text for each in again.recovered) == ["note 0", "note 2"]
    assert again.problem is not None
    assert again.problem.code is ErrorCode.JOURNAL_UNREADABLE
    assert again.set_aside is not None
    assert again.set_aside.read_bytes() == lines[0] + bytes(spoilt) + lines[2]


def test_a_journal_of_another_key_is_set_aside_and_never_deleted(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.keep(draft("of the old key"))
    journal.close()
    before = file_of(tmp_path).read_bytes()

    other = journal_in(tmp_path, Fernet.generate_key().decode())
    other.close()

    assert other.recovered == ()
    assert other.set_aside is not None
    assert other.set_aside.read_bytes() == before


def test_a_key_of_another_form_is_a_named_failure(tmp_path: Path) -> None:
    with pytest.raises(ClientError) as failure:
        journal_in(tmp_path, "not a key")

    assert failure.value.code is ErrorCode.SERVER_NOT_UNDERSTOOD


def test_a_second_desktop_of_the_same_person_is_told_that_one_is_running(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)

    with pytest.raises(ClientError) as failure:
        journal_in(tmp_path)
    assert failure.value.code is ErrorCode.ALREADY_RUNNING

    journal.close()
    journal_in(tmp_path).close()


def test_the_file_is_written_anew_once_most_of_it_is_no_longer_needed(tmp_path: Path) -> None:
    journal = journal_in(tmp_path, compact_bytes=20_000)
    interaction_id, other = uuid4(), draft("another note")
    journal.keep(other)
    for number in range(200):
        journal.keep(draft(f"text {number} " * 20, interaction_id))
    size = file_of(tmp_path).stat().st_size
    journal.keep(draft("the last", interaction_id))
    journal.close()

    assert size < 40_000
    assert sorted(texts_in(tmp_path)) == ["another note", "the last"]


def test_a_full_disk_is_a_named_problem_and_the_next_write_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_in(tmp_path)
    journal.keep(draft("before"))
    real_write = os.write

    def full(fd: int, content: bytes) -> int:
        if len(content) > 10:  # some of it still fits
            return real_write(fd, content[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("agent_desktop.client.drafts.os.write", full)
        with pytest.raises(ClientError) as failure:
            journal.keep(draft("does not fit"))
    journal.keep(draft("after"))
    journal.close()

    assert failure.value.code is ErrorCode.JOURNAL_NOT_WRITTEN
    assert failure.value.details["reason"]
    assert sorted(texts_in(tmp_path)) == ["after", "before"]


def test_what_was_kept_is_recovered_even_where_the_disk_takes_nothing_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_in(tmp_path)
    journal.keep(draft("kept"))
    journal.close()

    def full(fd: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("agent_desktop.client.drafts.os.write", full)
        again = journal_in(tmp_path)
        with pytest.raises(ClientError):
            again.keep(draft("does not fit"))
    again.keep(draft("fits again"))
    again.close()

    assert [each.text for each in again.recovered] == ["kept"]
    assert sorted(texts_in(tmp_path)) == ["fits again", "kept"]


def test_a_folder_that_cannot_be_made_is_a_named_problem(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    with pytest.raises(ClientError) as failure:
        journal_in(in_the_way / "drafts")

    assert failure.value.code is ErrorCode.JOURNAL_NOT_WRITTEN


TYPIST = """
import sys
from pathlib import Path
from uuid import UUID
from agent_desktop.client.drafts import Draft, DraftJournal
from datetime import UTC, datetime

journal = DraftJournal(Path(sys.argv[1]), UUID(int=1), sys.argv[2], compact_bytes=4000)
for number in range(10_000):
    journal.keep(Draft(interaction_id=UUID(int=7), call_id=UUID(int=8), text=f"{number} " * 10, seen_version=0,
                       changed_at=datetime.now(UTC)))
    print(number, flush=True)
"""


def test_a_killed_desktop_loses_nothing_it_had_kept(tmp_path: Path) -> None:
    typist = subprocess.Popen([sys.executable, "-c", TYPIST, str(tmp_path), KEY], stdout=subprocess.PIPE, text=True)
    assert typist.stdout is not None
    kept = -1
    for line in typist.stdout:
        kept = int(line)
        if kept >= 60:
            typist.send_signal(signal.SIGKILL)
            break
    rest = typist.stdout.read().split()
    typist.stdout.close()
    typist.wait(30)
    if rest:
        kept = int(rest[-1])

    (text,) = texts_in(tmp_path)
    assert int(text.split()[0]) in (kept, kept + 1)  # written, and killed before it could say so
