// How the customer felt, turn by turn: up is pleased, down is angry, as far as the feeling was strong.
import { html } from '../core/html.js';
import { t, word } from '../core/i18n.js';
import { jump } from './reasons.js';

const [WIDTH, HEIGHT, EDGE, MARGIN] = [316, 76, 9, 40];
const DEPTH = { pleased: -0.6, calm: 0, anxious: 0.55, disappointed: 0.75, angry: 1 };
const NAMED = [
  ['calm', 0],
  ['angry', 1],
];

const y = (depth) => EDGE + 12 + depth * (HEIGHT - 2 * EDGE - 12);

/** Strength moves a feeling away from calm; even a weak one is off the line. */
function place(point, n, count) {
  const depth = (DEPTH[point.emotion] ?? 0) * (0.35 + 0.65 * (point.intensity ?? 0));
  const x = count === 1 ? WIDTH / 2 : MARGIN + EDGE + (n * (WIDTH - MARGIN - 2 * EDGE)) / (count - 1);
  return { x, y: y(depth), point };
}

export function Curve({ curve, id }) {
  if (!curve.length) return html`<p class="quiet">${t('curve_none')}</p>`;
  const dots = curve.map((point, n) => place(point, n, curve.length));
  const words = curve.map((point) => word('emotion', point.emotion)).join(t('between'));
  return html`
    <svg
      class="curve"
      viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label=${t('curve_label', { words })}
    >
      ${NAMED.map(
        ([name, depth]) =>
          html`<g key=${name}>
            <line x1=${MARGIN} x2=${WIDTH} y1=${y(depth)} y2=${y(depth)} />
            <text x=${MARGIN - 8} y=${y(depth) + 3.5} text-anchor="end">${word('emotion', name)}</text></g
          >`,
      )}
      <polyline points=${dots.map((d) => `${d.x},${d.y}`).join(' ')} />
      ${dots.map(
        ({ x, y: top, point }, n) =>
          html` <circle
            key=${n}
            cx=${x}
            cy=${top}
            r="4.5"
            class=${`emotion-${point.emotion}`}
            tabindex="0"
            role="button"
            aria-label=${`${word('emotion', point.emotion)} ${Math.round((point.intensity ?? 0) * 100)}% ${point.quote || ''}`}
            onClick=${() => jump(id, point)}
            onKeyDown=${(e) => e.key === 'Enter' && jump(id, point)}
          >
            <title>
              ${`${word('emotion', point.emotion)} ${Math.round((point.intensity ?? 0) * 100)}%${point.quote ? `\n${point.quote}` : ''}`}
            </title>
          </circle>`,
      )}
    </svg>
  `;
}
