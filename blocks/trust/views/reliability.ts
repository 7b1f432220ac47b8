/** Reliability diagram: how often predictions are right against how sure they were. */

import { reliability as chartOf, type ReliabilityPoint } from "../../charts/reliability.ts";
import { sentences } from "../../charts/words.ts";
import { clopperPearson } from "../../methods/metrics/intervals.ts";
import type { CalibrationReport } from "../results.ts";
import type { TrustView } from "../trust-view.ts";
import { binningWords, reasonInWords } from "../words.ts";
import { reportsOf, three, wanted } from "./parts.ts";

export const reliability: TrustView = {
  shape: "figure",
  title: "reliability diagram",
  byDefault: true,
  exists: wanted(({ task }) => task === "classification"),
  async make(source) {
    const { calibration } = await reportsOf(source);
    const { before, after, binning, null_draws, n } = calibration;
    if (before === null) return { na: reasonInWords(calibration, "calibration") ?? "Nothing was predicted." };
    const [said, unsaid] = ["before calibration", "after calibration"];
    const stages = after === null ? [said] : [said, unsaid];
    const points = [...pointsOf(before.bins, said), ...pointsOf(after?.bins ?? [], unsaid)];
    const shown = after ?? before;
    const band = shown.ece_null.map((end) => three(end)).join(" to ");
    return {
      data: chartOf(points, stages),
      alt: `Of ${n} samples the expected calibration error is ${three(before.ece)} before${after === null ? "" : ` and ${three(after.ece)} after`} calibration; by chance alone it would lie between ${band}.`,
      caption: sentences(
        `How often predictions of ${n} samples left out are right, against how sure they were; on the dashed line probabilities mean what they say.`,
        `Expected calibration error ${three(before.ece)} before${after === null ? "" : `, ${three(after.ece)} after calibration`}; were the probabilities right, 95 % of samples like these would give ${band} (${null_draws} simulated sets of outcomes; ${binningWords[binning]}).`,
        "Bars: 95 % intervals.",
      ),
    };
  },
};

function pointsOf(bins: NonNullable<CalibrationReport["before"]>["bins"], stage: string): ReliabilityPoint[] {
  return bins.flatMap(({ n, confidence, accuracy }) => {
    if (confidence === null || accuracy === null) return [];
    const [low, high] = clopperPearson(Math.round(accuracy * n), n) ?? [0, 1];
    return [{ stage, confidence, accuracy, low, high, n }];
  });
}
