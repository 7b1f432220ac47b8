/** Parts: what views of trust load, and when each can be. */
import { fixed } from "../../contract/number-text.ts";
import type { PartSource } from "../../contract/view.ts";
import type { Wishes } from "../../methods/trust/options.ts";
import { wishesIn } from "../infer.ts";
import type { Reports } from "../results.ts";
import type { TrustView } from "../trust-view.ts";

export const reportsOf = async (source: PartSource): Promise<Reports> => (await source.own("reports")) as Reports;

/** `exists` of a view that needs something wanted; where the task is not known yet, nothing is promised. */
export const wanted =
  (is: (wishes: Wishes) => boolean): TrustView["exists"] =>
  ({ options, shape }) => {
    const wishes = wishesIn(options, shape);
    return wishes !== null && is(wishes);
  };

/** Where a number of a report stands. */
export const at = (artifact: keyof Reports, pointer: string) => ({
  artifact: `trust/${artifact}_artifact.json`,
  pointer,
});

/** A share to three digits. */
export const three = (value: number | null): string => (value === null ? "not known" : fixed(value, 3));
