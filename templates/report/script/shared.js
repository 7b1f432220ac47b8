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

  /** Says something to a screen reader. */
  say(text) {
    document.getElementById("said").textContent = text;
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
