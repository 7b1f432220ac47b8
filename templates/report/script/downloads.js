/** A figure as a picture to take along: the drawing itself (SVG), or its points (PNG, twice as fine), both on white paper. */
report.ready(() => {
  const colours = ["fill", "stroke"];
  /** The drawing as a file of its own: in the colours it was drawn in, which the page may have replaced. */
  const fileOf = (svg) => {
    const copy = svg.cloneNode(true);
    for (const one of report.all(".over, .zoom-box", copy)) one.remove();
    const paper = document.createElementNS(copy.namespaceURI, "rect");
    for (const [name, value] of [
      ["width", "100%"],
      ["height", "100%"],
      ["fill", "#ffffff"],
    ])
      paper.setAttribute(name, value);
    copy.prepend(paper);
    for (const one of report.all("*", copy))
      for (const name of colours) if (one.getAttribute(name) === "currentColor") one.setAttribute(name, "#1b1f24");
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  };
  const save = (blob, name) => {
    const link = report.make("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const savePoints = (svg, name) => {
    const picture = new Image();
    const { width, height } = svg.viewBox.baseVal;
    picture.addEventListener("load", () => {
      const canvas = report.make("canvas", { width: 2 * width, height: 2 * height });
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(picture.src);
      canvas.toBlob((blob) => save(blob, name), "image/png");
    });
    picture.src = URL.createObjectURL(fileOf(svg));
  };
  for (const exhibit of report.all(".exhibit.drawn")) {
    // What is saved is the drawing for a page, whatever the window.
    const svg = exhibit.querySelector("svg");
    const words = exhibit.querySelector("figcaption");
    if (svg === null || words === null) continue;
    const button = (kind, take) =>
      report.make(
        "button",
        {
          type: "button",
          class: "save",
          "aria-label": report.words("{} as {}", words.querySelector(".label")?.textContent ?? "", kind),
          onclick: take,
        },
        kind,
      );
    const buttons = [
      button("SVG", () => save(fileOf(svg), `${exhibit.id}.svg`)),
      button("PNG", () => savePoints(svg, `${exhibit.id}.png`)),
    ];
    words.append(report.make("span", { class: "saves" }, buttons[0], " ", buttons[1]));
    report.oneStop(words, [...report.all("a[download]", words), ...buttons]);
  }
});
