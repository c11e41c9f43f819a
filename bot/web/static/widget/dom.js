// Building the page: text is only ever set as text, so nothing that anybody writes can become markup.
const SVG = "http://www.w3.org/2000/svg";

/** An element with properties, listeners (on…) and children; strings become text nodes. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && !key.startsWith("aria")) element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

const shapes = {
  chat: "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.1c-.5.5-1.4.1-1.4-.6V16A2.5 2.5 0 0 1 4 13.5zM8 8.5h8M8 11.5h5",
  down: "m6 9.5 6 6 6-6",
  send: "M4.5 12 20 4.5 16 20l-4.2-6.4zM11.8 13.6 20 4.5",
  photo: "M4.5 6h15v12.5h-15zM4.5 15.5l4-4 4 4 2.5-2.5 4.5 4.5M15.5 9.8h.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.8 3.6-6 7.5-6s6.9 2.2 7.5 6",
  cross: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  bot: "M6 9h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM12 9V5.5M9 13.5v1M15 13.5v1",
  warn: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.01",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}

// "Sun 29 Nov 20:28", "11/29 20:28", "30 min", "12 位"
const KEPT = /(?:[A-Z][a-z]{2} )?\d+ [A-Z][a-z]{2}\b(?: \d\d:\d\d)?|\/\d+ \d\d:|\d (?:min|hour|day|[位分小天个個])/g;

/** Text whose dates and amounts are not broken over lines. */
export const whole = (text) => text.replace(KEPT, (found) => found.replaceAll(" ", "\u00a0"));

/** Latin lines that were broken only to keep them short are whole again: how wide the page is, is known here alone. */
export const flowing = (text) =>
  text.replace(/(,|[^\n]{23}[a-z])\n(?=[a-z"(]|I\b|\d+ )/g, "$1 ");

/** Text with its web addresses as links, and nothing else as anything. */
export function linked(text) {
  const parts = whole(text).split(/(https?:\/\/[^\s<>"'，。；！？、）】]+)/);
  return parts.map((part, at) =>
    at % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer nofollow" }, part) : part,
  );
}
