/** Drawn names: what the drawing library would take for something of its own goes by another name inside of it. */

/** Signs of the private use area: no font shows them, and none stays in a drawing. */
const ending = "\uE000";
const bar = "\uE001";

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Vega looks names up in plain objects, and joins the names of a group by bars. */
export const coded = (text: string): string => {
  const plain = text.replaceAll(ending, "U+E000").replaceAll(bar, "U+E001").replaceAll("|", bar);
  return inherited.has(plain) ? plain + ending : plain;
};

/** The text as it is to be measured and shown. */
export const decoded = (text: string): string => text.replaceAll(ending, "").replaceAll(bar, "|");
