"use strict";
// Everything works without this, by plain posts and a link. With it: what was shown is measured, and told with the form,
// never before; a lost connection loses nothing; the page follows what becomes of it; the page around learns how high
// it is and what came of it, and nothing about the person.
{
  const html = document.documentElement, framed = parent !== window;
  const find = (what) => document.querySelector(what);
  const tell = (said) => framed && parent.postMessage({ captureGateway: 1, ...said }, "*");
  const say = (what) => (find(".status").textContent = find(".status").dataset[what] ?? what);
  const HOUR = 3600000;
  let seen, sending, asking, pause;

  // What is seen of the words, paragraph by paragraph: together they may be longer than a telephone is high.
  const threshold = Array.from({ length: 21 }, (_, step) => step / 20);
  const partOf = (paragraph) => seen.parts[seen.paragraphs.indexOf(paragraph)];
  const eye = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRect: part, boundingClientRect: all } of entries) {
        const one = partOf(target);
        seen.inView[isIntersecting ? "add" : "delete"](target);
        if (!one || !isIntersecting) continue;
        one.from = Math.min(one.from, (part.top - all.top) / all.height);
        one.to = Math.max(one.to, (part.bottom - all.top) / all.height);
        one.wide = Math.max(one.wide, part.width / all.width);
      }
      count();
    },
    { threshold },
  );

  // Whether something lies over the words, or they are faint, at the submit. Chromium alone can tell, and drops clicks
  // into a frame that has just moved as long as this is asked; so it is asked once the click is here.
  const covered = () =>
    new Promise((resolve) => {
      if (!("isVisible" in IntersectionObserverEntry.prototype)) return resolve(null);
      const button = find("main button");
      const cover = new IntersectionObserver(
        (entries) => {
          cover.disconnect();
          const inView = entries.filter((one) => one.isIntersecting);
          const words = inView.filter((one) => one.target !== button), shown = words.length ? words : inView;
          const high = (some) => some.reduce((sum, one) => sum + one.intersectionRect.height, 0);
          resolve(shown.length ? high(shown.filter((one) => one.isVisible)) < high(shown) / 2 : null);
        },
        { trackVisibility: true, delay: 100 },
      );
      for (const one of [...seen.paragraphs, button]) cover.observe(one);
      setTimeout(() => (cover.disconnect(), resolve(true)), 1000); // nothing is drawn at all
    });

  // The same showing once more, after a mistake: what was seen of it stays seen.
  const watch = () => {
    const paragraphs = [...document.querySelectorAll("#disclosure p")], token = find("[name=token]")?.value;
    if (!seen || seen.token !== token) {
      const parts = paragraphs.map(() => ({ from: 1, to: 0, wide: 0 }));
      seen = { token, parts, text: textOf(paragraphs), opened: performance.now(), issued: Date.now(), since: 0, visible: 0 };
    }
    seen.paragraphs = paragraphs;
    seen.inView = new Set();
    eye.disconnect();
    for (const one of paragraphs) eye.observe(one);
  };

  // Time with words in view, in a window that can be seen.
  const count = () => {
    const now = performance.now();
    if (seen.since) seen.visible += now - seen.since;
    seen.since = seen.inView.size && !document.hidden ? now : 0;
  };

  const textOf = (paragraphs) => paragraphs.map((one) => one.textContent).join("\n");
  const hash = async (text) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");

  const report = async () => {
    count();
    const style = getComputedStyle(seen.paragraphs[0]), text = textOf(seen.paragraphs);
    const ratio = Math.min(...seen.parts.map((one) => Math.max(0, one.to - one.from) * one.wide));
    return JSON.stringify({
      v: 1,
      ratio: Math.round(ratio * 100) / 100,
      occluded: await covered(),
      visible_ms: Math.round(seen.visible),
      open_ms: Math.round(performance.now() - seen.opened),
      viewport: [innerWidth, innerHeight],
      scale: Math.round((visualViewport?.scale ?? 1) * 100) / 100,
      size: parseFloat(style.fontSize),
      dir: style.direction,
      lang: html.lang,
      text: globalThis.crypto?.subtle && (await hash(text)), // only pages by https have it
      translated: text !== seen.text || /translated-(ltr|rtl)/.test(html.className),
      framed,
    });
  };

  // A page of ours, as a document that knows its own address.
  const load = (address, body) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(body ? "POST" : "GET", address);
      request.responseType = "document";
      request.timeout = 30000;
      request.onload = () => (request.response?.querySelector("main") ? resolve(request.response) : reject());
      request.onerror = request.ontimeout = reject;
      request.send(body);
    });

  const adopt = (page) => {
    for (const link of page.querySelectorAll('a[href]:not([href^="#"])')) link.href = link.href;
    for (const form of page.forms) form.action = form.action;
    document.title = page.title;
    html.lang = page.documentElement.lang;
    html.dir = page.documentElement.dir;
    const hadFocus = document.hasFocus(), first = page.querySelector("[autofocus]") ?? page.querySelector("h1");
    first.autofocus = false; // done below, and only where the person is in this page
    if (!first.matches("input")) first.tabIndex = -1;
    document.body.replaceWith(page.body);
    start();
    if (hadFocus) first.focus();
    else say(find("h1").textContent);
  };

  const start = () => {
    const { state } = find("main").dataset;
    watch();
    if (state === "requested" || state === "given") tell({ state });
    pause = 2000;
    follow(pause);
  };

  // What became of it: asked every two seconds, then ever more seldom, and never by a page that nobody sees.
  const follow = (wait) => {
    clearTimeout(asking);
    if (find("#state") && !document.hidden) asking = setTimeout(ask, wait);
  };

  const ask = async () => {
    const address = find("#state")?.href;
    if (!address) return;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.status === 404) return;
      if ((await answer.json()).state !== "requested") {
        const page = await load(address);
        if (find("#state")?.href === address && !sending) return adopt(page);
      }
    } catch {} // no connection: later
    pause = Math.min(pause * 1.15, 30000);
    follow(pause);
  };

  // Nobody has to hurry: the showing is signed anew before its day is over, unless other words are current by now.
  const renew = async () => {
    const field = find("[name=token]");
    if (!field || sending || document.hidden || Date.now() - seen.issued < 12 * HOUR) return;
    try {
      const body = new URLSearchParams({ token: field.value });
      const answer = await fetch(new URL("form/token", field.form.action), { method: "POST", body });
      if (sending || !field.isConnected) return;
      if (answer.ok) {
        field.value = await answer.text();
        watch();
      } else if (answer.status < 500) {
        const typed = find("#tel").value;
        adopt(await load(field.form.action));
        find("#tel").value = typed;
        say("again");
      }
    } catch {} // no connection: at the next opportunity
  };

  const send = async (form) => {
    if (sending) return;
    sending = true;
    say("sending");
    try {
      const body = new URLSearchParams(new FormData(form));
      if (body.has("token")) body.set("report", await report().catch(() => ""));
      const page = await load(form.action, body), was = find("main").dataset.state;
      sending = false;
      adopt(page);
      const { state } = find("main").dataset, address = find("#state")?.href ?? location.href;
      if (state) history[was ? "replaceState" : "pushState"](null, "", address);
    } catch {
      sending = false;
      say("offline");
    }
  };

  addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
  addEventListener("popstate", () => find("main").dataset.state && location.reload()); // Back leads to the form
  document.addEventListener("visibilitychange", () => {
    count();
    renew();
    follow(0);
  });
  setInterval(renew, HOUR / 6);
  html.classList.add("scripted", ...(framed ? ["framed"] : []));
  new ResizeObserver(() => tell({ height: Math.ceil(html.getBoundingClientRect().height) })).observe(html);
  start();
}
