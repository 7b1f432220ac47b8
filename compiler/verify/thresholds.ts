/** Thresholds: the verifier's own table of every check of the gates, what it must meet and when it may judge nothing. */
import type { CheckResult, Gate } from "../../schemas/gate-report.ts";

export interface Rule {
  readonly id: string;
  readonly gate: Gate;
  /** Finding of a failed one. */
  readonly code: string;
  readonly limit: "min" | "max";
  /** Field of `qc_policy`; null where the threshold is fixed. */
  readonly field: string | null;
  /** Threshold where the document says nothing; null: none. */
  readonly usual: number | null;
  /** The field whose value holds where nobody says anything of this one; null: none. */
  readonly follows: string | null;
  /** The loosest a document may choose; null: any. */
  readonly floor: number | null;
  /** Of the lower limit. */
  readonly lower: { readonly field: string; readonly usual: number; readonly floor: number } | null;
  /** Of a regression a fixed threshold is this one. */
  readonly ofTargets: number | null;
  /** Judges only with a p below 0.01. */
  readonly isByChance: boolean;
  /** There only where the policy has a value for it. */
  readonly isAsked: boolean;
  /** Advice, or advice in research mode. */
  readonly advice: "never" | "always" | "research";
  /** Not in every report: columns, features or a validation may not be there. */
  readonly isOptional: boolean;
  /** The task it judges; of the other its `na` is the other's name. */
  readonly task: "classification" | "regression" | null;
  readonly na: readonly string[];
  /** `design.accept` may let it pass. */
  readonly isAcceptable: boolean;
}

/**
 * By schema_version of a gate's report, CONTRACT.md §7, data.md D6, meaning.md M7, M8, M10: gate, id, code, limit, field, usual, floor, and
 * what else holds. A set that was replaced stays, so that older runs can be verified.
 */
const tables: ReadonlyMap<number, string> = new Map([
  [
    1,
    `
data     min_samples_per_class     FS7101 min min_samples_per_class   20   10   na=no_label|regression
data     imbalance_ratio           FS7102 max max_imbalance_ratio     5    20   na=no_label|regression
data     missing_data              FS7103 max max_missing_fraction    0.01 0.05
data     duplicates                FS7104 max max_duplicate_fraction  0    0.05
data     contradicting_duplicates  FS7105 max -                       0    0
data     duplicates_across_samples FS7106 max -                       0    0
data     excluded_fraction         FS7141 max max_excluded_fraction  0.05 0.15
data     upstream                  FS7120 max -                       0    0    na=not_declared accept
data     undeclared_replicates     FS7108 max -                       0.3  0.3  na=names_say_nothing accept
data     reused_sample_names       FS7109 max -                       0    0    na=names_say_nothing accept
data     confounding               FS7107 max -                       0    0    na=no_label accept
data     near_duplicates           FS7110 max -                       0    0    na=too_few_points|no_variance accept
data     order_drift               FS7116 max -                       0.25 0.25 advice optional na=too_few_samples|no_variance accept
spectral health_score              FS7111 min min_health_score        0.7  0.5  na=too_few_points
spectral spike_fraction            FS7112 max max_spike_fraction      0.01 0.05 na=too_few_points
spectral saturation                FS7113 max max_saturation_fraction 0.01 0.05 na=too_few_points
spectral baseline_drift            FS7114 max max_baseline_drift      0.35 0.6  na=too_few_points
spectral finite_values             FS7115 max -                       0    0    optional
spectral zero_variance             FS7131 max -                       0    0    advice optional
spectral collinear_features        FS7132 max -                       0    0    advice optional na=too_large
spectral outliers                  FS7133 max -                       0.1  0.1  advice optional na=no_variance
spectral features_per_sample       FS7134 max -                       0.2  0.2   advice optional
model    min_accuracy              FS7121 min min_accuracy            0.85 0.7  classes lower=min_accuracy_lower|0.8|0.6
model    min_class_recall          FS7122 min min_recall              0.8  0.6  classes lower=min_recall_lower|0.7|0.5
model    specificity               FS7123 min min_specificity         0.9  0.7  classes lower=min_specificity_lower|0.8|0.6 na=more_than_two_classes|no_positive_class
model    r2                        FS7124 min min_r2                  -    -    targets na=no_threshold
model    rmsecv                    FS7125 max max_rmsecv              -    -    targets na=no_threshold
model    bias                      FS7126 max max_abs_bias            -    -    targets na=no_threshold
model    sep                       FS7128 max max_sep                 -    -    targets asked
model    sep_sel                   FS7129 max max_sep_sel             -    -    targets asked
model    rpd                       FS7130 min min_rpd                 -    -    targets asked
model    rpiq                      FS7135 min min_rpiq                -    -    targets asked
model    rer                       FS7136 min min_rer                 -    -    targets asked
model    rmsep_sec                 FS7137 max max_rmsep_sec           -    -    targets asked
model    bias_test                 FS7138 max bias_test               -    -    targets asked
model    slope_test                FS7139 min slope_test              -    -    targets asked
model    segment_accuracy          FS7144 min min_segment_accuracy   -    -    classes asked
model    external_accuracy         FS7142 min min_external_accuracy   0.85 0.7  classes na=no_external follows=min_accuracy
model    external_rmsep            FS7143 max max_rmsep               -    -    targets na=no_external|no_threshold follows=max_rmsecv
model    similarity_blocked        FS7117 max -                       0.05 0.05 research optional chance ratio=1.4 na=not_requested|not_validated
model    one_channel               FS7118 max -                       0.05 0.05 research optional chance ratio=1.2 na=not_requested|not_validated
model    permutation               FS7119 max -                       0.05 0.05 research optional na=not_requested|not_validated|too_large
`,
  ],
]);

/** The rules of a version; none where this program does not know it. */
export const rulesOf = (version: number): readonly Rule[] =>
  (tables.get(version) ?? "").trim().split("\n").filter(Boolean).map(ruleOf);

function ruleOf(line: string): Rule {
  const [gate, id, code, limit, field, usual, floor, ...more] = line.split(/\s+/);
  const said = (name: string) =>
    more
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .split("|");
  const number = (text: string) => (text === "-" ? null : Number(text));
  const lower = said("lower");
  return {
    id,
    gate: gate as Gate,
    code,
    limit: limit === "min" ? "min" : "max",
    field: field === "-" ? null : field,
    usual: number(usual),
    follows: said("follows")?.[0] ?? null,
    floor: number(floor),
    lower: lower === undefined ? null : { field: lower[0], usual: Number(lower[1]), floor: Number(lower[2]) },
    ofTargets: number(said("ratio")?.[0] ?? "-"),
    isByChance: more.includes("chance"),
    isAsked: more.includes("asked"),
    advice: more.includes("advice") ? "always" : more.includes("research") ? "research" : "never",
    isOptional: more.includes("optional"),
    task: more.includes("classes") ? "classification" : more.includes("targets") ? "regression" : null,
    na: said("na") ?? [],
    isAcceptable: more.includes("accept"),
  };
}

/** Whether a value meets its threshold; limits are inclusive, what has nothing to meet meets it, what was not measured does not. */
export function meets(value: number | null, threshold: number | null, limit: "min" | "max"): boolean {
  if (threshold === null) return true;
  if (value === null) return false;
  return limit === "min" ? value >= threshold : value <= threshold;
}

/** Null: it judges nothing. */
export function passes({ value, threshold, limit, na, lower, despite, chance }: CheckResult): boolean | null {
  if (na !== null) return null;
  if (despite !== undefined) return true;
  if (chance !== undefined) {
    const isBeyond = threshold !== null && value !== null && meets(threshold, value, limit);
    return value !== null && !(isBeyond && chance.p !== null && chance.p < chance.below);
  }
  return meets(value, threshold, limit) && (lower === null || meets(lower.value, lower.threshold, "min"));
}
