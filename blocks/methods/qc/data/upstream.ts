/** Upstream: steps taken before FoodSpec read the files that let rows know of one another, or of the outcome. */
import { type CheckWords, check } from "../check.ts";
import { isAccepted } from "./material.ts";

export const declaration = check({
  id: "upstream",
  gate: "data",
  code: "FS7120",
  limit: "max",
  unit: "steps",
  threshold: 0,
  measure({ design }) {
    const { upstream } = design;
    if (upstream === null) return { na: "not_declared" };
    const shared = upstream.filter(({ scope, outcome }) => scope === "set" || outcome);
    // What used the outcome has put the answer into the spectra: no reason makes a validation of it.
    const isExcused = isAccepted(design, "upstream") && !shared.some(({ outcome }) => outcome);
    return {
      value: shared.length,
      worst: shared.map(({ what, outcome }) => ({
        feature: what,
        value: null,
        about: outcome ? "outcome_used" : "other_rows_used",
      })),
      ...(isExcused ? { despite: "accepted" } : {}),
    };
  },
});

export const words: CheckWords = {
  title: "Steps before FoodSpec that saw other rows or the outcome",
  quantity: "count",
  action:
    "Start from the spectra as they were before that step and take it inside this document, where it is learnt from training rows only.",
};
