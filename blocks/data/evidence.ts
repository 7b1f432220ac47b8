/** Evidence of the data: what was declared of them, for the statement. */
import { type Evidence, stated } from "../contract/evidence.ts";
import type { DataSummary } from "./results.ts";
import { upstreamWords } from "./words.ts";

export const evidenceOf = ({ n_spectra, n_samples, upstream }: DataSummary, block: string): Evidence => ({
  title: `Data of the block ${block}`,
  lines: [[stated(n_spectra), " spectra of ", stated(n_samples), " samples."], [upstreamWords(upstream)]],
  groups: [],
});
