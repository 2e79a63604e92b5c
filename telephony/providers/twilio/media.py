"""``GET /carrier/twilio/media/…``: what Twilio plays to callers. Twilio fetches it as anybody would: nothing is signed.

So only what every caller may hear is given out: the recordings that the entry menu names, and the music of ours.
"""

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, Response
from fastapi.params import Depends
from fastapi.responses import FileResponse

from telephony.menu.checks import recordings_named
from telephony.menu.schema import Menu
from telephony.providers.twilio.music import MUSIC_FILE, music
from telephony.providers.twilio.wire import NAME

KEPT_SECONDS: Final = 300
"""How long Twilio may play a recording again without asking for it."""

_KBIT_1: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBIT_2: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Bit rates of the third layer of MPEG 1, and of 2 and 2.5."""
_FEWEST_BYTES_A_SECOND: Final = 4000

_TYPES: Final = {".mp3": "audio/mpeg", ".wav": "audio/wav"}


def recorded_in(folder: Path | None) -> Callable[[str], bool]:
    """Return what says whether there is a recording of a name. None: there are none."""
    return lambda file: folder is not None and Path(file).name == file and (folder / file).is_file()


def lasting_in(folder: Path | None) -> Callable[[str], float]:
    """Return what says about how many seconds a recording lasts; 0 where there is none of that name."""
    is_there = recorded_in(folder)

    def lasts(file: str) -> float:
        if folder is None or not is_there(file):
            return 0.0
        try:
            with wave.open(str(folder / file)) as recording:
                return float(recording.getnframes() / recording.getframerate())
        except (wave.Error, EOFError):
            return _coded_seconds((folder / file).read_bytes())

    return lasts


def _coded_seconds(sound: bytes) -> float:
    """Return about how long an MP3 lasts, by the bit rate of its first frame; of what is none, rather too long."""
    start = sound.find(b"\xff", _tag_length(sound))
    while 0 <= start < len(sound) - 3:
        kind, rate = sound[start + 1], sound[start + 2] >> 4
        if kind & 0xE6 == 0xE2 and 0 < rate < 15:  # the third layer
            kbit = (_KBIT_1 if kind & 0x18 == 0x18 else _KBIT_2)[rate - 1]
            return (len(sound) - start) / (kbit * 125)
        start = sound.find(b"\xff", start + 1)
    return len(sound) / _FEWEST_BYTES_A_SECOND


def _tag_length(sound: bytes) -> int:
    if not sound.startswith(b"ID3") or len(sound) < 10:
        return 0
    a, b, c, d = sound[6:10]
    return 10 + ((a << 21) | (b << 14) | (c << 7) | d)


def media_routes(menu: Callable[[], Menu | None], folder: Path | None, *, rule: Depends) -> APIRouter:
    """Build the route. `menu` returns the menu that counts now; `rule` must be one that lets everybody in."""
    router = APIRouter(tags=["carrier"])
    is_there = recorded_in(folder)
    headers = {"Cache-Control": f"public, max-age={KEPT_SECONDS}"}

    @router.get(f"/carrier/{NAME}/media/{{file}}", dependencies=[rule], response_class=Response)
    def play(file: str) -> Response:
        if file == MUSIC_FILE:
            return Response(music(), media_type="audio/wav", headers=headers)
        counts = menu()
        named = set() if counts is None else {name for _, name in recordings_named(counts)}
        if folder is None or file not in named or not is_there(file):
            raise HTTPException(404)
        return FileResponse(folder / file, media_type=_TYPES[Path(file).suffix], headers=headers)

    return router
