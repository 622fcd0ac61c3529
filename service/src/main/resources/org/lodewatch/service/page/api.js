// Reads the JSON API of this server. The page computes no figure: each comes from here.

const NO_CONTENT = 204;

/** An answer that is no success, with the server's reason. The status is 0 if nothing answered. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The document at a path. Parameters without a value are left out. */
export function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return send(query.size ? `${path}?${query}` : path);
}

/** The answer to a document that is sent. */
export const post = (path, document) => send(path, { method: 'POST', json: document });

/**
 * The answer to a request that carries a document, or changes something.
 *
 * @param options of fetch; `json` is sent as the body, `token` shows that the reader may change things
 */
export async function send(path, { json, token, ...options } = {}) {
  const response = await fetch(path, {
    ...options,
    ...(json ? { body: JSON.stringify(json) } : {}),
    ...(token ? { headers: { Authorization: `Bearer ${token}` } } : {}),
  }).catch((fault) => {
    throw fault.name === 'AbortError' ? fault
      : new ApiError(0, `${location.host} does not answer: start the process again, or look at its log`);
  });
  if (response.status === NO_CONTENT) {
    return undefined;
  }
  const body = await response.json().catch(() => ({ error: `${path} answers with ${response.status} and no JSON` }));
  if (!response.ok) {
    throw new ApiError(response.status, body.error);
  }
  return body;
}

const TURN_MILLIS = 1_000;
const MOST_TURNS = 20;
let reading = Promise.resolve();

/** The document of a path for which the server reads the whole log, which it does for one answer at a time: waits its turn. */
export function getFromLog(path, parameters) {
  const answer = reading.catch(() => undefined).then(() => inTurn(path, parameters, MOST_TURNS));
  reading = answer;
  return answer;
}

async function inTurn(path, parameters, turns) {
  try {
    return await get(path, parameters);
  } catch (fault) {
    if (fault.status !== 503 || turns === 0) {
      throw fault;
    }
    await new Promise((end) => setTimeout(end, TURN_MILLIS));
    return inTurn(path, parameters, turns - 1);
  }
}
