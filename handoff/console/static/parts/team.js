// What everybody at the desk holds, agent by agent; for supervisors. Opened to read, taken over with a key.
import { html } from '../core/html.js';
import { set, useStore } from '../core/store.js';
import { guest, t, word } from '../core/i18n.js';
import { openConversation } from '../work/desk.js';
import { Emotion, Empty, Since } from './ui.js';

const ORDER = ['online', 'wrap_up', 'away', 'offline'];

export function Team() {
  const { held, agents, colleague, open, me } = useStore((now) => ({
    held: now.held,
    agents: now.agents,
    colleague: now.colleague,
    open: now.open,
    me: now.me,
  }));
  const groups = agents
    .map((agent) => ({ agent, rows: held.filter((row) => row.agent.id === agent.id) }))
    .filter(({ agent, rows }) => (colleague ? agent.id === colleague : rows.length || agent.state !== 'offline'))
    .sort((a, b) => ORDER.indexOf(a.agent.state) - ORDER.indexOf(b.agent.state));
  return html`
    ${
      colleague &&
      html`<p class="shelved">
        <button class="plain" aria-pressed="true" onClick=${() => set({ colleague: null })}>
          ${groups[0]?.agent.name} ×
        </button>
      </p>`
    }
    ${groups.length ? '' : html`<${Empty} title=${t('team_empty')} />`}
    <div class="groups">
      ${groups.map(({ agent, rows }) => html`<${Group} key=${agent.id} agent=${agent} rows=${rows} open=${open} me=${me} />`)}
    </div>
  `;
}

function Group({ agent, rows, open, me }) {
  return html`
    <section class="group" aria-label=${agent.name}>
      <h3>
        <i class=${`dot ${agent.state}`} aria-hidden="true"></i>${agent.id === me.id ? t('you') : agent.name}
        <small>${t(`presence_${agent.state}`)} · ${agent.holds}/${agent.capacity}</small>
      </h3>
      ${rows.length ? '' : html`<p class="quiet">${t('team_free')}</p>`}
      <ol>
        ${rows.map((row) => html`<${Row} key=${row.id} row=${row} open=${open === row.id} />`)}
      </ol>
    </section>
  `;
}

function Row({ row, open }) {
  const waits = row.waiting_since_ms > 0 && row.state === 'human';
  return html`
    <li>
      <button
        class=${`row class-${row.queue_class} ${open ? 'open' : ''}`}
        aria-current=${open}
        data-id=${row.id}
        onClick=${() => openConversation(row.id)}
      >
        <span class="line"
          ><b>${row.name || (row.known ? t('customer') : guest(row.id))}</b
          ><span class="topic">${word('topic', row.topic)}</span>
          ${waits ? html`<${Since} ms=${row.waiting_since_ms} warn=${60000} late=${100000} />` : html`<span class="since"></span>`}
        </span>
        <span class="words">${row.preview}</span>
        <span class="line small">
          <span class=${waits ? 'state waits' : 'state'}>${stateOf(row, waits)}</span>
          <${Emotion} emotion=${row.emotion} intensity=${row.intensity} />
          <span class="end">${word('channel', row.channel)} · ${word('lang', row.language)}</span>
        </span>
      </button>
    </li>
  `;
}

function stateOf(row, waits) {
  if (row.state === 'parked') return t('parked');
  return t(waits ? 'waiting_agent' : 'answered');
}
