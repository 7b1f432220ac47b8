/** What an address leads to is unfolded, so that a folded figure is found by its link as any other. */
report.ready(() => {
  const unfold = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id === "" ? null : document.getElementById(id);
    if (target === null) return;
    let folded = false;
    for (let at = target.closest("details"); at !== null; at = at.parentElement.closest("details")) {
      folded ||= !at.open;
      at.open = true;
    }
    if (folded) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // The number of a figure or table, and each heading, is a link to itself; none of them is a stop for the keyboard.
  const linked = (words, id) => {
    const link = report.make("a", { class: "permalink", href: `#${encodeURIComponent(id)}`, tabindex: "-1" });
    link.append(...words.childNodes);
    words.append(link);
  };
  for (const exhibit of report.all(".exhibit[id]")) {
    const label = exhibit.querySelector("figcaption .label");
    if (label !== null) linked(label, exhibit.id);
  }
  for (const heading of report.all("main :is(h2, h3, h4)[id]"))
    if (heading.querySelector("a") === null) linked(heading, heading.id);
});
