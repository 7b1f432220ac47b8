/** Words of a model's validation beyond its folds: in brief, in the statement, and why a part was not made. */

import type { Quantity, Sentence } from "../contract/brief.ts";
import { type EvidenceLine, stated } from "../contract/evidence.ts";
import { counted } from "../contract/number-text.ts";
import { type Form, positionTexts } from "../contract/quantity.ts";
import { unitOfTarget } from "../contract/target-unit.ts";
import { isWorse } from "../methods/validation/change.ts";
import { leastChannelRatio } from "../methods/validation/one-channel.ts";
import { asGoodIn, mostP } from "../methods/validation/permutation/permutation-test.ts";
import type { ValidationReason } from "../methods/validation/schema.ts";
import { leastSimilarityRatio } from "../methods/validation/similarity-blocked.ts";
import type { ModelResults } from "./results.ts";

/** Why a part was not made, as the end of a sentence. */
export const reasonWords: { readonly [reason in ValidationReason]: string } = {
  not_requested: "not asked for",
  not_validated: "nothing was left out",
  too_many_samples: "more than 10,000 samples",
  not_finite: "the spectra hold values that are no numbers",
  nothing_left: "no samples would be left to fit on",
  not_fitted: "too few rows, or a class less, would be left to fit on",
  no_spectra: "the data are no spectra",
  too_few_points: "the spectra have fewer than 10 points",
  too_many_spectra: "more than 1,000 spectra: write a number under `permutations`",
  resampled_late: "the spectra are resampled after a step that learns",
};

type Task = ModelResults["task"];
export const metricWords: { readonly [task in Task]: string } = { classification: "accuracy", regression: "RMSECV" };
/** What the figure is a number of: an error stands here without its interval. */
export const metricForms: { readonly [task in Task]: Form } = { classification: "share", regression: "number" };

/** What makes the figures above look better than they are. */
export const validationWarnings = (results: ModelResults): readonly Sentence[] => [
  ...similarityWarnings(results),
  ...channelWarnings(results),
  ...permutationWarnings(results),
];

function permutationWarnings({ validation: { permutation } }: ModelResults): readonly Sentence[] {
  if ("na" in permutation || permutation.p <= mostP) return [];
  const { n, p, exchanged } = permutation;
  const origin = { artifact: "model/validation.json", pointer: "/permutation/p" };
  return [
    [
      `With labels or targets exchanged between ${exchangedWords[exchanged]} the whole recipe did as well in ${asGoodIn(permutation)} of ${n} trials (p `,
      { value: p, format: "p said", unit: null, origin },
      "): the figure is not shown to be about them.",
    ],
  ];
}

function similarityWarnings(results: ModelResults): readonly Sentence[] {
  const {
    validation: { similarity },
    task,
  } = results;
  if ("na" in similarity || !isWorse({ ...similarity, other: similarity.blocked }, leastSimilarityRatio)) return [];
  const quantity = quantityOf("similarity", results);
  const { samples, clusters } = similarity;
  return [
    [
      `With samples that look alike kept in one fold the ${metricWords[task]} is `,
      quantity("blocked", similarity.blocked),
      " instead of ",
      quantity("ordinary", similarity.ordinary),
      `: ${counted(samples, "sample")} form ${counted(clusters, "cluster")} of alike spectra, so this looks better than it is.`,
    ],
  ];
}

function channelWarnings(results: ModelResults): readonly Sentence[] {
  const {
    validation: { channel },
    task,
  } = results;
  if ("na" in channel || !isWorse({ ...channel, other: channel.patched }, leastChannelRatio)) return [];
  const quantity = quantityOf("channel", results);
  return [
    [
      `Without the channels that tell most by themselves (${axesOf(channel.channels)}) the ${metricWords[task]} is `,
      quantity("patched", channel.patched),
      " instead of ",
      quantity("ordinary", channel.ordinary),
      ": a column that is no point of the spectrum may stand among them.",
    ],
  ];
}

const quantityOf =
  (part: string, { task, target, target_unit }: ModelResults) =>
  (name: string, value: number): Quantity => ({
    value,
    format: metricForms[task],
    unit: task === "classification" ? null : unitOfTarget(target_unit, target),
    origin: { artifact: "model/validation.json", pointer: `/${part}/${name}` },
  });

const axesOf = (channels: readonly { readonly axis: number }[]): string =>
  positionTexts(channels.map(({ axis }) => axis)).join(", ");

/** What the statement says of it. */
export const validationEvidence = (results: ModelResults): readonly EvidenceLine[] => [
  ...similarityEvidence(results),
  ...channelEvidence(results),
  ...permutationEvidence(results),
];

/** What took one another's label or target, in words. */
export const exchangedWords = {
  "samples-in-batch": "samples within a batch",
  batches: "whole batches",
  samples: "samples",
} as const;

function permutationEvidence({ validation: { permutation } }: ModelResults): readonly EvidenceLine[] {
  if ("na" in permutation) return [[`Permutation test was not made: ${reasonWords[permutation.na]}.`]];
  const { n, p, exchanged } = permutation;
  return [
    [
      `With labels or targets exchanged between ${exchangedWords[exchanged]} the whole recipe did as well in ${asGoodIn(permutation)} of ${n} trials: p `,
      stated(p, "p said"),
      ".",
    ],
  ];
}

function channelEvidence({ validation: { channel }, task }: ModelResults): readonly EvidenceLine[] {
  if ("na" in channel) return [[`One-channel check was not made: ${reasonWords[channel.na]}.`]];
  const { channels, ordinary, patched, lost, won } = channel;
  const without = `Without the channels that tell most by themselves (${axesOf(channels)})`;
  if (lost !== null)
    return [[`${without} ${lost} of those predicted right are wrong, and ${won} of the others right.`]];
  return [
    [`${without} RMSECV is `, stated(patched, metricForms[task]), ", else ", stated(ordinary, metricForms[task]), "."],
  ];
}

function similarityEvidence({ validation: { similarity }, task }: ModelResults): readonly EvidenceLine[] {
  if ("na" in similarity) return [[`Similarity-blocked validation was not made: ${reasonWords[similarity.na]}.`]];
  const { samples, clusters, moved, ordinary, blocked, lost, won } = similarity;
  const kept = `With samples that look alike kept in one fold (${clusters} clusters of ${counted(samples, "sample")}, ${moved} moved)`;
  // No share stands in the statement without its interval: of classes the samples are counted.
  if (lost !== null) return [[`${kept} ${lost} of those predicted right are wrong, and ${won} of the others right.`]];
  return [
    [`${kept} RMSECV is `, stated(blocked, metricForms[task]), ", else ", stated(ordinary, metricForms[task]), "."],
  ];
}
