// The messages that customers left, the most urgent first, and those that are done.
import { html } from '../core/html.js';
import { set, useStore } from '../core/store.js';
import { guest, t, word } from '../core/i18n.js';
import { moment, span, useNow } from '../core/time.js';
import { openConversation } from '../work/desk.js';
import { supervises } from '../work/team.js';
import { openTicket, readDone } from '../work/tickets.js';
import { Empty } from './ui.js';

const SOON_MS = 2 * 3600000;

export function Tickets() {
  const { shelved, open, done } = useStore((now) => ({
    shelved: now.shelved,
    open: now.tickets,
    done: now.ticketsDone,
  }));
  const rows = shelved === 'open' ? open : done;
  return html`
    <div class="shelved" role="group" aria-label=${t('tickets')}>
      <button class="plain" aria-pressed=${shelved === 'open'} onClick=${() => set({ shelved: 'open' })}>
        ${t('tickets_open')}
      </button>
      <button class="plain" aria-pressed=${shelved === 'done'} onClick=${readDone}>${t('tickets_done')}</button>
    </div>
    ${
      rows.length
        ? html`<ol onKeyDown=${walk}>
            ${rows.map((row) => html`<${shelved === 'open' ? Row : DoneRow} key=${row.number} row=${row} />`)}
          </ol>`
        : html`<${Empty}
            title=${t(`tickets_${shelved}_empty`)}
            hint=${shelved === 'open' && t('tickets_empty_hint')}
          />`
    }
  `;
}

/** Arrow keys go from row to row. */
function walk(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll('button.row')];
  rows[rows.indexOf(document.activeElement) + by]?.focus();
  event.preventDefault();
}

export const whoLeft = (row) =>
  row.name || row.customer || (row.known ? t('customer') : guest(row.conversation || row.number));

/** When the answer is due, or by how much it is late. */
export function Due({ of }) {
  const left = of.due_ms - useNow();
  if (!of.due_ms) return null;
  if (left < 0) return html`<time class="since late">${t('overdue', { time: span(-left) })}</time>`;
  const level = left < SOON_MS ? 'warn' : '';
  return html`<time class=${`since ${level}`}>${t('due', { time: moment(of.due_ms) })}</time>`;
}

function Row({ row }) {
  const { chosen, leaving } = useStore((now) => ({
    chosen: now.open === row.conversation && (now.ticket === row.number || now.ticket === null),
    leaving: now.leaving[row.number],
  }));
  const late = row.due_ms && row.due_ms < useNow();
  return html`
    <li>
      <button
        class=${`row ${late ? 'class-0' : 'class-3'} ${chosen ? 'open' : ''} ${leaving ? 'leaving' : ''}`}
        aria-current=${chosen}
        data-number=${row.number}
        onClick=${() => openTicket(row.number)}
      >
        <span class="line"
          ><b>${whoLeft(row)}</b><span class="topic">${word('topic', row.category)}</span
          ><${Due} of=${row}
        /></span>
        <span class="words two">${row.text}</span>
        <span class="line small">
          ${leaving ? html`<span class="state">${t('leaving')}</span>` : html`<${Reach} row=${row} />`}
          <span class="end"
            >${[word('channel', row.channel), row.language && word('lang', row.language)].filter(Boolean).join(' · ')}</span
          >
        </span>
      </button>
    </li>
  `;
}

function Reach({ row }) {
  const parts = [row.contact, row.order && t('order_tail', { tail: row.order })].filter(Boolean);
  return html`<span class="reach">${parts.join(' · ')}</span>`;
}

function DoneRow({ row }) {
  const all = useStore(supervises);
  const { at_ms, by, how, note } = row.closed;
  const shown = html`
    <span class="line"
      ><b>${whoLeft(row)}</b><span class="topic">${word('topic', row.category)}</span
      ><time class="since">${moment(at_ms)}</time></span
    >
    <span class="words two">${row.text}</span>
    <span class="line small"><span class="reach">${[by, note || t(`ticket_${how}`)].join(' · ')}</span></span>
  `;
  return html`<li>
    ${
      all && row.language
        ? html`<button class="row class-3" onClick=${() => openConversation(row.conversation)}>${shown}</button>`
        : html`<div class="row class-3 still">${shown}</div>`
    }
  </li>`;
}
