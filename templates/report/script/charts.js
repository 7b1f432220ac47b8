/** Charts: a legend hides and shows, dragging magnifies a spectrum, and the pointer says where it is. */
report.ready(() => {
  const narrow = matchMedia("(max-width: 35rem)");
  /** Of a figure the drawing in sight. */
  report.drawn = (drawing) =>
    drawing.querySelector(narrow.matches ? ":scope > svg.narrow" : ":scope > svg:not(.narrow)") ??
    drawing.querySelector("svg");
  report.isSeen = (element) => element.closest(".drawing > svg").classList.contains("narrow") === narrow.matches;

  // Marks of the narrow drawing stand in the order of the other's, which says what they are.
  for (const small of report.all(".drawing > svg.narrow")) {
    const marks = (svg) => report.all(svg.dataset.plot ? ".plot path" : ".role-mark :is(circle, path)", svg);
    const [own, twins] = [marks(small.parentNode.querySelector("svg")), marks(small)];
    if (own.length === twins.length) for (const [k, one] of own.entries()) Object.assign(twins[k].dataset, one.dataset);
  }

  const text = (value, decimals) => value.toFixed(decimals).replace("-", "−");
  const numbers = (words) => words.split(" ").map(Number);
  /** The plot of a spectra drawing and the part of it that is shown, in the drawing's pixels. */
  const plotOf = (svg) => {
    const [left, top, right, bottom] = numbers(svg.dataset.plot);
    const part = numbers(svg.querySelector(".plot").getAttribute("viewBox")).map((one) => one / 4);
    return { left, top, right, bottom, part, inX: part[2] / (right - left), inY: part[3] / (bottom - top) };
  };
  const placeOf = (svg, { clientX, clientY }) =>
    new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
  /** Where in the whole plot a place of the drawing is, magnified or not. */
  const within = ({ left, top, part, inX, inY }, { x, y }) => ({
    x: part[0] + (x - left) * inX,
    y: part[1] + (y - top) * inY,
  });
  /** What a place in the whole plot stands for, and what a pixel there does. */
  const meaning = (svg, { x, y }) => {
    const { left, top, right, bottom, inX, inY } = plotOf(svg);
    const [from, to] = numbers(svg.dataset.across);
    const along = {
      value: from + ((x - left) / (right - left)) * (to - from),
      pixel: (Math.abs(to - from) * inX) / (right - left),
    };
    if (svg.dataset.up === undefined) return { along, up: null };
    const [low, high] = numbers(svg.dataset.up);
    const step = (high - low) / (bottom - top);
    return { along, up: { value: low + (bottom - y) * step, pixel: step * inY } };
  };
  /** As finely as a pixel tells it. */
  const rounded = ({ value, pixel }) => text(value, Math.max(0, Math.ceil(-Math.log10(pixel))));
  const inWords = (svg, at) => {
    const { along, up } = meaning(svg, at);
    const position = `${rounded(along)} ${svg.dataset.unit ?? ""}`.trim();
    return up === null ? position : `${position}, ${rounded(up)}`;
  };
  const isInside = ({ left, top, right, bottom }, { x, y }) => x >= left && x <= right && y >= top && y <= bottom;

  /** Position and value under the pointer in a spectra drawing; null beside the plot. */
  report.readOut = (svg, event) => {
    if (svg.dataset.plot === undefined) return null;
    const [plot, place] = [plotOf(svg), placeOf(svg, event)];
    return isInside(plot, place) ? inWords(svg, within(plot, place)) : null;
  };
  /** Position and value of a drawn line at a share of the plot's width. */
  report.valueOn = (svg, line, share) => {
    const { left, right } = plotOf(svg);
    const x = left + share * (right - left);
    let [low, high] = [0, line.getTotalLength()];
    for (let k = 0; k < 24; k++) {
      const middle = (low + high) / 2;
      if (line.getPointAtLength(middle).x / 4 < x) low = middle;
      else high = middle;
    }
    return inWords(svg, { x, y: line.getPointAtLength(low).y / 4 });
  };

  const ticksIn = (low, high, count) => {
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find((one) => one * power >= rough * 0.999);
    const first = Math.ceil(low / step - 1e-9);
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => {
      const value = (first + k) * step;
      return { value, words: text(value, decimals) };
    });
  };

  const svgNamespace = "http://www.w3.org/2000/svg";
  const shape = (name, attributes) => {
    const element = document.createElementNS(svgNamespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  /** Shows a part of the plot, with ticks of its own; the whole of it where there is none. */
  const show = (svg, part) => {
    const plot = svg.querySelector(".plot");
    plot.dataset.whole ??= plot.getAttribute("viewBox");
    for (const one of report.all(".over, .own", svg)) one.remove();
    plot.setAttribute("viewBox", part === null ? plot.dataset.whole : part.map((one) => one * 4).join(" "));
    svg.classList.toggle("magnified", part !== null);
    // Lines keep their widths, whatever is magnified.
    for (const one of report.all("[stroke-width]", plot)) {
      one.dataset.width ??= one.getAttribute("stroke-width");
      one.setAttribute("stroke-width", one.dataset.width / (part === null ? 1 : 4));
    }
    for (const one of report.all("path", plot))
      one.setAttribute("vector-effect", part === null ? "none" : "non-scaling-stroke");
    if (part === null) return;
    const of = plotOf(svg);
    const { left, top, right, bottom } = of;
    const home = svg.querySelector("text.tick").parentNode;
    const put = (x, y, words, anchor) => {
      const label = shape("text", { class: "tick own", x, y, "text-anchor": anchor });
      label.textContent = words;
      home.append(label);
    };
    const [start, end] = [
      { x: left, y: bottom },
      { x: right, y: top },
    ].map((at) => meaning(svg, within(of, at)));
    const [from, to] = [start.along.value, end.along.value];
    for (const { value, words } of ticksIn(Math.min(from, to), Math.max(from, to), narrow.matches ? 4 : 7))
      put(left + ((value - from) / (to - from)) * (right - left), bottom + 20, words, "middle");
    if (start.up === null) return;
    const [low, high] = [start.up.value, end.up.value];
    for (const { value, words } of ticksIn(low, high, 6))
      put(left - 8, bottom - ((value - low) / (high - low)) * (bottom - top) + 4.5, words, "end");
  };

  for (const svg of report.all("svg.spectra")) {
    const drawing = svg.closest(".drawing");
    let start = null;
    let box = null;
    /** From where a drag began to here; a flat one is meant for the axis alone. */
    const dragged = (event) => {
      const [{ left, top, right, bottom }, { x, y }] = [plotOf(svg), placeOf(svg, event)];
      const [endX, endY] = [Math.max(left, Math.min(right, x)), Math.max(top, Math.min(bottom, y))];
      const isFlat = Math.abs(start.y - endY) < 12;
      return {
        x: Math.min(start.x, endX),
        y: isFlat ? top : Math.min(start.y, endY),
        width: Math.abs(start.x - endX),
        height: isFlat ? bottom - top : Math.abs(start.y - endY),
      };
    };
    svg.addEventListener("pointerdown", (event) => {
      const place = placeOf(svg, event);
      if (event.button === 0 && event.pointerType !== "touch" && isInside(plotOf(svg), place)) start = place;
    });
    addEventListener("pointermove", (event) => {
      if (start === null) return;
      const area = dragged(event);
      if (box === null) {
        if (area.width < 6) return;
        box = shape("rect", { class: "zoom-box" });
        svg.append(box);
        drawing.classList.add("dragging");
        report.hideTip();
      }
      for (const [name, value] of Object.entries(area)) box.setAttribute(name, value);
    });
    addEventListener("pointerup", (event) => {
      if (start !== null && box !== null) {
        const [of, area] = [plotOf(svg), dragged(event)];
        const { x, y } = within(of, area);
        const part = [x, y, area.width * of.inX, area.height * of.inY];
        if (part[2] > (of.right - of.left) / 40) show(svg, part);
        report.say(report.words("Magnified until Escape"));
        box.remove();
        // The click that ends a drag chooses no sample.
        setTimeout(() => drawing.classList.remove("dragging"));
      }
      [start, box] = [null, null];
    });
    svg.addEventListener("dblclick", () => show(svg, null));
  }
  const showAll = () => {
    for (const svg of report.all("svg.magnified")) show(svg, null);
  };
  document.addEventListener("keydown", (event) => event.key === "Escape" && showAll());
  narrow.addEventListener("change", showAll);

  /** What a legend entry stands for: lines of its class, or marks in its colour. */
  const colourOf = (element) =>
    ["fill", "stroke"].flatMap((name) => element.closest(`[${name}^="#"]`)?.getAttribute(name) ?? []);
  const entriesOf = (svg) => {
    if (svg.classList.contains("spectra"))
      return report.all(".entry", svg).map((entry) => ({
        entry,
        name: entry.dataset.entry,
        own: report.all("[data-of]", svg).filter((one) => one.dataset.of === entry.dataset.entry),
      }));
    const marks = report.all(".role-mark :is(path, circle)", svg);
    return report.all(".role-legend-entry", svg).flatMap((legend) => {
      const symbols = report.all("path, circle", legend);
      return report.all("text", legend).map((entry, k) => {
        const wanted = symbols[k] === undefined ? [] : colourOf(symbols[k]);
        return { entry, name: entry.textContent, own: marks.filter((mark) => colourOf(mark)[0] === wanted[0]) };
      });
    });
  };

  // Buttons lie over the entries; of those of one figure one is a stop for the keyboard, arrows go on from there.
  for (const svg of report.all(".drawing > svg")) {
    const entries = entriesOf(svg).filter(({ own }) => own.length > 0);
    if (entries.length < 2) continue;
    const home = svg.closest(".drawing").parentNode;
    const kind = svg.classList.contains("narrow") ? "entries narrow" : "entries";
    const row = report.make("div", { class: kind, role: "toolbar", "aria-label": report.words("Legend") });
    const buttons = entries.map(({ entry, name, own }) => {
      const button = report.make("button", {
        type: "button",
        "aria-pressed": "true",
        "aria-label": report.words("Show {}", name),
      });
      button.addEventListener("click", () => {
        const isShown = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!isShown));
        for (const one of own) one.classList.toggle("off", isShown);
        entry.classList.toggle("dim", isShown);
        report.say(report.words(isShown ? "{} is hidden" : "{} is shown", name));
      });
      return button;
    });
    row.append(...buttons);
    report.oneStop(row, buttons);
    home.append(row);
    new ResizeObserver(() => {
      const frame = home.getBoundingClientRect();
      entries.forEach(({ entry }, k) => {
        const box = entry.getBoundingClientRect();
        const before = entry.classList.contains("entry") ? 0 : 18;
        for (const [name, value] of Object.entries({
          left: box.left - frame.left - before,
          top: box.top - frame.top - 2,
          width: box.width + before,
          height: box.height + 4,
        }))
          buttons[k].style[name] = `${value}px`;
      });
    }).observe(svg);
  }
});
