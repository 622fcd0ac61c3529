#!/usr/bin/env bash
# Package:   pandas 3.0.6 with python-dateutil 2.9.0.post0 (PyPI).
# Expected:  the codes that trade statistics use for May are read as May or refused: 2024-M05 (SDMX, reporting month) and 201105
#            (period of UN Comtrade). pandas reads the quarter 2024-Q2 of the same standard as April to June.
# Behaviour: 2024-M05 becomes 1 January 2024, five seconds past midnight, also as a Period; 201105 becomes 20 November 2005.
#            202405 is refused, so that years up to 2012 are wrong and later years are an error.
# Matters:   twelve months of a year fall on one day of January, and a sum by month puts a year's imports into one month. Give the
#            format: format="%Y-M%m" and format="%Y%m" are right.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.6 python-dateutil==2.9.0.post0 2>/dev/null

actual="$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pandas as pd

print(pd.to_datetime("2024-M05"), "|", pd.Period("2024-M05"), "|", pd.Period("2024-Q2"))
print(pd.to_datetime("201105"), "|", pd.Period("201105"))
try:
    print(pd.to_datetime("202405"))
except ValueError as refused:
    print("202405:", type(refused).__name__)
print(pd.to_datetime("2024-M05", format="%Y-M%m"), "|", pd.to_datetime("201105", format="%Y%m"))
PYTHON
)"
expected="2024-01-01 00:00:05 | 2024-01-01 00:00:05 | 2024Q2
2005-11-20 00:00:00 | 2005-11-20
202405: DateParseError
2024-05-01 00:00:00 | 2011-05-01 00:00:00"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
