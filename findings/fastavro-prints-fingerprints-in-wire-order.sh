#!/usr/bin/env bash
# Package:   fastavro 1.12.2 (PyPI).
# Expected:  fingerprint(schema, 'CRC-64-AVRO') prints the number of Avro's specification, whose fingerprint of "int" is
#            7275d51a3f395c8f, as Java's SchemaNormalization does.
# Behaviour: it prints the bytes in the order of the single-object encoding, lowest first: 8f5c393f1ad57572.
# Matters:   a consumer in Python that looks for a schema by the number that Java tools print finds none. Compared with bytes 2
#            to 9 of a message it fits as it is.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fastavro==1.12.2 2>/dev/null

actual="$("$folder/venv/bin/python" - <<'PYTHON'
from fastavro.schema import fingerprint, to_parsing_canonical_form

print(fingerprint(to_parsing_canonical_form("int"), "CRC-64-AVRO"))
PYTHON
)"
expected="8f5c393f1ad57572"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
