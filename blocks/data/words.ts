/** Words: what came before the files, and where in them something stands. */
import type { Upstream } from "../contract/design.ts";
import type { DataPlace } from "../contract/refusal.ts";

/** `on line 5`, or the file where each spectrum has one of its own. */
export const placeWords = ({ input, line }: DataPlace): string =>
  line === undefined ? `in ${input}` : `on line ${line}`;

/** `Before FoodSpec, as declared: averaged (OPUS 8.5; spectra of a sample put together).`, or that nothing is declared. */
export function upstreamWords(upstream: readonly Upstream[] | null): string {
  if (upstream === null) return "Before FoodSpec: not declared.";
  if (upstream.length === 0) return "Before FoodSpec: none declared.";
  return `Before FoodSpec, as declared: ${upstream.map(stepWords).join("; ")}.`;
}

/** `averaged (OPUS 8.5; spectra of a sample)`. */
export const stepWords = ({ what, with: software, scope, outcome }: Upstream): string =>
  `${what} (${[software ?? "software not named", scopes[scope], ...(outcome ? ["used the outcome"] : [])].join("; ")})`;

const scopes = {
  spectrum: "each spectrum by itself",
  sample: "spectra of a sample put together",
  set: "other rows of this set went in",
} as const;

/** What is taken for a limit, in words. */
export const takenWords = { half: "half of the limit (above it the limit)", limit: "the limit" } as const;
