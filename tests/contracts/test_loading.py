"""What a program loads at its start: nobody waits for a library that they do not need."""

import subprocess
import sys

COMPARES_ACCOUNTS = {"splink", "duckdb", "pyarrow", "sqlglot", "ToJyutping"}
"""They take longer to load than all else that a server needs."""


def test_a_server_starts_without_what_compares_accounts() -> None:
    order = "import sys, agent_desktop.server.run; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", order], capture_output=True, text=True, timeout=60, check=True)

    assert not COMPARES_ACCOUNTS & set(done.stdout.split())
