#!/usr/bin/env bash
# Package:   i18n-iso-countries 7.14.0 (npm), country names and codes for JavaScript.
# Expected:  a country without an ISO 3166-1 number has none, as in UN M49: alpha2ToNumeric('XK') is undefined.
# Behaviour: it returns 983, which is in neither ISO 3166-1 nor M49. UN Comtrade's number for Kosovo is 412, and numericToAlpha2
#            does not find that one.
# Matters:   a page that joins imports from UN Comtrade, or a map, by the numbers of this package leaves out Kosovo.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund i18n-iso-countries@7.14.0 >/dev/null

actual="$(node -e "
const countries = require('i18n-iso-countries');
console.log(countries.alpha2ToNumeric('XK'), countries.numericToAlpha2('412'), countries.alpha2ToNumeric('AU'));
")"
expected="983 undefined 036"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
