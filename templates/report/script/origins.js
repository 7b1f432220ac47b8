/** Every number says on hover or tap, and where origins are shown by keyboard too, what it is unrounded and in which file it stands. */
report.ready(() => {
  const carriers = report.all("[data-artifact]");
  const ends = (exact) => exact?.replaceAll(" ", report.words(" to "));
  const place = ({ artifact, pointer }) => (pointer ? `${artifact}#${pointer}` : artifact);

  const show = (element) => {
    const { exact, rounding, how } = element.dataset;
    const printed = element.textContent.trim().replace(/\s+/g, " ");
    const isShort = exact !== undefined && ends(exact) !== printed;
    report.showTip(element.getBoundingClientRect(), [
      ["exact", ends(exact)],
      ["shown", isShort ? `${report.words("shown as")} ${printed}${rounding ? ` (${rounding})` : ""}` : ""],
      ["how", how],
      ["place", place(element.dataset)],
    ]);
  };

  for (const element of carriers) {
    element.removeAttribute("title");
    element.setAttribute("aria-describedby", "tip");
  }
  // Hundreds of numbers would be hundreds of stops for the keyboard: they are stops where somebody asks for them.
  const button = report.make(
    "button",
    { type: "button", class: "origins", "aria-pressed": "false" },
    report.words("Show origins"),
  );
  report.showsOrigins = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => {
    const isOn = !report.showsOrigins();
    button.setAttribute("aria-pressed", String(isOn));
    document.documentElement.classList.toggle("with-origins", isOn);
    for (const element of carriers) {
      if (isOn) element.tabIndex = element.closest("table") === null ? 0 : -1;
      else element.removeAttribute("tabindex");
    }
    report.say(report.words(isOn ? "Origins are shown" : "Origins are hidden"));
  });
  if (carriers.length > 0)
    (document.querySelector(".contents") ?? document.querySelector(".report-head")).append(button);

  // A table is one stop; arrows lead to its headings, its samples, and its numbers where origins are shown.
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    const region = event.target.closest?.(".scroll");
    if (!region || step[event.key] === undefined || region.querySelector("table") === null) return;
    const stops = report.all(report.showsOrigins() ? "button, [data-artifact]" : "button", region);
    const next = stops[stops.indexOf(event.target) + step[event.key]];
    if (next === undefined) return;
    event.preventDefault();
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
