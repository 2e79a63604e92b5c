"""A program that says what it was started with, for the test of how programs are started."""

import os
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    word, status = sys.argv[1:]
    print(word, flush=True)
    print(Path.cwd())
    print(os.environ.get("ONLY_HERE", "-"))
    print(sys.stdin.read() or "-")
    if word == "child":
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "tests.support.warm.mirror", "a", "0"], input="", text=True, check=True)
    print("warm" if "agent_desktop.ui.app" in sys.modules else "cold")
    print("and an error", file=sys.stderr)
    sys.exit(int(status))
