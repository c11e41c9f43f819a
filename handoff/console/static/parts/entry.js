// One entry of the log. Text is always text: nothing a customer writes becomes markup.
import { html } from '../core/html.js';
import { at } from '../core/api.js';
import { state, useStore } from '../core/store.js';
import { t, word } from '../core/i18n.js';
import { clock, seconds } from '../core/time.js';
import { retry, takeBack } from '../work/talk.js';

function nameOf(entry) {
  if (entry.from === 'agent')
    return entry.agent?.id === state.me?.id ? t('you') : entry.agent?.name || t('who_agent');
  return t(`who_${entry.from}`);
}

export function Entry({ entry, joined, meta, of, lit }) {
  if (entry.from === 'system' || entry.kind === 'move') return html`<${System} entry=${entry} lit=${lit} />`;
  const kind = entry.kind === 'note' ? 'note' : entry.from;
  return html`
    <article
      class=${`entry from-${kind} ${joined ? 'joined' : ''} ${lit ? 'lit' : ''}`}
      data-entry=${entry.id}
    >
      ${
        !joined &&
        html`<header>
          <b>${nameOf(entry)}</b
          >${kind === 'note' && html`<span class="tag">${t('note')} · ${t('note_only')}</span>`}
          <time title=${seconds(entry.at_ms)}>${clock(entry.at_ms)}</time>
        </header>`
      }
      <div class="bubble" title=${joined ? seconds(entry.at_ms) : undefined}>
        ${entry.text && html`<p>${entry.text}</p>`}
        ${entry.file && html`<${Photo} id=${of.id} file=${entry.file} />`}
        ${entry.photo && html`<p class="media">${t('photo')}</p>`}
        ${entry.media && html`<p class="media">${t('media', { what: entry.media })}</p>`}
        ${entry.choice && !entry.text && html`<p class="media">▸ ${choiceOf(of.id, entry.choice)}</p>`}
        ${entry.card && html`<${Card} card=${entry.card} />`}
      </div>
      ${
        entry.choices &&
        html`<ul class="choices">
          ${entry.choices.map((c) => html`<li key=${c.id}>${c.title}</li>`)}
        </ul>`
      }
      ${meta && html`<${Understood} meta=${meta} />`}
    </article>
  `;
}

/** The title of a chosen button: choice ids name the entry that offered them. */
function choiceOf(id, choice) {
  for (const entry of state.logs[id] || []) {
    const found = entry.choices?.find((c) => c.id === choice);
    if (found) return found.title;
  }
  return choice;
}

function System({ entry, lit }) {
  const note = entry.note || (entry.kind === 'note' ? entry.text : '');
  const said = entry.kind === 'note' ? '' : entry.text;
  const moved = entry.move ? moveWord(entry.move.name) : '';
  if (!note && !said && !moved) return null; // a turn without words of its own
  return html`
    <div class=${`entry from-system ${lit ? 'lit' : ''}`} data-entry=${entry.id}>
      <p>
        <time title=${seconds(entry.at_ms)}>${clock(entry.at_ms)}</time>
        ${moved && html`<b>${moved}</b>`}${said && html`<span>${said}</span>`}
      </p>
      ${note && html`<p class="bubble"><span class="tag">${t('note')}${entry.agent ? ` · ${entry.agent.name}` : ''}</span>${note}</p>`}
    </div>
  `;
}

function moveWord(name) {
  const key = `moved_${name}`;
  const text = t(key);
  return text === key ? '' : text;
}

function Understood({ meta }) {
  const percent = meta.confidence == null ? '' : ` ${Math.round(meta.confidence * 100)}%`;
  return html`
    <p class="understood">
      ${meta.intent && html`<span title=${meta.intent}>${word('topic', meta.intent)}${percent}</span>`}
      ${(meta.also || []).map((also) => html`<span key=${also}>+ ${word('topic', also)}</span>`)}
      ${meta.emotion && meta.emotion !== 'calm' && html`<span class=${`emotion-${meta.emotion}`}>${word('emotion', meta.emotion)}</span>`}
    </p>
  `;
}

function Photo({ id, file }) {
  const url = `/api${at(id, `/files/${encodeURIComponent(file)}`)}`;
  return html`<a class="photo" href=${url} target="_blank" rel="noopener"
    ><img src=${url} alt=${t('photo')} loading="lazy"
  /></a>`;
}

function Card({ card }) {
  const items = card.kind === 'orders' ? card.items || [] : [card];
  return html`${items.map(
    (item, n) =>
      html` <section key=${n} class="card">
        ${item.image && html`<img src=${item.image} alt="" loading="lazy" />`}
        <div>
          <p class="title">${item.title}${item.state && html`<span class="tag">${item.state}</span>`}</p>
          ${(item.lines || []).map((line, m) => html`<p key=${m}>${line}</p>`)}
        </div>
      </section>`,
  )}`;
}

export function Pending({ id, message }) {
  const online = useStore((now) => now.online);
  const stuck = message.status === 'failed' || message.status === 'refused';
  return html`
    <article class=${`entry from-${message.note ? 'note' : 'agent'} pending ${stuck ? 'stuck' : ''}`}>
      <div class="bubble">
        ${message.text && html`<p>${message.text}</p>`}
        ${message.url && html`<span class="photo"><img src=${message.url} alt=${t('photo')} /></span>`}
      </div>
      <p class="delivery" role=${stuck ? 'alert' : 'status'}>
        ${
          stuck
            ? html`${t(message.status)} · ${message.why}
                ${message.status === 'failed' && html`<button class="link" onClick=${() => retry(id, message.client)}>${t('retry')}</button>`}
                <button class="link" onClick=${() => takeBack(id, message.client)}>${t('take_back')}</button>`
            : t(online ? 'sending' : 'sending_later')
        }
      </p>
    </article>
  `;
}
