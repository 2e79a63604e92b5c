"""What Twilio may fetch to play: what every caller may hear, and nothing else of this machine."""

import asyncio
import wave
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from fastapi import Depends, FastAPI

from telephony.menu.walk import Spoken
from telephony.providers.twilio import twiml
from telephony.providers.twilio.media import lasting_in, media_routes, recorded_in
from telephony.providers.twilio.music import MUSIC_FILE, MUSIC_SECONDS, music
from telephony.providers.twilio.twiml import Style
from tests.telephony.menu.menus import menu, say

NAMED = menu(please_wait=say("Wait.") | {"file": {"en": "wait en.mp3", "zh-HK": "等候.wav"}})


class Sounds:
    def __init__(self, folder: Path | None) -> None:
        app = FastAPI()
        app.include_router(media_routes(lambda: NAMED, folder, rule=Depends(lambda: None)))
        self._app = app

    def get(self, path: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://anywhere") as client:
                return await client.get(f"/carrier/twilio/media/{path}")

        return asyncio.run(ask())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    for name in ("wait en.mp3", "等候.wav", "not-named.mp3"):
        (sounds / name).write_bytes(name.encode())
    (tmp_path / "secret.mp3").write_bytes(b"secret")
    return sounds


def test_a_recording_that_the_menu_names_is_played(folder: Path) -> None:
    sounds = Sounds(folder)
    style = Style("http://anywhere/carrier/twilio", recorded=recorded_in(folder))
    address = style.recording("等候.wav").rpartition("/")[2]

    answer = sounds.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert answer.content == "等候.wav".encode()
    assert "max-age" in answer.headers["cache-control"]
    assert sounds.get("wait%20en.mp3").headers["content-type"] == "audio/mpeg"


@pytest.mark.parametrize(
    "path", ["not-named.mp3", "..%2Fsecret.mp3", "../secret.mp3", "%2e%2e/secret.mp3", "none.mp3", "", "%00.mp3"]
)
def test_nothing_else_is_given_out(folder: Path, path: str) -> None:
    assert Sounds(folder).get(path).status_code == 404


def test_without_the_file_or_a_folder_the_text_is_said(folder: Path) -> None:
    said = (Spoken("en", "Wait.", "wait en.mp3"),)
    (folder / "wait en.mp3").unlink()
    for place in (folder, None):
        style = Style("http://anywhere/carrier/twilio", recorded=recorded_in(place))
        assert "<Say" in twiml.goodbye(style, said)
        assert Sounds(place).get("wait%20en.mp3").status_code == 404


def test_a_recording_lasts_as_long_as_it_does_and_words_never_less_than_they_take(tmp_path: Path) -> None:
    (tmp_path / "music.wav").write_bytes(music())
    tag = b"ID3\x04\0\0\0\0\x01\x00" + b"\xff" * 128
    (tmp_path / "coded.mp3").write_bytes(tag + b"\xff\xfb\x90\x64" + bytes(16_000 * 12 - 4))  # 128 kbit a second
    (tmp_path / "slow.mp3").write_bytes(b"\xff\xf3\x40\xc4" + bytes(4_000 * 7 - 4))  # 32 kbit, MPEG 2
    (tmp_path / "other.wav").write_bytes(b"RIFF, as it says" + bytes(8_000 - 16))
    lasts = lasting_in(tmp_path)

    assert lasts("music.wav") == MUSIC_SECONDS
    assert [round(lasts(each), 3) for each in ("coded.mp3", "slow.mp3", "other.wav")] == [12, 7, 2]
    assert (lasts("none.mp3"), lasting_in(None)("music.wav")) == (0, 0)
    style = Style("http://anywhere/carrier/twilio", lasts=lasts)
    long = Spoken("zh-HK", "請稍候" * 40)
    assert style.seconds([Spoken("en", "Wait.", "music.wav"), long, Spoken("en", "Good-bye, now", "none.mp3")]) == (
        pytest.approx(MUSIC_SECONDS + 30 + 13 / 12)
    )


def test_the_music_of_ours_can_be_played_again_and_again(folder: Path) -> None:
    answer = Sounds(None).get(MUSIC_FILE)
    assert answer.content == music()
    with wave.open(BytesIO(answer.content)) as played:
        assert played.getnframes() == MUSIC_SECONDS * played.getframerate()
        samples = played.readframes(played.getnframes())
    assert samples[:2] == samples[-2:] == b"\0\0"
    assert max(samples[1::2]) > 0
