/** Samples: what is under the pointer says its name, and a chosen sample is marked in every figure and table. */
report.ready(() => {
  const places = new Map();
  for (const element of report.all("[data-sample]")) {
    const { sample } = element.dataset;
    places.set(sample, [...(places.get(sample) ?? []), element]);
  }
  if (places.size === 0) return;
  const svgNamespace = "http://www.w3.org/2000/svg";
  let chosen = null;

  /** What lies over a drawn line or point to mark it: the same line again, or a ring. */
  const overlay = (element, kind) => {
    if (element.closest("svg.spectra") !== null) {
      const line = element.cloneNode(false);
      for (const name of ["data-sample", "data-id"]) line.removeAttribute(name);
      line.setAttribute("class", `over ${kind}`);
      element.parentNode.parentNode.append(line);
      return line;
    }
    const ring = document.createElementNS(svgNamespace, "circle");
    ring.setAttribute("class", `over ${kind}`);
    ring.setAttribute("r", "8");
    for (const name of ["transform", "cx", "cy"])
      if (element.hasAttribute(name)) ring.setAttribute(name, element.getAttribute(name));
    element.parentNode.append(ring);
    return ring;
  };
  const isDrawn = (element) => element.closest("svg") !== null;
  const clear = (kind) => {
    for (const one of report.all(`.over.${kind}`)) one.remove();
    for (const one of report.all(`[data-sample].${kind}`)) one.classList.remove(kind);
  };
  const mark = (sample, kind) => {
    clear(kind);
    for (const element of places.get(sample) ?? []) {
      if (!isDrawn(element)) element.classList.add(kind);
      else if (report.isSeen(element)) overlay(element, kind);
    }
  };

  // What is chosen stands in a bar at the foot of the window, with the way to its next place.
  const name = report.make("strong");
  const count = report.make("span");
  const bar = report.make(
    "section",
    { class: "chosen-bar", hidden: true, "aria-label": report.words("Chosen sample") },
    report.make("p", {}, `${report.words("Sample")} `, name, " ", count),
    report.make("button", { type: "button", onclick: () => next() }, report.words("Next place")),
    report.make("button", { type: "button", onclick: () => choose(null) }, report.words("Clear")),
  );
  document.body.append(bar);
  const exhibits = (sample) => [...new Set((places.get(sample) ?? []).map((one) => one.closest(".exhibit")))];
  const many = (n, word) => report.words(`{} ${word}${n === 1 ? "" : "s"}`, n);
  const choose = (sample) => {
    chosen = sample === chosen ? null : sample;
    clear("chosen");
    for (const button of report.all("button.pick"))
      button.setAttribute("aria-pressed", String(button.dataset.pick === chosen));
    bar.hidden = chosen === null;
    document.documentElement.classList.toggle("has-chosen", chosen !== null);
    if (chosen === null) return report.say(report.words("No sample is marked"));
    mark(chosen, "chosen");
    const at = exhibits(chosen);
    const tables = at.filter((one) => one.classList.contains("tabular")).length;
    const parts = [many(at.length - tables, "figure"), ...(tables > 0 ? [many(tables, "table")] : [])];
    name.textContent = chosen;
    const found = report.words("is marked in {}.", parts.join(report.words(" and ")));
    count.textContent = found;
    report.say(`${report.words("Sample")} ${chosen} ${found}`);
  };
  const next = () => {
    const at = exhibits(chosen);
    const below = at.find((one) => one.getBoundingClientRect().top > innerHeight / 2) ?? at[0];
    report.scrollTo(below);
    below.querySelector(".scroll")?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) choose(null);
  });

  const describe = (element) => {
    const { sample, id, about } = element.dataset;
    const row = id === undefined ? "" : report.words("spectrum {}", id);
    return [
      ["exact", sample],
      ["shown", row],
      ["how", about ?? element.closest("[data-class]")?.dataset.class ?? ""],
    ];
  };
  const point = (element, words) => {
    clear("lit");
    mark(element.dataset.sample, "lit");
    report.showTip(element.getBoundingClientRect(), words);
  };
  const leave = () => {
    clear("lit");
    report.hideTip();
  };

  // Lines are thin: the nearest one within a few pixels is meant.
  const near = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5].flatMap((y) => [
    [0, y],
    [y, 0],
  ]);
  const under = ({ clientX, clientY }) => {
    for (const [x, y] of near) {
      const found = document
        .elementsFromPoint(clientX + x, clientY + y)
        .find((one) => one.dataset?.sample && isDrawn(one));
      if (found) return found;
    }
    return null;
  };
  for (const drawing of report.all(".drawing")) {
    const all = report.all("[data-sample]", drawing);
    if (all.length === 0) continue;
    const own = () => all.filter(report.isSeen);
    drawing.classList.add("with-samples");
    let last = null;
    drawing.addEventListener("pointermove", (event) => {
      if (drawing.classList.contains("dragging")) return;
      const found = under(event);
      const at = report.readOut(report.drawn(drawing), event);
      if (found !== last) clear("lit");
      if (found !== null && found !== last) mark(found.dataset.sample, "lit");
      last = found;
      if (found === null && at === null) return leave();
      report.showTip({ left: event.clientX, width: 0, top: event.clientY - 4, bottom: event.clientY + 8 }, [
        ...(found === null ? [] : describe(found)),
        ["place", at],
      ]);
    });
    drawing.addEventListener("pointerleave", () => {
      last = null;
      leave();
    });
    drawing.addEventListener("click", (event) => {
      const found = drawing.classList.contains("dragging") ? null : under(event);
      if (found !== null) choose(found.dataset.sample);
    });
    walk(drawing.closest(".scroll"), own);
  }

  /** The keyboard walks through the samples of a figure in focus, in spectra up and down, and along each of them to the sides. */
  function walk(region, own) {
    let k = -1;
    let along = 0.5;
    region.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight ArrowUp ArrowDown Enter");
    region.addEventListener("keydown", (event) => {
      if (event.target !== region) return;
      const marks = own();
      const svg = marks[0].closest("svg.spectra");
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        const isAlong = svg !== null && k >= 0 && /Left|Right/.test(event.key);
        if (isAlong) along = Math.max(0, Math.min(1, along + step * (event.shiftKey ? 0.1 : 0.01)));
        else k = k < 0 ? (step > 0 ? 0 : marks.length - 1) : (k + step + marks.length) % marks.length;
        const words = describe(marks[k]);
        if (svg !== null) words.push(["place", report.valueOn(svg, marks[k], along)]);
        point(marks[k], words);
        report.say(
          words
            .map(([, text]) => text)
            .filter(Boolean)
            .join(", "),
        );
      } else if ((event.key === "Enter" || event.key === " ") && k >= 0) choose(marks[k].dataset.sample);
      else return;
      event.preventDefault();
    });
    region.addEventListener("blur", () => {
      k = -1;
      leave();
    });
  }

  for (const one of report.all("span[data-sample], tr[data-sample]")) {
    const { sample } = one.dataset;
    const home = one.matches("tr") ? one.querySelector("th") : one;
    if (home === null) continue;
    const attributes = { type: "button", class: "pick", "data-pick": sample, "aria-pressed": "false", tabindex: "-1" };
    const button = report.make("button", { ...attributes, onclick: () => choose(sample) });
    button.append(...home.childNodes);
    home.append(button);
    one.addEventListener("pointerenter", () => mark(sample, "lit"));
    one.addEventListener("pointerleave", () => clear("lit"));
  }
});
