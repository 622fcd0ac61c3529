#!/usr/bin/env bash
# Package:   echarts 6.0.0 (npm), the chart library, with its SVG renderer.
# Expected:  renderToSVGString() returns SVG that an XML parser accepts, whatever names of fonts the option has.
# Behaviour: the name of a font in double quotes, as CSS writes names with blanks, is put into the attribute style="..."
#            as it is. The attribute ends there, so that the text is no XML. In single quotes the same name is fine.
# Matters:   a page that hands the fonts of its style sheet to the chart draws it well, because the renderer sets styles of
#            elements; the file that it offers to download cannot be opened. The page builds its files from the elements.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund echarts@6.0.0 @xmldom/xmldom@0.9.8 >/dev/null

cat >chart.js <<'JS'
const echarts = require('echarts');
const { DOMParser } = require('@xmldom/xmldom');

for (const fonts of ['sans-serif', "'Source Sans 3', sans-serif", '"Source Sans 3", sans-serif']) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 200, height: 100 });
  chart.setOption({ title: { text: 'Shares', textStyle: { fontFamily: fonts } } });
  const svg = chart.renderToSVGString();
  chart.dispose();
  let result = 'XML';
  try {
    new DOMParser({ onError: (level, message) => { throw new Error(message); } }).parseFromString(svg, 'image/svg+xml');
  } catch (fault) {
    result = 'no XML';
  }
  console.log(`${fonts}: ${result}`);
}
process.exit(0); // the library's timers would keep the process
JS
actual="$(node chart.js)"
expected="sans-serif: XML
'Source Sans 3', sans-serif: XML
\"Source Sans 3\", sans-serif: no XML"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }
