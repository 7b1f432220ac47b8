/** Brief of the data: what of their design is wanting, and what came before the files; nothing where there is nothing to say. */
import type { Brief, Sentence } from "../contract/brief.ts";
import { counted } from "../contract/number-text.ts";
import { failureSentence } from "./design-words.ts";
import type { DataSummary } from "./results.ts";
import { upstreamWords } from "./words.ts";

export function briefOf(results: DataSummary): Brief | null {
  const { design, upstream, n_spectra, n_samples } = results;
  const failures = Object.entries(design).flatMap(([id, check]): Sentence[] =>
    check.pass === false || check.despite === "accepted" ? [failureSentence(id, check)] : [],
  );
  const before = upstream === null || upstream.length === 0 ? [] : [[upstreamWords(upstream)]];
  if (failures.length === 0 && before.length === 0) return null;
  return {
    about: `${counted(n_spectra, "spectrum", "spectra")} of ${counted(n_samples, "sample")}`,
    headline: null,
    sentences: before,
    warnings: failures,
  };
}
