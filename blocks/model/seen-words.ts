/** Seen words: what may be said of left-out samples. */
import { leakageWords } from "../charts/words.ts";
import type { ModelResults } from "./results.ts";

/** A model that saw a sample's replicate or copy had seen the sample; where samples are not known, nobody can tell. */
export const seenWords = ({ leakage, samples_known }: Pick<ModelResults, "leakage" | "samples_known">): string =>
  leakageWords(leakage) === null && samples_known
    ? "each predicted by a model that had not seen it"
    : "left out in turn";
