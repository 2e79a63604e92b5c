"""The demo's calls are recorded, sealed as a bank's would be; what is recorded is a tone, and nobody's word."""

import os
from pathlib import Path
from typing import Final

from agent_desktop.records.sealed_files.sealing import new_master_key

_OWNER_ONLY: Final = 0o600

_POLICY: Final = {
    "code": "demo",
    "basis": "consent",
    "announcement": {
        "zh-HK": "呢次通話會錄音。如果唔同意，請同職員講。",
        "zh-CN": "本次通话将被录音。如不同意，请告诉工作人员。",
        "en": "This call is recorded. If you do not wish that, tell the person who answers.",
    },
    "refuse_by_word": True,
    "agent_may_stop": True,
    "outgoing": True,
    "retention_days": 30,
}


def recordings_of_the_demo(folder: Path) -> dict[str, object]:
    """Return the settings of a demo that keeps everything in `folder`."""
    return {"folder": str(folder / "recordings"), "agents_hear_own": True, "policies": [_POLICY]}


def kept_master_key(folder: Path) -> str:
    """Return the master key of the demo in `folder`, made by its first start. A bank keeps its own elsewhere: here
    nothing is sealed that would be worth it."""
    place = folder / "recordings.key"
    if not place.exists():
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_master_key())
    return place.read_text(encoding="ascii")
