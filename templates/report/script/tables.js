/** Tables sort by a column and show only rows that hold what is looked for. */
report.ready(() => {
  const fewest = 3;
  const searched = 12;

  /** Numbers as numbers, names as people order them, nothing last whichever way it is sorted. */
  const keyOf = (cell) => {
    const text = cell.textContent.replaceAll("\u2007", "").replaceAll("\u2008", "").trim();
    if (text === "" || text === "–") return null;
    const number = Number((cell.dataset.exact ?? text).split(" ")[0]);
    return Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === "number") return -1;
    if (typeof b === "number") return 1;
    return a.localeCompare(b, "en", { numeric: true });
  };

  for (const table of report.all(".tabular:not(.pairs) table")) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < fewest || rows.some((row) => row.cells.length !== rows[0].cells.length)) continue;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, k) => {
      const button = report.make("button", {
        type: "button",
        class: "sort",
        title: report.words("Sort"),
        tabindex: "-1",
      });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[
          head.getAttribute("aria-sort") ?? "none"
        ];
        for (const one of heads) one.removeAttribute("aria-sort");
        if (next !== "none") head.setAttribute("aria-sort", next);
        const turn = next === "descending" ? -1 : 1;
        const keyed = rows.map((row) => ({ row, value: keyOf(row.cells[k]) }));
        const known = keyed.filter(({ value }) => value !== null);
        const order =
          next === "none"
            ? keyed
            : [
                ...known.sort((a, b) => turn * compare(a.value, b.value)),
                ...keyed.filter(({ value }) => value === null),
              ];
        body.append(...order.map(({ row }) => row));
        report.say(
          report.words(next === "none" ? "In the order of the report" : `Sorted by {}, ${next}`, button.textContent),
        );
      });
    });
    if (rows.length >= searched) addFilter(table, rows);
  }

  function addFilter(table, rows) {
    const count = report.make("span", { class: "count" });
    const hasFile = table.closest(".exhibit")?.querySelector("a[download]") != null;
    const field = report.make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown++;
      }
      count.textContent =
        words.length === 0
          ? ""
          : report.words(`{} of {} rows${hasFile ? "; Data (CSV) holds all" : ""}`, shown, rows.length);
      report.say(count.textContent);
    });
    const label = report.make("label", {}, `${report.words("Filter rows")} `, field);
    table.closest(".scroll").before(report.make("p", { class: "filter" }, label, " ", count));
  }
});
