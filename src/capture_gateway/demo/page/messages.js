// The message thread.

import { $, el, problem, timeOfDay, toEnd } from "./dom.js";
import { post } from "./server.js";

const QUICK = ["JOIN", "AGREE", "STATUS", "Not interested", "KEEP", "STOP OFFERS", "STOP", "HELP", "UNIRME", "ACEPTO"];
const BY = { person: "You", gateway: "Bluebird Grocers", company: "The telephone company" };

let drawn = "";
let sending = null;
let sent = Promise.resolve();

export function setUp(person, changed) {
  // One after the other, as a telephone does; pressed twice, a text is still one.
  const send = (text) => {
    if (text.trim() && text !== sending) sent = sent.catch(() => {}).then(() => deliver(text)); // whatever became of the last one
    return sent;
  };
  const deliver = async (text) => {
    sending = text;
    problem();
    $("thread").append(bubble({ by: "person", text, status: "sending" }));
    toEnd($("thread"));
    try {
      await post("/demo/text", { person: person(), text });
    } catch (error) {
      problem(error.message);
    } finally {
      sending = null;
      drawn = "";
      await changed();
    }
  };
  $("quick").append(...QUICK.map((word) => el("button", { type: "button", onclick: () => send(word) }, word)));
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = $("draft").value;
    $("draft").value = "";
    send(text);
  });
  return send;
}

/** Draw the thread again, if it is another one than before. */
export function show(thread) {
  const now = JSON.stringify(thread);
  if (sending || now === drawn) return;
  drawn = now;
  $("thread").replaceChildren(
    ...(thread.length ? thread.map(bubble) : [el("p", { class: "hint" }, "Text JOIN to ask for the words. Nothing is agreed until you answer AGREE.")]),
  );
  toEnd($("thread"), [...$("thread").querySelectorAll(".person")].at(-1));
}

function bubble({ by, text, at, status }) {
  const note = status === "sending" ? "Sending" : status === "failed" ? "Not delivered" : at ? timeOfDay(at) : "";
  return el(
    "div",
    { class: `bubble ${by}${status === "failed" ? " failed" : ""}` },
    el("span", { class: "sr" }, `${BY[by]}: `),
    el("p", { dir: "auto" }, ...(by === "gateway" ? linked(text) : [text])),
    el("small", {}, by === "company" ? `${BY.company} · ${note}` : note),
  );
}

/** The link to the person's own page opens; the sample's other addresses lead nowhere. */
function linked(text) {
  const found = text.match(/^([^]*\n)(https?:\/\/\S+(\/p\/[\w-]{22}))$/);
  return found ? [found[1], el("a", { href: found[3], target: "_blank", rel: "noreferrer" }, found[2])] : [text];
}
