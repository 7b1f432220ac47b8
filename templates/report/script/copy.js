/** A button beside every digest that copies all of it. */
report.ready(() => {
  /** Where the clipboard is closed to files, a selected text field still reaches it. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = report.make("textarea", { class: "unseen", readonly: true });
      field.value = text;
      document.body.append(field);
      field.select();
      const isDone = document.execCommand("copy");
      field.remove();
      return isDone;
    }
  };
  for (const code of report.all("code.digest")) {
    // A summary is a button already.
    if (code.closest("summary") !== null) continue;
    const { digest } = code.dataset;
    const button = report.make("button", {
      type: "button",
      class: "copy",
      "aria-label": `Copy ${digest.slice(0, 19)}`,
      title: "Copy",
    });
    button.addEventListener("click", async () => {
      const active = document.activeElement;
      const isDone = await copy(digest);
      active?.focus?.();
      button.classList.toggle("done", isDone);
      report.say(isDone ? "Copied" : "The browser does not let a file copy");
      setTimeout(() => button.classList.remove("done"), 1500);
    });
    code.after(button);
  }
});
