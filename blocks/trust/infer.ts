/** Infer: what is wrong with a trust block from the document alone. */
import type { Known, Shapes } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import type { Settings } from "../contract/running.ts";
import { mostAlphaRegulatory, type TrustOptions, wishesOf } from "../methods/trust/options.ts";

export function inferTrust(
  { shapes }: Known,
  options: TrustOptions,
): { shape: Shapes["trust"] | null; remarks: readonly Remark[] } {
  const { model, dataset } = shapes;
  const task = model?.task ?? null;
  const { calibration, conformal, abstention } = options;
  const remarks: Remark[] = [];
  const say = (code: string, facts: Remark["facts"], option: readonly string[]) =>
    void remarks.push({ code, facts, option });
  const none = [calibration, conformal, abstention].every((wish) => wish === false);
  if (none) say("FS6003", {}, []);
  if (typeof abstention === "object" && abstention.threshold !== undefined && abstention.target_risk !== undefined) {
    say("FS6004", {}, ["abstention", "threshold"]);
  }
  const hasBatch = dataset?.batch === true || dataset?.group === true;
  if (typeof conformal === "object" && dataset != null && !hasBatch) {
    if (conformal.by === "batch") say("FS6005", { option: "by" }, ["conformal", "by"]);
    if (conformal.unit === "batch") say("FS6005", { option: "unit" }, ["conformal", "unit"]);
  }
  if (task === "regression") remarks.push(...ofClasses(options));
  return { shape: task === null ? null : { task }, remarks };
}

/** What regulatory mode does not allow: a larger α, and a block without calibration or sets. */
export function forbiddenOfTrust(
  _: Known["shapes"],
  { mode }: Pick<Settings, "mode">,
  { calibration, conformal }: TrustOptions,
): readonly Remark[] {
  if (mode !== "regulatory") return [];
  const off = (step: string): Remark => ({ code: "FS6002", facts: { step }, option: [step] });
  return [
    ...(typeof conformal === "object" && conformal.alpha > mostAlphaRegulatory
      ? [
          {
            code: "FS6001",
            facts: { alpha: conformal.alpha, most: mostAlphaRegulatory },
            option: ["conformal", "alpha"],
          },
        ]
      : []),
    ...(calibration === false ? [off("calibration")] : []),
    ...(conformal === false ? [off("conformal")] : []),
  ];
}

/** What only a classification can be asked for. */
function ofClasses({ calibration, conformal, abstention }: TrustOptions): Remark[] {
  const asked: (readonly string[])[] = [];
  if (typeof calibration === "object") asked.push(["calibration"]);
  if (typeof conformal === "object" && conformal.by === "class") asked.push(["conformal", "by"]);
  if (typeof conformal === "object" && conformal.score === "aps") asked.push(["conformal", "score"]);
  for (const option of ["target_risk", "threshold"] as const) {
    if (typeof abstention === "object" && abstention[option] !== undefined) asked.push(["abstention", option]);
  }
  return asked.map((option) => ({ code: "FS6006", facts: { option: option.join(".") }, option }));
}

/** Shape of a task; what is wanted then, for views. */
export const wishesIn = (options: TrustOptions, shape: unknown) =>
  shape === null ? null : wishesOf(options, (shape as Shapes["trust"]).task);
