/** Unit text: the unit that a piece of text says of an axis: `1100 nm`, `Wavenumber (cm-1)`, `[nm]`. */
import type { AxisUnit } from "../../contract/dataset.ts";
import { unitOf } from "../formats/units.ts";

/** By the whole text, by what stands in its brackets, by its last word; null where none of them is a unit. */
export function unitIn(text: string): AxisUnit | null {
  const inBrackets = /[[({]([^\])}]*)[\])}]/.exec(text)?.[1] ?? "";
  const [last = ""] = text
    .split(/[\s_/,;:()[\]{}]+/)
    .filter((word) => word !== "")
    .slice(-1);
  return [text, inBrackets, last].map(unitOf).find((unit) => unit !== null) ?? null;
}
