"""Finds the real data sets, which are not part of the project."""

import os
from pathlib import Path

import pytest

_VARIABLE = "AGENT_DESKTOP_SHARED_DATA"


def pkdd99_folder() -> Path:
    """Return the folder of the PKDD'99 extracts; skip the test where it is absent."""
    folder = find_pkdd99()
    if folder is None:
        pytest.skip(f"the PKDD'99 data is not here: name its folder's parent in {_VARIABLE}")
    return folder


def find_pkdd99() -> Path | None:
    """Return the folder of the PKDD'99 extracts, None where it is absent."""
    named = os.environ.get(_VARIABLE)
    folder = Path(named) if named else Path(__file__).resolve().parents[4] / "shared" / "data"
    return folder / "pkdd99" if (folder / "pkdd99" / "client.asc").is_file() else None
