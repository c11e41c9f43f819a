// Who waits, the next one first: why, since when, how they feel, what about.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t, word } from '../core/i18n.js';
import { openConversation } from '../work/desk.js';
import { ClassTag, Emotion, Empty, Since } from './ui.js';

export function Queue() {
  const { rows, open, me } = useStore((now) => ({ rows: now.queue, open: now.open, me: now.me }));
  return html`
    ${
      rows.length
        ? html`<ol>
            ${rows.map((row) => html`<${Row} key=${row.id} row=${row} open=${open === row.id} me=${me} />`)}
          </ol>`
        : html`<${Empty} title=${t('queue_empty')} />`
    }
  `;
}

function Row({ row, open, me }) {
  return html`
    <li>
      <button
        class=${`row class-${row.queue_class} ${open ? 'open' : ''}`}
        aria-current=${open}
        data-id=${row.id}
        onClick=${() => openConversation(row.id)}
      >
        <span class="line"
          ><${ClassTag} of=${row.queue_class} /><b
            >${word('topic', row.topic) || word('reason', row.reasons[0])}</b
          >
          <${Since} ms=${row.queued_ms} warn=${30000} late=${120000}
        /></span>
        <span class="words">${row.preview}</span>
        <span class="line small">
          ${row.reasons.map((reason) => html`<span key=${reason} class="why">${word('reason', reason)}</span>`)}
          <${Emotion} emotion=${row.emotion} intensity=${row.intensity} />
          <span class="end"
            >${row.preferred_agent === me.id && html`<em>${t('preferred')}</em>`}
            ${word('channel', row.channel)} · ${word('lang', row.language)}</span
          >
        </span>
      </button>
    </li>
  `;
}
