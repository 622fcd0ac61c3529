// The frame of every chart: drawing, theme, size, table of its figures, and files to keep.

import { saveCsv } from '../csv.js';
import { AsyncDirective, charts, directive, html, noChange, nothing } from '../lib.js';
import { styleProperties } from '../style-properties.js';
import { savePng, saveSvg } from './picture.js';
import { onThemeChange, theme } from './theme.js';

const HEIGHT = 320;

const heightOf = ({ height = HEIGHT }) => height;

/**
 * A chart with a folded table of its figures, and buttons for CSV, PNG and SVG.
 *
 * @param name of the files, without an ending: says what of, which dataset, which month
 * @param title above the chart: what is drawn, in which unit, by which kind, over which months
 * @param note what its shades mean; also in files
 * @param hint what the reader can do with it; not in files
 * @param description for those who do not see the chart: what it shows, in a sentence or two (default: the title)
 * @param height in pixels
 * @param option the ECharts option for a theme (theme.js); called again when the theme or the width changes
 * @param table {caption, head: [text], rows: [[text, number, or null]], formats: [function of a number, or undefined]};
 *     the first cell of a row is its head
 * @param click called with the event of ECharts for a click on an element
 * @param attach called once with the chart and a function that returns the present figure, to listen to more
 */
export const figure = (spec) => html`<figure class="figure" data-figure=${spec.name}>
  ${spec.title ? html`<figcaption>${[spec.title, spec.note, spec.hint].filter(Boolean).join(' ')}</figcaption>` : nothing}
  <div class="chart" ${styleProperties({ height: `${heightOf(spec)}px` })} ${drawing(spec)}></div>
  <div class="figure-files">
    <button type="button" @click=${() => saveCsv(spec.name, spec.table())}>CSV</button>
    <button type="button" @click=${(event) => withChart(event, (chart) => savePng(chart, spec))}>PNG</button>
    <button type="button" @click=${(event) => withChart(event, (chart) => saveSvg(chart, spec))}>SVG</button>
  </div>
  ${figureTable(spec.table())}
</figure>`;

/** The charts by their elements. */
const drawn = new WeakMap();

function withChart(event, use) {
  const chart = drawn.get(event.target.closest('figure').querySelector('.chart'));
  if (chart) {
    use(chart);
  }
}

/** Draws into its element; keeps the chart while the element stays, and frees it when the element leaves. */
const drawing = directive(class extends AsyncDirective {
  render() {
    return nothing;
  }

  update(part, [spec]) {
    this.element = part.element;
    this.spec = spec;
    this.draw();
    return noChange;
  }

  async draw() {
    const { init } = await charts().catch((fault) => this.fail(fault)) ?? {};
    if (init && this.isConnected) {
      this.chart ??= this.begin(init);
      this.redraw();
    }
  }

  begin(init) {
    const chart = init(this.element, null, { renderer: 'svg', height: heightOf(this.spec) });
    drawn.set(this.element, chart);
    this.sizes = new ResizeObserver(() => requestAnimationFrame(() => this.resize()));
    this.sizes.observe(this.element);
    this.stopTheme = onThemeChange(() => this.redraw());
    chart.on('click', (event) => this.spec.click?.(event));
    this.spec.attach?.(chart, () => this.spec);
    return chart;
  }

  /** The option of the figure in the present theme. A fault is shown in place of the chart, and names its file in the console. */
  redraw() {
    try {
      if (this.chart.getHeight() !== heightOf(this.spec)) {
        this.chart.resize({ height: heightOf(this.spec) });
      }
      const present = theme(this.chart.getWidth());
      this.chart.setOption(framed(this.spec, present), { notMerge: true });
      this.scale();
    } catch (fault) {
      this.fail(fault);
    }
  }

  resize() {
    const { clientWidth: width } = this.element;
    if (this.chart && width && width !== this.chart.getWidth()) {
      this.chart.resize({ height: heightOf(this.spec) });
      this.redraw();
    }
  }

  /** Paper has another width than the window: the picture has a view box, so that the print layout scales it. */
  scale() {
    this.element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${this.chart.getWidth()} ${this.chart.getHeight()}`);
  }

  fail(fault) {
    console.error(fault);
    this.disconnected();
    this.element.textContent = `The chart cannot be drawn: ${fault.message}. The table below has its figures.`;
  }

  disconnected() {
    this.sizes?.disconnect();
    this.stopTheme?.();
    this.chart?.dispose();
    drawn.delete(this.element);
    this.chart = undefined;
  }

  reconnected() {
    this.draw();
  }
});

/** What all charts have in common; the figure's own option wins. */
function framed(spec, present) {
  const own = spec.option(present);
  return {
    animation: !present.isStill,
    animationDuration: 0,
    animationDurationUpdate: 200,
    color: present.series,
    ...own,
    textStyle: { color: present.text, fontFamily: present.font, ...own.textStyle },
    aria: { enabled: true, label: { description: spec.description ?? spec.title }, decal: { show: true }, ...own.aria },
    tooltip: {
      confine: true,
      backgroundColor: present.back,
      borderColor: present.quiet,
      textStyle: { color: present.text, fontSize: 13 },
      ...own.tooltip,
      renderMode: 'richText', // never HTML from data
    },
  };
}

function figureTable({ caption, head, rows, formats = [] }) {
  const text = (cell, column) => (typeof cell === 'number' ? (formats[column] ?? plain)(cell) : cell ?? '');
  const isNumber = head.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  return html`<details class="figure-table"><summary>Table of these figures</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${caption}><table><caption>${caption}</caption>
      <thead><tr>${head.map((name, column) => html`<th scope="col" class=${isNumber[column] ? 'number' : ''}>${
        name}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell, column) => (column === 0
        ? html`<th scope="row">${text(cell, column)}</th>`
        : html`<td class=${isNumber[column] ? 'number' : ''}>${text(cell, column)}</td>`))}</tr>`)}</tbody>
    </table></div></details>`;
}

const plain = (number) => number.toLocaleString('en', { maximumFractionDigits: 2 });
