"""A bank of a few rows, for tests: its mapping and its extracts, written into a folder."""

import csv
from pathlib import Path

from agent_desktop.records.sources.report import RejectedRow

MAPPING = """\
format: 1
bank: small
title: {en: Small bank}
time_zone: Asia/Hong_Kong
as_of: "2026-06-16T06:00:00"
systems:
  people: {name: {en: People}}
  accounts: {name: {en: Accounts, zh: 账户}, group: deposits, live: true, old_after_hours: 12}
codes:
  status:
    open: {en: Open, zh: 正常}
    due: {en: "Due {due_on:@day}", zh: "{due_on:@day}到期"}
  wish:
    quiet: {en: No sales calls, zh: 请勿推销}
files:
  people:
    name: people.csv
    columns:
      number: {type: key, called: "Customer no."}
      name: {}
      chinese: {}
      born: {type: date, format: "%d/%m/%Y"}
      phone: {type: phone, region: HK}
      wishes: {}
  accounts:
    name: accounts.txt
    delimiter: "|"
    encoding: gb18030
    columns:
      account: {type: key}
      owner: {type: key}
      name: {}
      balance: {type: money, decimal_mark: ",", group_mark: "."}
      status: {required: true}
      due_on: {type: date, format: "%Y%m%d"}
  bookings:
    name: bookings.csv
    optional: true
    columns:
      id: {type: key}
      account: {type: key}
      at: {type: time, format: "%Y-%m-%d %H:%M:%S", required: true}
      amount: {type: money, required: true}
      text: {}
records:
  - make: customer
    from: people
    system: people
    key: "{number}"
    customer_number: "{number}"
    name_latin: "{name}"
    name_chinese: "{chinese}"
    birth_date: "{born}"
    languages: [yue, en]
    wishes: {split: "{wishes}", by: "+", code: wish}
  - make: phone
    from: people
    when: "{phone}"
    customer: {system: people, key: "{number}"}
    number: "{phone}"
  - make: holding
    from: accounts
    system: accounts
    key: "{account}"
    product: {en: "{name}", zh: 储蓄账户}
    number: "{account}"
    currency: HKD
    balance: "{balance}"
    status: "{status:status}"
    matures_on: "{due_on}"
  - make: party
    from: accounts
    holding: {system: accounts, key: "{account}"}
    customer: {system: people, key: "{owner}"}
  - make: transaction
    from: bookings
    system: accounts
    key: "{id}"
    holding: {system: accounts, key: "{account}"}
    booked_at: "{at}"
    amount: "{amount}"
    currency: HKD
    kind: booking
    text: "{text}"
"""

PEOPLE = """\
Customer no.,unused,name,chinese,born,phone,wishes
1001,x,Chiu Wai Man,趙慧敏,02/01/1980,6123 4567,quiet
1002,x,Tam Ka Long,譚家朗,,+852 6123 4567,
1003,x,"Peak Trading, Limited",,,,
"""

ACCOUNTS = """\
account|owner|name|balance|status|due_on
012-345-6|1001|储蓄|1.234,50|open|
012-345-7|1002|储蓄|-20|due|20260630
"""

BOOKINGS = """\
id,account,at,amount,text
1,012-345-6,2026-06-15 23:30:00,-8000.00,"Cash, Macau"
2,012-345-6,2026-06-16 01:00:00,12.5,
"""


def write_bank(
    folder: Path, *, mapping: str = MAPPING, people: str = PEOPLE, accounts: str = ACCOUNTS, bookings: str = BOOKINGS
) -> Path:
    """Write the extracts and return the path of the mapping."""
    (folder / "people.csv").write_text(people, encoding="utf-8-sig")
    (folder / "accounts.txt").write_text(accounts, encoding="gb18030")
    (folder / "bookings.csv").write_text(bookings, encoding="utf-8")
    path = folder / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    return path


def read_rejects(path: Path) -> list[RejectedRow]:
    """Return what a rejects file holds."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            RejectedRow(row["file"], int(row["line"]), row["column"], row["reason"]) for row in csv.DictReader(stream)
        ]
