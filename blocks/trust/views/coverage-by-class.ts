/** Coverage by class: whether the promise is kept for each. */

import { sharesWithIntervals } from "../../charts/shares.ts";
import { sentences } from "../../charts/words.ts";
import { percent } from "../../contract/number-text.ts";
import type { TrustView } from "../trust-view.ts";
import { reasonInWords } from "../words.ts";
import { reportsOf, wanted } from "./parts.ts";

export const coverageByClass: TrustView = {
  shape: "figure",
  title: "coverage by class",
  byDefault: true,
  exists: wanted(({ task, conformal }) => task === "classification" && conformal !== null),
  async make(source, { classes }) {
    const { conformal } = await reportsOf(source);
    const { by_class, alpha, by } = conformal;
    const names = Object.keys(by_class).filter((name) => classes === undefined || classes.includes(name));
    const shares = names.flatMap((name) => {
      const { coverage, coverage_ci, n } = by_class[name];
      if (coverage === null || coverage_ci === null) return [];
      return [{ name, share: coverage, low: coverage_ci[0], high: coverage_ci[1], n }];
    });
    if (shares.length === 0) return { na: reasonInWords(conformal, "conformal sets") ?? "No set was made." };
    const words = shares.map(({ name, share, n }) => `${name} ${percent(share)} of ${n}`).join(", ");
    return {
      data: sharesWithIntervals(
        shares,
        "Class",
        "Coverage (share of samples whose set contains their class)",
        1 - alpha,
      ),
      alt: `Coverage by class, ${percent(1 - alpha)} nominal: ${words}.`,
      caption: sentences(
        `Coverage of the sets of samples left out, as the threshold has them, with 95\u00a0% intervals. Dashed: the nominal coverage, ${percent(1 - alpha)}${by === "class" ? " for every class" : " for all samples together and not for each class"}.`,
      ),
    };
  },
};
