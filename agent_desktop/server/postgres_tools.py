"""Runs PostgreSQL's own programs, as an account they accept: PostgreSQL refuses to run as root."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

ACCOUNT_NAME: Final = "pgserver"
_WINDOWS: Final = sys.platform == "win32"


class ToolError(Exception):
    """A program of PostgreSQL ended with an error; the text is its last line."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user of the operating system that PostgreSQL runs as."""

    name: str
    uid: int
    gid: int

    def reaches(self, folder: Path) -> bool:
        """Say whether this account may go into `folder` and everything above it."""
        return all(self._may_enter(part) for part in (folder, *folder.parents))

    def own(self, path: Path) -> None:
        """Make `path` this account's own."""
        os.chown(path, self.uid, self.gid)

    def _may_enter(self, folder: Path) -> bool:
        about = folder.stat()
        if about.st_uid == self.uid:
            return bool(about.st_mode & 0o100)
        return bool(about.st_mode & (0o010 if about.st_gid == self.gid else 0o001))


def account_for_postgres() -> Account | None:
    """Return the account to run PostgreSQL as: None is the present one, which is right unless that is root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    def find(name: str) -> Account | None:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            return None
        return Account(name, entry.pw_uid, entry.pw_gid)

    found = find(ACCOUNT_NAME)
    if found is None and (useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")):
        # Several programs may do this at once; the one that comes second finds the account made.
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT_NAME],
            check=False,
            capture_output=True,
            timeout=30,
        )
        found = find(ACCOUNT_NAME)
    return found or find("nobody")


@dataclass(frozen=True, slots=True)
class PostgresTools:
    """The programs in the folder `binaries`, run as `account`."""

    binaries: Path
    account: Account | None

    @property
    def major_version(self) -> str:
        """The version of these programs as a cluster's PG_VERSION file writes it: `18`."""
        return self.run("postgres", "--version", seconds=10).split()[-1 if _WINDOWS else 2].partition(".")[0]

    def run(self, program: str, *arguments: str, seconds: float) -> str:
        """Run `program` to its end and return what it wrote.

        Raises:
            ToolError: It failed, or took longer than `seconds`.
        """
        command = [str(self.binaries / (f"{program}.exe" if _WINDOWS else program)), *arguments]
        # Files, not pipes: the server that pg_ctl leaves running would hold a pipe open for ever.
        with tempfile.TemporaryFile() as output:
            try:
                done = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    timeout=seconds,
                    check=False,
                    cwd=self.binaries.anchor,
                    env=self._environment(),
                    user=self.account.uid if self.account else None,
                    group=self.account.gid if self.account else None,
                    extra_groups=[] if self.account else None,
                    umask=0o077 if self.account else -1,
                )
            except subprocess.TimeoutExpired as error:
                raise ToolError(f"{program}: no end after {seconds:.0f} s") from error
            except OSError as error:
                raise ToolError(f"{program}: {error.strerror}") from error
            output.seek(0)
            text = output.read().decode("utf-8", "replace")
        if done.returncode:
            raise ToolError(last_complaint(text.splitlines()) or f"{program}: exit status {done.returncode}")
        return text

    @staticmethod
    def _environment() -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def tools_for(binaries: Path, *, spare: Path) -> PostgresTools:
    """Return tools that the account can run, with a copy in the folder `spare` where it cannot reach `binaries`.

    A checkout below root's home is such a place; opening that home to everybody would be the other way.
    """
    account = account_for_postgres()
    if account is None or account.reaches(binaries):
        return PostgresTools(binaries, account)
    package = binaries.parent.parent
    target = spare / package.name
    if not target.exists():
        unfinished = spare.with_name(f"{spare.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs find their libraries by a path relative to themselves, so the layout is kept.
        shutil.copytree(binaries.parent, unfinished / package.name / binaries.parent.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        _open_to_all(unfinished)
        shutil.rmtree(spare, ignore_errors=True)
        unfinished.rename(spare)
    return PostgresTools(target / binaries.parent.name / binaries.name, account)


def last_complaint(lines: Iterable[str]) -> str:
    """Return the last line in which PostgreSQL says what is wrong, without its prefix; empty where none does."""
    found = ""
    for line in lines:
        for mark in ("PANIC:", "FATAL:", "ERROR:", "error:"):
            _, seen, rest = line.partition(mark)
            if seen:
                found = rest.strip()
    return found


def is_dead_but_listed(process_file: str) -> bool:
    """Say whether the server of a postmaster.pid has ended and only its entry is left.

    In a container whose first process collects no ended ones, a killed server stays on the list, and PostgreSQL
    takes that for a running one.
    """
    try:
        process = int(process_file.split(maxsplit=1)[0])
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (OSError, ValueError, IndexError):
        return False
    return state in ("Z", "X")


def is_another_program(process_file: str, data: Path) -> bool:
    """Say whether the number in a postmaster.pid is by now that of a program which is not the server of `data`.

    Numbers are given anew: after a power failure a server's own is soon that of something else. PostgreSQL takes any
    program of its account for the server and then refuses to start for ever. Known only where there is /proc; a
    server's children have their titles in place of their command. What cannot be decided is no other program: to take
    a running server's entry away would have a second one write into its data.
    """
    try:
        process = Path(f"/proc/{int(process_file.split(maxsplit=1)[0])}")
        program, *arguments = os.fsdecode((process / "cmdline").read_bytes()).split("\0")
    except (OSError, ValueError, IndexError):
        return False
    if not program:  # ended and not yet collected: `is_dead_but_listed`
        return False
    if Path(program).name != "postgres":
        return True
    named = next((folder for option, folder in pairwise(arguments) if option == "-D"), None)
    if named is None:
        return False
    try:
        # The same folder has many names: relative to where the server was started, through links and mounts.
        return not (process / "cwd" / named).samefile(data)
    except OSError:
        return False


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
