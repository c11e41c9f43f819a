// Taking conversations and opening them.
import { chime } from '../core/alerts.js';
import { at, get, post } from '../core/api.js';
import { watch } from '../core/live.js';
import { put, set, state } from '../core/store.js';
import { nameOf, t } from '../core/i18n.js';
import { toast } from './toasts.js';

export const composerOf = () => document.getElementById('composer');

export function focusComposer() {
  requestAnimationFrame(() => {
    const field = composerOf();
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}

/** Counts what the agent opens: an answer that comes after something else was opened brings nothing to the front. */
let turn = 0;

/** Who takes a conversation is at the desk, else customers hear that nobody is there. */
async function beOnline() {
  if (myPresence().state === 'online') return;
  await setPresence('online');
  toast('info', t('now_online'));
}

/** Asks for a conversation and shows it with the ready draft under the cursor. */
export async function take(path, refusedWith) {
  const asked = turn;
  try {
    const found = await post(path);
    if (!found) return toast('info', t('nothing_waits'));
    await beOnline();
    show(found, true, asked);
    return found;
  } catch (refused) {
    toast(refused.status === 409 ? 'info' : 'error', saidOf(refused));
    refusedWith?.(refused);
  }
  return undefined;
}

/** The most urgent conversation. */
export async function claimNext() {
  if (state.claiming) return; // two quick presses take one conversation
  set({ claiming: true });
  if (state.queue.length) await beOnline();
  await take('/conversations/claim-next');
  set({ claiming: false });
}

export async function claim(id) {
  await beOnline();
  await take(at(id, '/claim'), () =>
    set((now) => ({
      queue: now.queue.filter((row) => row.id !== id),
      open: now.open === id ? null : now.open,
    })),
  );
}

/** A supervisor's: the conversation of another becomes one's own. */
export async function takeOver(id) {
  await beOnline();
  await take(at(id, '/take-over'), () => reload(id));
}

const saidOf = (refused) => (refused.code === 'already_claimed' ? taken(refused) : refused.said);

export const taken = (refused) => {
  const who = /is with (.+?);/.exec(refused.message)?.[1] || '';
  return t('error_already_claimed', { who });
};

/** Brings a conversation to the middle. `quiet`: not by asking for it, so the cursor goes into no half-written reply. */
export async function openConversation(id, quiet = false) {
  const asked = ++turn;
  if (!id) return bring(null);
  const known = state.packages[id];
  if (known?.lost) bring(id); // and read anew: it may wait in the queue again
  else if (known && !known.masked) {
    bring(id);
    watch(id);
    if (known.mine) write(id, quiet);
  }
  try {
    const found = await get(at(id));
    show(found, false, asked, quiet);
  } catch (refused) {
    if (!unreachable(id, refused) || !state.packages[id]) toast('error', refused.said);
  }
  return undefined;
}

function write(id, quiet) {
  if (!quiet || !state.drafts[id]) focusComposer();
}

/** Reads the package anew. */
export async function reload(id) {
  try {
    const found = await get(at(id));
    if (state.packages[id]) keep(found);
  } catch (refused) {
    if (!unreachable(id, refused) && state.open === id) toast('error', refused.said);
  }
}

function unreachable(id, refused) {
  const gone = refused.status === 403 || refused.status === 404;
  if (gone) letGo(id);
  return gone;
}

function keep(found) {
  const { log, ...rest } = found;
  const before = state.packages[rest.id];
  put('packages', rest.id, rest);
  // What was pushed meanwhile may be newer than what was read.
  const known = new Set(log.map((entry) => entry.id));
  const last = log.length ? log[log.length - 1].at_ms : 0;
  const later = rest.masked
    ? []
    : (state.logs[rest.id] || []).filter((e) => !known.has(e.id) && e.at_ms >= last);
  put('logs', rest.id, [...log, ...later]);
  if (before?.mine && !rest.mine) tellLost(rest.id, before);
}

export function show(found, claimed, asked, quiet = false) {
  keep(found);
  if (claimed) {
    if (found.draft && !state.drafts[found.id]) put('drafts', found.id, found.draft);
    set((now) => ({ queue: now.queue.filter((row) => row.id !== found.id) }));
  }
  if (asked !== turn) return;
  turn++;
  const there = state.open === found.id;
  bring(found.id);
  if (!found.masked) watch(found.id);
  if (found.mine && (claimed || !there)) write(found.id, quiet);
}

/** One that was lost goes when the agent turns to another. */
function bring(id) {
  const before = state.open;
  set({ open: id, aside: false });
  if (before !== id && state.packages[before]?.lost) forget(before);
}

/**
 * The conversation is somebody else's now (`by`: its state and holder). In the middle it stays, locked, until the agent
 * turns to another: neither the cursor nor what is being written may end up with another customer.
 */
export function letGo(id, by = {}) {
  const known = state.packages[id];
  if (!known) return;
  if (state.open !== id || !(known.mine || known.lost)) {
    forget(id);
    if (state.open === id) set({ open: null }); // was only looked at: what it said is not for this agent any more
  } else put('packages', id, { ...known, mine: false, lost: { ...known.lost, ...by } });
  if (known.mine && !by.own) tellLost(id, known);
}

function tellLost(id, known) {
  chime();
  if (state.open !== id) toast('info', t('lost_other', { who: nameOf(known) }));
}

/** What the agent has written there, other than the draft that was ready. */
export const written = (id, now = state) =>
  now.drafts[id] && now.drafts[id] !== now.packages[id]?.draft ? now.drafts[id] : '';

/** Nothing of the customer stays on this page; what the agent wrote does, in case the conversation comes back. */
function forget(id) {
  const own = written(id);
  for (const map of ['packages', 'logs', 'pending', 'modes', 'attached', 'typing']) put(map, id, undefined);
  put('drafts', id, own || undefined);
}

export async function setPresence(presence, reason = '') {
  const before = state.agents;
  const own = (row) => row.id === state.me.id;
  set({ agents: before.map((row) => (own(row) ? { ...row, state: presence } : row)) });
  try {
    await post('/presence', { state: presence, reason });
  } catch (refused) {
    set({ agents: before });
    toast('error', refused.said);
  }
}

export function myPresence(now = state) {
  return now.agents.find((row) => row.id === now.me?.id) || { state: 'offline', since_ms: 0 };
}
