// Calls to the gateway. A refusal is a `Refused` with the server's code; no answer at all has the code 'offline'.
import { t } from './i18n.js';
import { prefs } from './prefs.js';

export class Refused extends Error {
  constructor(status, body) {
    super(body.error || `HTTP ${status}`);
    this.status = status;
    this.code = body.code || 'offline';
    this.field = body.field;
    this.retryable = status === 0 || status === 429 || status >= 500;
  }

  /** For the person at the screen; the server's own words only where the console has none. */
  get said() {
    const known = t(`error_${this.code}`);
    return known === `error_${this.code}` ? this.message : known;
  }
}

let onLogout = () => {};
export const whenLoggedOut = (act) => {
  onLogout = act;
};

const PATIENCE_MS = 15000;

export async function call(method, path, body, { keepalive = false } = {}) {
  const form = body instanceof FormData;
  let answer;
  try {
    answer = await fetch(`/api${path}`, {
      method,
      keepalive,
      // The desk's own words come in the agent's language, whatever the browser prefers.
      headers: {
        'Accept-Language': prefs.language,
        ...(body && !form && { 'Content-Type': 'application/json' }),
      },
      body: form ? body : body && JSON.stringify(body),
      signal: AbortSignal.timeout(form ? 60000 : PATIENCE_MS),
    });
  } catch {
    throw new Refused(0, { code: 'offline' });
  }
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => ({}));
  if (answer.ok) return content;
  if (answer.status === 401 && content.code === 'not_logged_in') onLogout();
  throw new Refused(answer.status, content);
}

export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const at = (id, part = '') => `/conversations/${encodeURIComponent(id)}${part}`;
