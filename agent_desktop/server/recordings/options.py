"""What ``agent-desktop recordings`` is asked with."""

import argparse
from typing import Final
from uuid import UUID

RECORDINGS: Final = "list recordings of calls, hold and release them, verify their files, make a master key"


def add_recording_options(part: argparse.ArgumentParser) -> None:
    """Add what the command does to its parser, and the options of each."""
    deeds = part.add_subparsers(title="what to do", metavar="DEED", dest="deed", required=True)
    shown = deeds.add_parser("list", help="the newest recordings, or some of them")
    shown.add_argument("--held", action="store_true", help="only those that are held")
    shown.add_argument("--troubled", action="store_true", help="only those with which something is wrong")
    shown.add_argument("--call", type=UUID, metavar="CALL", help="only those of this call")
    shown.add_argument("--limit", type=int, default=50, metavar="N", help="the most that are listed (%(default)s)")
    for deed, text in (
        ("hold", "keep a recording whatever its time"),
        ("release", "let it go when its time is over"),
    ):
        kept = deeds.add_parser(deed, help=text)
        kept.add_argument("recording", type=UUID, metavar="RECORDING")
        kept.add_argument("--by", required=True, metavar="NAME", help="who says so: a name that signs in")
        kept.add_argument("--why", required=True, help="why, to be kept with it")
    deeds.add_parser("verify", help="read every file to its end and say what is missing or changed")
    deeds.add_parser("key", help="make a master key; it is printed and kept nowhere")
