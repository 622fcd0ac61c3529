import { get } from '../api.js';
import { html, nothing, unsafeHTML } from '../lib.js';
import { catalogueParts } from '../method/catalogue.js';
import { link, read } from '../state.js';

/** What does not change while the server runs. */
let loaded;

/** By which formulas figures are computed, from which lists, and what leads them astray. #/method/hhi opens that of HHI. */
export async function screen(state) {
  loaded ??= Promise.all(['/api/method', '/api/catalogue/minerals', '/api/catalogue/lists'].map((path) => get(path)));
  loaded.catch(() => { loaded = undefined; });
  const [[[page, ...sections], minerals, lists], policies] = await Promise.all([loaded, get('/api/policies')]);
  const parts = catalogueParts({ minerals, lists, policies, state });
  const id = found(state.subject, [...parts, ...sections]);
  return {
    title: 'Method',
    body: html`<h1>Method</h1>
      <p class="lede">By which formula each figure is computed, from which lists, and what leads figures astray. The text is that
        of this version; the
        lists are those of the catalogue that runs here.</p>
      <div class="method"><nav class="contents" aria-label="Sections of the method">${contents(parts, sections)}</nav>
        <div class="chapters">
          <section><h2 id="in-force" tabindex="-1">In force here</h2>${parts.map((part) => html`<section
            aria-labelledby=${part.id}>
            <h3 id=${part.id} tabindex="-1">${part.title}</h3>${part.body}</section>`)}</section>
          ${sections.map(section)}
          <section><h2 id=${page.id} tabindex="-1">How to recompute the figures of this text</h2>${content(page)}</section>
        </div></div>`,
    after: () => requestAnimationFrame(() => show(id)),
  };
}

const section = (one) => html`<section aria-labelledby=${one.id}>${one.level <= 2 ? html`<h2 id=${one.id}
  tabindex="-1">${one.title}</h2>`
  : html`<h3 id=${one.id} tabindex="-1">${one.title}</h3>`}${content(one)}</section>`;

/** The server has escaped markup in the text. */
const content = (one) => html`<div class="prose">${unsafeHTML(one.html)}</div>`;

function contents(parts, sections) {
  const entry = ({ id, title }) => html`<a href=${link({ ...read(), subject: id })} aria-current=${read().subject === id ? 'true'
    : nothing}>${title}</a>`;
  const chapters = sections.filter((one) => one.level <= 2);
  const within = (chapter) => {
    const at = sections.indexOf(chapter);
    const next = sections.findIndex((one, index) => index > at && one.level <= 2);
    return sections.slice(at + 1, next < 0 ? undefined : next);
  };
  return html`<ul><li>${entry({ id: 'in-force', title: 'In force here' })}<ul>${parts.map((one) =>
    html`<li>${entry(one)}</li>`)}</ul></li>
    ${chapters.map((one) => html`<li>${entry(one)}${within(one).length ? html`<ul>${within(one).map((part) =>
      html`<li>${entry(part)}</li>`)}</ul>` : nothing}</li>`)}</ul>`;
}

/** The section that a link means: its whole id, or the one that begins with it, so that links need only the first word. */
const found = (subject, sections) => {
  const [wanted] = subject.split('/');
  return wanted && (sections.find((one) => one.id === wanted) ?? sections.find((one) => one.id.startsWith(wanted)))?.id;
};

/** Where the reader has been before, the browser's history says where. */
function show(id) {
  const heading = id && document.getElementById(id);
  if (heading && history.state?.scroll == null) {
    heading.scrollIntoView({ block: 'start' });
    heading.focus({ preventScroll: true });
  }
}
