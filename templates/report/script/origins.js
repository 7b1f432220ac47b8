/** Every number says on hover, focus or tap what it is unrounded and in which file it stands. */
report.ready(() => {
  const carriers = report.all("[data-artifact]");
  const place = ({ artifact, pointer }) => (pointer ? `${artifact}#${pointer}` : artifact);

  const show = (element) => {
    const { exact, rounding, how } = element.dataset;
    const printed = element.textContent.trim().replace(/\s+/g, " ");
    const isShort = exact !== undefined && exact.replaceAll(" ", " to ") !== printed;
    report.showTip(element.getBoundingClientRect(), [
      ["exact", exact?.replaceAll(" ", " to ")],
      ["shown", isShort ? `shown as ${printed}${rounding ? ` (${rounding})` : ""}` : ""],
      ["how", how],
      ["place", place(element.dataset)],
    ]);
  };

  // Text and tables have one stop each for the keyboard; arrows go on from there.
  const groups = new Map();
  for (const element of carriers) {
    element.removeAttribute("title");
    const table = element.closest("table");
    const isFirst = table === null || !groups.has(table);
    if (table !== null) groups.set(table, [...(groups.get(table) ?? []), element]);
    element.tabIndex = isFirst ? 0 : -1;
    element.setAttribute("aria-describedby", "tip");
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    const element = event.target.closest?.("td[data-artifact], table data[data-artifact]");
    if (!element || step[event.key] === undefined) return;
    const cells = report.all("[data-artifact]", element.closest("table"));
    const next = cells[cells.indexOf(element) + step[event.key]];
    if (next === undefined) return;
    event.preventDefault();
    element.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  const carrier = (target) => target.closest?.("[data-artifact]") ?? null;
  document.addEventListener("pointerover", (event) => carrier(event.target) && show(carrier(event.target)));
  document.addEventListener("pointerout", (event) => carrier(event.target) && report.hideTip());
  document.addEventListener("focusin", (event) => {
    if (carrier(event.target)?.matches(":focus-visible")) show(carrier(event.target));
  });
  document.addEventListener("focusout", (event) => carrier(event.target) && report.hideTip());
  document.addEventListener("click", (event) => {
    if (carrier(event.target)) show(carrier(event.target));
  });
});
