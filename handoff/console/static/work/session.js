// Logging in and out, and what the socket tells.
import { get, post, whenLoggedOut } from '../core/api.js';
import { chime, title } from '../core/alerts.js';
import { connect, disconnect, watch } from '../core/live.js';
import { reset, set, state, put } from '../core/store.js';
import { now } from '../core/time.js';
import { reload, setPresence } from './desk.js';
import { merge, resend } from './talk.js';
import { flush } from './moves.js';

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
}

function enter(me) {
  reset({ screen: 'desk', me, skew: me.now_ms - Date.now() });
  connect({ push: take, up: resync, down: () => set({ online: false, lostAt: now() }), loggedOut: leave });
}

function leave() {
  disconnect();
  reset({ screen: 'login' });
  title(0, 0);
}

whenLoggedOut(leave);

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
  queue({ rows, agents, now_ms }) {
    const known = new Set(state.queue.map((row) => row.id));
    const news = rows.filter((row) => !known.has(row.id));
    if (news.length && free()) chime(news.some((row) => row.queue_class <= 1));
    set({ queue: rows, agents, skew: now_ms - Date.now() });
    showTitle();
  },
  mine({ rows }) {
    const waited = new Map(state.mine.map((row) => [row.id, row.waiting_since_ms]));
    const news = rows.some((row) => row.waiting_since_ms && waited.get(row.id) === 0);
    if (news && (document.hidden || rows.some((row) => row.id !== state.open && row.waiting_since_ms)))
      chime();
    set({ mine: rows });
    showTitle();
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
