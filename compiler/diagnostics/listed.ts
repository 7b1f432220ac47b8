/** Listed: "a, b and c", as a sentence names several things. */

/** Nothing for no item, the item itself for one. */
export function listed(items: readonly string[], word: "and" | "or" = "and"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}
