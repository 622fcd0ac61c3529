// The whole state is in the URL, so that a link shows what its sender saw: #/mineral/antimony?dataset=us-census&asOf=2025-12

/** The screen, its subject and its parameters. */
export function read() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [screen, ...rest] = path.split('/').map(decoded);
  const parameters = Object.fromEntries(new URLSearchParams(query));
  if (/^\d{4}$/.test(parameters.asOf)) {
    parameters.asOf += '-12'; // a year means its December, as in the API
  }
  return { ...parameters, screen: screen || 'overview', subject: rest.join('/') };
}

/** A part of a path as it was written, if it is no valid encoding. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The link of a state. Parameters without a value are left out. */
export function link({ screen, subject, ...parameters }) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const path = [screen, ...(subject ? subject.split('/') : [])].map(encodeURIComponent).join('/');
  return `#/${path}${query.size ? `?${query}` : ''}`;
}

/** What all screens have in common: a link to another screen carries these, and nothing that only one screen understands. */
export const shared = ({ dataset, reporter, asOf, measure }) => ({ dataset, reporter, asOf, measure });

/** Goes to another state. What is not named stays. */
export function go(change) {
  location.hash = link({ ...read(), ...change });
}

/** The same without an entry of its own in the browser's history: for a slider that is dragged, a text that is typed. */
export function adjust(change) {
  history.replaceState(history.state, '', link({ ...read(), ...change }));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
