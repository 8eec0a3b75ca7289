// What the page asks of the demo's server. Every failure becomes an Error with one sentence.

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The demo does not answer. Is it still running in the terminal?");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error || `The demo answered with status ${answer.status}.`);
  return body;
}

export const get = (path, query) => ask(`${path}?${new URLSearchParams(query)}`);

export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** A last word that arrives although the page is going away. */
export const farewell = (path) => navigator.sendBeacon(path, new Blob(["{}"], { type: "application/json" }));
