// Queue, left messages and, for supervisors, what everybody holds share one place: a tab each, with its number.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { useNow } from '../core/time.js';
import { overdueIn, switchShelf } from '../work/tickets.js';
import { supervises } from '../work/team.js';
import { Queue } from './queue.js';
import { Team } from './team.js';
import { Tickets } from './tickets.js';

const SHOWN = { queue: Queue, tickets: Tickets, team: Team };

export function Shelves() {
  const { shelf, waiting, open, held, may } = useStore((now) => ({
    shelf: now.shelf,
    waiting: now.queue.length,
    open: now.ticketsOpen,
    held: now.held.length,
    may: supervises(now),
  }));
  return html`
    <section class=${`list ${shelf}`} aria-label=${t(shelf)}>
      <div class="shelves" role="tablist">
        <${Tab} name="queue" shelf=${shelf}><span class="count" aria-live="polite">${waiting}</span><//>
        <${Tab} name="tickets" shelf=${shelf} keys="Alt+L"><${Badge} open=${open} /><//>
        ${may && html`<${Tab} name="team" shelf=${shelf} keys="Alt+A"><span class="count">${held}</span><//>`}
      </div>
      <${SHOWN[shelf]} />
    </section>
  `;
}

function Tab({ name, shelf, keys, children }) {
  return html`
    <button
      role="tab"
      id=${`${name}-title`}
      aria-selected=${shelf === name}
      aria-keyshortcuts=${keys}
      title=${keys && `${t(name)} (${keys.replace('+', ' ')})`}
      onClick=${() => switchShelf(name)}
    >
      ${t(name)}${children}
    </button>
  `;
}

function Badge({ open }) {
  const rows = useStore((now) => now.tickets);
  const overdue = overdueIn(rows, useNow());
  const said = overdue ? t('tickets_overdue', { n: overdue }) : undefined;
  return html`<span
    class=${`count ${open ? 'badge' : ''} ${overdue ? 'late' : ''}`}
    title=${said}
    aria-live="polite"
    >${open}${said && html`<span class="hidden">, ${said}</span>`}</span
  >`;
}
