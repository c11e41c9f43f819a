// Line icons, drawn here so that nothing is loaded; all decorative, words stand beside them.
import { html } from '../core/html.js';

const paths = {
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 21h4',
  mute: 'M6 16V11a6 6 0 0 1 9-5M18 11v5l2 2H8M10 21h4M3 3l18 18',
  sun: 'M12 4V2M12 22v-2M4 12H2M22 12h-2M6 6 4.6 4.6M19.4 19.4 18 18M6 18l-1.4 1.4M19.4 4.6 18 6M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  out: 'M9 4H5v16h4M14 8l4 4-4 4M18 12H9',
  back: 'M15 5l-7 7 7 7',
  key: 'M4 6h16v12H4zM8 10h.01M12 10h.01M16 10h.01M8 14h8',
  photo: 'M4 5h16v14H4zM8.5 10.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M4 17l5-5 4 4 3-3 4 4',
  bolt: 'M13 2 5 14h6l-1 8 8-12h-6z',
  check: 'M4 12l5 5L20 6',
  pause: 'M8 5v14M16 5v14',
  forward: 'M4 7h10a5 5 0 0 1 5 5v5M15 14l4 4 4-4',
  bot: 'M5 9h14v10H5zM12 9V5M12 5h.01M9 13v2M15 13v2',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3',
  card: 'M3 5h18v14H3zM9 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4M6 16c1-2 5-2 6 0M15 10h3M15 13h3',
  text: 'M4 6h16M4 12h16M4 18h10',
};

export const icon = (name) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>
`;
