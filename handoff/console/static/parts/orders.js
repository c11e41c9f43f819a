// Orders with their parcels, and refunds, as read from the shop at the handover.
import { html } from '../core/html.js';
import { t, word } from '../core/i18n.js';
import { dateOf, moment, money } from '../core/time.js';
import { toast } from '../work/toasts.js';

/** A number that one click copies. */
function Copy({ text }) {
  const copy = () => navigator.clipboard?.writeText(text).then(() => toast('info', t('copied')));
  return html`<button class="copy" title=${t('copy')} onClick=${copy}>${text}</button>`;
}

export function Orders({ orders }) {
  if (!orders.length) return html`<p class="quiet">${t('orders_none')}</p>`;
  return orders.map(
    (order) =>
      html` <article key=${order.id} class="order">
        <header><${Copy} text=${order.id} /><span class="tag">${word('shop', order.state)}</span></header>
        <p class="small">
          ${[order.placed_ms && t('placed', { time: moment(order.placed_ms) }), money(order.total)].filter(Boolean).join(' · ')}
        </p>
        <ul class="items">
          ${(order.items || []).map(
            (item, n) =>
              html` <li key=${n}>
                ${item.name}<small
                  >${[item.spec, t('quantity', { n: item.quantity ?? 1 })].filter(Boolean).join(' · ')}</small
                >
              </li>`,
          )}
        </ul>
        ${(order.parcels || []).map((parcel, n) => html`<${Parcel} key=${n} parcel=${parcel} />`)}
      </article>`,
  );
}

function Parcel({ parcel }) {
  const { last } = parcel;
  return html`
    <div class="parcel">
      <p>
        <b>${parcel.courier}</b><${Copy} text=${parcel.tracking} /><span class="tag"
          >${word('shop', parcel.state)}</span
        >
      </p>
      ${last && html`<p class="scan"><time>${moment(last.at_ms)}</time>${[last.place, last.text].filter(Boolean).join(' · ')}</p>`}
      ${parcel.expected_day && html`<p class="small">${t('expected', { day: dateOf(parcel.expected_day) })}</p>`}
    </div>
  `;
}

export function Refunds({ refunds }) {
  return refunds.map(
    (refund) =>
      html` <article key=${refund.id} class="order">
        <header>
          <${Copy} text=${refund.id} /><span class="tag">${word('shop', refund.state)}</span>
          <b class="amount">${money({ amount: refund.amount, currency: refund.currency })}</b>
        </header>
        <ol class="did">
          ${(refund.steps || []).map((step, n) => html`<li key=${n}><time>${moment(step.at_ms)}</time><span>${step.text}</span></li>`)}
        </ol>
      </article>`,
  );
}
