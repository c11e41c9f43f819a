// The middle: one conversation, live.
import { html } from '../core/html.js';
import { useStore, set } from '../core/store.js';
import { nameOf, t, word } from '../core/i18n.js';
import { span, useNow } from '../core/time.js';
import { openConversation } from '../work/desk.js';
import { Composer } from './composer.js';
import { Log } from './log.js';
import { NotMine } from './locked.js';
import { TicketCard } from './ticket.js';
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
      ${!found.mine && html`<${TicketCard} id=${id} />`}
      <${Log} id=${id} of=${found} />
      ${found.mine ? html`<${Composer} id=${id} of=${found} />` : html`<${NotMine} of=${found} />`}
    </main>
  `;
}

/** Nothing is open: what waits, and the key that takes it. The lists beside it are not said again. */
function Nothing() {
  const { rows, left, held } = useStore((now) => ({
    rows: now.queue,
    left: now.ticketsOpen,
    held: now.mine.filter((row) => !now.leaving[row.id]).length,
  }));
  const time = useNow();
  const longest = rows.length && span(time - Math.min(...rows.map((row) => row.queued_ms)));
  return html`
    <div class="empty">
      ${
        rows.length
          ? html`<h1>${t('waiting_now', { n: rows.length })}</h1>
              <small>${t('longest_wait', { time: longest })}</small>
              <small class="how">${t('nothing_open_hint')}</small>`
          : html`${held > 0 && html`<h1>${t('held_now', { n: held })}</h1>`}
              <small>${t(held ? 'held_now_hint' : 'queue_empty_hint')}</small>`
      }
      ${left > 0 && html`<small class="how">${t('tickets_now', { n: left })}</small>`}
    </div>
  `;
}

function Head({ of }) {
  const aside = useStore((now) => now.aside);
  return html`
    <header class="talk-head">
      <${Back} from=${of.id} aside=${aside} />
      <div class="who">
        <h1>${nameOf(of)}</h1>
        <span class="small"
          >${[word('channel', of.channel), word('lang', of.language), t(`level_${of.customer.level || 'none'}`)].join(' · ')}</span
        >
      </div>
      <div class="marks">
        <${ClassTag} of=${of.queue_class} />
        <${LastEmotion} curve=${of.emotion_curve} />
        ${of.state !== 'human' && !of.lost && html`<span class="tag">${t(`state_${of.state}`)}</span>`}
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
      <button
        class="plain aside"
        aria-pressed=${aside}
        onClick=${() => set({ aside: !aside })}
        title=${t('context')}
        aria-label=${t('context')}
      >
        ${icon('card')}
      </button>
    </header>
    ${of.mine && of.waiting_since_ms > 0 && html`<${Unanswered} of=${of} />`}
  `;
}

/** Where lists, conversation and context are views: one step back, with how many wait in the lists. */
function Back({ from, aside }) {
  const n = useStore(
    (now) => now.queue.length + now.mine.filter((row) => row.id !== from && unanswered(row)).length,
  );
  const said = aside ? t('back_talk') : t(n ? 'back_waiting' : 'back', { n });
  return html`
    <button
      class="plain back"
      onClick=${() => (aside ? set({ aside: false }) : openConversation(null))}
      title=${said}
      aria-label=${said}
    >
      ${icon('back')}${!aside && n > 0 && html`<span class="count badge" aria-hidden="true">${n}</span>`}
    </button>
  `;
}

const unanswered = (row) => row.state === 'human' && row.waiting_since_ms > 0;

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
