/** Rules of the `trust` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { fieldsOf, isApproved, type Problem, type RunView } from "../../schemas/contract.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import { unbearable } from "../methods/trust/shortage.ts";
import type { trustCompute } from "./compute.ts";
import { forbiddenOfTrust, inferTrust } from "./infer.ts";

const calibration = "trust/calibration_artifact.json";
const conformal = "trust/conformal_artifact.json";

export const trustRules: Rules<typeof trustCompute, typeof presentation> = {
  automatic: [
    {
      when: "trust",
      values: ["model"],
      for: "primary",
      id: "trust",
      what: "a trust block",
      options: {},
      agrees: [],
    },
  ],
  infer: inferTrust,
  follows: true,
  forbids: forbiddenOfTrust,
  unbearable,
  guarded: true,
  requires: [
    { path: calibration, modes: ["regulatory"], always: true, says: "calibration; status success" },
    { path: conformal, modes: ["regulatory"], always: true, says: "conformal prediction; status success" },
  ],
  contradicts: isDone,
};

/** Of several targets each has its own: `trust/fat/…`. */
function placesOf(path: string, view: RunView): readonly string[] {
  const { rows } = fieldsOf(view.json("model/targets.json"));
  if (!Array.isArray(rows)) return [path];
  return rows.map((row) => path.replace("trust/", `trust/${fieldsOf(row).key}/`));
}

/** In a run that is approved both were done. */
function isDone(view: RunView): readonly Problem[] {
  if (!isApproved(view)) return [];
  return [calibration, conformal]
    .flatMap((path) => placesOf(path, view))
    .flatMap((path) => {
      const { status, reason } = fieldsOf(view.json(path));
      // Of a number no probability can be calibrated: there the intervals are all of trust.
      const isRegression = path.endsWith("calibration_artifact.json") && status === "na" && reason === "regression";
      if (view.json(path) === null || status === "success" || isRegression) return [];
      return [{ path, problem: "has not the status success" }];
    });
}
