#!/usr/bin/env bash
# Package:   pycountry 26.2.16 (PyPI), the ISO 3166-1 list for Python that many scripts use to turn names into codes.
# Expected:  countries.search_fuzzy('Niger') begins with Niger, whose name it is, and 'Kosovo', which ISO 3166-1 does not list,
#            finds nothing.
# Behaviour: the first result for Niger is Nigeria, and the only one for Kosovo is Serbia, since subdivisions count as much as
#            names. Names of US statistics ("Korea, South", "Burma") raise LookupError.
# Matters:   both are suppliers of critical minerals (uranium, lead). A script that takes the first result gives one country's
#            imports to another, without a message. `produce csv --country-codes name` matches whole names only.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16 2>/dev/null

actual="$("$folder/venv/bin/python" - <<'PYTHON'
import pycountry

for name in ("Niger", "Kosovo", "Korea, South", "Burma"):
    try:
        print(name, [country.alpha_2 for country in pycountry.countries.search_fuzzy(name)])
    except LookupError:
        print(name, "LookupError")
PYTHON
)"
expected="Niger ['NG', 'NE']
Kosovo ['RS']
Korea, South LookupError
Burma LookupError"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
