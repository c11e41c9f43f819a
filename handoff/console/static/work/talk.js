// Messages of conversations: what the log says, what is on its way, what failed.
// A message keeps its client id however often it is sent, so that it is said once.
import { at, post } from '../core/api.js';
import { tell } from '../core/live.js';
import { put, set, state } from '../core/store.js';
import { now } from '../core/time.js';
import { t } from '../core/i18n.js';
import { toast } from './toasts.js';
import { reload } from './desk.js';
import { customerSpoke } from './moves.js';

const TRIES = 4;
const PHOTO_MAX = 5 * 1024 * 1024;
let typed = 0;

const newId = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

/** Order of log entries: stream ids are "ms-number". */
function later(a, b) {
  const [x, y] = [a.id, b.id].map((id) => id.split('-').map(Number));
  return x[0] - y[0] || x[1] - y[1];
}

export function merge(id, entries) {
  const log = state.logs[id] || [];
  const known = new Set(log.map((entry) => entry.id));
  const news = entries.filter((entry) => !known.has(entry.id));
  if (!news.length) return;
  put('logs', id, [...log, ...news].sort(later));
  for (const entry of news) settle(id, entry);
  if (news.some((entry) => entry.from === 'customer')) {
    put('typing', id, undefined);
    customerSpoke(id);
  }
}

/** The log has it: it is no longer on its way. */
function settle(id, entry) {
  if (entry.from !== 'agent' || entry.agent?.id !== state.me.id) return;
  const waiting = state.pending[id] || [];
  const same =
    waiting.find((m) => m.entry === entry.id) ||
    waiting.find((m) => !m.entry && m.text === (entry.text || '') && m.file === entry.file);
  if (same)
    put(
      'pending',
      id,
      waiting.filter((m) => m !== same),
    );
}

export function send(id) {
  const text = (state.drafts[id] || '').trim();
  const note = state.modes[id] === 'note';
  const attached = note ? null : state.attached[id];
  if (!text && !attached) return;
  const message = {
    client: newId(),
    text,
    note,
    file: attached?.file,
    url: attached?.url,
    at_ms: now(),
    status: 'sending',
  };
  put('pending', id, [...(state.pending[id] || []), message]);
  put('drafts', id, '');
  put('attached', id, undefined);
  if (note) put('modes', id, 'reply');
  pump(id);
}

function change(id, client, patch) {
  put(
    'pending',
    id,
    (state.pending[id] || []).map((m) => (m.client === client ? { ...m, ...patch } : m)),
  );
}

const pumping = new Set();

/** Sends what waits in a conversation, one after another: the order of writing is the order of the log. */
async function pump(id) {
  if (pumping.has(id)) return;
  pumping.add(id);
  try {
    for (;;) {
      const message = (state.pending[id] || []).find((m) => m.status === 'sending' && !m.entry);
      if (!message) return;
      await deliver(id, message);
    }
  } finally {
    pumping.delete(id);
  }
}

/** A few tries; when nothing answers, this one and those behind it wait for "try again". */
async function deliver(id, message) {
  for (let tries = 1; ; tries++) {
    try {
      return await say(id, message);
    } catch (refused) {
      if (!refused.retryable) {
        if (refused.code === 'not_yours' || refused.code === 'stale_epoch') reload(id);
        return change(id, message.client, { status: 'refused', why: refused.said });
      }
      if (tries === TRIES) return giveUp(id, refused.said);
      await new Promise((done) => setTimeout(done, 400 * 2 ** tries));
    }
  }
}

function giveUp(id, why) {
  const failed = (m) => (m.status === 'sending' && !m.entry ? { ...m, status: 'failed', why } : m);
  put('pending', id, (state.pending[id] || []).map(failed));
}

async function say(id, { client, text, file, note }) {
  const body = { client_message_id: client, ...(text && { text }), ...(file && { file }) };
  const { id: entry } = await post(at(id, note ? '/notes' : '/messages'), body);
  change(id, client, { entry });
  if ((state.logs[id] || []).some((known) => known.id === entry)) {
    put(
      'pending',
      id,
      state.pending[id].filter((m) => m.client !== client),
    );
  }
  set((before) => ({
    mine: before.mine.map((row) => (row.id === id && !note ? { ...row, waiting_since_ms: 0 } : row)),
  }));
}

export function retry(id, client) {
  change(id, client, { status: 'sending' });
  pump(id);
}

/** Takes a message that did not get through back into the composer. */
export function takeBack(id, client) {
  const message = (state.pending[id] || []).find((m) => m.client === client);
  put(
    'pending',
    id,
    state.pending[id].filter((m) => m !== message),
  );
  put('drafts', id, [message.text, state.drafts[id]].filter(Boolean).join('\n'));
  if (message.file) put('attached', id, { file: message.file, url: message.url });
}

export function resend() {
  for (const [id, waiting] of Object.entries(state.pending)) {
    for (const message of waiting.filter((m) => m.status === 'failed')) retry(id, message.client);
  }
}

export async function attach(id, file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return toast('error', t('photo_kind'));
  if (file.size > PHOTO_MAX) return toast('error', t('photo_size'));
  const url = URL.createObjectURL(file);
  put('attached', id, { url, busy: true });
  const form = new FormData();
  form.append('file', file);
  try {
    const { file: stored } = await post(at(id, '/files'), form);
    put('attached', id, { url, file: stored });
  } catch (refused) {
    put('attached', id, undefined);
    toast('error', refused.said);
  }
  return undefined;
}

export function typing() {
  if (now() - typed < 3000) return;
  typed = now();
  tell({ type: 'typing' });
}
