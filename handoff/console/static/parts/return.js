// Handing the conversation back to the assistant, with what it should know.
import { html } from '../core/html.js';
import { t } from '../core/i18n.js';
import { later } from '../work/moves.js';
import { Dialog, NoteField } from './dialog.js';

export function ReturnToBot({ id }) {
  return html`
    <${Dialog}
      title=${t('bot_title')}
      kind="bot"
      onConfirm=${(form) => later(id, 'bot', { note: form.get('note') })}
      confirm=${t('move_bot')}
    >
      <${NoteField} label=${t('bot_note')} hint=${t('bot_note_hint')} said=${t('bot_note_said')} first />
    <//>
  `;
}
