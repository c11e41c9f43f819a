// The one state of the page. Parts select from it; only `set` changes it.
import { useEffect, useReducer, useRef } from '../vendor/hooks.js';

const listeners = new Set();

const fresh = () => ({
  screen: 'loading', // loading | login | desk
  me: null,
  why: '', // why the login page is shown: a key of the dictionary
  name: '', // the user name to keep there
  online: true, // the socket is up
  lostAt: 0,
  skew: 0, // server clock − ours, ms
  queue: [],
  shelf: 'queue', // queue | tickets | team: which of the lists is shown
  tickets: [], // messages that customers left and nobody closed
  ticketsOpen: 0, // how many there are, also beyond those listed
  ticketsDone: [],
  shelved: 'open', // open | done: which messages are shown
  ticket: null, // number of the message that was opened
  revealed: {}, // number → the whole message with its contact
  agents: [],
  desk: null, // what customers are told of the desk now
  mine: [],
  held: [], // what everybody holds, for supervisors
  colleague: null, // whose conversations a supervisor has chosen to see
  open: null, // conversation id in the middle
  packages: {},
  logs: {}, // id → entries in log order
  pending: {}, // id → messages not yet acknowledged
  drafts: {}, // id → text in the composer
  modes: {}, // id → 'reply' | 'note'
  attached: {}, // id → {file, url}
  aside: false, // the right column, where there is room for two only
  typing: {}, // id → until when the customer is shown as typing
  leaving: {}, // id → move that can still be undone
  flash: null, // entry to point at
  dialog: null,
  toasts: [],
  claiming: false,
});

export let state = fresh();

export const listen = (listener) => listeners.add(listener);

export function set(patch) {
  state = { ...state, ...(typeof patch === 'function' ? patch(state) : patch) };
  for (const listener of [...listeners]) listener();
}

export function reset(patch) {
  state = { ...fresh(), ...patch };
  for (const listener of [...listeners]) listener();
}

/** Changes one key of one map in the state; `undefined` removes it. */
export function put(map, key, value) {
  set((now) => {
    const next = { ...now[map] };
    if (value === undefined) delete next[key];
    else next[key] = value;
    return { [map]: next };
  });
}

function same(a, b) {
  if (Object.is(a, b)) return true;
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object') return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

/** What `select` finds in the state; draws again when that changed. */
export function useStore(select) {
  const [, draw] = useReducer((n) => n + 1, 0);
  const latest = useRef();
  const value = select(state);
  latest.current = { select, value };
  useEffect(() => {
    const look = () => {
      if (!same(latest.current.select(state), latest.current.value)) draw();
    };
    listeners.add(look);
    look();
    return () => listeners.delete(look);
  }, []);
  return value;
}
