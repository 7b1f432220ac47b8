/** One tip for the whole page: a few lines beside what the pointer or the keyboard is on. Escape closes it. */
report.ready(() => {
  const tip = report.make("div", { id: "tip", class: "tip", role: "tooltip", hidden: true });
  document.body.append(tip);

  /** @param at a rectangle in the window; @param lines [class, text] each */
  report.showTip = (at, lines) => {
    tip.replaceChildren(
      ...lines.filter(([, text]) => text).map(([kind, text]) => report.make("p", { class: kind }, text)),
    );
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.max(
      8,
      Math.min(at.left + at.width / 2 - width / 2, document.documentElement.clientWidth - width - 8),
    );
    const above = at.top - height - 10;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above > 4 ? above : at.bottom + 10) + scrollY}px`;
  };
  report.hideTip = () => {
    tip.hidden = true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") report.hideTip();
  });
});
