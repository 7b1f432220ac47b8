/** What `trust` says in "Materials and methods": design, calibration, conformal sets and abstention, as far as they were done. */
import type { Quantity } from "../contract/brief.ts";
import { citing, type Described, type Told } from "../contract/described.ts";
import type { QuantityName } from "../contract/quantity.ts";
import { methodTold } from "../methods/told/told.ts";
import { confidenceSources, toldTrust } from "../methods/told/trust.ts";
import { type TrustOptions, wishesOf } from "../methods/trust/options.ts";
import type { TrustResults } from "./results.ts";

export function describedTrust(results: TrustResults, options: TrustOptions): readonly Described[] {
  if (results.n_samples === 0) return [];
  const wishes = wishesOf(options, results.task);
  const done = (step: "calibration" | "conformal" | "abstention") => results[step].status !== "na";
  const apart = results.separated_by === "batch" ? "whole batches" : "whole samples";
  return [
    [
      "Prediction uncertainty was judged on samples left out; ",
      ...part(`design/${results.design}`),
      ` served calibration, ${apart} at a time.`,
    ],
    ...(wishes.calibration !== null && done("calibration")
      ? [
          [
            "Probabilities were calibrated by ",
            ...part(`calibration/${wishes.calibration.method}`, wishes.calibration),
            ".",
          ],
        ]
      : []),
    ...(wishes.conformal !== null && done("conformal") ? [sets(results, wishes.conformal)] : []),
    ...(wishes.abstention !== null && done("abstention") ? abstains(results, wishes.abstention) : []),
  ];
}

type Wishes = ReturnType<typeof wishesOf>;

function sets({ alpha }: TrustResults, { score, by, unit }: NonNullable<Wishes["conformal"]>): Described {
  const nominal: Described =
    alpha === null ? [] : [" with a nominal coverage of ", stated(1 - alpha, "alpha", "share", "1 − α")];
  return [
    "Predictions carry ",
    ...part(`conformal/${score}`),
    ...nominal,
    " ",
    ...part(`by/${by}`),
    " ",
    ...part(`unit/${unit}`),
    ".",
  ];
}

function abstains(
  { target_risk, tau, risk_rule }: TrustResults,
  { density, threshold }: NonNullable<Wishes["abstention"]>,
): readonly Described[] {
  if (risk_rule === "none" && target_risk !== null)
    return [
      [
        "At no confidence was a share of wrong answers of ",
        stated(target_risk, "target_risk", "share"),
        " kept",
        ...citing(confidenceSources),
        ", so no answer is given.",
      ],
    ];
  const confidence: Described[] =
    threshold !== null && tau !== null
      ? [["the confidence lies below ", stated(tau, "tau", "index"), ...citing(confidenceSources.slice(0, 1))]]
      : target_risk !== null && risk_rule !== null
        ? [
            [
              "the confidence lies below the threshold for a share of wrong answers of ",
              stated(target_risk, "target_risk", "share"),
              ...citing(confidenceSources),
            ],
          ]
        : [];
  const reasons = [...confidence, ...(density ? [part("abstention/density")] : [])];
  if (reasons.length === 0) return [];
  return [
    ["No answer is given where ", ...reasons.flatMap((one, i): Described => [i === 0 ? "" : " or ", ...one]), "."],
  ];
}

const stated = (value: number, field: string, format: QuantityName, how?: string): Quantity => ({
  value,
  format,
  unit: null,
  origin: { artifact: "trust/trust_summary.json", pointer: `/${field}`, ...(how === undefined ? {} : { how }) },
});

const part = (name: string, options: unknown = {}): Described =>
  methodTold(toldTrust as ReadonlyMap<string, Told>, name, withoutMethod(options), { artifact: "", path: [] });

/** The method stands in the name already. */
const withoutMethod = (options: unknown): unknown => ({ ...(options as object), method: undefined });
