"""``GET /carrier/twilio/media/…``: what Twilio plays to callers. Twilio fetches it as anybody would: nothing is signed.

So only what every caller may hear is given out: the recordings that the entry menu names, and the music of ours.
"""

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

_TYPES: Final = {".mp3": "audio/mpeg", ".wav": "audio/wav"}


def recorded_in(folder: Path | None) -> Callable[[str], bool]:
    """Return what says whether there is a recording of a name. None: there are none."""
    return lambda file: folder is not None and Path(file).name == file and (folder / file).is_file()


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
