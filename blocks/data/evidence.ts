/** Evidence of the data: what was declared of them, and what was left out, for the statement. */
import { type Evidence, type EvidenceLine, lineOf, stated } from "../contract/evidence.ts";
import type { DataSummary } from "./results.ts";
import { excludedSentence, scopeSentence } from "./selection-words.ts";
import { upstreamWords } from "./words.ts";

export const evidenceOf = ({ n_spectra, n_samples, upstream, selection }: DataSummary, block: string): Evidence => ({
  title: `Data of the block ${block}`,
  lines: [
    [stated(n_spectra, "count"), " spectra of ", stated(n_samples, "count"), " samples."],
    [upstreamWords(upstream)],
    ...selectionLines(selection),
  ],
  groups: [],
});

function selectionLines(selection: DataSummary["selection"]): readonly EvidenceLine[] {
  const [scope, excluded] = [scopeSentence(selection), excludedSentence(selection)];
  return [
    scope === null ? ["Scope: all samples of the files."] : lineOf(scope),
    excluded === null ? ["Excluded: no sample."] : lineOf(excluded),
  ];
}
