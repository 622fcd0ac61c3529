#!/usr/bin/env bash
# Package:   mf-parser 3.9.3 and molecular-formula 1.1.5 (npm), chemicals 1.5.2 (PyPI): element content from a formula.
# Expected:  nickel sulfate as it is traded, NiSO4.6H2O, is 22.3 % nickel. All of them read LiOH.H2O with its water: 16.5 % lithium.
# Behaviour: a number after the dot is read as a decimal of the count before it, without a message: mf-parser and chemicals see
#            5.6 oxygens and no water but one, which makes 32.2 % nickel; molecular-formula sees 47 oxygens, 6.9 %.
# Matters:   a content computed so is wrong by half, and contained weights with it. With spaces around the dot (mf-parser), or as
#            NiSO4(H2O)6 (all of them), it is right. The contents in forms.csv are 0.2233 and 0.1654.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mf-parser@3.9.3 molecular-formula@1.1.5 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chemicals==1.5.2 2>/dev/null

cat >probe.js <<'JS'
const {MF} = require('mf-parser');
const MolecularFormula = require('molecular-formula');
const metals = {Ni: 58.693, Li: 6.94};
const percent = (metal, mass) => (100 * metals[metal] / mass).toFixed(1);
for (const [metal, formula] of [['Li', 'LiOH.H2O'], ['Ni', 'NiSO4.6H2O'], ['Ni', 'NiSO4 . 6 H2O'], ['Ni', 'NiSO4(H2O)6']]) {
  const others = formula.includes(' ') ? '' : `, molecular-formula ${percent(metal, new MolecularFormula(formula).getMass())}`;
  console.log(`${formula}: mf-parser ${percent(metal, new MF(formula).getInfo().mass)}${others}`);
}
JS
actual="$(node probe.js; venv/bin/python - <<'PYTHON'
from chemicals.elements import mass_fractions, nested_formula_parser

for metal, formula in (("Li", "LiOH.H2O"), ("Ni", "NiSO4.6H2O"), ("Ni", "NiSO4(H2O)6")):
    print(f"{formula}: chemicals {100 * mass_fractions(nested_formula_parser(formula))[metal]:.1f}")
PYTHON
)"
expected="LiOH.H2O: mf-parser 16.5, molecular-formula 16.5
NiSO4.6H2O: mf-parser 32.2, molecular-formula 6.9
NiSO4 . 6 H2O: mf-parser 22.3
NiSO4(H2O)6: mf-parser 22.3, molecular-formula 22.3
LiOH.H2O: chemicals 16.5
NiSO4.6H2O: chemicals 32.2
NiSO4(H2O)6: chemicals 22.3"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
