// Concentration over all months, with the lines of the policies that judge it.

import { integer } from '../format.js';
import { asOfMark, endLabels, hatch, monthAxis, NO_DECAL, plot, policyLines, shade, valueAxis } from './time.js';

const TOP = 28;
const BOTTOM = 28;
const FEW = 12;
const STEP = 1_000;
const WHOLE = 10_000; // one supplier alone

export const HHI_HEIGHT = 260; // pixels

/**
 * @param view {hhi (by month), asOf, isGap and isPart (functions of the index of a month),
 *     lines: [{value, text, short, severity}]}
 */
export const hhiOption = (history, view) => (theme) => {
  const { isGap } = view;
  const final = view.hhi.map((figure, at) => (isGap(at) ? null : figure));
  const most = Math.max(STEP, ...view.hhi, ...view.lines.map((line) => line.value));
  const max = Math.min(WHOLE, STEP * Math.ceil(most / STEP + 0.3));
  const last = final.reduce((at, figure, month) => (figure == null ? at : month), 0);
  return {
    grid: { ...plot(theme), top: TOP, bottom: BOTTOM },
    xAxis: monthAxis(history.asOf, theme),
    yAxis: valueAxis(theme, { max, axisLabel: { formatter: integer } }),
    tooltip: { trigger: 'axis', valueFormatter: integer },
    series: [
      shade(history.asOf, view.isPart, max, theme),
      hatch(history.asOf, isGap, max, theme),
      {
        name: 'HHI', type: 'line', data: final, connectNulls: false, showSymbol: history.asOf.length <= FEW, symbol: 'circle',
        symbolSize: 7, color: theme.text, lineStyle: { width: 2 }, areaStyle: { opacity: 0.08, decal: NO_DECAL },
        itemStyle: { decal: NO_DECAL },
        markLine: policyLines(view.lines, theme),
      },
      {
        name: 'HHI', type: 'scatter', symbol: 'circle', symbolSize: 8,
        itemStyle: { color: theme.back, borderColor: theme.text, borderWidth: 2, decal: NO_DECAL },
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
