/** The table of checks: every check of the gates, in the order of a report, and beside it the words for people. */
import type { AnyCheck, CheckWords } from "./check.ts";
import * as confounding from "./data/confounding.ts";
import * as contradictingDuplicates from "./data/contradicting_duplicates.ts";
import { designChecks } from "./data/design-table.ts";
import * as duplicates from "./data/duplicates.ts";
import * as duplicatesAcrossSamples from "./data/duplicates_across_samples.ts";
import * as excludedFraction from "./data/excluded_fraction.ts";
import * as imbalanceRatio from "./data/imbalance_ratio.ts";
import * as minSamplesPerClass from "./data/min_samples_per_class.ts";
import * as missingData from "./data/missing_data.ts";
import * as nearDuplicates from "./data/near_duplicates.ts";
import * as orderDrift from "./data/order_drift.ts";
import * as reusedSampleNames from "./data/reused_sample_names.ts";
import * as undeclaredReplicates from "./data/undeclared_replicates.ts";
import * as upstream from "./data/upstream.ts";
import * as bias from "./model/bias.ts";
import * as biasTest from "./model/bias_test.ts";
import * as externalAccuracy from "./model/external_accuracy.ts";
import * as externalRmsep from "./model/external_rmsep.ts";
import * as minAccuracy from "./model/min_accuracy.ts";
import * as minClassRecall from "./model/min_class_recall.ts";
import * as oneChannel from "./model/one_channel.ts";
import * as permutation from "./model/permutation.ts";
import * as r2 from "./model/r2.ts";
import * as rer from "./model/rer.ts";
import * as rmsecv from "./model/rmsecv.ts";
import * as rmsepSec from "./model/rmsep_sec.ts";
import * as rpd from "./model/rpd.ts";
import * as rpiq from "./model/rpiq.ts";
import * as segmentAccuracy from "./model/segment_accuracy.ts";
import * as sep from "./model/sep.ts";
import * as sepSel from "./model/sep_sel.ts";
import * as similarityBlocked from "./model/similarity_blocked.ts";
import * as slopeTest from "./model/slope_test.ts";
import * as specificity from "./model/specificity.ts";
import * as baselineDrift from "./spectral/baseline_drift.ts";
import * as collinearFeatures from "./spectral/collinear_features.ts";
import * as featuresPerSample from "./spectral/features_per_sample.ts";
import * as finiteValues from "./spectral/finite_values.ts";
import * as healthScore from "./spectral/health_score.ts";
import * as outliers from "./spectral/outliers.ts";
import * as saturation from "./spectral/saturation.ts";
import * as spikeFraction from "./spectral/spike_fraction.ts";
import * as zeroVariance from "./spectral/zero_variance.ts";

/** Every check, in the order of a report. */
export const checks: readonly AnyCheck[] = [
  minSamplesPerClass.declaration,
  imbalanceRatio.declaration,
  excludedFraction.declaration,
  missingData.declaration,
  duplicates.declaration,
  contradictingDuplicates.declaration,
  duplicatesAcrossSamples.declaration,
  ...designChecks,
  healthScore.declaration,
  spikeFraction.declaration,
  saturation.declaration,
  baselineDrift.declaration,
  finiteValues.declaration,
  minAccuracy.declaration,
  minClassRecall.declaration,
  specificity.declaration,
  r2.declaration,
  rmsecv.declaration,
  bias.declaration,
  sep.declaration,
  sepSel.declaration,
  rpd.declaration,
  rpiq.declaration,
  rer.declaration,
  rmsepSec.declaration,
  biasTest.declaration,
  slopeTest.declaration,
  externalAccuracy.declaration,
  externalRmsep.declaration,
  segmentAccuracy.declaration,
  similarityBlocked.declaration,
  oneChannel.declaration,
  permutation.declaration,
  zeroVariance.declaration,
  collinearFeatures.declaration,
  outliers.declaration,
  featuresPerSample.declaration,
];

/** The words of each, by its id. What computes does not import them. */
export const checkWords = {
  min_samples_per_class: minSamplesPerClass.words,
  imbalance_ratio: imbalanceRatio.words,
  excluded_fraction: excludedFraction.words,
  missing_data: missingData.words,
  duplicates: duplicates.words,
  contradicting_duplicates: contradictingDuplicates.words,
  duplicates_across_samples: duplicatesAcrossSamples.words,
  upstream: upstream.words,
  undeclared_replicates: undeclaredReplicates.words,
  reused_sample_names: reusedSampleNames.words,
  confounding: confounding.words,
  near_duplicates: nearDuplicates.words,
  order_drift: orderDrift.words,
  health_score: healthScore.words,
  spike_fraction: spikeFraction.words,
  saturation: saturation.words,
  baseline_drift: baselineDrift.words,
  finite_values: finiteValues.words,
  min_accuracy: minAccuracy.words,
  min_class_recall: minClassRecall.words,
  specificity: specificity.words,
  r2: r2.words,
  rmsecv: rmsecv.words,
  bias: bias.words,
  sep: sep.words,
  sep_sel: sepSel.words,
  rpd: rpd.words,
  rpiq: rpiq.words,
  rer: rer.words,
  rmsep_sec: rmsepSec.words,
  bias_test: biasTest.words,
  slope_test: slopeTest.words,
  external_accuracy: externalAccuracy.words,
  external_rmsep: externalRmsep.words,
  segment_accuracy: segmentAccuracy.words,
  similarity_blocked: similarityBlocked.words,
  one_channel: oneChannel.words,
  permutation: permutation.words,
  zero_variance: zeroVariance.words,
  collinear_features: collinearFeatures.words,
  outliers: outliers.words,
  features_per_sample: featuresPerSample.words,
} as const satisfies { readonly [id: string]: CheckWords };
