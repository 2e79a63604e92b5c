"""One desktop in a process of its own, as ``agent-desktop desktop`` runs it, with a person at it.

``python -m tests.proofs.kill.desktop_program SERVER FOLDER NAME PASSWORD SEED RUN``
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

import agent_desktop.ui.app as app_module
from agent_desktop.demo.windows import SilentRing, silence_offscreen
from agent_desktop.ui.app import DesktopOptions, build_desktop
from agent_desktop.ui.desk.process import Instance, catch_what_escapes, log_to
from tests.proofs.kill.ledger import Ledger
from tests.proofs.kill.orders import Orders
from tests.proofs.kill.person import Person
from tests.proofs.kill.witness import FileKeyring, http_with, journal_with, stream_with


def main(server: str, folder: Path, name: str, password: str, seed: int, run: int) -> int:
    """Run until killed, or until whoever started it is gone."""
    ledger = Ledger(folder / "ledger")
    ledger.write("started", run=run)
    orders = Orders()
    data_folder = folder / "data"
    instance = Instance(data_folder, server)
    instance.hold()
    stop_log = log_to(data_folder / "desktop.log")
    for witnessed, made in (("Http", http_with), ("DraftJournal", journal_with), ("DeskStream", stream_with)):
        setattr(app_module, witnessed, made(ledger))
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(sys.argv[:1])
    silence_offscreen()
    options = DesktopOptions(
        server,
        data_folder,
        QSettings(str(data_folder / "desktop.ini"), QSettings.Format.IniFormat),
        find_keyring=lambda: FileKeyring(folder / "keyring"),
        ring=SilentRing(),
        with_tray=False,
        instance=instance,
    )
    desktop = build_desktop(app, options)
    restore = catch_what_escapes(app)
    desktop.start()
    person = Person(desktop, ledger, orders, seed, name, password, run=run)
    try:
        return app.exec()
    finally:
        person.deleteLater()
        desktop.stop()
        restore()
        stop_log()
        instance.release()


if __name__ == "__main__":
    _, server, folder, name, password, seed, run = sys.argv
    sys.exit(main(server, Path(folder), name, password, int(seed), int(run)))
