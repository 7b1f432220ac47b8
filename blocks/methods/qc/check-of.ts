/** The check of an id. */
import type { AnyCheck } from "./check.ts";
import { checks } from "./table.ts";

/** Throws RangeError for an id no table has. */
export function checkOf(id: string): AnyCheck {
  const found = checks.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no check \`${id}\``);
  return found;
}
