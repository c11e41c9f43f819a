// Where one writes. Enter sends, but never while an input method composes, and not while phrases are open.
import { html } from '../core/html.js';
import { useEffect, useLayoutEffect, useRef, useState } from '../vendor/hooks.js';
import { put, useStore } from '../core/store.js';
import { composing } from '../core/keys.js';
import { t } from '../core/i18n.js';
import { focusComposer } from '../work/desk.js';
import { attach, send, typing } from '../work/talk.js';
import { Phrases, usePhrases } from './phrases.js';
import { icon } from './icons.js';
import { Key } from './ui.js';

const TALLEST = 220;

export function Composer({ id, of }) {
  const { text, mode, attached } = useStore((now) => ({
    text: now.drafts[id] || '',
    mode: now.modes[id] || 'reply',
    attached: now.attached[id],
  }));
  const field = useRef();
  const note = mode === 'note';
  const phrases = usePhrases(id, of.language, text, field);
  const ready = text !== '' && text === of.draft;
  useLayoutEffect(() => {
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(TALLEST, field.current.scrollHeight + 2)}px`;
  }, [text, note]);
  const onKeyDown = (event) => {
    if (composing(event)) return;
    if (phrases.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      if (!attached?.busy) send(id);
    } else if (event.key === 'Escape') {
      if (ready) put('drafts', id, '');
      else if (note) put('modes', id, 'reply');
    }
  };
  const onInput = ({ target }) => {
    put('drafts', id, target.value);
    if (!note && target.value) typing();
  };
  return html`
    <footer
      class=${`composer ${note ? 'as-note' : ''}`}
      onDrop=${(event) => take(event, event.dataTransfer, id, note)}
      onDragOver=${(event) => event.preventDefault()}
    >
      ${phrases.open && html`<${Phrases} of=${phrases} />`}
      <div class="modes" role="tablist">
        ${['reply', 'note'].map(
          (name) =>
            html` <button
              key=${name}
              role="tab"
              aria-selected=${mode === name}
              onClick=${() => {
                put('modes', id, name);
                focusComposer();
              }}
            >
              ${t(`${name}_tab`)}
            </button>`,
        )}
        <span class="hint">${ready && !note ? html`${t('draft_ready')}<span class="by-key">${t('draft_keys')}</span>` : note ? t('note_only') : ''}</span>
      </div>
      <textarea
        id="composer"
        ref=${field}
        rows="2"
        enterkeyhint="send"
        maxlength="4000"
        value=${text}
        onInput=${onInput}
        onKeyDown=${onKeyDown}
        onPaste=${(event) => take(event, event.clipboardData, id, note)}
        aria-label=${t(note ? 'note_tab' : 'reply_tab')}
        placeholder=${t(note ? 'placeholder_note' : 'placeholder_reply')}
        aria-controls=${phrases.open ? 'phrases' : undefined}
        aria-activedescendant=${phrases.open ? `phrase-${phrases.chosen}` : undefined}
      ></textarea>
      ${attached && html`<${Attached} id=${id} of=${attached} />`}
      <div class="tools">
        ${!note && html`<${AddPhoto} id=${id} />`}
        <button class="plain" onClick=${phrases.show} title=${`${t('phrases')} (/)`}>
          ${icon('text')}<span>${t('phrases')}</span><${Key}>/<//>
        </button>
        <${Counter} text=${text} language=${of.language} />
        <button
          class="primary send"
          disabled=${(!text.trim() && !attached?.file) || attached?.busy}
          onClick=${() => send(id)}
        >
          ${t(note ? 'save_note' : 'send')}<${Key}>Enter<//>
        </button>
      </div>
    </footer>
  `;
}

/** Photos pasted or dropped. */
function take(event, from, id, note) {
  const photo = [...(from?.files || [])].find((file) => file.type.startsWith('image/'));
  if (!photo || note) return;
  event.preventDefault();
  attach(id, photo);
}

function AddPhoto({ id }) {
  const input = useRef();
  const chosen = ({ target }) => {
    if (target.files[0]) attach(id, target.files[0]);
    target.value = '';
  };
  return html`
    <button
      class="plain"
      onClick=${() => input.current.click()}
      title=${t('attach')}
      aria-label=${t('attach')}
    >
      ${icon('photo')}
    </button>
    <input ref=${input} type="file" accept="image/jpeg,image/png,image/webp" hidden onChange=${chosen} />
  `;
}

function Attached({ id, of }) {
  return html`
    <div class=${`attached ${of.busy ? 'busy' : ''}`}>
      <img src=${of.url} alt=${t('photo')} />${of.busy && html`<span>${t('uploading')}</span>`}
      <button class="plain" aria-label=${t('remove')} onClick=${() => put('attached', id, undefined)}>
        ×
      </button>
    </div>
  `;
}

/** Three lines of 20 Chinese characters or 45 Latin ones: beyond that a message is hard to read on a phone. */
function Counter({ text, language }) {
  const [shown, show] = useState(0);
  useEffect(() => {
    const wide = language === 'en' ? 45 : 20;
    show(text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / wide)), 0));
  }, [text, language]);
  return html`<span class=${`counter ${shown > 3 ? 'warn' : ''}`} aria-hidden="true"
    >${text && `${shown}/3`}</span
  >`;
}
