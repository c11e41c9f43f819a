// Taking conversations and opening them.
import { at, get, post } from '../core/api.js';
import { watch } from '../core/live.js';
import { put, set, state } from '../core/store.js';
import { t } from '../core/i18n.js';
import { toast } from './toasts.js';

export const composerOf = () => document.getElementById('composer');

export function focusComposer() {
  requestAnimationFrame(() => {
    const field = composerOf();
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}

/** The most urgent conversation, open, with the ready draft under the cursor. */
export async function claimNext() {
  if (state.claiming) return; // two quick presses take one conversation
  set({ claiming: true });
  try {
    const found = await post('/conversations/claim-next');
    if (found) show(found, true);
    else toast('info', t('nothing_waits'));
  } catch (refused) {
    toast('error', refused.said);
  } finally {
    set({ claiming: false });
  }
}

export async function claim(id) {
  try {
    show(await post(at(id, '/claim')), true);
  } catch (refused) {
    toast(
      refused.status === 409 ? 'info' : 'error',
      refused.code === 'already_claimed' ? taken(refused) : refused.said,
    );
    set((now) => ({
      queue: now.queue.filter((row) => row.id !== id),
      open: now.open === id ? null : now.open,
    }));
  }
}

const taken = (refused) => {
  const who = /is with (.+?);/.exec(refused.message)?.[1] || '';
  return t('error_already_claimed', { who });
};

export async function openConversation(id) {
  if (!id) return set({ open: null });
  if (state.packages[id] && !state.packages[id].masked) {
    set({ open: id });
    watch(id);
    if (state.packages[id].mine) focusComposer();
  }
  await reload(id, true);
  return undefined;
}

/** Reads the package anew; `opening` also brings it to the middle. */
export async function reload(id, opening = false) {
  try {
    const found = await get(at(id));
    if (opening) show(found, false);
    else if (state.packages[id]) keep(found);
  } catch (refused) {
    if (refused.status === 403 || refused.status === 404) letGo(id);
    if (opening || state.open === id) toast(refused.status === 403 ? 'info' : 'error', refused.said);
  }
}

function keep(found) {
  const { log, ...rest } = found;
  put('packages', rest.id, rest);
  // What was pushed meanwhile may be newer than what was read.
  const known = new Set(log.map((entry) => entry.id));
  const last = log.length ? log[log.length - 1].at_ms : 0;
  const later = rest.masked
    ? []
    : (state.logs[rest.id] || []).filter((e) => !known.has(e.id) && e.at_ms >= last);
  put('logs', rest.id, [...log, ...later]);
}

function show(found, claimed) {
  keep(found);
  if (claimed && found.draft && !state.drafts[found.id]) put('drafts', found.id, found.draft);
  if (claimed) {
    const inQueue = state.queue.filter((row) => row.id !== found.id);
    set({ queue: inQueue });
  }
  set({ open: found.id });
  if (!found.masked) watch(found.id);
  if (found.mine) focusComposer();
}

/** The conversation is somebody else's now: nothing of it stays on this page. */
export function letGo(id) {
  for (const map of ['packages', 'logs', 'pending', 'drafts', 'modes', 'attached', 'typing'])
    put(map, id, undefined);
  if (state.open !== id) return;
  const next = state.mine.find((row) => row.id !== id && !state.leaving[row.id] && row.state === 'human');
  set({ open: null });
  if (next) openConversation(next.id);
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
