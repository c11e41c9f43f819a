// The middle: one conversation, live.
import { html } from '../core/html.js';
import { useStore, set } from '../core/store.js';
import { t, word } from '../core/i18n.js';
import { span, useNow } from '../core/time.js';
import { claim } from '../work/desk.js';
import { Composer } from './composer.js';
import { Log } from './log.js';
import { icon } from './icons.js';
import { ClassTag, Emotion } from './ui.js';

const MOVES = [
  ['resolve', 'check', 'R'],
  ['transfer', 'forward', 'T'],
  ['park', 'pause', 'P'],
  ['bot', 'bot', 'B'],
];

export function Conversation({ id }) {
  const found = useStore((now) => now.packages[id]);
  if (!id || !found) {
    return html`<main class="talk none"><${Nothing} /></main>`;
  }
  return html`
    <main class="talk" aria-label=${nameOf(found)}>
      <${Head} of=${found} />
      <${Log} id=${id} of=${found} />
      ${found.mine ? html`<${Composer} id=${id} of=${found} />` : html`<${NotMine} of=${found} />`}
    </main>
  `;
}

/** Nothing is open: what waits, and the key that takes it. */
function Nothing() {
  const rows = useStore((now) => now.queue);
  const time = useNow();
  if (!rows.length) {
    return html`<div class="empty">
      <h1>${t('queue_empty')}</h1>
      <small>${t('queue_empty_hint')}</small>
    </div>`;
  }
  const longest = span(time - Math.min(...rows.map((row) => row.queued_ms)));
  return html`
    <div class="empty">
      <h1>${t('waiting_now', { n: rows.length })}</h1>
      <small>${t('longest_wait', { time: longest })}</small>
      <small class="how">${t('nothing_open_hint')}</small>
    </div>
  `;
}

export const nameOf = (found) => found.customer.name || found.customer.id || t('guest');

function Head({ of }) {
  return html`
    <header class="talk-head">
      <div class="who">
        <h1>${nameOf(of)}</h1>
        <span class="small"
          >${word('channel', of.channel)} · ${word('lang', of.language)} ·
          ${t(`level_${of.customer.level || 'none'}`)}</span
        >
      </div>
      <div class="marks">
        <${ClassTag} of=${of.queue_class} />
        <${LastEmotion} curve=${of.emotion_curve} />
        ${of.state !== 'human' && html`<span class="tag">${t(`state_${of.state}`)}</span>`}
      </div>
      ${
        of.mine &&
        html` <div class="moves" role="toolbar">
          ${MOVES.map(
            ([kind, name, key]) =>
              html` <button
                key=${kind}
                onClick=${() => set({ dialog: { kind, id: of.id } })}
                aria-keyshortcuts=${`Alt+${key}`}
                title=${`${t(`move_${kind}`)} (Alt ${key})`}
              >
                ${icon(name)}<span>${t(`move_${kind}`)}</span>
              </button>`,
          )}
        </div>`
      }
    </header>
    ${of.mine && of.waiting_since_ms > 0 && html`<${Unanswered} of=${of} />`}
  `;
}

function LastEmotion({ curve }) {
  const last = curve[curve.length - 1];
  return last ? html`<${Emotion} emotion=${last.emotion} intensity=${last.intensity} always />` : null;
}

/** Warns before the conversation is taken away for being left unanswered. */
function Unanswered({ of }) {
  const waiting = useStore(
    (now) => now.mine.find((row) => row.id === of.id)?.waiting_since_ms ?? of.waiting_since_ms,
  );
  const time = useNow();
  const start = Math.max(waiting, of.claimed_ms || 0);
  if (!waiting || time - start < 60000) return null;
  const left = of.deadlines.requeue_ms - time;
  return html`
    <p class=${`unanswered ${time - start > 100000 ? 'late' : ''}`} role="alert">
      ${t('unanswered', { time: span(time - waiting) })}
      ${of.deadlines.requeue_ms > 0 && left > 0 && html`<b>${t('requeue_in', { time: span(left) })}</b>`}
    </p>
  `;
}

function NotMine({ of }) {
  if (of.state !== 'queued') return html`<footer class="composer locked">${t(`state_${of.state}`)}</footer>`;
  return html`
    <footer class="composer locked">
      <span>${icon('lock')}${t('masked_note')}</span>
      <button class="primary" onClick=${() => claim(of.id)}>${t('claim')}</button>
    </footer>
  `;
}
