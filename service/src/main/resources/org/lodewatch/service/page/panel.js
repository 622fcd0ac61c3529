import { html, until } from './lib.js';

/** What each panel shows, so that a new state replaces it only when its data are there. */
const shown = new Map();

/** How often each panel was loaded: a late answer of an earlier load must not replace a newer one. */
const loads = new Map();

/**
 * A part of a screen that loads its own data. A fault is shown in its place; the other panels are not affected.
 *
 * @param id of the section, unique on a screen
 * @param subject what the panel is about: as long as it is the same, the former content stays until the new one is there
 * @param load returns a promise of the content
 */
export function panel(id, title, subject, load) {
  const former = shown.get(id);
  const own = (loads.get(id) ?? 0) + 1;
  loads.set(id, own);
  const content = load().catch(fault).then((template) => {
    if (loads.get(id) === own) {
      shown.set(id, { subject, template });
    }
    return template;
  });
  return html`<section id=${id} aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${until(content,
    former?.subject === subject ? former.template : html`<p class="loading">Loading ...</p>`)}</section>`;
}

/** The reason of an answer that is missing. Anything else is a fault of the page: its stack names the file. */
function fault(reason) {
  console.error(reason);
  return html`<p class="failure">${reason.message}</p>`;
}
