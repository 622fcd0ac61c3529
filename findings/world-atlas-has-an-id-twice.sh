#!/usr/bin/env bash
# Package:   world-atlas 2.0.2 (npm), the countries of Natural Earth as TopoJSON, with ISO 3166-1 numbers as ids.
# Expected:  an id is one shape, at every scale, since d3 and others join figures to shapes by it.
# Behaviour: at 1:50m and 1:10m, 036 is Australia and also Ashmore and Cartier Is. Up to 16 shapes have no id (Kosovo, Somaliland and
#            N. Cyprus at every scale), and French Guiana (254) is a part of France at every scale.
# Matters:   a Map from id to shape keeps the last of the two, so that a page shows Australia, the main source of lithium, as two
#            reefs or not at all. A larger scale does not place every country: points for 75 of them are in
#            schemas/src/test/resources/org/lodewatch/schemas/catalogue/countries_without_shape.csv.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund world-atlas@2.0.2 >/dev/null

actual="$(node -e "
for (const scale of ['110m', '50m', '10m']) {
  const shapes = require('world-atlas/countries-' + scale + '.json').objects.countries.geometries;
  const twice = shapes.filter(one => one.id && shapes.some(other => other !== one && other.id === one.id));
  const none = shapes.filter(shape => !shape.id).length;
  const guiana = shapes.some(shape => shape.id === '254');
  console.log(scale, none, 'without id,', guiana ? 'with' : 'without', '254', twice.map(shape => shape.id + ' ' + shape.properties.name).join(', '));
}
")"
expected="110m 3 without id, without 254 
50m 5 without id, without 254 036 Australia, 036 Ashmore and Cartier Is.
10m 16 without id, without 254 036 Australia, 036 Ashmore and Cartier Is."
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
