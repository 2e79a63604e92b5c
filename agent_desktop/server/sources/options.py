"""The options of ``agent-desktop import`` and ``mapping``. Nothing else is loaded for them."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agent_desktop.contract.sources import LoadKind

IMPORT: Final = "load delimited extracts as a mapping says"
MAPPING: Final = "how a bank's extracts are read"
_WRONG: Final = 2
_ORDERS: Final = {
    "check": "say what is wrong with a mapping, by line and column; with --data also with the extracts",
    "schema": "write the JSON Schema of mappings, for editors that help with one",
}


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What one import is asked with."""

    folder: Path
    mapping: Path
    rejects: Path
    systems: tuple[str, ...] = ()
    kind: LoadKind | None = None
    allow_missing: bool = False
    json_path: Path | None = None


def add_import_options(part: argparse.ArgumentParser) -> None:
    """Add the options of ``import`` to its parser."""
    part.add_argument("folder", type=Path, metavar="DIR", help="where the extracts are")
    part.add_argument("--mapping", type=Path, required=True, metavar="FILE", help="the mapping, YAML")
    part.add_argument("--system", action="append", default=[], metavar="CODE", help="only this system; several times")
    kinds = part.add_mutually_exclusive_group()
    kinds.add_argument("--full", dest="kind", action="store_const", const=LoadKind.FULL, help="what is missing goes")
    kinds.add_argument(
        "--incremental", dest="kind", action="store_const", const=LoadKind.INCREMENTAL, help="what is missing stays"
    )
    part.add_argument("--allow-missing", action="store_true", help="a full load may lack however much")
    part.add_argument("--rejects", type=Path, metavar="FILE", help="write refused rows here (DIR/rejects.csv)")
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")


def import_wish(options: argparse.Namespace) -> ImportWish:
    """Return what the command line wishes."""
    return ImportWish(
        folder=options.folder,
        mapping=options.mapping,
        rejects=options.rejects or options.folder / "rejects.csv",
        systems=tuple(options.system),
        kind=options.kind,
        allow_missing=options.allow_missing,
        json_path=options.json,
    )


def add_mapping_options(
    part: argparse.ArgumentParser, common: argparse.ArgumentParser, tell: Callable[[str], None]
) -> None:
    """Add the orders to the parser of ``mapping``; what they have to say goes to `tell`."""

    def command(options: argparse.Namespace) -> int:
        from agent_desktop.server.sources.mapping_command import run_mapping

        return 0 if run_mapping(options.order, options.file, options.data, options.language, tell) else _WRONG

    orders = part.add_subparsers(title="what", metavar="WHAT", required=True)
    for order, what in _ORDERS.items():
        part = orders.add_parser(order, parents=[common], help=what, description=what)
        part.add_argument("file", type=Path, metavar="FILE")
        part.add_argument(
            "--data", type=Path, metavar="DIR", help=argparse.SUPPRESS if order == "schema" else "extracts"
        )
        part.set_defaults(command=command, order=order)
