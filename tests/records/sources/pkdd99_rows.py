"""Extracts like the PKDD'99 bank's: made up, or some of its own."""

from pathlib import Path
from typing import Final

_ENCODING: Final = "windows-1250"
_ACCOUNTS: Final = 300

_ROWS: Final = {
    "district": [
        "A1;A2;A3;A4;A5;A6;A7;A8;A9;A10;A11;A12;A13;A14;A15;A16",
        '1;"Hl.m. Praha";"Prague";1204953;0;0;0;1;1;100.0;12541;0.29;0.43;167;85677;99107',
    ],
    "client": ['"client_id";"birth_number";"district_id"', '11;"706213";1', '12;"450204";1', '13;"406009";1'],
    "disp": [
        '"disp_id";"client_id";"account_id";"type"',
        '21;11;31;"OWNER"',
        '22;12;32;"OWNER"',
        '23;13;32;"DISPONENT"',
    ],
    "account": [
        '"account_id";"district_id";"frequency";"date"',
        '31;1;"POPLATEK MESICNE";930101',
        '32;1;"POPLATEK TYDNE";930102',
    ],
    "card": ['"card_id";"disp_id";"type";"issued"', '41;22;"gold";981107 00:00:00'],
    "loan": [
        '"loan_id";"account_id";"date";"amount";"duration";"payments";"status"',
        '51;32;980711;165960;36;4610.00;"C"',
    ],
    "order": [
        '"order_id";"account_id";"bank_to";"account_to";"amount";"k_symbol"',
        '61;32;"ST";"89597016";4610.00;"UVER"',
    ],
    "trans": [
        '"trans_id";"account_id";"date";"type";"operation";"amount";"balance";"k_symbol";"bank";"account"',
        '71;31;930101;"PRIJEM";"VKLAD";700.00;700.00;"";;',
        '72;32;981230;"PRIJEM";"PREVOD Z UCTU";20100.00;28400.50;"DUCHOD";"AB";12345678',
    ],
}
"""Client 12 has something in every system; the others do not."""


def write_made_up(folder: Path) -> Path:
    """Write a bank of three clients into `folder`; return it."""
    folder.mkdir()
    for name, lines in _ROWS.items():
        _write(folder, name, lines)
    return folder


def write_some_of(real: Path, folder: Path) -> Path:
    """Write the real bank's first accounts, with everything and everybody that belongs to them; return `folder`."""
    folder.mkdir()
    tables = {
        name: [line.split(";") for line in (real / f"{name}.asc").read_text(_ENCODING).splitlines()] for name in _ROWS
    }
    accounts = {row[0] for row in tables["account"][1 : _ACCOUNTS + 1]}
    holders = [row for row in tables["disp"][1:] if row[2] in accounts]
    kept = {"account": accounts, "client": {row[1] for row in holders}, "disp": {row[0] for row in holders}}
    # By which column a row belongs to one that is kept.
    belongs = {
        "account": (0, "account"),
        "client": (0, "client"),
        "disp": (0, "disp"),
        "card": (1, "disp"),
        "loan": (1, "account"),
        "order": (1, "account"),
        "trans": (1, "account"),
    }
    for name, (head, *rows) in tables.items():
        if name in belongs:
            column, of = belongs[name]
            rows = [row for row in rows if len(row) > column and row[column] in kept[of]]
        _write(folder, name, [";".join(row) for row in (head, *rows)])
    return folder


def _write(folder: Path, name: str, lines: list[str]) -> None:
    (folder / f"{name}.asc").write_text("\r\n".join([*lines, ""]), encoding=_ENCODING, newline="")
