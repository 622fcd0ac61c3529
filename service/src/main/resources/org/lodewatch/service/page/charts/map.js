// A map of the world: countries shaded by a share, a dot for each whose area is its amount.

import { get } from '../api.js';
import { charts } from '../lib.js';

const NAME = 'world';
const OUTLINE = 'outline';

/** Shares from which the next shade begins. The last is the critical line of the European Critical Raw Materials Act. */
export const LIMITS = [0, 0.05, 0.2, 0.4, 0.65];

const LEAST_DOT = 6;
const SAME_AREA = 0.5; // a part: radius of an amount is its square root
const LABELS = 6;
const LABELS_NARROW = 2;

/** Pixels within which labels would be on each other. */
const LABEL_WIDTH = 110;
const LABEL_HEIGHT = 24;

/** Width of the map in its units. */
const UNITS = 10_826;

/** Width to height of the map. */
const RATIO = 2.054;

let asked;

/**
 * Loads the map once: shapes by Natural Earth in the Equal Earth projection, so that areas are true to scale.
 *
 * @returns where the mark of each country is, by alpha-2 code, and which countries are a point
 */
export function loadMap() {
  asked ??= load().catch((fault) => {
    asked = undefined; // another attempt may succeed
    throw fault;
  });
  return asked;
}

async function load() {
  const [{ registerMap }, world] = await Promise.all([charts(), get('/page/map/world.json')]);
  const isPoint = ({ geometry }) => geometry.type === 'Point';
  const outline = { type: 'Feature', properties: { code: OUTLINE }, geometry: { type: 'Polygon', coordinates: [world.outline] } };
  const features = [outline, ...world.features.filter((one) => !isPoint(one))];
  registerMap(NAME, { geoJSON: { type: 'FeatureCollection', features } });
  return {
    centres: new Map(world.features.map((one) => [one.properties.code, one.properties.centre ?? one.geometry.coordinates])),
    points: new Set(world.features.filter(isPoint).map((one) => one.properties.code)),
  };
}

/** The shade of a share: 0 for none, then 1 to 5. */
export const shade = (share) => (share > 0 ? LIMITS.findLastIndex((from) => share >= from) + 1 : 0);

/** The colours of panels/map.css in the present theme. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--map-${name}`).trim();

export const mapHeight = (width) => Math.round(Math.min(width, 1100) / RATIO) + 8;

/**
 * The option of the map.
 *
 * @param map of loadMap
 * @param origins {code, name, share (0 to 1), amount (of any unit), text (for the tooltip), label}, the largest first
 * @param chosen alpha-2 code of the supplier that has a heavy border
 * @param reporter alpha-2 code of the country that has a dashed border
 * @param other called with an alpha-2 code: the tooltip of a country without a figure
 */
export const mapOption = (map, origins, { chosen, reporter, other }) => (theme) => {
  const byCode = new Map(origins.map((one) => [one.code, one]));
  const border = (code) => (code === chosen ? { borderColor: theme.text, borderWidth: 2 }
    : code === reporter ? { borderColor: theme.text, borderWidth: 1, borderType: 'dashed' } : {});
  const region = (code) => {
    const itemStyle = { areaColor: colour(shade(byCode.get(code)?.share)), ...border(code) };
    return { name: code, itemStyle, emphasis: { itemStyle: { ...itemStyle, borderColor: theme.text, borderWidth: 1.5 } } };
  };
  return {
    aria: { decal: { show: false } },
    tooltip: { trigger: 'item', formatter: ({ name }) => byCode.get(name)?.text ?? other(name) },
    geo: {
      map: NAME, nameProperty: 'code', aspectScale: 1, roam: false, left: 4, right: 4, top: 4, bottom: 4,
      itemStyle: { areaColor: colour(0), borderColor: colour('border'), borderWidth: 0.5 },
      label: { show: false },
      emphasis: { label: { show: false }, itemStyle: { areaColor: colour(0), borderColor: theme.text } },
      tooltip: { show: true },
      regions: [
        { name: OUTLINE, silent: true, tooltip: { show: false },
          itemStyle: { areaColor: colour('sea'), borderColor: theme.line, borderWidth: 1 } },
        ...[...new Set([...byCode.keys(), reporter, chosen])]
          .filter((code) => map.centres.has(code) && !map.points.has(code)).map(region),
      ],
    },
    series: [dots(map, origins.filter(({ code }) => map.centres.has(code)), chosen, theme)],
  };
};

/** The side of a label: left of its dot, if on the right there is a larger one with a label. */
function side(code, larger, map, theme) {
  const pixels = theme.width / UNITS;
  const [x, y] = map.centres.get(code);
  return larger.map((one) => map.centres.get(one.code))
    .some(([otherX, otherY]) => otherX >= x && (otherX - x) * pixels < LABEL_WIDTH
      && Math.abs(otherY - y) * pixels < LABEL_HEIGHT) ? 'left' : 'right';
}

function dots(map, origins, chosen, theme) {
  const most = Math.max(...origins.map(({ amount }) => amount ?? 0));
  const largest = Math.max(16, theme.width / 24);
  const labels = theme.isNarrow ? LABELS_NARROW : LABELS;
  return {
    type: 'scatter',
    coordinateSystem: 'geo',
    data: origins.map(({ code, share, amount, label }, at) => ({
      name: code,
      value: map.centres.get(code),
      symbolSize: Math.max(LEAST_DOT, largest * ((amount ?? 0) / most) ** SAME_AREA),
      itemStyle: {
        color: map.points.has(code) ? colour(shade(share)) : colour('dot'),
        borderColor: theme.text, borderWidth: code === chosen ? 2.5 : 1,
      },
      label: { show: at < labels || code === chosen, formatter: label,
        position: side(code, origins.slice(0, Math.min(at, labels)), map, theme) },
    })),
    label: { distance: 4, color: theme.text, fontSize: 12, fontWeight: 600, textBorderColor: theme.back,
      textBorderWidth: 2 },
    labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
    emphasis: { scale: false, itemStyle: { borderWidth: 2.5 } },
    z: 3,
  };
}
