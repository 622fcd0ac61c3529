import { percent } from '../format.js';
import { country } from '../names.js';

/** Lines that cross are told apart by their dashes, too. */
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [12, 4], [2, 6], [4, 2], 'solid'];

/** Shares of the largest suppliers in every window. */
export const sharesOption = (history) => (theme) => ({
  grid: { left: 48, right: theme.isNarrow ? 16 : 120, top: 16, bottom: 32 },
  xAxis: { type: 'category', data: history.asOf, boundaryGap: false, axisLabel: { color: theme.quiet } },
  yAxis: {
    type: 'value', min: 0, max: 1, splitLine: { lineStyle: { color: theme.line } },
    axisLabel: { color: theme.quiet, formatter: (part) => `${Math.round(100 * part)} %` },
  },
  tooltip: { trigger: 'axis', order: 'valueDesc', valueFormatter: percent },
  series: history.countries.map((one, at) => ({
    name: country(one.country),
    type: 'line',
    data: one.shares,
    showSymbol: false,
    connectNulls: false, // a window that is missing is a gap
    color: theme.series[at % theme.series.length],
    lineStyle: { type: DASHES[at % DASHES.length], width: 2 },
    endLabel: { show: !theme.isNarrow, formatter: '{a}', color: 'inherit' },
    labelLayout: { moveOverlap: 'shiftY' },
  })),
});

/** The figures of the chart: a row for each window. */
export const sharesTable = (history) => ({
  caption: 'Share of the supply by value in each window of twelve months',
  head: ['To', ...history.countries.map((one) => country(one.country))],
  rows: history.asOf.map((month, at) => [month, ...history.countries.map((one) => one.shares[at])]),
  formats: [undefined, ...history.countries.map(() => percent)],
});
