// Why a person was called: a row a reason with its strongest evidence, the rest folded; a click shows the words in the log.
import { html } from '../core/html.js';
import { set, state } from '../core/store.js';
import { known, t, word } from '../core/i18n.js';

/** The customer's words that a piece of evidence means: its turn's entry, or the words that it quotes. */
export function entryOf(id, { turn, quote }) {
  const log = state.logs[id] || [];
  const direct = log.find((entry) => entry.id === turn);
  if (direct) return direct.meta?.about?.at(-1) ?? direct.id;
  const words = bare(quote);
  const said = log.filter((entry) => entry.from === 'customer' && entry.text);
  const quoted = words && said.findLast((entry) => entry.text.includes(words));
  if (quoted) return quoted.id;
  return log.filter((entry) => entry.meta?.about)[turn]?.meta.about.at(-1);
}

const bare = (quote) => (quote || '').replace(/…$/, '').trim();

/** The whole message where the log has it (the page shortens it by lines), else the quote as it came. */
function wordsOf(id, evidence) {
  const words = bare(evidence.quote);
  const entry = (state.logs[id] || []).findLast((one) => one.from === 'customer' && one.text?.startsWith(words));
  return words && entry ? entry.text : evidence.quote;
}

/** "asked_again:urge_delivery" in the agent's language. What a skill noted for itself is said in general, with its amounts. */
export function ruleWord(rule) {
  const [head, detail = ''] = rule.split(/:(.*)/s);
  const exact = known(`rule_${head}_${detail}`);
  if (exact) return exact;
  const named = known(`rule_${head}`);
  const more = named ? known(`topic_${detail}`) : /\S+\d > \S+\d/.exec(rule)?.[0];
  return [named || t('rule_skill'), more].filter(Boolean).join(t('colon'));
}

/** How sure, or how often; nothing where the rule alone says it. */
function figure({ score, threshold }) {
  if (score == null || (score === 1 && threshold === 1)) return '';
  if (threshold > 1) return t('evidence_times', { n: score });
  const percent = (value) => `${Math.round(value * 100)}%`;
  if (!threshold) return percent(score);
  return t('evidence_sure', { score: percent(score), least: percent(threshold) });
}

export function jump(id, evidence) {
  const entry = entryOf(id, evidence);
  if (entry) set({ flash: { id: entry }, aside: false });
}

const sure = ({ score }) => Math.min(1, score ?? 0);

export function Reasons({ of }) {
  return html`
    <ul class="reasons">
      ${of.reasons.map(({ reason, evidence }) => {
        const [first, ...rest] = [...evidence].sort((a, b) => sure(b) - sure(a));
        return html` <li key=${reason}>
          <h3 class=${`reason-${reason}`}>${word('reason', reason)}</h3>
          ${first && html`<${Evidence} e=${first} id=${of.id} />`}
          ${
            rest.length > 0 &&
            html`<details>
              <summary>${t('evidence_more', { n: rest.length })}</summary>
              ${rest.map((e, n) => html`<${Evidence} key=${n} e=${e} id=${of.id} after=${rest[n - 1] || first} />`)}
            </details>`
          }
        </li>`;
      })}
    </ul>
  `;
}

/** The same words are quoted once, above the first that stands on them. */
function Evidence({ e, id, after }) {
  const quoted = e.quote && e.quote !== after?.quote && wordsOf(id, e);
  return html`
    <button class="evidence" onClick=${() => jump(id, e)} title=${t('jump')}>
      ${quoted && html`<q>${quoted}</q>`}<small>${[ruleWord(e.rule || ''), figure(e)].filter(Boolean).join(' · ')}</small>
    </button>
  `;
}
