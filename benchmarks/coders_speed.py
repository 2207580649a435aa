"""How fast a table of another coder is imported, and how much memory that takes.

    python -m benchmarks.coders_speed [ROWS]

Makes a table of so many rows (1,000,000) in the columns of GDELT 2.0, of made-up events over a year, in a
folder of its own; imports it in a process of its own, a second time, lists it, and compares it with a second
coding of half as many events. Prints rows a second of processor time, and the most memory that each process
had."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sayso.coders import FORMS
from sayso.events.codebook import load

_COUNTRIES = ("USA", "RUS", "CHN", "UKR", "BLR", "MDA", "ROU", "DEU", "FRA", "GBR", "TUR", "IRN")
_FIPS = ("US", "RS", "CH", "UP", "BO", "MD", "RO", "GM", "FR", "UK", "TU", "IR")
_ROLES = ("", "GOV", "MIL", "COP", "OPP", "CVL", "REB")
_NAMES = ("PRESIDENT", "POLICE", "PROTESTER", "MINISTRY", "STUDENT", "ARMY", "GOVERNMENT", "COMPANY")


def lines(rows: int, seed: int = 1) -> Iterator[str]:
    """Rows of a made-up table, without line breaks."""
    chance = random.Random(seed)
    codes = sorted(load().cameo)
    first = date(2021, 1, 1)
    columns = FORMS["gdelt"].columns
    for n in range(rows):
        day = (first + timedelta(days=n * 365 // rows)).isoformat().replace("-", "")
        code = chance.choice(codes)
        cells = dict.fromkeys(columns, "")
        cells |= {
            "GLOBALEVENTID": str(900_000_000 + n),
            "SQLDATE": day,
            "MonthYear": day[:6],
            "Year": day[:4],
        }
        for who in ("Actor1", "Actor2"):
            if chance.random() < 0.8:
                at, role = chance.randrange(len(_COUNTRIES)), chance.choice(_ROLES)
                cells |= {
                    f"{who}Code": _COUNTRIES[at] + role,
                    f"{who}Name": chance.choice(_NAMES),
                    f"{who}CountryCode": _COUNTRIES[at],
                    f"{who}Type1Code": role,
                }
        at = chance.randrange(len(_FIPS))
        cells |= {
            "IsRootEvent": "1", "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2],
            "QuadClass": "1", "GoldsteinScale": "1.0", "NumMentions": "4", "NumSources": "1",
            "NumArticles": "4", "AvgTone": f"{chance.uniform(-9, 9):.12f}", "ActionGeo_Type": "4",
            "ActionGeo_FullName": f"Town {n % 5000}, Province {n % 90}, Country {at}",
            "ActionGeo_CountryCode": _FIPS[at], "ActionGeo_ADM1Code": f"{_FIPS[at]}{n % 90:02}",
            "ActionGeo_Lat": f"{chance.uniform(-60, 70):.4f}",
            "ActionGeo_Long": f"{chance.uniform(-180, 180):.4f}",
            "ActionGeo_FeatureID": str(-n), "DATEADDED": f"{day}120000",
            "SOURCEURL": f"https://news{n % 700}.example/{day}/story-{chance.getrandbits(48):x}.html",
        }  # fmt: skip
        yield "\t".join(cells.values())


_STEP = """
import resource, sys, time
from sayso.case import Coders, open_case
path, table, step = sys.argv[1:]
with open_case(path) as case:
    coders, began = Coders(case), time.process_time()
    if step in ("gdelt", "other"):
        made = coders.add(table, step, now="2022-01-01T00:00:00Z")
        count = made.added + made.known + made.left_out
    elif step == "list":
        count = sum(1 for _ in coders.events("gdelt"))
    else:
        count = sum(row.one + row.two for row in coders.agreement("gdelt", "other") if row.key == "all")
    took = time.process_time() - began
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{count}\\t{took:.1f}\\t{memory:.0f}")
"""


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        table, path = Path(folder, "made-up.CSV"), Path(folder, "case.sayso")
        with table.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines(rows))
        other = Path(folder, "other.CSV")
        with other.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines(rows // 2, seed=2))
        print(f"{rows} rows, {table.stat().st_size / 1e6:.0f} MB")
        for name, step, file in (
            ("import", "gdelt", table), ("the same again", "gdelt", table), ("list", "list", table),
            ("import another", "other", other), ("compare", "compare", table),
        ):  # fmt: skip
            command = [sys.executable, "-c", _STEP, str(path), str(file), step]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
            count, took, memory = done.stdout.split()
            speed = f"{int(count) / max(float(took), 0.1):,.0f} rows a second"
            print(f"{name:16} {took:>6} s  {speed:>28}  {memory:>5} MiB")
        print(f"the case file has {path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
