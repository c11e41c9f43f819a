// What I hold: the longest unanswered first.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { nameOf, t, word } from '../core/i18n.js';
import { moment } from '../core/time.js';
import { openConversation } from '../work/desk.js';
import { Emotion, Empty, Key, Since } from './ui.js';

export function Mine() {
  const { rows, open, leaving, names } = useStore((now) => ({
    rows: now.mine,
    open: now.open,
    leaving: now.leaving,
    names: now.packages,
  }));
  return html`
    <section class="list mine" aria-labelledby="mine-title">
      <h2 id="mine-title">${t('mine')}<span class="count">${rows.length}</span></h2>
      ${
        rows.length
          ? html`<ol>
              ${rows.map(
                (row, n) =>
                  html` <${Row}
                    key=${row.id}
                    row=${row}
                    n=${n + 1}
                    open=${open === row.id}
                    leaving=${leaving[row.id]}
                    name=${nameOf(names[row.id] || row)}
                  />`,
              )}
            </ol>`
          : html`<${Empty} title=${t('mine_empty')} hint=${t('mine_empty_hint')} />`
      }
    </section>
  `;
}

function Row({ row, n, open, leaving, name }) {
  const waits = row.waiting_since_ms > 0 && row.state === 'human';
  return html`
    <li>
      <button
        class=${`row class-${row.queue_class} ${open ? 'open' : ''} ${leaving ? 'leaving' : ''}`}
        aria-current=${open}
        data-id=${row.id}
        onClick=${() => openConversation(row.id)}
      >
        <span class="line">
          <b>${name}</b><span class="topic">${word('topic', row.topic)}</span>
          ${waits ? html`<${Since} ms=${row.waiting_since_ms} warn=${60000} late=${100000} />` : html`<span class="since"></span>`}
        </span>
        <span class="words">${row.preview}</span>
        <span class="line small">
          <span class=${waits ? 'state waits' : 'state'}
            >${leaving ? t('leaving') : stateOf(row, waits)}</span
          >
          <${Emotion} emotion=${row.emotion} intensity=${row.intensity} />
          <span class="end">${n <= 9 && html`<${Key}>Alt ${n}<//>`}</span>
        </span>
      </button>
    </li>
  `;
}

function stateOf(row, waits) {
  if (row.state === 'parked')
    return row.parked_until_ms ? t('parked_until', { time: moment(row.parked_until_ms) }) : t('parked');
  return waits ? t('waiting_you') : t('answered');
}
