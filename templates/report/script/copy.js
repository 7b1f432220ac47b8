/** A button beside every digest that copies all of it, and one above the materials and methods that copies their text. */
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
  const button = (label, textOf) => {
    const made = report.make("button", {
      type: "button",
      class: "copy",
      "aria-label": label,
      title: report.words("Copy"),
    });
    made.addEventListener("click", async () => {
      const isDone = await copy(textOf());
      made.focus();
      made.classList.toggle("done", isDone);
      report.say(report.words(isDone ? "Copied" : "Could not copy"));
      setTimeout(() => made.classList.remove("done"), 1500);
    });
    return made;
  };
  // A summary is a button already.
  for (const code of report.all("code.digest:not(summary *)"))
    code.after(button(report.words("Copy {}", code.dataset.digest.slice(0, 19)), () => code.dataset.digest));
  for (const text of report.all(".methods-text"))
    text.before(button(report.words("Copy materials and methods"), () => text.innerText));
});
