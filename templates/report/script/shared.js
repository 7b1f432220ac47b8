/** What the parts of the report's script share: nothing here loads, sends or runs text as code. */
const report = {
  all: (selector, within = document) => [...within.querySelectorAll(selector)],

  /** An element; text is text, never markup. */
  make(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  },

  /** Words of the script in the language of the report; `{}` stand for what comes after. English where the page brings none. */
  words(text, ...parts) {
    report.said ??= JSON.parse(document.body.dataset.words ?? "{}");
    return (report.said[text] ?? text).replace(/\{\}/g, () => parts.shift());
  },

  /** Says something to a screen reader. */
  say(text) {
    document.getElementById("said").textContent = text;
  },

  /** Of these elements one is a stop for the keyboard; arrows go on from there. */
  oneStop(row, stops) {
    const at = (k) => {
      for (const [i, one] of stops.entries()) one.tabIndex = i === k ? 0 : -1;
    };
    at(0);
    row.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const k = stops.indexOf(event.target);
      if (step === undefined || k < 0) return;
      event.preventDefault();
      const next = (k + step + stops.length) % stops.length;
      at(next);
      stops[next].focus();
    });
  },

  /** Runs once the page is there. */
  ready(start) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  },

  /** `view` of a reader who asked for less movement jumps. */
  scrollTo(element) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  },
};

report.ready(() => {
  document.body.append(report.make("p", { id: "said", class: "unseen", role: "status" }));
  document.documentElement.classList.add("scripted");
});
