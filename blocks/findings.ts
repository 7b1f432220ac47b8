/** Findings of blocks: every sentence that a kind or a room of methods can say, for the catalogue. No computation imports one. */
import type { Entries } from "./contract/finding.ts";
import { axisFindings } from "./data/axis/findings.ts";
import { dataFindings } from "./data/findings.ts";
import { joinFindings } from "./data/join/findings.ts";
import { optionFindings } from "./data/option-findings.ts";
import { readFindings } from "./data/read/findings.ts";
import { featuresFindings } from "./features/findings.ts";
import { estimatorFindings } from "./methods/estimators/findings.ts";
import { metricFindings } from "./methods/metrics/findings.ts";
import { recipeFindings } from "./methods/recipe/findings.ts";
import { splitFindings } from "./methods/split/findings.ts";
import { stepFindings } from "./methods/steps/findings.ts";
import { modelFindings } from "./model/findings.ts";
import { monitorFindings } from "./monitor/findings.ts";
import { pcaFindings } from "./pca/findings.ts";
import { qcFindings } from "./qc/findings.ts";
import { tableFindings } from "./table/findings.ts";
import { trustFindings } from "./trust/findings.ts";

export const blockFindings: readonly Entries[] = [
  optionFindings,
  readFindings,
  axisFindings,
  dataFindings,
  joinFindings,
  stepFindings,
  featuresFindings,
  pcaFindings,
  splitFindings,
  estimatorFindings,
  metricFindings,
  recipeFindings,
  modelFindings,
  monitorFindings,
  trustFindings,
  qcFindings,
  tableFindings,
];
