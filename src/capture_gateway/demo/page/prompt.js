// One prompt of a call: its words appear as they are spoken, by the browser's own voice if the sound is on.

import { $, el, quiet } from "./dom.js";

const PACE = 4; // how much faster than a voice the captions run while the sound is off

/** Play `next`, then call `done`. `skip()` goes to its end at once; `stop()` ends it without `done`. */
export function play(next, done) {
  const spoken = next.verb === "Say";
  const spans = spoken ? next.text.split(/(?<=\s)/).map((word) => el("span", {}, word)) : [];
  const line = el("p", { class: next.gather ? "said question" : "said", lang: next.language || null }, ...spans);
  if (spoken) $("captions").append(line);
  follow($("captions"), line);

  let timer = 0;
  let shown = 0;
  let over = false;

  const reveal = (count) => {
    for (; shown < count && shown < spans.length; shown += 1) spans[shown].className = "heard";
    if (shown) follow($("captions"), spans[shown - 1]);
  };
  const end = (then) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    globalThis.speechSynthesis?.cancel();
    then();
  };
  const finish = () =>
    end(() => {
      reveal(spans.length);
      done();
    });
  const tick = () => {
    if (over) return;
    const step = quiet.matches ? spans.length : 1; // who wants no motion sees all the words at once, for as long
    reveal(shown + step);
    const last = shown >= spans.length;
    timer = setTimeout(last ? finish : tick, (1000 * next.seconds * step) / ((spans.length || 1) * PACE) + (last ? 400 : 0));
  };

  if (spoken && $("speak").checked && globalThis.speechSynthesis) say();
  else tick();

  function say() {
    const utterance = new SpeechSynthesisUtterance(next.text);
    utterance.lang = next.language;
    utterance.onboundary = (event) => reveal(next.text.slice(0, event.charIndex).split(/(?<=\s)/).length);
    utterance.onstart = () => clearTimeout(timer);
    utterance.onend = finish;
    utterance.onerror = tick; // no voice here: on with the captions,
    timer = setTimeout(tick, 1500); // which some browsers do not even say
    speechSynthesis.speak(utterance);
  }

  return { skip: finish, stop: () => end(() => line.classList.add("cut")) };
}

/** Keep the word that is spoken in the middle of the captions. */
function follow(list, word) {
  const middle = word.offsetTop - list.offsetTop - list.clientHeight / 2;
  if (Math.abs(middle - list.scrollTop) > 20) list.scrollTo({ top: middle, behavior: quiet.matches ? "auto" : "smooth" });
}
