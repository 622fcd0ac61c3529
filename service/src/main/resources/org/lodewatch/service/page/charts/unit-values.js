// Value per kilogram over all months: of the book, of its largest suppliers, and of the chosen one.

import { subject } from '../names.js';
import { asOfMark, endLabels, hatch, monthAxis, NO_DECAL, plot, shade, valueAxis } from './time.js';

const TOP = 28;
const BOTTOM = 28;
const FEW = 12;
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [12, 4], [2, 6], [4, 2], 'solid'];

export const UNIT_VALUE_HEIGHT = 260; // pixels

/**
 * @param lines [{name, id, values (by month)}], the book first
 * @param view {asOf, isGap and isPart (functions of the index of a month), supplier, amount (function of a figure)}
 */
export const unitValueOption = (history, lines, view) => (theme) => {
  const { isGap } = view;
  const highest = Math.max(...lines.flatMap((line) => line.values.filter((value) => value != null)));
  const max = highest * 1.1;
  const colour = (at) => (at === 0 ? theme.text : theme.series[(at - 1) % theme.series.length]);
  return {
    grid: { ...plot(theme), top: TOP, bottom: BOTTOM },
    xAxis: monthAxis(history.asOf, theme),
    yAxis: valueAxis(theme, { max, axisLabel: { formatter: (value) => value.toLocaleString('en', { maximumSignificantDigits: 3 }),
      showMaxLabel: false } }),
    tooltip: { trigger: 'axis', order: 'valueDesc', valueFormatter: view.amount },
    series: [
      shade(history.asOf, view.isPart, max, theme),
      hatch(history.asOf, isGap, max, theme),
      ...lines.map((line, at) => ({
        name: line.name, type: 'line', data: line.values.map((value, month) => (isGap(month) ? null : value)),
        connectNulls: false, showSymbol: history.asOf.length <= FEW, symbol: 'circle', symbolSize: 7, color: colour(at),
        itemStyle: { decal: NO_DECAL },
        lineStyle: { width: at === 0 || line.id === view.supplier ? 3 : 1.5, type: DASHES[at % DASHES.length] },
      })),
      endLabels(lines.map((line, at) => ({ at: line.values.findLast((value) => value != null) ?? 0, colour: colour(at),
        text: theme.isNarrow ? line.id : line.name, isStrong: at === 0 || line.id === view.supplier })),
        history.asOf[history.asOf.length - 1], { max, pixels: UNIT_VALUE_HEIGHT - TOP - BOTTOM }),
      asOfMark(view.asOf, theme),
    ],
  };
};

export const unitValueTable = (history, lines, currency, state) => ({
  caption: `Value per kilogram (${currency}) of the records that have a weight, in each window of ${history.windowMonths} months`,
  head: ['To', 'State', ...lines.map((line) => line.name)],
  rows: history.asOf.map((month, at) => [month, state(at), ...lines.map((line) => line.values[at])]),
});

/** A bloc has no value per kilogram of its own. */
export const unitValueLines = (history) => [
  { name: 'all suppliers', id: 'all', values: history.unitValue },
  ...history.countries.filter((one) => one.unitValues.some((value) => value != null))
    .map((one) => ({ name: subject(one.country), id: one.country, values: one.unitValues })),
];
