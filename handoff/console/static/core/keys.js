// Every shortcut is here, and the help overlay is drawn from this list.
// By `code`, not by character: Alt+letter types other characters on some keyboards.
export const shortcuts = [
  { id: 'next', show: 'F2', codes: ['F2', 'Alt+KeyN'] },
  { id: 'send', show: 'Enter' },
  { id: 'newline', show: 'Shift Enter' },
  { id: 'phrase', show: '/', also: 'Alt /', codes: ['Alt+Slash'] },
  { id: 'discard', show: 'Esc' },
  { id: 'reply', show: 'Alt I', codes: ['Alt+KeyI'] },
  { id: 'note', show: 'Alt M', codes: ['Alt+KeyM'] },
  { id: 'transfer', show: 'Alt T', codes: ['Alt+KeyT'] },
  { id: 'park', show: 'Alt P', codes: ['Alt+KeyP'] },
  { id: 'resolve', show: 'Alt R', codes: ['Alt+KeyR'] },
  { id: 'bot', show: 'Alt B', codes: ['Alt+KeyB'] },
  { id: 'undo', show: 'Alt Z', codes: ['Alt+KeyZ'] },
  { id: 'tickets', show: 'Alt L', codes: ['Alt+KeyL'] },
  { id: 'team', show: 'Alt A', codes: ['Alt+KeyA'], supervisors: true },
  { id: 'take_over', show: 'Alt G', codes: ['Alt+KeyG'], supervisors: true },
  { id: 'up', show: 'Alt ↑', codes: ['Alt+ArrowUp'] },
  { id: 'down', show: 'Alt ↓', codes: ['Alt+ArrowDown'] },
  { id: 'nth', show: 'Alt 1–9', codes: Array.from({ length: 9 }, (_, n) => `Alt+Digit${n + 1}`) },
  { id: 'presence', show: 'Alt O', codes: ['Alt+KeyO'] },
  { id: 'help', show: '?', also: 'F1', codes: ['F1'] },
];

const byCode = new Map(shortcuts.flatMap((s) => (s.codes || []).map((code) => [code, s.id])));

/** While an input method composes, Enter and letters belong to it. 229 is how older browsers say so. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

const writes = (node) => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));

/** Calls `act(id, event)` for every shortcut pressed. */
export function listen(act) {
  const onKey = (event) => {
    if (composing(event) || event.ctrlKey || event.metaKey) return;
    const id = byCode.get((event.altKey ? 'Alt+' : '') + event.code);
    if (id) {
      event.preventDefault();
      act(id, event);
    } else if (event.key === '?' && !writes(event.target)) {
      event.preventDefault();
      act('help', event);
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
