#!/usr/bin/env bash
# Package:   Pint 0.25.3 (PyPI).
# Expected:  "5 mt", as metal markets and customs forms write five metric tons, is five tonnes or an undefined unit.
# Behaviour: mt is a millitonne, so that it is five kilograms, without a message. MT is a megatesla and kt a knot, which at least
#            cannot be converted to a weight; "t" and "Mt" are right.
# Matters:   a weight that is a thousand times too small gives a unit value that is a thousand times too large. Replace mt by t
#            before the unit is parsed.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pint==0.25.3 2>/dev/null

actual="$("$folder/venv/bin/python" - <<'PYTHON'
import pint

units = pint.UnitRegistry()
for text in ["5 t", "5 mt", "5 Mt"]:
    print(text, "=", f"{units(text).to('kg').magnitude:g} kg")
for text in ["5 MT", "5 kt"]:
    try:
        print(text, "=", units(text).to("kg"))
    except pint.DimensionalityError:
        print(text, "is in", units(text).units)
PYTHON
)"
expected="5 t = 5000 kg
5 mt = 5 kg
5 Mt = 5e+09 kg
5 MT is in megatesla
5 kt is in knot"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
