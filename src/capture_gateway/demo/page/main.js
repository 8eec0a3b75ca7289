// Who holds the phone, which app is open, and what is new.

import { $, el, problem } from "./dom.js";
import { get } from "./server.js";
import * as call from "./call.js";
import * as messages from "./messages.js";
import * as records from "./records.js";

const PEOPLE = [["Ana", "+14155550123"], ["Ben", "+14155550145"], ["Kim", "+14155550167"]];
const EVERY = 2000; // milliseconds between two looks at what is new

let person = PEOPLE[0][1];
let newest = -1;
let looked = false;
let asking = null;

/** Look at what is new. One look at a time; who asks meanwhile gets one more. */
async function refresh() {
  while (asking) await asking;
  asking = look();
  try {
    await asking;
  } finally {
    asking = null;
  }
}

async function look() {
  const mine = person;
  let state;
  try {
    state = await get("/demo/state", { person: mine, after: newest });
  } catch (error) {
    return problem(error.message);
  }
  if (mine !== person) return;
  if (state.problem) return wrongNumber(state.problem);
  if ($("problem").textContent.startsWith("The demo does not answer")) problem();
  for (const place of document.querySelectorAll("[data-sender]")) place.textContent = state.sender;
  for (const place of document.querySelectorAll("[data-number]")) place.textContent = state.lines[place.dataset.number]?.readable || "";
  $("may-number").textContent = $("mine").textContent = state.person.readable;
  records.add(state.records, state.categories, !looked, choose);
  if (state.records.length) newest = state.records[state.records.length - 1].position;
  looked = true;
  records.permissions(state.permissions, state.categories, state.contact);
  messages.show(state.thread);
  if (state.lines.web && !$("form").getAttribute("src")) $("form").src = state.lines.web.path;
}

function wrongNumber(text) {
  $("person-error").textContent = text;
  $("person-error").hidden = !text;
  $("person").setAttribute("aria-invalid", String(Boolean(text)));
}

function choose(number) {
  person = number.trim();
  $("person").value = person;
  wrongNumber("");
  for (const button of $("people").children) button.setAttribute("aria-pressed", String(button.value === person));
  return refresh();
}

function open(app, focus = false) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.id === `tab-${app}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
}

function bringPhone() {
  document.querySelector(".handset").scrollIntoView({ block: "nearest" });
}

$("people").append(
  ...PEOPLE.map(([name, number]) => el("button", { type: "button", value: number, onclick: () => choose(number) }, name)),
);
$("person").addEventListener("change", () => choose($("person").value));
$("person-form").addEventListener("submit", (event) => event.preventDefault());

const tabs = [...document.querySelectorAll("[role=tab]")];
for (const tab of tabs) tab.addEventListener("click", () => open(tab.id.slice(4)));
document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  open(tabs[(to + tabs.length) % tabs.length].id.slice(4), true);
});

const current = () => person;
const text = messages.setUp(current, refresh);
const dial = call.setUp(current, refresh);

$("start-text").addEventListener("click", () => (open("messages"), bringPhone(), text("JOIN")));
$("start-call").addEventListener("click", () => (open("call"), bringPhone(), dial()));
$("start-form").addEventListener("click", () => (open("form"), bringPhone()));

$("form").addEventListener("load", refresh);
setInterval(() => document.hidden || asking || refresh(), EVERY);
choose(person);
