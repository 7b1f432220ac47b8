/** Worst names: what a check is worst of, as people read it: samples, classes, columns, positions of channels. */
import type { CheckResult } from "../../schemas/gate-report.ts";
import { positionTexts } from "../contract/quantity.ts";

/** Each once, in their order. A channel is known by its position, with the digits of one. */
export function worstNames(worst: CheckResult["worst"]): readonly string[] {
  const isChannel =
    worst.length > 0 && worst.every(({ about, feature }) => about === "explained" && feature !== undefined);
  if (isChannel) return [...new Set(positionTexts(worst.map(({ feature }) => Number(feature))))];
  const names = worst.map(({ sample, class: name, feature }) => sample ?? name ?? feature ?? "");
  return [...new Set(names)].filter((name) => name !== "");
}
