// What every dialog is made of: the modal frame, and a note in which Enter confirms.
import { html } from '../core/html.js';
import { useLayoutEffect, useRef } from '../vendor/hooks.js';
import { set } from '../core/store.js';
import { t } from '../core/i18n.js';
import { focusComposer } from '../work/desk.js';
import { Key } from './ui.js';

function close() {
  set({ dialog: null });
  focusComposer();
}

/** A modal frame: keeps the focus, Esc closes, Enter confirms. */
export function Dialog({ title, kind, onConfirm, children, confirm = t('confirm') }) {
  const frame = useRef();
  // Before the next key can come: an Enter typed ahead must not fall through to the composer.
  useLayoutEffect(() => {
    frame.current.showModal();
    const first = ['[data-first]', 'button.primary', 'button'].map((one) => frame.current.querySelector(one));
    first.find(Boolean)?.focus(); // the first button of a form is "cancel": Enter must do what its label says
  }, []);
  const submit = (event) => {
    event.preventDefault();
    onConfirm?.(new FormData(event.target));
  };
  return html`
    <dialog
      ref=${frame}
      class=${kind}
      aria-labelledby="dialog-title"
      onCancel=${close}
      onClick=${(e) => e.target === frame.current && close()}
    >
      <form onSubmit=${submit}>
        <h2 id="dialog-title">${title}</h2>
        ${children}
        <footer>
          <button type="button" onClick=${close}>${t(onConfirm ? 'cancel' : 'close')}<${Key}>Esc<//></button>
          ${onConfirm && html`<button class="primary">${confirm}<${Key}>Enter<//></button>`}
        </footer>
      </form>
    </dialog>
  `;
}

/** A note field in which Enter confirms the dialog and Shift+Enter makes a line. */
export function NoteField({ label, hint, first = false, said }) {
  const onKeyDown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  };
  return html`
    <label class="field"
      >${label}
      <textarea
        name="note"
        rows="2"
        maxlength="2000"
        placeholder=${hint}
        onKeyDown=${onKeyDown}
        data-first=${first || undefined}
      ></textarea>
      <small class="quiet">${said || t('note_never_shown')}</small>
    </label>
  `;
}
