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
from telephony.providers.twilio.media import media_routes, recorded_in
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


def test_the_music_of_ours_can_be_played_again_and_again(folder: Path) -> None:
    answer = Sounds(None).get(MUSIC_FILE)
    assert answer.content == music()
    with wave.open(BytesIO(answer.content)) as played:
        assert played.getnframes() == MUSIC_SECONDS * played.getframerate()
        samples = played.readframes(played.getnframes())
    assert samples[:2] == samples[-2:] == b"\0\0"
    assert max(samples[1::2]) > 0
