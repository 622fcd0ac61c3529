// The one place that names the versions of libraries. They are those of the build; a test compares them.
export { html, noChange, nothing, render } from '/page/lib/lit-html/3.3.3/lit-html.js';
export { AsyncDirective, directive } from '/page/lib/lit-html/3.3.3/async-directive.js';
export { Directive } from '/page/lib/lit-html/3.3.3/directive.js';
export { live } from '/page/lib/lit-html/3.3.3/directives/live.js';
export { ref } from '/page/lib/lit-html/3.3.3/directives/ref.js';
export { repeat } from '/page/lib/lit-html/3.3.3/directives/repeat.js';
/** Only for text that the server itself has made of its own documents, never for data. */
export { unsafeHTML } from '/page/lib/lit-html/3.3.3/directives/unsafe-html.js';
export { until } from '/page/lib/lit-html/3.3.3/directives/until.js';

/** Loads the chart library when a chart is first drawn: most of what the page weighs. */
export const charts = () => import('/page/lib/echarts/6.0.0/dist/echarts.esm.min.mjs');
