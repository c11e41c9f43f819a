// Below a conversation that one does not hold: whose it is, how to take it, and what one has written there so far.
import { html } from '../core/html.js';
import { useLayoutEffect, useRef } from '../vendor/hooks.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { claim, takeOver, written } from '../work/desk.js';
import { supervises } from '../work/team.js';
import { ticketOf } from '../work/tickets.js';
import { toast } from '../work/toasts.js';
import { icon } from './icons.js';
import { TicketMoves } from './ticket.js';
import { Key } from './ui.js';

export function NotMine({ of }) {
  const { left, own, may } = useStore((now) => ({
    left: ticketOf(of.id, now),
    own: written(of.id, now),
    may: supervises(now),
  }));
  const kept = own && html`<${Kept} text=${own} />`;
  if (of.lost) return html`<footer class="composer lost">${kept}<p class="why" role="alert">${icon('lock')}${lostWord(of.lost)}</p></footer>`;
  if (left) return html`<${TicketMoves} row=${left} masked=${of.masked} />`;
  return html`
    <footer class="composer lost">
      ${kept}
      <div class="why">
        ${
          of.state === 'queued'
            ? html`<span>${icon('lock')}${of.masked ? t('masked_note') : t('state_queued')}</span>
                <button class="primary" onClick=${() => claim(of.id)}>${t('claim')}</button>`
            : html`<span>${icon('lock')}${whoHas(of)}</span>
                ${
                  may &&
                  of.state === 'human' &&
                  html`<button class="primary" onClick=${() => takeOver(of.id)} aria-keyshortcuts="Alt+G">
                    ${t('take_over')}<${Key}>Alt G<//>
                  </button>`
                }`
        }
      </div>
    </footer>
  `;
}

const whoHas = ({ state, agent }) =>
  agent ? t(state === 'parked' ? 'parked_with' : 'is_with', { who: agent.name }) : t(`state_${state}`);

function lostWord({ state, agent }) {
  if (agent) return t('lost_to', { who: agent });
  const known = { bot: 'lost_bot', queued: 'lost_queue', rating: 'lost_over', closed: 'lost_over' };
  return t(known[state] || 'lost');
}

/** Can be read and copied, not sent: the keys of who is still typing go nowhere. */
function Kept({ text }) {
  const field = useRef();
  useLayoutEffect(() => {
    if (document.activeElement === document.body) field.current.focus();
  }, []);
  const copy = () => navigator.clipboard?.writeText(text).then(() => toast('info', t('copied')));
  return html`
    <div class="kept">
      <textarea ref=${field} readonly rows="2" value=${text} aria-label=${t('kept')}></textarea>
      <button onClick=${copy}>${t('copy')}</button>
    </div>
  `;
}
