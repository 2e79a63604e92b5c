"""Sound is sealed so that nothing of it can be read, changed, moved or cut off unnoticed."""

import io
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from agent_desktop.records.recordings.errors import RecordingDamagedError, recording_damaged
from agent_desktop.records.sealed_files.errors import MasterKeyMissingError, MasterKeyWrongError, SealBrokenError
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.records.sealed_files.sealing import (
    PIECE,
    MasterKeys,
    WrappedKey,
    new_master_key,
    seal,
    unseal,
)

ONE = UUID(int=1)
SOUND = bytes(range(256)) * 1024  # four pieces


def sealed(sound: bytes, key: bytes) -> bytes:
    file = io.BytesIO()
    seal([sound[:100], sound[100:]], key, ONE, file)
    return file.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_is_read_back_whatever_its_size(size: int) -> None:
    key, sound = MasterKeys(new_master_key()).new_key(ONE)[0], (SOUND * 2)[:size]

    file = sealed(sound, key)

    assert b"".join(unseal(io.BytesIO(file), key, ONE)) == sound
    assert size < 100 or sound[:100] not in file


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file[:-1],
        lambda file: file[: 15 + PIECE + 16],  # whole pieces, and the rest cut off
        lambda file: file[:15] + file[15 + PIECE + 16 :],  # the first piece is gone
        lambda file: file[:15] + file[15 + PIECE + 16 : 15 + 2 * (PIECE + 16)] + file[15 : 15 + PIECE + 16],
        lambda file: file + file[15 : 15 + PIECE + 16],
        lambda file: file[:200] + bytes([file[200] ^ 1]) + file[201:],
        lambda file: b"",
        lambda file: b"RIFF" + file[4:],
    ],
)
def test_no_damage_goes_unnoticed(damage: object) -> None:
    key = MasterKeys(new_master_key()).new_key(ONE)[0]

    with pytest.raises(SealBrokenError):
        b"".join(unseal(io.BytesIO(damage(sealed(SOUND, key))), key, ONE))  # type: ignore[operator]


def test_a_file_opens_as_no_other_recording_and_a_key_by_its_own_master_only() -> None:
    first, second = new_master_key(), new_master_key()
    keys = MasterKeys(first)
    key, wrapped = keys.new_key(ONE)

    with pytest.raises(SealBrokenError):
        b"".join(unseal(io.BytesIO(sealed(SOUND, key)), key, UUID(int=2)))
    with pytest.raises(SealBrokenError):
        keys.open_key(UUID(int=2), wrapped)
    with pytest.raises(MasterKeyMissingError) as missing:
        MasterKeys(second).open_key(ONE, wrapped)
    assert missing.value.details["key"] == keys.newest
    turned = MasterKeys(f"{second}, {first}")  # a newer key beside the old one
    assert turned.open_key(ONE, wrapped) == key
    assert turned.newest == MasterKeys(second).newest
    for wrong in ("", "secret", "AAAA"):
        with pytest.raises(MasterKeyWrongError):
            MasterKeys(wrong)


def test_a_file_is_whole_or_not_there_and_whoever_comes_second_overwrites_nothing(tmp_path: Path) -> None:
    files, one = SealedFiles(tmp_path / "deep", MasterKeys(new_master_key()), recording_damaged), uuid4()

    def breaks() -> Iterator[bytes]:
        yield SOUND
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.store(one, breaks())
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]
    stored, again = files.store(one, [SOUND]), files.store(one, [SOUND])
    for each in (stored, again):
        files.verify(one, each.key, stored.checksum)
    places = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert len(places) == 2
    assert {oct(each.stat().st_mode & 0o777) for each in places} == {"0o600"}

    files.remove_one(one, again.key)
    files.verify(one, stored.key, stored.checksum)
    with pytest.raises(RecordingDamagedError):
        files.verify(one, stored.key, "0" * 64)
    files.remove(one)
    with pytest.raises(RecordingDamagedError):
        files.verify(one, stored.key, stored.checksum)
    with pytest.raises(RecordingDamagedError), files.opened(one, WrappedKey(b"short", stored.key.key_name)):
        pass
