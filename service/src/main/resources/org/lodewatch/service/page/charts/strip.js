// Alerts below a chart, on the same months: a lane for each alert, a bar while it is open, a mark for each transition.

import { figure } from '../format.js';
import { subject } from '../names.js';

export const LANE = 50; // pixels
const MOST_LANES = 8;
const NO_DECAL = { symbol: 'none' };
const SYMBOLS = { critical: 'rect', warning: 'triangle', none: 'circle' };

/** The alerts that have a lane: those that have ever changed. The list below the chart has all. */
export const lanes = (alerts) => alerts.filter((alert) => alert.history.length > 0).slice(0, MOST_LANES);

export const laneName = (alert) => `${subject(alert.subject)}, ${alert.policyId}`;

/**
 * Axes and series of the strip.
 *
 * @param alerts with their `history` by the present data, and `former` (the one before the last correction) where there was one
 * @param grid number of its grid, which is that of its axes, too
 */
export function strip(alerts, months, theme, grid) {
  const axes = { xAxisIndex: grid, yAxisIndex: grid };
  const place = (month) => months.indexOf(month);
  return {
    yAxis: {
      gridIndex: grid, type: 'category', inverse: true, data: alerts.map(laneName),
      axisLabel: { inside: true, align: 'left', verticalAlign: 'bottom', margin: 0, padding: [0, 0, 8, 4], color: theme.text,
        fontSize: 12 },
      axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: theme.line } }, z: 5,
    },
    series: [
      {
        ...axes, name: 'open', type: 'custom', silent: true, tooltip: { show: false }, clip: true,
        data: alerts.flatMap((alert, lane) => spans(alert, months).map(({ from, to, severity }) => ({
          value: [from, to, lane],
          itemStyle: { color: theme[severity], opacity: severity === 'critical' ? 1 : 0.55 },
        }))),
        encode: { x: [0, 1], y: 2 },
        renderItem: (params, api) => bar(api, params.coordSys),
      },
      {
        ...axes, name: 'transitions', type: 'scatter', symbolSize: 13, z: 6,
        data: alerts.flatMap((alert, lane) => [...formerMarks(alert, lane, months, theme),
          ...alert.history.filter((entry) => place(entry.asOf) >= 0).map((entry) => ({
          value: [place(entry.asOf), lane],
          name: `${entry.transition} ${entry.asOf}`,
          symbol: SYMBOLS[entry.severity],
          symbolOffset: [0, 2],
          itemStyle: entry.severity === 'none'
            ? { opacity: 1, color: theme.back, borderColor: theme.none, borderWidth: 2, decal: NO_DECAL }
            : { opacity: 1, color: theme[entry.severity], borderColor: theme.back, borderWidth: 1, decal: NO_DECAL },
          text: `${laneName(alert)}\n${entry.transition} ${entry.asOf} at ${figure(entry.observed, alert.metric)}, ${
            entry.severity === 'none' ? 'no alert' : entry.severity} since`,
          alertId: alert.alertId,
        }))]),
        label: { show: !theme.isNarrow, position: 'bottom', distance: 4, formatter: ({ data }) => data.name.split(' ')[0],
          color: theme.text, fontSize: 11, textBorderColor: theme.back, textBorderWidth: 3 },
        labelLayout: { hideOverlap: true },
        tooltip: { trigger: 'item', formatter: ({ data }) => data.text },
      },
    ],
  };
}

/** Where the transitions of an alert were before a correction of the figures moved them. */
const formerMarks = (alert, lane, months, theme) => (alert.former ?? []).filter((entry) => months.includes(entry.asOf)
  && !alert.history.some((one) => one.asOf === entry.asOf && one.transition === entry.transition)).map((entry) => ({
  value: [months.indexOf(entry.asOf), lane],
  name: `restated ${entry.asOf}`,
  symbol: 'diamond',
  symbolOffset: [0, 2],
  itemStyle: { opacity: 1, color: theme.back, borderColor: theme.quiet, borderWidth: 1.5, decal: NO_DECAL },
  text: `${laneName(alert)}\nbefore figures were corrected: ${entry.transition} ${entry.asOf} at ${
    figure(entry.observed, alert.metric)}`,
}));

/** From each transition to the next, or to the last month, while the alert is open. */
function spans(alert, months) {
  return alert.history.map((entry, at) => ({
    from: months.indexOf(entry.asOf),
    to: alert.history[at + 1] ? months.indexOf(alert.history[at + 1].asOf) : months.length - 1,
    severity: entry.severity,
  })).filter(({ from, to, severity }) => severity !== 'none' && from >= 0 && to >= from);
}

function bar(api, { x, width }) {
  const [from, y] = api.coord([api.value(0), api.value(2)]);
  const [to] = api.coord([api.value(1), api.value(2)]);
  const start = Math.max(from, x);
  const end = Math.min(to, x + width);
  return { type: 'rect', shape: { x: start, y: y - 2, width: Math.max(2, end - start), height: 8 }, style: api.style() };
}
