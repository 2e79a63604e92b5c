"""What a process uses: memory and processor, as Linux counts them."""

import os
from pathlib import Path
from typing import Final

_KIB: Final = 1024


def memory_of(pid: int | str = "self") -> dict[str, float | None]:
    """Return resident and proportional memory of a process in MiB: `rss_mib`, `pss_mib`; None where not known."""
    kept: dict[str, float] = {}
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            name, _, rest = line.partition(":")
            if name in {"Rss", "Pss"}:
                kept[name] = int(rest.split()[0]) / _KIB
    except (OSError, ValueError):
        return {"rss_mib": None, "pss_mib": None}
    return {"rss_mib": kept.get("Rss"), "pss_mib": kept.get("Pss")}


def processor_seconds() -> float:
    """Return how much processor time this process has used, all threads, user and system."""
    times = os.times()
    return times.user + times.system
