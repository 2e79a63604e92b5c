"""Figures that a command measured, as a file: what it counted, and on which machine."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue


def this_machine() -> dict[str, JsonValue]:
    """Say what the figures were measured on: system, processor, cores, memory in MiB, Python. No name, no address."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "memory_mib": _memory_mib(),
        "python": platform.python_version(),
    }


def write_figures(path: Path, figures: Mapping[str, JsonValue]) -> None:
    """Write `figures` to `path` as JSON, with when and on which machine they were measured.

    Raises:
        OSError: The file cannot be written.
    """
    written = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": this_machine(), **figures}
    path.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory_mib() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024)
    except (AttributeError, ValueError, OSError):
        return None  # a system without these counts, as Windows
