// Why a person was called, with the evidence: rule, threshold, score, and the customer's own words to click on.
import { html } from '../core/html.js';
import { set, state } from '../core/store.js';
import { t, word } from '../core/i18n.js';

/** The customer's words that a piece of evidence means: its turn's entry, or the words that it quotes. */
export function entryOf(id, { turn, quote }) {
  const log = state.logs[id] || [];
  const direct = log.find((entry) => entry.id === turn);
  if (direct) return direct.meta?.about?.at(-1) ?? direct.id;
  const words = (quote || '').replace(/…$/, '').trim();
  const said = log.filter((entry) => entry.from === 'customer' && entry.text);
  const quoted = words && said.findLast((entry) => entry.text.includes(words));
  if (quoted) return quoted.id;
  return log.filter((entry) => entry.meta?.about)[turn]?.meta.about.at(-1);
}

/** "asked_again:urge_delivery" as words. */
function ruleWord(rule) {
  const [name, detail] = rule.split(':');
  return [word('rule', name), detail && word('topic', detail)].filter(Boolean).join('：');
}

export function jump(id, evidence) {
  const entry = entryOf(id, evidence);
  if (entry) set({ flash: { id: entry } });
}

const figure = (value) => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);

export function Reasons({ of }) {
  return html`
    <ul class="reasons">
      ${of.reasons.map(
        ({ reason, evidence }) =>
          html` <li key=${reason}>
            <h3 class=${`reason-${reason}`}>${word('reason', reason)}</h3>
            ${evidence.map((e, n) => html`<${Evidence} key=${n} e=${e} id=${of.id} />`)}
          </li>`,
      )}
    </ul>
  `;
}

function Evidence({ e, id }) {
  const figures = [
    e.rule && ruleWord(e.rule),
    e.score != null && `${t('evidence_score')} ${figure(e.score)}`,
    e.threshold != null && `${t('evidence_threshold')} ${figure(e.threshold)}`,
  ].filter(Boolean);
  return html`
    <button class="evidence" onClick=${() => jump(id, e)} title=${t('jump')}>
      ${e.quote && html`<q>${e.quote}</q>`}<small>${figures.join(' · ')}</small>
    </button>
  `;
}
