/** Registry: every block kind, every validation scheme, and the policy of the gates. The one place where the compiler meets blocks. */

import type { Kind } from "./contract/kind.ts";
import { lookAhead } from "./data/ahead/ahead.ts";
import { data } from "./data/block.ts";
import { features } from "./features/block.ts";
import { figure } from "./figure/block.ts";
import { methods } from "./methods/methods.ts";
import { isRequired, loosened, policyFindings, policyRecord } from "./methods/qc/policy.ts";
import { projectFindings, underProject } from "./methods/qc/project-policy.ts";
import { schemes } from "./methods/split/schemes.ts";
import { split } from "./methods/split/split.ts";
import { model } from "./model/block.ts";
import { monitor } from "./monitor/block.ts";
import { pca } from "./pca/block.ts";
import { preprocess } from "./preprocess/block.ts";
import { qc } from "./qc/block.ts";
import { table } from "./table/block.ts";
import { targets } from "./targets/block.ts";
import { trust } from "./trust/block.ts";

const kinds: { readonly [kind: string]: Kind } = {
  data,
  preprocess,
  features,
  pca,
  model: { ...model, forms: { saved: monitor } },
  qc,
  trust,
  figure,
  table,
};

export const registry = {
  kinds,
  /** Takes the place of a block that has one a target. */
  targets,
  /** Every kind, each followed by its other forms. */
  all: [...Object.values(kinds).flatMap((kind) => [kind, ...Object.values(kind.forms ?? {})]), targets],
  /** Every step and estimator: a block is handed those it names. */
  methods,
  /** What the front matter's qc_policy comes to, and what is wrong with it. */
  policy: { isRequired, findings: policyFindings, record: policyRecord, loosened, underProject, projectFindings },
  /** What refuses a large file before it is held in memory. */
  lookAhead,
  /** The folds that a model deals. */
  folds: split,
  /** Schemas of the schemes' options, by name. */
  schemes: Object.fromEntries(Object.entries(schemes).map(([name, { options }]) => [name, options])),
};
