// Settling a left message outside the conversation: how is chosen, so that Enter is enough.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { later } from '../work/moves.js';
import { Dialog, NoteField } from './dialog.js';
import { TicketText } from './ticket.js';

const WAYS = ['phone', 'mail', 'chat', 'missed', 'nothing'];

const likely = (row) => (row.contact?.includes('@') ? 'mail' : /[A-Za-z]/.test(row.contact || '') ? 'chat' : 'phone');

export function Done({ id }) {
  const row = useStore((now) => now.tickets.find((one) => one.number === id));
  if (!row) return null;
  const done = (form) => {
    const said = form.get('note').trim();
    const way = t(`done_${form.get('way')}`);
    later(id, 'done', { note: said ? `${way}${t('done_join')}${said}` : way });
  };
  return html`
    <${Dialog} title=${t('done_title')} kind="done" onConfirm=${done} confirm=${t('move_done')}>
      <section class="left-message inside"><${TicketText} row=${row} /></section>
      <fieldset class="field">
        <legend>${t('done_way')}</legend>
        <div class="choice">
          ${WAYS.map(
            (name) =>
              html` <label key=${name}
                ><input
                  type="radio"
                  name="way"
                  value=${name}
                  defaultChecked=${name === likely(row)}
                  data-first=${name === likely(row) || undefined}
                /><span>${t(`done_${name}`)}</span></label
              >`,
          )}
        </div>
      </fieldset>
      <${NoteField} label=${t('resolve_note')} hint=${t('done_note_hint')} />
    <//>
  `;
}
