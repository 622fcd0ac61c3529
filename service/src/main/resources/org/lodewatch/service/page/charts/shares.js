// Shares of suppliers over all months, as lines or stacked, with the lives of the alerts below.

import { percent } from '../format.js';
import { country } from '../names.js';
import { LANE, lanes, strip } from './strip.js';
import { asOfMark, endLabels, hatch, heightLine, monthAxis, plot, valueAxis } from './time.js';

const PLOT = 300; // pixels
const TOP = 28;
const AXIS = 28;
const NAMED = 6;
const FEW = 12;

/** Lines that cross are told apart by their dashes, too. */
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [12, 4], [2, 6], [4, 2], 'solid'];

/** The height of the chart with the lanes of some alerts. */
export const sharesHeight = (alerts) => TOP + PLOT + AXIS + (lanes(alerts).length ? LANE * lanes(alerts).length + 12 : 0);

/** The largest suppliers, and the chosen one. Each has a place, which is its colour. */
export function named(history, supplier) {
  const first = history.countries.slice(0, NAMED);
  const chosen = history.countries.find((one) => one.country === supplier);
  return chosen && !first.includes(chosen) ? [...first, chosen] : first;
}

/**
 * @param history the months, with shares of countries by the measure that is shown
 * @param alerts with a lane each
 * @param view {isStacked, supplier, asOf, lines: [{value (0 to 1), text, severity}]}
 */
export const sharesOption = (history, alerts, view) => (theme) => {
  const shown = lanes(alerts);
  const below = shown.length ? strip(shown, history.asOf, theme, 1) : { series: [] };
  const sides = plot(theme);
  const isGap = (at) => history.complete[at] !== true;
  const max = view.isStacked ? 1 : highest(named(history, view.supplier), view.lines);
  return {
    grid: [
      { ...sides, top: TOP, height: PLOT },
      ...(shown.length ? [{ ...sides, top: TOP + PLOT + AXIS, height: LANE * shown.length }] : []),
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [
      monthAxis(history.asOf, theme),
      ...(shown.length ? [monthAxis(history.asOf, theme, { gridIndex: 1, axisLabel: { show: false }, axisTick: { show: false },
        axisLine: { show: false }, axisPointer: { label: { show: false }, lineStyle: { color: theme.line } } })] : []),
    ],
    yAxis: [
      valueAxis(theme, { max, axisLabel: { formatter: (part) => `${Math.round(100 * part)} %` } }),
      ...(shown.length ? [below.yAxis] : []),
    ],
    tooltip: { trigger: 'axis', order: view.isStacked ? 'seriesDesc' : 'valueDesc', valueFormatter: percent },
    series: [
      hatch(history.asOf, isGap, max, theme),
      ...(view.isStacked ? stacked(history, isGap, view, theme) : lines(history, isGap, view, theme, max)),
      asOfMark(view.asOf, theme),
      ...below.series,
    ],
  };
};

/** The end of the axis: a tenth above all that is drawn. */
const highest = (suppliers, policyLines) => Math.min(1, Math.ceil(10 * Math.max(0.1, ...suppliers.flatMap((one) => one.shares),
  ...policyLines.map((line) => line.value)) + 0.3) / 10);

const final = (shares, isGap) => shares.map((share, at) => (isGap(at) ? null : share));
const lastOf = (shares) => shares.reduce((last, share, at) => (share == null ? last : at), 0);

function lines(history, isGap, view, theme, max) {
  const suppliers = named(history, view.supplier);
  return [
    ...suppliers.flatMap((one, at) => {
      const isChosen = one.country === view.supplier;
      const colour = theme.series[at % theme.series.length];
      return [{
        name: country(one.country),
        type: 'line',
        data: final(one.shares, isGap),
        showSymbol: history.asOf.length <= FEW,
        symbol: 'circle',
        symbolSize: 7,
        connectNulls: false,
        color: colour,
        itemStyle: { decal: { symbol: 'none' } },
        lineStyle: { type: DASHES[at % DASHES.length], width: isChosen ? 3.5 : 1.75 },
        z: isChosen ? 4 : 3,
        markLine: isChosen && view.lines.length
          ? { symbol: 'none', silent: true, data: view.lines.map((line) => heightLine(line.value, line.text, theme[line.severity])) }
          : undefined,
      }, provisional(one, isGap, colour)];
    }),
    endLabels(suppliers.map((one, at) => ({
      text: label(one, theme),
      at: one.shares[lastOf(one.shares)] ?? 0,
      colour: theme.series[at % theme.series.length],
      isStrong: one.country === view.supplier,
    })), history.asOf[history.asOf.length - 1], { max, pixels: PLOT }),
  ];
}

/** A figure that is not final is a ring that no line joins. */
const provisional = (one, isGap, colour) => ({
  name: country(one.country),
  type: 'scatter',
  symbol: 'emptyCircle',
  symbolSize: 8,
  color: colour,
  data: one.shares.map((share, at) => (isGap(at) ? share : null)),
});

/** The named suppliers as bands, all others as gray ones without a name; what is left up to 100 % has no known origin. */
function stacked(history, isGap, view, theme) {
  const suppliers = named(history, view.supplier);
  const others = history.countries.filter((one) => !suppliers.includes(one));
  const band = (one, colour, more) => ({
    name: country(one.country), type: 'line', stack: 'shares', data: final(one.shares, isGap), showSymbol: false, connectNulls: false,
    color: colour, ...more,
  });
  const last = history.asOf.reduce((at, _, month) => (isGap(month) ? at : month), 0);
  let height = 0;
  const middles = suppliers.map((one) => {
    const from = height;
    height += one.shares[last] ?? 0;
    return (from + height) / 2;
  });
  return [
    ...suppliers.map((one, at) => band(one, theme.series[at % theme.series.length], {
      areaStyle: { opacity: one.country === view.supplier ? 0.95 : 0.6 }, lineStyle: { width: 1, color: theme.back } })),
    ...others.map((one) => band(one, theme.quiet, {
      areaStyle: { opacity: 0.3, decal: { symbol: 'none' } }, itemStyle: { decal: { symbol: 'none' } }, lineStyle: { width: 0 },
      tooltip: { show: false }, silent: true })),
    endLabels(suppliers.map((one, at) => ({
      text: label(one, theme), at: middles[at], colour: theme.series[at % theme.series.length], isStrong: one.country === view.supplier,
    })), history.asOf[history.asOf.length - 1], { max: 1, pixels: PLOT }),
  ];
}

const label = (one, theme) => `${theme.isNarrow ? one.country : country(one.country)} ${percent(one.shares[lastOf(one.shares)]) || ''}`;

/** The figures of the chart: a row for each window, the state of its last month, and a column for each supplier. */
export const sharesTable = (history, kind) => ({
  caption: `Share of the supply by ${kind} in each window of ${history.windowMonths} months`,
  head: ['To', 'State', ...history.countries.map((one) => country(one.country))],
  rows: history.asOf.map((month, at) => [month, { true: 'final', false: 'provisional' }[history.complete[at]] ?? 'missing',
    ...history.countries.map((one) => one.shares[at])]),
  formats: [undefined, undefined, ...history.countries.map(() => percent)],
});
