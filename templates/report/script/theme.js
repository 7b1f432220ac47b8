/** Light, dark, or as the system has it; the choice is kept where the browser lets a file keep something. */
(() => {
  const root = document.documentElement;
  const key = "foodspec-theme";
  const kept = () => {
    try {
      return localStorage.getItem(key) ?? "auto";
    } catch {
      return "auto";
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(kept());

  report.ready(() => {
    const choose = (theme) => {
      apply(theme);
      try {
        localStorage.setItem(key, theme);
      } catch {
        // Kept for this visit only.
      }
    };
    const options = ["auto", "light", "dark"].map((theme) => {
      const input = report.make("input", { type: "radio", name: "theme", value: theme, onchange: () => choose(theme) });
      input.checked = (root.dataset.theme ?? "auto") === theme;
      return report.make("label", {}, input, report.make("span", {}, report.words(theme)));
    });
    const legend = report.make("legend", {}, report.words("Colours"));
    const switcher = report.make("fieldset", { class: "theme" }, legend, ...options);
    (document.querySelector(".contents") ?? document.querySelector(".report-head")).append(switcher);
  });
})();
