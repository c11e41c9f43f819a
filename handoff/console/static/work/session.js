// Logging in and out, and what the socket tells.
import { get, post, whenLoggedOut } from '../core/api.js';
import { chime, title } from '../core/alerts.js';
import { connect, disconnect, watch } from '../core/live.js';
import { reset, set, state, put } from '../core/store.js';
import { now } from '../core/time.js';
import { letGo, reload, setPresence } from './desk.js';
import { draftsOf, forgetDrafts } from './drafts.js';
import { merge, resend } from './talk.js';
import { customerSpoke, flush } from './moves.js';
import { takeTickets } from './tickets.js';

const TYPING_MS = 6000;

export async function resume() {
  try {
    enter(await get('/me'));
  } catch (refused) {
    if (refused.status === 401) reset({ screen: 'login' });
    else setTimeout(resume, 2000);
  }
}

export async function login(user, password) {
  enter(await post('/login', { user, password }));
  setPresence('online');
}

export async function logout() {
  await flush();
  await post('/logout').catch(() => {});
  leave();
  forgetDrafts();
}

function enter(me) {
  reset({ screen: 'desk', me, skew: me.now_ms - Date.now(), ...draftsOf(me.id) });
  connect({ push: take, up: resync, down: lost, loggedOut: expired });
}

/** `heard` is when the server was heard of last, by this browser's clock. */
function lost(heard) {
  set({ online: false, lostAt: state.lostAt || heard + state.skew });
}

/** The session ended, not the agent: the login page says so, and keeps the name. */
function expired() {
  if (state.screen === 'login') return;
  const name = state.me?.user;
  leave();
  if (name) set({ why: 'error_not_logged_in', name });
}

function leave() {
  disconnect();
  reset({ screen: 'login' });
  title(0, 0);
}

whenLoggedOut(expired);

/** After a gap: what is open is read anew, the log goes on where it stopped, unsent messages are sent again. */
async function resync() {
  const wasLost = state.lostAt > 0;
  set({ online: true, lostAt: 0 });
  if (state.open) {
    watch(state.open);
    if (wasLost) await reload(state.open);
  }
  if (wasLost) resend();
}

const takers = {
  queue({ rows, agents, desk, now_ms }) {
    const known = new Set(state.queue.map((row) => row.id));
    const news = rows.filter((row) => !known.has(row.id));
    if (news.length && free()) chime(news.some((row) => row.queue_class <= 1));
    set({ queue: rows, agents, desk, skew: now_ms - Date.now() });
    const { id, lost } = state.packages[state.open] || {};
    if (lost && lost.state !== 'queued' && rows.some((row) => row.id === id)) reload(id);
    showTitle();
  },
  tickets: takeTickets,
  mine({ rows }) {
    const waited = new Map(state.mine.map((row) => [row.id, row.waiting_since_ms]));
    const news = rows.some((row) => row.waiting_since_ms && waited.get(row.id) === 0);
    if (news && (document.hidden || rows.some((row) => row.id !== state.open && row.waiting_since_ms)))
      chime();
    const wrote = new Map(state.mine.map((row) => [row.id, row.last_customer_ms]));
    set({ mine: rows });
    for (const row of rows) if (row.last_customer_ms > wrote.get(row.id)) customerSpoke(row.id);
    const held = new Set(rows.map((row) => row.id));
    for (const { id, mine } of Object.values(state.packages))
      if (mine && !held.has(id) && !state.leaving[id]) reload(id);
    showTitle();
  },
  held({ rows }) {
    set({ held: rows });
  },
  lost({ conversation, state: where, agent }) {
    if (!state.leaving[conversation]) letGo(conversation, { state: where, agent });
  },
  entries({ conversation, entries }) {
    merge(conversation, entries);
  },
  changed({ conversation }) {
    reload(conversation);
  },
  typing({ conversation, who }) {
    if (who === 'customer') put('typing', conversation, now() + TYPING_MS);
  },
};

function take(push) {
  takers[push.type]?.(push);
}

/** Whether a sound is wanted: somebody at work, not away from the desk. */
function free() {
  const mine = state.agents.find((row) => row.id === state.me?.id);
  return !mine || mine.state === 'online' || mine.state === 'wrap_up';
}

function showTitle() {
  title(state.queue.length, state.mine.filter((row) => row.waiting_since_ms).length);
}
