// Small pieces used everywhere.
import { html } from '../core/html.js';
import { t, word } from '../core/i18n.js';
import { span, useNow } from '../core/time.js';

export const Key = ({ children }) => html`<kbd>${children}</kbd>`;

/** Class of urgency: word and colour, never colour alone. */
export const ClassTag = ({ of }) => html`<span class=${`tag class-${of}`}>${t(`class_${of}`)}</span>`;

/** Emotion as a word with its strength as a bar. Calm is the normal case and takes no space. */
export function Emotion({ emotion, intensity = 0, always = false }) {
  if (!always && (!emotion || emotion === 'calm')) return null;
  const percent = Math.round(intensity * 100);
  return html`
    <span class=${`emotion emotion-${emotion}`} title=${`${word('emotion', emotion)} ${percent}%`}>
      ${word('emotion', emotion)}<i aria-hidden="true"><b style=${{ width: `${percent}%` }}></b></i>
    </span>
  `;
}

/** Time since a moment, counting. */
export function Since({ ms, warn = Infinity, late = Infinity }) {
  const passed = useNow() - ms;
  const level = passed >= late ? 'late' : passed >= warn ? 'warn' : '';
  return html`<time class=${`since ${level}`}>${span(passed)}</time>`;
}

export function Empty({ title, hint }) {
  return html`<div class="empty">
    <p>${title}</p>
    ${hint && html`<small>${hint}</small>`}
  </div>`;
}
