/** Brief of the data: their scope, what was taken out, what of their design is wanting, what came before; nothing where there is nothing to say. */
import type { Brief, Sentence } from "../contract/brief.ts";
import { counted } from "../contract/number-text.ts";
import { failureSentence } from "./design-words.ts";
import type { DataSummary } from "./results.ts";
import { excludedSentence, scopeSentence } from "./selection-words.ts";
import { upstreamWords } from "./words.ts";

export function briefOf(results: DataSummary): Brief | null {
  const { design, upstream, selection, n_spectra, n_samples } = results;
  const failures = Object.entries(design).flatMap(([id, check]): Sentence[] =>
    check.pass === false || check.despite === "accepted" ? [failureSentence(id, check)] : [],
  );
  const before = upstream === null || upstream.length === 0 ? [] : [[upstreamWords(upstream)]];
  const scope = scopeSentence(selection);
  const excluded = excludedSentence(selection, mostReasons);
  if (failures.length === 0 && before.length === 0 && scope === null && excluded === null) return null;
  return {
    about: `${counted(n_spectra, "spectrum", "spectra")} of ${counted(n_samples, "sample")}`,
    headline: null,
    sentences: [...(scope === null ? [] : [scope]), ...before],
    warnings: [...(excluded === null ? [] : [excluded]), ...failures],
    firstPage: [
      ...(scope === null ? [] : [{ about: "Scope of the data", sentence: scope }]),
      ...(excluded === null ? [] : [{ about: "Samples excluded", sentence: excluded }]),
    ],
  };
}

/** So many reasons have their place at the head of a report; the statement has all. */
const mostReasons = 6;
