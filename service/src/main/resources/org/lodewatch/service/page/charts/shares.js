import { charts } from '../lib.js';
import { figure, percent } from '../format.js';
import { country, subject } from '../names.js';

/** Colours that differ for most people with a colour vision deficiency (Okabe and Ito 2008); the lines also differ in their dashes. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#999999'];
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [12, 4], [2, 6], 'solid'];

/**
 * Lines of the largest suppliers over all windows, the lines of a policy for the supplier that is chosen, and marks of the
 * transitions of alerts below.
 */
export async function drawShares(element, history, alerts, supplier) {
  const { init } = await charts();
  if (!element.isConnected) {
    return;
  }
  const text = getComputedStyle(document.body).color;
  const chart = init(element, null, { renderer: 'svg' });
  chart.setOption({
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    aria: { enabled: true },
    textStyle: { color: text, fontFamily: 'inherit' },
    grid: { left: 48, right: 110, top: 16, bottom: 72 },
    xAxis: { type: 'category', data: history.asOf, axisLabel: { color: text } },
    yAxis: { type: 'value', min: 0, axisLabel: { color: text, formatter: (part) => `${Math.round(100 * part)} %` } },
    tooltip: { trigger: 'axis', renderMode: 'richText', order: 'valueDesc', valueFormatter: percent },
    series: [...history.countries.map((one, at) => line(one, at, policyLines(alerts, one.country === supplier))),
      ...transitions(history, alerts)],
  });
  new ResizeObserver(() => chart.resize()).observe(element);
}

const line = (one, at, markLine) => ({
  name: country(one.country),
  type: 'line',
  data: one.shares,
  showSymbol: false,
  connectNulls: false, // a window that is missing is a gap
  color: COLOURS[at % COLOURS.length],
  lineStyle: { type: DASHES[at % DASHES.length], width: 2 },
  endLabel: { show: true, formatter: '{a}', color: 'inherit' },
  labelLayout: { moveOverlap: 'shiftY' },
  markLine,
});

/** The lines of a policy that judges the share of the supplier; a line across the other suppliers would mean nothing. */
function policyLines(alerts, isChosen) {
  const policy = isChosen && alerts.map((alert) => alert.policy).find((one) => one?.metric === 'share' && one.subject === 'any-country');
  return policy ? {
    symbol: 'none',
    silent: true,
    data: ['warning', 'critical'].map((name) => ({ yAxis: policy[name] / 100, name, lineStyle: { type: 'dashed', color: 'gray' },
      label: { formatter: `${name} ${policy[name]} %`, position: 'insideStartTop' } })),
  } : undefined;
}

/** A mark for each transition on the axis of months: its shape is the severity after it. */
const transitions = (history, alerts) => [{
  name: 'alerts',
  type: 'scatter',
  data: alerts.flatMap((alert) => alert.history.map((entry) => ({
    value: [entry.asOf, 0],
    symbol: { critical: 'rect', warning: 'triangle', none: 'emptyCircle' }[entry.severity],
    symbolSize: 11,
    itemStyle: { color: { critical: '#b3261e', warning: '#a86400', none: '#0b6e4f' }[entry.severity] },
    name: `${subject(alert.subject)}, ${alert.policyId}: ${entry.transition} at ${figure(entry.observed, alert.metric)}`,
  }))).filter(({ value }) => history.asOf.includes(value[0])),
  tooltip: { trigger: 'item', formatter: ({ name }) => name },
}];
