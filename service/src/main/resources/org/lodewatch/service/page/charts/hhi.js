// Concentration over all months, with the lines of the policies that judge it.

import { integer } from '../format.js';
import { asOfMark, endLabels, hatch, heightLine, monthAxis, plot, valueAxis } from './time.js';

const TOP = 28;
const BOTTOM = 28;
const FEW = 12;
const STEP = 1_000;
const WHOLE = 10_000; // one supplier alone

export const HHI_HEIGHT = 260; // pixels

/** @param view {hhi (by month), asOf, isGap (function of the index of a month), lines: [{value, text, short, severity}]} */
export const hhiOption = (history, view) => (theme) => {
  const { isGap } = view;
  const final = view.hhi.map((figure, at) => (isGap(at) ? null : figure));
  const max = Math.min(WHOLE, STEP * Math.ceil(Math.max(STEP, ...view.hhi, ...view.lines.map((line) => line.value)) / STEP + 0.3));
  const last = final.reduce((at, figure, month) => (figure == null ? at : month), 0);
  return {
    grid: { ...plot(theme), top: TOP, bottom: BOTTOM },
    xAxis: monthAxis(history.asOf, theme),
    yAxis: valueAxis(theme, { max, axisLabel: { formatter: integer } }),
    tooltip: { trigger: 'axis', valueFormatter: integer },
    series: [
      hatch(history.asOf, isGap, max, theme),
      {
        name: 'HHI', type: 'line', data: final, connectNulls: false, showSymbol: history.asOf.length <= FEW, symbol: 'circle', symbolSize: 7,
        color: theme.text, lineStyle: { width: 2 }, areaStyle: { opacity: 0.08, decal: { symbol: 'none' } },
        itemStyle: { decal: { symbol: 'none' } },
        markLine: { symbol: 'none', silent: true, data: view.lines.map((line) => heightLine(line.value, theme.isNarrow ? line.short : line.text, theme[line.severity], theme)) },
      },
      {
        name: 'HHI', type: 'scatter', symbol: 'circle', symbolSize: 8,
        itemStyle: { color: theme.back, borderColor: theme.text, borderWidth: 2, decal: { symbol: 'none' } },
        data: view.hhi.map((figure, at) => (isGap(at) ? figure : null)),
      },
      endLabels([{ text: integer(final[last]), at: final[last] ?? 0, colour: theme.text, isStrong: true }],
        history.asOf[history.asOf.length - 1], { max, pixels: HHI_HEIGHT - TOP - BOTTOM }),
      asOfMark(view.asOf, theme),
    ],
  };
};

export const hhiTable = (history, hhi, kind, state) => ({
  caption: `Concentration (HHI, 0 to 10,000) of the supply by ${kind} in each window of ${history.windowMonths} months`,
  head: ['To', 'State', 'HHI'],
  rows: history.asOf.map((month, at) => [month, state(at), hhi[at]]),
  formats: [undefined, undefined, integer],
});
