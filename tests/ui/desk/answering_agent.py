"""A desktop in a process of its own, to be killed: answers its script while the server is away. Prints where it is."""

import sys
from pathlib import Path

from cryptography.fernet import Fernet
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from agent_desktop.client.draft_records import RunDraft, read_journal
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.ui.script_panel.presenter import ScriptKind
from agent_desktop.ui.widgets.fields import LineField
from tests.support.script_keys import answer_number, say_next
from tests.ui.desk.typing_agent import take_call, until
from tests.ui.reading import named
from tests.ui.typing import commit

QUESTION = "What the customer knows"
IN_CHINESE, IN_ENGLISH = "他说卡一直在钱包里，", "card never left the purse"
ANSWER = IN_CHINESE + IN_ENGLISH


def main(origin: str, data: Path) -> None:
    """Walk to the question about what happened, wait for a line on stdin, answer it, wait to be killed."""
    app = QApplication([])
    desktop = take_call(app, origin, data)
    assert desktop.desk is not None
    script = desktop.desk.presenters.script
    until(lambda: script.state.kind is ScriptKind.READY)
    say_next(script)
    script.go(1)
    answer_number(script, 1)
    script.go(1)
    answer_number(script, 2)
    script.answered("card_with_customer", "yes")
    script.go(1)
    until(lambda: script.state.saving is ScriptSaving.SAVED)
    print(script.state.step_id, flush=True)

    sys.stdin.readline()
    say_next(script)
    script.answered("block_agreed", "yes")
    script.go(1)
    field = named(desktop.desk.views.script, QUESTION, LineField)
    commit(field, IN_CHINESE)
    QTest.keyClicks(field, IN_ENGLISH)
    (path,) = (data / "journal").rglob("*.journal")

    def kept() -> list[str]:
        drafts = read_journal(Fernet(desktop.session.draft_key.encode()), path.read_bytes()).drafts.values()
        return [draft.answers.get("what_happened", "") for draft in drafts if isinstance(draft, RunDraft)]

    until(lambda: kept() == [ANSWER])
    print("answered", flush=True)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
