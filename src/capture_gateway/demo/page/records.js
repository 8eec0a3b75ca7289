// The feed of evidence records, and the table of permissions.

import { $, el, announce, timeOfDay } from "./dom.js";

const BY = { sms: "by text", voice: "on a call", web: "on the form", api: "elsewhere, as we were told" };
const WAYS = { sms: "Text", whatsapp: "WhatsApp", voice: "Call" };
const MEDIUM = { text: "sent as a text", speech: "spoken on the call", page: "shown on the page" };
const SHOWN = 40;

const list = new Intl.ListFormat("en");
const languages = new Intl.DisplayNames("en", { type: "language" });
const digits = (address) => address.replace(/^tel:/, "");

/** Put new records on top. `choose` is called with a number that somebody clicked. */
export function add(records, labels, first, choose) {
  for (const record of records) $("feed").prepend(card(record, labels, !first, choose));
  while ($("feed").childElementCount > SHOWN) $("feed").lastElementChild.remove();
  $("empty").hidden = $("feed").childElementCount > 0;
  if (first || !records.length) return;
  const newest = records[records.length - 1];
  announce(`New record: ${newest.event}. ${sentence(newest, labels)}`);
  $("arrived").textContent = records.length > 1 ? `${records.length} new records` : `New record: ${newest.event}`;
  $("arrived").hidden = onScreen($("records-title"));
}

addEventListener("scroll", () => onScreen($("records-title")) && ($("arrived").hidden = true), { passive: true });
$("arrived").addEventListener("click", () => ($("arrived").hidden = true));

function onScreen(element) {
  const { top } = element.getBoundingClientRect();
  return top < innerHeight - 60;
}

function card(record, labels, fresh, choose) {
  const words = record.disclosure;
  const number = record.subject ? digits(record.subject.address) : "";
  const check = words?.text ? el("span", { class: "check" }) : null;
  if (words?.text) verify(words, check);
  return el(
    "li",
    { class: `record ${record.event}${fresh ? " fresh" : ""}`, "data-event": record.event },
    el(
      "div",
      { class: "record-head" },
      el("h3", { class: "event" }, record.event),
      number ? el("button", { type: "button", class: "who", title: "Show this person", onclick: () => choose(number) }, number) : null,
      el("time", { datetime: record.recorded_at }, timeOfDay(record.recorded_at)),
    ),
    el("p", { class: "sentence" }, sentence(record, labels)),
    words?.text &&
      el(
        "figure",
        {},
        quote(words),
        el(
          "figcaption",
          {},
          `The exact words, ${MEDIUM[words.medium] || words.medium} · ${languages.of(words.language)}, ${words.version} · `,
          el("span", { class: "nobr" }, `SHA-256 ${words.sha256.slice(0, 8)}…`),
          check,
        ),
      ),
    record.reply && record.reply.name !== words?.prompt
      ? el("p", { class: "answered", lang: record.reply.language, dir: "auto" }, el("span", { lang: "en" }, "Answered: "), record.reply.text)
      : null,
    el("details", {}, el("summary", {}, "The whole record"), el("pre", { tabindex: "0", "aria-label": "The record as JSON" }, ...json(record))),
  );
}

/** The words in full; in older records their beginning, and the rest on demand. */
function quote(words) {
  const text = el("blockquote", { lang: words.language, dir: "auto" }, ...words.text.split("\n").map((line) => el("p", {}, line)));
  const more = el("button", { type: "button", class: "more", onclick: () => text.parentElement.classList.add("whole") }, "Show all the words");
  return el("div", { class: "quote" }, text, more);
}

/** The browser counts for itself that the words are those of the digest. */
async function verify(words, mark) {
  if (!globalThis.crypto?.subtle) return;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words.text));
  const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const same = hex === words.sha256;
  mark.textContent = same ? " ✓ recomputed here" : " ✗ differs from these words";
  mark.classList.toggle("wrong", !same);
}

const small = (label) => label.charAt(0).toLowerCase() + label.slice(1);

function sentence(record, labels) {
  if (record.event === "erased") return `Everything that could be read of a person was removed: “${record.decision.reason}”.`;
  if (record.erased) return "The person was erased since. What the ledger says of it stays.";
  const what = list.format(record.categories.map((one) => small(labels[one] || one)));
  const ways = list.format(record.contact.map((one) => (WAYS[one] || one).toLowerCase().replace("whatsapp", "WhatsApp")));
  const how = BY[record.channel.kind] || `on ${record.channel.id}`;
  const act = record.act.kind === "keypress" ? `key ${record.act.value}` : record.channel.kind === "sms" ? `“${record.act.value}”` : "";
  const did = `${how}${act ? ` (${act})` : ""}`;
  switch (record.event) {
    case "requested":
      if (record.channel.kind === "web") return `Ticked ${what} on the form. Not a yes before the number itself says so.`;
      return record.channel.kind === "voice" ? "Called, and was read the words. That alone is not a yes." : `Asked for the words ${did}, and got them. That alone is not a yes.`;
    case "given":
      if (record.decision.rule === "review-lift") return `Staff read the unclear text, and lifted the hold on ${what}, by ${ways}.`;
      return `Agreed ${did} to ${what}, by ${ways}.`;
    case "refused":
      return `Said no ${did} to ${what}, by ${ways}.`;
    case "withdrawn":
      if (record.decision.rule === "unclear-hold") return `May have meant to stop ${did}: contact stopped at once, and they were asked.`;
      if (record.contact.length === 1) return `Stopped ${ways} ${did}.`;
      return record.categories.length && record.decision.extent === "category" ? `Stopped ${what} ${did}.` : `Stopped everything from this sender ${did}.`;
    case "expired":
      return "The call ended without an answer to the words. That is not a yes.";
    case "invalidated":
      return `Said that this is a wrong number ${did}.`;
    default:
      return `${record.event} ${did}.`;
  }
}

/** Indented JSON as text and spans; the words themselves are marked. */
function json(value, indent = "", path = "") {
  const deeper = `${indent}  `;
  if (value === null || typeof value !== "object") {
    const text = JSON.stringify(value);
    return [path === "disclosure.text" ? el("mark", {}, text) : el("span", { class: typeof value === "string" ? "text" : "value" }, text)];
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (!entries.length) return [isList ? "[]" : "{}"];
  const parts = [isList ? "[\n" : "{\n"];
  entries.forEach(([key, inner], index) => {
    parts.push(deeper);
    if (!isList) parts.push(el("span", { class: "name" }, JSON.stringify(key)), ": ");
    parts.push(...json(inner, deeper, path ? `${path}.${key}` : key), index < entries.length - 1 ? ",\n" : "\n");
  });
  return [...parts, indent, isList ? "]" : "}"];
}

let drawn = "";

/** Categories down, ways of contact across. */
export function permissions(answers, categories, ways) {
  const now = JSON.stringify(answers);
  if (now === drawn) return;
  const before = new Map(drawn ? JSON.parse(drawn).map((one) => [`${one.category} ${one.contact}`, one.state]) : []);
  drawn = now;
  const cell = ({ category, contact, permitted, state }) => {
    const changed = before.size && before.get(`${category} ${contact}`) !== state;
    return el(
      "td",
      { class: `${permitted ? "yes" : "no"} ${state}${changed ? " fresh" : ""}` },
      el("span", { class: "answer" }, permitted ? "Yes" : "No"),
      el("span", { class: "state" }, state === "none" ? "never asked" : state),
    );
  };
  $("permissions").replaceChildren(
    el("thead", {}, el("tr", {}, el("td", {}), ...ways.map((way) => el("th", { scope: "col" }, WAYS[way] || way)))),
    el(
      "tbody",
      {},
      ...Object.entries(categories).map(([category, label]) =>
        el("tr", {}, el("th", { scope: "row" }, label), ...ways.map((way) => cell(answers.find((one) => one.category === category && one.contact === way)))),
      ),
    ),
  );
}
