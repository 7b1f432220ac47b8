/** The contents mark the section in view; where they stand above the text they fold away and stay at the top. */
report.ready(() => {
  const contents = document.querySelector(".contents");
  if (contents === null) return;
  const details = contents.querySelector("details");
  const here = report.make("span", { class: "here" });
  details.querySelector("summary").append(here);

  const links = report.all("a[href^='#']", contents);
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let current = -1;
  const mark = () => {
    const line = Math.min(innerHeight / 3, 260);
    let k = -1;
    targets.forEach((target, i) => {
      if (target !== null && target.getBoundingClientRect().top <= line) k = i;
    });
    if (innerHeight + scrollY >= document.documentElement.scrollHeight - 2) k = targets.length - 1;
    if (k === current) return;
    links[current]?.removeAttribute("aria-current");
    links[k]?.setAttribute("aria-current", "true");
    current = k;
    here.textContent = k < 0 ? "" : links[k].textContent;
    // The list itself scrolls where it is longer than the window.
    const list = details.querySelector("ol");
    if (k >= 0 && list.scrollHeight > list.clientHeight) list.scrollTop = links[k].offsetTop - list.clientHeight / 2;
  };
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      mark();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });

  const narrow = matchMedia("(max-width: 77.99rem)");
  const fold = () => {
    details.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  contents.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a") !== null) details.open = false;
  });
  // Paper has room for all of it.
  addEventListener("beforeprint", () => {
    details.open = true;
  });
  addEventListener("afterprint", fold);
  fold();
  mark();
});
