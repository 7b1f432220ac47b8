/** What trust hands on: a predictor with all that tells how far it may be believed, as plain data. */
import type { Json } from "../../schemas/plain-json.ts";
import type { DriftReference } from "./drift-report.ts";
import type { Predictor } from "./model.ts";

/** What a certified predictor was calibrated into, as plain data: logits of a sample in, probabilities out. */
export type Calibrator =
  | { readonly method: "none" }
  | { readonly method: "temperature"; readonly temperature: number; readonly prior: "log-normal" | "none" }
  | { readonly method: "platt"; readonly a: readonly number[]; readonly b: readonly number[] }
  | {
      readonly method: "isotonic";
      readonly low: number;
      readonly high: number;
      readonly classes: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[];
    };

/** The k-th smallest of n conformal scores of one category: a class, a batch, or all. */
export interface ConformalThreshold {
  /** Null: of everything. */
  readonly category: string | null;
  readonly n: number;
  readonly k: number;
  /** Null: infinite, k is beyond n. */
  readonly qhat: number | null;
}

export interface ConformalRule {
  readonly score: "lac" | "aps" | "residual";
  readonly alpha: number;
  readonly by: "class" | "none" | "batch";
  readonly unit: "sample" | "batch";
  /** For samples measured as often as those of the conformal set. */
  readonly thresholds: readonly ConformalThreshold[];
  /** For samples measured less often: as if by a single spectrum. */
  readonly spectrum: readonly ConformalThreshold[];
}

/** Beyond which distance from the training rows nothing is answered. */
export interface DensityRule {
  /** Principal components of the training variables; null: the estimator's own latent space. */
  readonly components: {
    readonly mean: readonly number[];
    readonly loadings: readonly (readonly number[])[];
    readonly variances: readonly number[];
  } | null;
  readonly n: number;
  readonly k: number;
  /** Null: no limit, k is beyond n. */
  readonly t2: number | null;
  readonly q: number | null;
}

export interface ConfidenceRule {
  /** Answered from this confidence on; null: no confidence is high enough. */
  readonly tau: number | null;
  /** What may be said of the risk: see `confidenceForRisk`; `given` where `tau` was. */
  readonly rule: "certified" | "expected" | "none" | "given";
  /** Null where `tau` was given. */
  readonly target_risk: number | null;
  /** Conformal samples. */
  readonly n: number;
  /** Of these, at tau. */
  readonly answered: number;
  readonly errors: number;
  /** One-sided 95 % upper limit of the risk; null where nothing is answered. */
  readonly upper: number | null;
  /** Fewest answers, all right, that certify the target; null where there is none. */
  readonly needed: number | null;
}

/** A predictor with all that tells how far it may be believed: enough to score new spectra without the document. */
export interface CertifiedPredictor {
  readonly predictor: Predictor;
  /** How scores become logits; null for regression. */
  readonly logits: "eight-times-score" | "log-probability" | "twice-decision" | null;
  readonly calibrator: Calibrator;
  readonly conformal: ConformalRule | null;
  readonly confidence: ConfidenceRule | null;
  readonly density: DensityRule | null;
  readonly design: "split" | "cross";
  /** What the sets below share none of. */
  readonly unit: "batch" | "sample";
  /** Spectra of a conformal sample: the fewest of any. */
  readonly replicates: number;
  /** Ids of samples. */
  readonly samples: {
    readonly training: readonly string[];
    readonly calibration: readonly string[];
    readonly conformal: readonly string[];
  };
  /** What new spectra are compared with; null where nothing was kept from training. */
  readonly drift: DriftReference | null;
  /** A list a sample of `drift`: what the estimator gives for its variables as they are stored there; null without. */
  readonly predictions: readonly (readonly number[])[] | null;
}

export interface TrustParts {
  /** Null where trust could not be built: `reports` say why. */
  readonly certified: CertifiedPredictor | null;
  /** What each sample was predicted to be when it was left out; null likewise. */
  readonly evaluated: Json;
  /** The JSON artifacts, by name: what figures and tables show. */
  readonly reports: Json;
}
