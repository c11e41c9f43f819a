// To a colleague who is there, or to a skill, with a word for the next one.
import { html } from '../core/html.js';
import { useEffect, useState } from '../vendor/hooks.js';
import { get } from '../core/api.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { later } from '../work/moves.js';
import { toast } from '../work/toasts.js';
import { Dialog, NoteField } from './dialog.js';

const ORDER = ['online', 'wrap_up', 'away'];

export function Transfer({ id }) {
  const me = useStore((now) => now.me);
  const [found, setFound] = useState(null);
  useEffect(() => {
    get('/agents').then(setFound, (refused) => toast('error', refused.said));
  }, []);
  useEffect(() => {
    // The choices came after the dialog had opened and given the focus away.
    document.querySelector('dialog.transfer [name=to]:checked')?.focus();
  }, [found]);
  const there = (found?.rows || []).filter((row) => row.id !== me.id && ORDER.includes(row.state));
  there.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.holds - b.holds);
  const skills = found?.skills || [];
  const done = (form) => {
    const [kind, name] = (form.get('to') || '').split(/:(.*)/s);
    if (name) later(id, 'transfer', { [kind]: name, note: form.get('note') });
  };
  const any = there.length + skills.length > 0;
  return html`
    <${Dialog}
      title=${t('transfer_title')}
      kind="transfer"
      onConfirm=${any ? done : undefined}
      confirm=${t('move_transfer')}
    >
      ${found && !any && html`<p class="quiet">${t('transfer_none')}</p>`}
      ${
        there.length > 0 &&
        html` <fieldset class="field">
          <legend>${t('transfer_agent')}</legend>
          <div class="choice">
            ${there.map(
              (row, n) =>
                html`<label key=${row.id}>
                  <input type="radio" name="to" value=${`agent:${row.id}`} defaultChecked=${n === 0} />
                  <span
                    ><i class=${`dot ${row.state}`} aria-hidden="true"></i>${row.name}
                    <small>${t(`presence_${row.state}`)} · ${row.holds}/${row.capacity}</small></span
                  ></label
                >`,
            )}
          </div>
        </fieldset>`
      }
      ${
        skills.length > 0 &&
        html` <fieldset class="field">
          <legend>${t('transfer_skill')}</legend>
          <div class="choice">
            ${skills.map(
              (skill, n) =>
                html`<label key=${skill}>
                  <input
                    type="radio"
                    name="to"
                    value=${`skill:${skill}`}
                    defaultChecked=${!there.length && n === 0}
                  /><span>${skill}</span></label
                >`,
            )}
          </div>
        </fieldset>`
      }
      ${any && html`<${NoteField} label=${t('transfer_note')} hint=${t('transfer_note_hint')} first />`}
    <//>
  `;
}
