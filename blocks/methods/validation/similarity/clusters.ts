/** Clusters: samples whose spectra are so alike, beyond what they are to tell, that they may be one thing measured again. */

import type { Matrix } from "../../../contract/matrix.ts";
import { grouped } from "../../numeric/grouped.ts";
import { closePairs } from "./close-pairs.ts";
import { completeLinkage } from "./complete-linkage.ts";
import { type SampleOutcome, sampleProfiles } from "./sample-profiles.ts";

/** Of the median distance: where clusters end. */
export const cut = 0.2;

/**
 * Every sample in one cluster, most of them alone in theirs.
 *
 * @param spectra n × p, bare
 * @param members rows of each sample, samples in code-unit order of their names
 * @returns indexes of samples, ascending; clusters by falling size, equals by their least member
 */
export function similarSamples(
  spectra: Matrix,
  members: readonly (readonly number[])[],
  outcome: SampleOutcome,
): readonly (readonly number[])[] {
  const clusters = sampleProfiles(spectra, members, outcome).flatMap(({ samples, residuals }) => {
    const least = completeLinkage(samples.length, closePairs(residuals, cut));
    return [...grouped(samples.keys(), (k) => least[k]).values()].map((own) => own.map((k) => samples[k]));
  });
  return clusters.sort((a, b) => b.length - a.length || a[0] - b[0]);
}
