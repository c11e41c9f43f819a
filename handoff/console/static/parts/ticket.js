// One left message: whole text, how to reach who left it, when the answer is due.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t, word } from '../core/i18n.js';
import { moment } from '../core/time.js';
import { answer, askDone, reaches, reveal, ticketOf } from '../work/tickets.js';
import { icon } from './icons.js';
import { Due } from './tickets.js';
import { Key } from './ui.js';

/** Above the log of a conversation that nobody has taken up yet. */
export function TicketCard({ id }) {
  const row = useStore((now) => ticketOf(id, now));
  if (!row) return null;
  return html`
    <section class="left-message" aria-labelledby="left-message-title">
      <${TicketText} row=${row} />
      <p class="quiet">${reaches(row)}</p>
    </section>
  `;
}

export function TicketText({ row }) {
  const whole = useStore((now) => now.revealed[row.number]);
  const shown = whole || row;
  const order = row.order && t('order_tail', { tail: row.order });
  return html`
    <header>
      <h2 id="left-message-title">${t('ticket')}</h2>
      <span class="small">${[row.number, moment(row.created_ms), word('topic', row.category), order].filter(Boolean).join(' · ')}</span>
      <${Due} of=${row} />
    </header>
    <p class="said">${shown.text}</p>
    <p class="reached">
      <span class="quiet">${t('ticket_contact')}</span>
      <b>${shown.contact || t('ticket_no_contact')}</b>
      ${
        whole || !row.contact
          ? null
          : html`<button type="button" class="link" onClick=${(event) => show(event, row)}>${t('ticket_reveal')}</button>`
      }
    </p>
  `;
}

/** The button goes with the click; in a dialog the keyboard stays where Enter confirms. */
async function show({ currentTarget }, row) {
  const form = currentTarget.closest('form');
  await reveal(row.number);
  form?.querySelector('[data-first]')?.focus();
}

/** What one can do about it before it is one's own. */
export function TicketMoves({ row, masked }) {
  const busy = useStore((now) => now.claiming);
  return html`
    <footer class="composer locked for-ticket">
      <span>${masked && [icon('lock'), t('masked_left')]}</span>
      <button onClick=${() => askDone(row.number)} aria-keyshortcuts="Alt+R">
        ${icon('check')}${t('move_done')}<${Key}>Alt R<//>
      </button>
      <button class="primary" onClick=${() => answer(row.number)} disabled=${busy} aria-keyshortcuts="Alt+I">
        ${t('ticket_answer')}<${Key}>Alt I<//>
      </button>
    </footer>
  `;
}

/** Beside a conversation that one has: what was left before, and whether it is still open. */
export function LeftBefore({ tickets }) {
  return html`<ul class="plain-list">
    ${tickets.map(
      (one) =>
        html` <li key=${one.number} class="left-before">
          <span class="said">${one.text}</span>
          <small>${[one.number, moment(one.created_ms), one.contact].filter(Boolean).join(' · ')}</small>
          ${
            one.closed
              ? html`<small>${[one.closed.by, t(`ticket_${one.closed.how}`), one.closed.note].filter(Boolean).join(' · ')}</small>`
              : html`<span class="line"
                  ><${Due} of=${one} /><button class="link" onClick=${() => askDone(one.number)}>
                    ${t('move_done')}
                  </button></span
                >`
          }
        </li>`,
    )}
  </ul>`;
}
