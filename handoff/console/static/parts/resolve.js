// Ending a conversation: category and outcome come filled in, so that Enter is enough.
import { html } from '../core/html.js';
import { categories, t, word } from '../core/i18n.js';
import { later } from '../work/moves.js';
import { Dialog, NoteField } from './dialog.js';

const OUTCOMES = ['solved', 'promised', 'unsolved'];

export function Resolve({ id, of }) {
  const suggested = of.suggest.category;
  const known = categories.includes(suggested) || !suggested ? categories : [suggested, ...categories];
  const done = (form) =>
    later(id, 'resolve', {
      category: form.get('category'),
      outcome: form.get('outcome'),
      note: form.get('note'),
    });
  return html`
    <${Dialog} title=${t('resolve_title')} kind="resolve" onConfirm=${done} confirm=${t('move_resolve')}>
      <label class="field"
        >${t('resolve_category')}
        <select name="category">
          ${known.map(
            (name) =>
              html` <option key=${name} value=${name} selected=${name === (suggested || 'out_of_scope')}>
                ${word('topic', name)}
              </option>`,
          )}
        </select>
      </label>
      <fieldset class="field">
        <legend>${t('resolve_outcome')}</legend>
        <div class="choice">
          ${OUTCOMES.map(
            (name) =>
              html` <label key=${name}
                ><input
                  type="radio"
                  name="outcome"
                  value=${name}
                  defaultChecked=${name === (of.suggest.outcome || 'solved')}
                />
                <span>${t(`outcome_${name}`)}</span></label
              >`,
          )}
        </div>
      </fieldset>
      <${NoteField} label=${t('resolve_note')} hint=${t('resolve_note_hint')} first />
    <//>
  `;
}
