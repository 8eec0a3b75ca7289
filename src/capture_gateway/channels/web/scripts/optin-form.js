// <optin-form src="https://consent.example/c/web/form" lang="en"><a href="…">Sign up</a></optin-form>
// puts the form in the place of the link, in a frame: the page around it can neither read nor change it.
// The link stays where this script does not run, and comes back where the frame is refused.
const THEME = ["lang", "color", "radius", "size", "scheme"]; // go to the form as they are: it knows what it can follow
const WIDEST = 592; // px: the form's column grows no further
const PATIENCE = 3000; // ms that a page in the frame has to say that it is ours
const sheet = new CSSStyleSheet(); // allowed by every content security policy; the inner !important wins
sheet.replaceSync(
  ":host{all:initial!important;display:block!important}:host([hidden]){display:none!important}" +
    ":host::before,:host::after{content:none!important}iframe{display:block;width:100%;border:0}",
);
const within = (least, value, most) => Math.min(Math.max(value, least), most);

class OptinForm extends HTMLElement {
  static observedAttributes = ["src", "title", ...THEME];
  #link = document.createElement("slot");
  #frame;
  #url;
  #heard; // anything from this frame
  #said; // states that the page was told

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#link);
  }

  connectedCallback() {
    this.#said = new Set();
    addEventListener("message", this);
    this.#soon();
  }

  disconnectedCallback() {
    removeEventListener("message", this);
  }

  connectedMoveCallback() {} // moveBefore() keeps the frame, and what was typed, as it is

  attributeChangedCallback() {
    this.#soon();
  }

  // What the frame says: {captureGateway: 1, height} or {captureGateway: 1, state}.
  handleEvent({ source, origin, data }) {
    if (source !== this.#frame?.contentWindow || origin !== this.#url.origin || data?.captureGateway !== 1) return;
    this.#heard = this.#link.hidden = true;
    if (data.height > 0) this.#fit(data.height);
    if (!["requested", "given"].includes(data.state) || this.#said.has(data.state)) return;
    this.#said.add(data.state);
    this.dispatchEvent(new CustomEvent("captured", { bubbles: true, composed: true, detail: { state: data.state } }));
  }

  // After everything that the page does to us in one go.
  #soon() {
    queueMicrotask(() => this.isConnected && this.#show());
  }

  #show() {
    const src = this.getAttribute("src");
    if (!src || !URL.canParse(src, document.baseURI)) return; // the link stays
    const url = new URL(src, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) return;
    for (const name of THEME) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
    if (url.href !== this.#url?.href) this.#load(url);
    this.#frame.title = this.title;
  }

  // A new frame each time: another address in the old one would be one more step for the Back button.
  #load(url) {
    const frame = document.createElement("iframe");
    frame.referrerPolicy = "strict-origin"; // the form knows which site it is on, and no more
    frame.onload = () => setTimeout(() => (this.#link.hidden = this.#heard), PATIENCE);
    frame.src = url;
    this.#frame?.remove();
    this.#frame = frame;
    this.#url = url;
    this.#heard = false;
    this.#link.hidden = true;
    this.#fit(0);
    this.shadowRoot.append(frame);
  }

  // A little too much room is kept as it is, so that nothing below moves.
  #fit(height) {
    const room = this.#room();
    const kept = height === 0 || (0.85 * room <= height && height <= room);
    this.#frame.style.height = `${within(200, kept ? room : height, 20000)}px`;
  }

  // reserve="300 240000": px, and px² of text, that the snippet reckoned from the words at 16 px.
  #room() {
    const [fixed, area] = (this.getAttribute("reserve") ?? "").split(" ").map(Number);
    const scale = within(16, Number(this.getAttribute("size")), 24) / 16;
    const width = within(1, this.clientWidth || WIDEST, WIDEST * scale);
    return fixed * scale + (area * scale * scale) / width || 0;
  }
}

customElements.get("optin-form") ?? customElements.define("optin-form", OptinForm);
