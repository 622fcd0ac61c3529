// The whole state is in the URL, so that a link shows what its sender saw: #/mineral/antimony?dataset=us-census&asOf=2025-12

/** The screen, its subject and its parameters. */
export function read() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [screen, ...rest] = path.split('/').map(decodeURIComponent);
  return { screen: screen || 'overview', subject: rest.join('/'), ...Object.fromEntries(new URLSearchParams(query)) };
}

/** The link of a state. Parameters without a value are left out. */
export function link({ screen, subject, ...parameters }) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const path = [screen, ...(subject ? subject.split('/') : [])].map(encodeURIComponent).join('/');
  return `#/${path}${query.size ? `?${query}` : ''}`;
}

/** Goes to another state. What is not named stays. */
export function go(change) {
  location.hash = link({ ...read(), ...change });
}
