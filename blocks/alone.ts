/** Alone: the runs of kinds that declare that theirs stands alone, for a thread that has nothing else of a kind. */
import type { AloneRun } from "./contract/alone.ts";
import { dataCompute, runData } from "./data/compute.ts";
import type { DocumentOptions } from "./data/options.ts";

export const alone: { readonly [kind: string]: AloneRun | undefined } = {
  [dataCompute.kind](options, context) {
    const { gives, ...rest } = runData(options as DocumentOptions, context);
    return { ...rest, gives: { ...gives } };
  },
};
