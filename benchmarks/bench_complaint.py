"""How long a person takes to record a complaint by keys alone, by the keystroke-level model, in both languages.

``python benchmarks/bench_complaint.py`` presses every key of a run at the form itself, with a server in memory, and
prints keys, thoughts and seconds. The machine's own time is beside it.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from pydantic import JsonValue
from PySide6.QtWidgets import QApplication

from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.settings import resources_folder
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LANGUAGES, LanguageSwitch
from benchmarks.complaint.typist import KEY_SECONDS, STORIES, THINK_SECONDS, Typist
from tests.ui.complaints.conftest import FormWindow


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where something was not recorded."""
    parser = argparse.ArgumentParser(description="Record a complaint by keys, at a person's speed.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme()
    theme.apply(app)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    print(f"{KEY_SECONDS} s a key, {THINK_SECONDS} s to think before a field")
    figures: dict[str, JsonValue] = {"what": "complaint"}
    failed = False
    with tempfile.TemporaryDirectory() as cache:
        switch = LanguageSwitch(app, resources_folder() / "translations", Path(cache))
        for language in LANGUAGES:
            switch.use(language)
            window = FormWindow(theme, still_ticker())
            window.show()
            window.activateWindow()
            app.processEvents()
            window.bench.begin()
            typist = Typist(app.processEvents)
            began = perf_counter()
            typist.record(STORIES[language])
            machine = perf_counter() - began
            recorded = len(window.bench.server.recorded) == 1
            failed |= not recorded
            figures[language] = {"keys": typist.keys, "thoughts": typist.thoughts, "seconds": typist.seconds}
            said = "recorded" if recorded else "NOT recorded"
            print(
                f"{language}: {typist.keys:.0f} keys, {typist.thoughts} thoughts, {typist.seconds:.1f} s of a person, "
                f"{machine:.2f} s of this machine, {said}"
            )
            window.close()
    if options.json is not None:
        write_figures(options.json, figures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
