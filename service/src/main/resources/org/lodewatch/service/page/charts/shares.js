// Shares of suppliers over all months, as lines or stacked, with the lives of the alerts below.

import { percent } from '../format.js';
import { subject } from '../names.js';
import { LANE, lanes, strip } from './strip.js';
import { asOfMark, endLabels, hatch, policyLines, monthAxis, NO_DECAL, plot, shade, valueAxis } from './time.js';

const PLOT = 300; // pixels
const TOP = 28;
const AXIS = 28;
const FEW = 12;
const SMALL = 0.05; // what never had more has no name at its line: the table and the pointer name it
const THIN = 0.01;

/** Lines that cross also differ in their dashes. */
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [12, 4], [2, 6], [4, 2], 'solid'];

/** The height of the chart with the lanes of some alerts. */
export const sharesHeight = (alerts) => TOP + PLOT + AXIS + (lanes(alerts).length ? LANE * lanes(alerts).length + 12 : 0);

/** The suppliers that have a name in the chart, and the chosen bloc. Each has a place, which is its colour. */
export const named = (history, chosen) => [...history.suppliers, ...history.blocs.filter((one) => one.id === chosen)];

/**
 * @param history by the measure that is shown (byMeasure of panels/book.js)
 * @param alerts with a lane each
 * @param view {isStacked, supplier, asOf, isGap and isPart (functions of the index of a month),
 *     lines: [{value (0 to 1), text, short, severity}]}
 */
export const sharesOption = (history, alerts, view) => (theme) => {
  const shown = lanes(alerts);
  const below = shown.length ? strip(shown, history.asOf, theme, 1) : { series: [] };
  const sides = plot(theme);
  const { isGap } = view;
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
      shade(history.asOf, view.isPart, max, theme),
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
      const isChosen = one.id === view.supplier;
      const colour = theme.series[at % theme.series.length];
      return [{
        name: subject(one.id),
        type: 'line',
        data: final(one.shares, isGap),
        showSymbol: history.asOf.length <= FEW,
        symbol: 'circle',
        symbolSize: 7,
        connectNulls: false,
        color: colour,
        itemStyle: { decal: NO_DECAL },
        lineStyle: { type: DASHES[at % DASHES.length], width: isChosen ? 3.5 : 1.75 },
        z: isChosen ? 4 : 3,
        markLine: isChosen && view.lines.length ? policyLines(view.lines, theme) : undefined,
      }, provisional(one, isGap, colour, theme.back)];
    }),
    endLabels(suppliers.map((one, at) => ({
      text: label(one, theme),
      at: one.shares[lastOf(one.shares)] ?? 0,
      colour: theme.series[at % theme.series.length],
      isStrong: one.id === view.supplier,
      isSmall: Math.max(...one.shares) < SMALL,
    })).filter(({ isSmall, isStrong }) => isStrong || !isSmall), history.asOf[history.asOf.length - 1], { max, pixels: PLOT }),
  ];
}

/** A figure that is not final is a ring that no line joins. */
const provisional = (one, isGap, colour, back) => ({
  name: subject(one.id),
  type: 'scatter',
  symbol: 'circle',
  symbolSize: 8,
  itemStyle: { color: back, borderColor: colour, borderWidth: 2, decal: NO_DECAL },
  data: one.shares.map((share, at) => (isGap(at) ? share : null)),
});

/** Suppliers as bands, then all others, then the unknown origins: together 100 %. */
function stacked(history, isGap, view, theme) {
  const bands = [
    ...history.suppliers.map((one, at) => ({
      name: subject(one.id),
      text: label(one, theme),
      shares: one.shares,
      colour: theme.series[at % theme.series.length],
      isStrong: one.id === view.supplier,
      opacity: one.id === view.supplier ? 0.95 : 0.6,
    })),
    { name: 'all others', text: theme.isNarrow ? 'others' : 'all others', shares: history.others, colour: theme.quiet,
      opacity: 0.35 },
    { name: 'unknown origin', text: theme.isNarrow ? 'unknown' : 'unknown origin', shares: history.unknown, colour: theme.quiet,
      opacity: 0.12 },
  ].filter(({ shares }) => shares.some((share) => share > 0));
  const last = history.asOf.reduce((at, _, month) => (isGap(month) ? at : month), 0);
  let top = 0;
  const labels = bands.map(({ shares, text, colour, isStrong }) => {
    const height = shares[last] ?? 0;
    top += height;
    return { text, at: top - height / 2, colour, isStrong, height };
  }).filter(({ height, isStrong }) => isStrong || height >= THIN);
  return [
    ...bands.map(({ name, shares, colour, opacity }) => ({
      name, type: 'line', stack: 'shares', data: final(shares, isGap), showSymbol: false, connectNulls: false, color: colour,
      areaStyle: { opacity }, lineStyle: { width: 1, color: theme.back },
    })),
    endLabels(labels, history.asOf[history.asOf.length - 1], { max: 1, pixels: PLOT }),
  ];
}

const label = (one, theme) => `${theme.isNarrow ? one.id : subject(one.id)} ${percent(one.shares[lastOf(one.shares)])}`;

/** The figures of the chart: a row for each window, its state, and a column for each supplier, all others and unknown origins. */
export const sharesTable = (history, kind, state) => ({
  caption: `Share of the supply by ${kind} in each window of ${history.windowMonths} months`,
  head: ['To', 'State', ...history.suppliers.map((one) => subject(one.id)), 'All others', 'Unknown origin'],
  rows: history.asOf.map((month, at) => [month, state(at), ...history.suppliers.map((one) => one.shares[at]), history.others[at],
    history.unknown[at]]),
  formats: [undefined, undefined, ...Array(history.suppliers.length + 2).fill(percent)],
});
