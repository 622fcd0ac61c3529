#!/usr/bin/env bash
# Package:   jsonstat-toolkit 2.2.2 (npm), which reads JSON-stat, the format of Eurostat's statistics API.
# Expected:  Data() for a partner or a month that the dataset does not have gives null. Eurostat leaves out partners and months
#            without trade, so this is an ordinary question. Dice() gives no values.
# Behaviour: one category that is not there counts as "all of this dimension": Data() gives the values of the other partners, or of
#            the other months. With two such categories it gives null.
# Matters:   a sum over the answer attributes the imports from all countries to one that delivered nothing. Look first whether
#            Dimension(name).id holds the category.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jsonstat-toolkit@2.2.2 >/dev/null

cat >probe.cjs <<'JS'
const JSONstat = require('jsonstat-toolkit');
const imports = {
  version: '2.0', class: 'dataset', id: ['reporter', 'partner', 'time'], size: [1, 3, 2],
  dimension: {
    reporter: {category: {index: ['DE']}},
    partner: {category: {index: ['CN', 'CL', 'ZA']}},
    time: {category: {index: ['2024-01', '2024-02']}},
  },
  value: [5, 6, 70, 80, 900, 1000],
};
const data = (partner, time) => JSON.stringify(JSONstat(imports).Data({reporter: 'DE', partner, time}, false));
console.log('there:', data('CL', '2024-02'));
console.log('partner missing:', data('PE', '2024-02'));
console.log('month missing:', data('CL', '2024-03'));
console.log('both missing:', data('PE', '2024-03'));
console.log('Dice:', JSON.stringify(JSONstat(imports).Dice({partner: ['PE']}).value));
JS
actual="$(node probe.cjs)"
expected='there: 80
partner missing: [6,80,1000]
month missing: [70,80]
both missing: null
Dice: []'
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
