// The right: everything known at the moment of the handover, the most useful first.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t, word } from '../core/i18n.js';
import { moment, span, useNow } from '../core/time.js';
import { Curve } from './curve.js';
import { Orders, Refunds } from './orders.js';
import { Reasons } from './reasons.js';
import { LeftBefore } from './ticket.js';

export function Context({ id }) {
  const found = useStore((now) => now.packages[id]);
  if (!found || found.lost) return html`<aside class="context none" aria-label=${t('context')}></aside>`;
  // An open one stands above the log until somebody has the conversation.
  const left = found.tickets.filter((one) => found.mine || one.closed);
  return html`
    <aside class="context" aria-label=${t('context')}>
      <${Summary} of=${found} />
      ${
        left.length > 0 &&
        html`<${Part} title=${t('ticket')} count=${left.length}><${LeftBefore} tickets=${left} /><//>`
      }
      ${found.reasons.length > 0 && html`<${Part} title=${t('reasons')}><${Reasons} of=${found} /><//>`}
      ${
        found.steps.length > 0 &&
        html`<${Part} title=${t('steps')}
          ><ol class="steps">
            ${found.steps.map((s) => html`<li key=${s}>${s}</li>`)}
          </ol><//
        >`
      }
      <${Part} title=${t('curve')}><${Curve} curve=${found.emotion_curve} id=${id} /><//>
      ${!found.masked && html`<${Known} of=${found} />`}
    </aside>
  `;
}

function Part({ title, count, children }) {
  return html`<section class="part">
    <h2>${title}${count > 0 && html`<span class="count">${count}</span>`}</h2>
    ${children}
  </section>`;
}

function Summary({ of }) {
  return html`
    <section class="part summary">
      <h2>${t('summary')}</h2>
      <p class="lead">${of.summary || word('topic', of.suggest.category)}</p>
      <${Deadlines} of=${of} />
    </section>
  `;
}

function Deadlines({ of }) {
  const time = useNow();
  const replied = useStore((now) =>
    (now.logs[of.id] || []).some(
      (entry) => entry.from === 'agent' && entry.kind === 'message' && entry.at_ms >= of.queued_ms,
    ),
  );
  const shown = [
    ['deadline_first', replied ? 0 : of.deadlines.first_reply_ms],
    ['deadline_resolve', of.deadlines.resolve_ms],
  ];
  return html`
    <dl class="deadlines">
      ${shown
        .filter(([, at]) => at > 0)
        .map(
          ([name, at]) =>
            html` <div key=${name} class=${time > at ? 'late' : ''}>
              <dt>${t(name)}</dt>
              <dd>
                ${time > at ? t('overdue', { time: span(time - at) }) : t('left', { time: span(at - time) })}
              </dd>
            </div>`,
        )}
    </dl>
  `;
}

function Known({ of }) {
  const slots = Object.entries(of.slots);
  return html`
    <${Part} title=${t('orders')} count=${of.orders.length}><${Orders} orders=${of.orders} /><//>
    ${of.refunds.length > 0 && html`<${Part} title=${t('refunds')} count=${of.refunds.length}><${Refunds} refunds=${of.refunds} /><//>`}
    ${of.matters.length > 0 && html`<${Part} title=${t('matters')} count=${of.matters.length}><${Matters} matters=${of.matters} /><//>`}
    ${
      of.promises.length > 0 &&
      html`<${Part} title=${t('promises')} count=${of.promises.length}>
        <ul class="plain-list">
          ${of.promises.map((p, n) => html`<li key=${n}>${p.text}${p.due_ms && html`<small>${t('due', { time: moment(p.due_ms) })}</small>`}</li>`)}
        </ul><//
      >`
    }
    <${Part} title=${t('slots')}>
      ${of.form && html`<p class="form-open">${t('form_open', { task: word('topic', of.form.task), requested: word('slot', of.form.requested) })}</p>`}
      ${
        slots.length
          ? html`<dl class="slots">
              ${slots.map(
                ([name, value]) =>
                  html` <div key=${name}>
                    <dt>${word('slot', name)}</dt>
                    <dd>${shown(value)}</dd>
                  </div>`,
              )}
            </dl>`
          : !of.form && html`<p class="quiet">${t('slots_none')}</p>`
      }
    <//>
    <${Part} title=${t('bot_did')} count=${of.bot_did.length}>
      ${
        of.bot_did.length
          ? html`<ol class="did">
              ${of.bot_did.map(
                (d, n) =>
                  html` <li key=${n}>
                    <time>${moment(d.at_ms)}</time
                    ><span>${word('did', d.action)}${d.result && html`<small>${d.result}</small>`}</span>
                  </li>`,
              )}
            </ol>`
          : html`<p class="quiet">${t('bot_did_none')}</p>`
      }
    <//>
    <${Part} title=${t('earlier')} count=${of.customer.earlier.length}>
      ${
        of.customer.earlier.length
          ? html`<ul class="plain-list">
              ${of.customer.earlier.map(
                (e, n) =>
                  html` <li key=${n}>
                    ${[word('topic', e.category), word('outcome', e.outcome)].filter(Boolean).join(' · ')}<small
                      >${moment(e.at_ms)}${e.agent && ` · ${e.agent}`}</small
                    >
                    ${e.note && html`<small class="note-line">${e.note}</small>`}
                  </li>`,
              )}
            </ul>`
          : html`<p class="quiet">${t('earlier_none')}</p>`
      }
    <//>
  `;
}

function Matters({ matters }) {
  return html`<ul class="plain-list">
    ${matters.map(
      (m, n) =>
        html` <li key=${n}>
          <span class=${`tag ${m.status}`}>${t(`matter_${m.status}`)}</span> ${word('topic', m.category)}
          <small
            >${[m.order_id, m.note, m.due_ms && t('due', { time: moment(m.due_ms) })].filter(Boolean).join(' · ')}</small
          >
        </li>`,
    )}
  </ul>`;
}

const shown = (value) =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
