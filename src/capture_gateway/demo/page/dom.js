// Elements are made from text alone: nothing that a person, or the gateway, says is ever read as markup.

export const $ = (id) => document.getElementById(id);

/** An element with attributes; `on…` values are listeners; `false` and `null` are left out. Children: elements or text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Say something to who listens instead of looking. */
export function announce(text) {
  $("announce").textContent = text;
}

/** Show a sentence about what went wrong; an empty one takes it away. */
export function problem(text = "") {
  $("problem").textContent = text;
  $("problem").hidden = !text;
}

export const quiet = matchMedia("(prefers-reduced-motion: reduce)");

/** Scroll a list that grows to its end, but never past the top of `first`, so that reading can start there. */
export function toEnd(list, first = null) {
  const end = list.scrollHeight - list.clientHeight;
  const top = first ? Math.min(end, first.offsetTop - list.offsetTop - 12) : end;
  list.scrollTo({ top, behavior: quiet.matches ? "auto" : "smooth" });
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
export const timeOfDay = (instant) => clock.format(new Date(instant));
