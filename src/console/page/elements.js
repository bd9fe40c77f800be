// Owns: making elements. Text only ever becomes text nodes: the page forbids itself innerHTML (Trusted Types).

/** An element with a class, properties and children; strings become text. */
export function element(tag, options = {}, ...children) {
  const { className, on = {}, attributes = {}, ...properties } = options;
  const made = document.createElement(tag);
  if (className) made.className = className;
  Object.assign(made, properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(...children.filter((child) => child !== null));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** One of the symbols at the top of the page. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The one element that the page's own markup has to have. */
export function the(selector) {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

export const prefersCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
