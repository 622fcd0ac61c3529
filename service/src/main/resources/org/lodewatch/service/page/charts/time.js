// What charts over months share: the axis of months, the mark of the as-of month, and the hatch of months without a figure.

const LEFT = 48;

/** No pattern: lines and marks have their dashes and shapes. */
export const NO_DECAL = { symbol: 'none' };

/** Where the plot is, so that charts below each other have the same months below each other. */
export const plot = (theme) => ({ left: LEFT, right: theme.isNarrow ? 76 : 140 });

export const monthAxis = (months, theme, more = {}) => ({
  type: 'category',
  data: months,
  axisLabel: { color: theme.quiet, hideOverlap: true },
  axisLine: { lineStyle: { color: theme.quiet } },
  axisTick: { alignWithLabel: true, lineStyle: { color: theme.line } },
  axisPointer: { type: 'line', lineStyle: { color: theme.quiet, type: 'solid' } },
  ...more,
});

export const valueAxis = (theme, more = {}) => ({
  type: 'value',
  min: 0,
  splitLine: { lineStyle: { color: theme.line } },
  ...more,
  axisLabel: { color: theme.quiet, ...more.axisLabel },
});

/** Dashed lines of policies: [{value, text, short (for a narrow chart), severity}]. */
export const policyLines = (lines, theme) => ({
  symbol: 'none',
  silent: true,
  data: lines.map(({ value, text, short, severity }) => ({
    yAxis: value,
    lineStyle: { color: theme[severity], type: 'dashed', width: 1.5 },
    label: { formatter: theme.isNarrow ? short : text, position: 'insideStartTop', color: theme[severity], fontSize: 12,
      textBorderColor: theme.back, textBorderWidth: 4 },
  })),
});

/** A band over each month that has no figure, or whose figure is not final. A line must not join what is beside it. */
export const hatch = (months, isGap, top, theme, axes = {}) => ({
  name: 'no final figure',
  type: 'bar',
  data: months.map((_, at) => (isGap(at) ? top : null)),
  barWidth: '100%',
  barGap: '-100%',
  silent: true,
  tooltip: { show: false },
  z: 0,
  itemStyle: { color: 'transparent', decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -Math.PI / 4,
    color: theme.quiet } },
  ...axes,
});

/** A shade behind windows of which the dataset does not have every month yet. */
export const shade = (months, isPart, top, theme) => ({
  name: 'fewer months', type: 'bar', data: months.map((_, at) => (isPart(at) ? top : null)), barWidth: '101%', barGap: '-100%',
  silent: true, tooltip: { show: false }, z: 0, itemStyle: { color: theme.line, opacity: 0.5, decal: NO_DECAL },
});

/** A line at the month that the rest of the screen shows. */
export const asOfMark = (month, theme, axes = {}) => ({
  name: 'as of',
  type: 'line',
  data: [],
  silent: true,
  tooltip: { show: false },
  markLine: {
    symbol: 'none',
    silent: true,
    animation: false,
    data: [{
      xAxis: month,
      lineStyle: { color: theme.text, width: 1.5, type: 'solid' },
      label: { formatter: month, color: theme.back, backgroundColor: theme.text, padding: [0, 5], lineHeight: 17,
        borderRadius: 3, distance: 2 },
    }],
  },
  ...axes,
});

const TEXT = 15; // pixels from one name to the next

/**
 * Names at the right end of lines or bands, moved apart so that none covers another.
 *
 * @param labels [{text, at (height), colour, isStrong}]
 * @param scale {max, pixels} of the axis of heights
 */
export const endLabels = (labels, lastMonth, { max, pixels }, axes = {}) => ({
  name: 'names',
  type: 'scatter',
  symbolSize: 0.1,
  silent: true,
  tooltip: { show: false },
  animation: false,
  clip: false,
  itemStyle: { decal: NO_DECAL },
  data: spread(labels, (TEXT * max) / pixels, max).map(({ text, at, colour, isStrong }) => ({
    value: [lastMonth, at],
    label: { show: true, position: 'right', distance: 10, formatter: () => text, color: colour, fontSize: 12,
      fontWeight: isStrong ? 700 : 400 },
  })),
  ...axes,
});

/** From below each label is at least a step above the one before; from above none is over the top. */
function spread(labels, step, max) {
  const placed = labels.map((label) => ({ ...label })).sort((one, other) => one.at - other.at);
  placed.forEach((label, rank) => {
    label.at = Math.max(label.at, rank ? placed[rank - 1].at + step : 0);
  });
  placed.reverse().forEach((label, rank) => {
    label.at = Math.min(label.at, rank ? placed[rank - 1].at - step : max);
  });
  return placed;
}

/**
 * Chooses a month with the pointer: a press chooses the month below it, a drag follows.
 *
 * @param choose called with the index of the month, and whether the drag begins with it
 */
export function chooseMonth(chart, choose) {
  const month = ({ offsetX, offsetY }) => {
    const [at] = chart.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [offsetX, offsetY]) ?? [];
    return Number.isFinite(at) ? Math.max(0, Math.round(at)) : undefined;
  };
  const canvas = chart.getZr();
  let pressed;
  canvas.on('mousedown', (event) => {
    pressed = chart.containPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]) ? month(event) : undefined;
    if (pressed !== undefined) {
      choose(pressed, true);
    }
  });
  canvas.on('mousemove', (event) => {
    const at = month(event);
    if (pressed !== undefined && at !== pressed) {
      pressed = at;
      choose(at, false);
    }
  });
  ['mouseup', 'globalout'].forEach((end) => canvas.on(end, () => {
    pressed = undefined;
  }));
}
