// The dial pad. The server walks the call one moment at a time; this file plays each moment and says what happened in it.

import { $, el, problem, toEnd } from "./dom.js";
import { play } from "./prompt.js";
import { farewell, post } from "./server.js";

const KEYS = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"], ["4", "GHI"], ["5", "JKL"], ["6", "MNO"],
  ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"], ["*", ""], ["0", "+"], ["#", ""],
];
const ENDS = { caller: "You hung up.", gateway: "The line hung up.", trouble: "The call was cut off." };

let call = null; // the id of the call in progress
let moment = null; // what happens in it now
let playing = null; // the prompt that plays
let line = Promise.resolve(); // one request at a time

export function setUp(person, changed) {
  const tell = (path, body) => {
    line = line.then(async () => {
      if (path && !call) return;
      try {
        await enter(await post(path ? `/demo/call/${call}/${path}` : "/demo/call", body), body?.key ?? "");
      } catch (error) {
        problem(error.message);
        finish("trouble");
      }
      changed();
    });
    return line;
  };

  const enter = (next, key) => {
    if (next.kind !== "over" && next.moment === moment?.moment) {
      if (key) state("speaking", `${key} was not heard: the line still speaks.`);
      return;
    }
    pressed += key;
    const more = next.kind === "listening" && next.digits; // a whole number is one thing that was pressed
    if (pressed && !more) {
      note(`You pressed ${pressed}.`, "key");
      pressed = "";
    }
    playing?.stop();
    playing = null;
    if (next.kind === "over") return finish(next.by);
    call = next.call;
    moment = next;
    const pass = () => tell("next", { moment: next.moment });
    if (next.kind === "listening") {
      const wanted = next.ends ? `Key in a number, then ${next.ends}.` : "Press a key.";
      state("listening", next.digits ? `The line listens: ${next.digits}` : `The line listens. ${wanted}`);
      offer("silent", pass);
    } else {
      state(next.gather ? "asking" : "speaking", next.gather ? "A key interrupts the question." : "The line speaks. Keys do not count now.");
      playing = play(next, pass);
      offer("skip", () => playing?.skip());
    }
  };

  const finish = (by) => {
    playing?.stop();
    call = moment = playing = null;
    note(ENDS[by] || "The call is over.");
    draw(false);
  };

  let pressed = ""; // since the line began to listen
  const press = (key) => call && tell("key", { key });

  const dial = async () => {
    if (call) return;
    problem();
    $("captions").replaceChildren();
    draw(true);
    state("speaking", "Ringing…");
    await tell("", { person: person(), hidden: $("hidden-number").checked });
    $("skip").focus({ preventScroll: true });
  };

  $("keys").append(
    ...KEYS.map(([key, letters]) =>
      el("button", { type: "button", "data-key": key, onclick: () => press(key) }, key, el("small", { "aria-hidden": "true" }, letters)),
    ),
  );
  $("call").addEventListener("click", dial);
  $("hang").addEventListener("click", () => tell("hangup"));
  $("panel-call").addEventListener("keydown", (event) => {
    if (!call || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    press(event.key);
  });
  addEventListener("pagehide", () => call && farewell(`/demo/call/${call}/hangup`));
  draw(false);
  return dial;
}

function state(name, text) {
  $("line-state").dataset.state = name;
  $("line-state").textContent = text;
  $("keys").dataset.state = name;
}

function note(text, kind = "note") {
  $("captions").append(el("p", { class: kind }, text));
  toEnd($("captions"));
}

/** One of the two buttons of a moment. They are two, so that a click meant for the one never lands on the other. */
function offer(id, action) {
  const other = $(id === "skip" ? "silent" : "skip");
  const focused = document.activeElement === other;
  $(id).hidden = false;
  $(id).onclick = action;
  other.hidden = true;
  if (focused) $(id).focus({ preventScroll: true });
}

/** The row below the keys: to call, or to end the call. */
function draw(busy) {
  const focused = $("panel-call").contains(document.activeElement);
  $("call").hidden = $("hidden-row").hidden = busy;
  $("hang").hidden = $("skip").hidden = !busy;
  $("silent").hidden = true;
  for (const key of $("keys").children) key.setAttribute("aria-disabled", String(!busy));
  if (busy) return;
  state("", "");
  if (focused) $("call").focus({ preventScroll: true });
  if (!$("captions").childElementCount)
    $("captions").append(el("p", { class: "hint" }, "Call, and listen. Keys count only after the words have been spoken in full."));
}
