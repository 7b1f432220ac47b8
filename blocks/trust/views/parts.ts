/** Parts: what views of trust load, and when each can be. */
import { fixed } from "../../contract/number-text.ts";
import type { View, ViewSource } from "../../contract/view.ts";
import type { TrustOptions, Wishes } from "../../methods/trust/options.ts";
import { wishesIn } from "../infer.ts";
import type { Reports, TrustResults } from "../results.ts";

export const reportsOf = async (source: ViewSource): Promise<Reports> =>
  (await source.own("reports")) as unknown as Reports;
export const resultsOf = (source: ViewSource): TrustResults => source.results as unknown as TrustResults;

/** `exists` of a view that needs something wanted; where the task is not known yet, nothing is promised. */
export const wanted =
  (is: (wishes: Wishes) => boolean): View["exists"] =>
  ({ options, shape }) => {
    const wishes = wishesIn(options as unknown as TrustOptions, shape);
    return wishes !== null && is(wishes);
  };

/** Where a number of a report stands. */
export const at = (artifact: keyof Reports, pointer: string) => ({
  artifact: `trust/${artifact}_artifact.json`,
  pointer,
});

/** A share to three digits. */
export const three = (value: number | null): string => (value === null ? "not known" : fixed(value, 3));
