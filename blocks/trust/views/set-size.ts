/** Sizes of the sets: how many classes a sample is left with. */

import { bars } from "../../charts/bars.ts";
import { sentences } from "../../charts/words.ts";
import { rounded } from "../../contract/number-text.ts";
import type { TrustView } from "../trust-view.ts";
import { reasonInWords } from "../words.ts";
import { reportsOf, wanted } from "./parts.ts";

export const setSize: TrustView = {
  shape: "figure",
  title: "sizes of the sets",
  byDefault: false,
  exists: wanted(({ task, conformal }) => task === "classification" && conformal !== null),
  async make(source) {
    const { conformal } = await reportsOf(source);
    const { n, set_size_distribution: sizes, mean_set_size: mean, empty_sets: empty } = conformal;
    if (n === 0) return { na: reasonInWords(conformal, "conformal sets") ?? "No set was made." };
    const names = Object.keys(sizes).sort((a, b) => Number(a) - Number(b));
    const words = names.map((size) => `${sizes[size]} of ${size}`).join(", ");
    return {
      data: bars({
        names: names.map((size) => `${size} ${size === "1" ? "class" : "classes"}`),
        values: names.map((size) => sizes[size]),
        title: "Size of the set",
        measure: "Samples",
      }),
      alt: `Sets of ${n} samples by number of classes: ${words}.`,
      caption: sentences(
        `How many classes the issued sets of ${n} samples hold; ${rounded(mean ?? Number.NaN)} on average.`,
        empty === 0
          ? null
          : `The threshold alone leaves ${empty} sets empty, as it must where the accuracy of a model is above the nominal coverage; people are given the predicted class then.`,
      ),
    };
  },
};
