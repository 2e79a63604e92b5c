"""What an installation that is not a checkout gets."""

import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def test_a_wheel_carries_both_packages_and_the_files_they_read(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert built.returncode == 0, built.stderr

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())

    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {
        "agent_desktop",
        "agent_desktop_data",
        "telephony",
    }
    assert names >= {
        "telephony/app.py",
        "agent_desktop/__main__.py",
        "agent_desktop/server/migrations/versions/0001_first_tables.py",
        "agent_desktop_data/config.yaml",
        "agent_desktop_data/scripts/general-enquiry.yaml",
        "agent_desktop_data/resources/words/zh_CN.yaml",
        "agent_desktop_data/resources/mappings/pkdd99.yaml",
    }
