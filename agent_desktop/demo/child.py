"""Runs one part of the demo as a child process that ends when its parent does, however that ended.

``python -m agent_desktop.demo.child COMMAND …`` is ``agent-desktop COMMAND …`` with an eye on standard input: the
parent holds the other end and never writes. When it goes, even by SIGKILL, the end of the pipe is seen here.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_parent() -> None:
    """Ask this process to end when standard input does."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


if __name__ == "__main__":
    end_with_parent()
    sys.argv[0] = "agent-desktop"
    runpy.run_module("agent_desktop", run_name="__main__", alter_sys=False)
