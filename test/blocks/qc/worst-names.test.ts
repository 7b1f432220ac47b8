/** Worst names: channels by their position as an axis is written, everything else as it is called. */
import { describe, expect, it } from "vitest";
import { worstNames } from "../../../blocks/qc/worst-names.ts";

const channel = (feature: string) => ({ feature, value: 0.5, about: "explained" });

describe("worst names", () => {
  it.each([
    [
      "neighbouring channels by a tenth of what lies between them",
      ["932.8283", "934.8485", "936.8687"].map(channel),
      ["932.8", "934.8", "936.9"],
    ],
    [
      "channels far apart by a tenth",
      ["1113.4045", "1725.077", "1728.936"].map(channel),
      ["1113.4", "1725.1", "1728.9"],
    ],
    ["whole positions without decimals", ["1300", "2000"].map(channel), ["1300", "2000"]],
    ["a single channel by a tenth", [channel("1113.4045")], ["1113.4"]],
    [
      "samples, classes and columns as they are called, each once",
      [
        { sample: "M1", value: 1 },
        { class: "lean", value: 1 },
        { feature: "932.8283", value: 1 },
        { sample: "M1", value: 2 },
      ],
      ["M1", "lean", "932.8283"],
    ],
    ["nothing where there is none", [], []],
  ])("tell %s", (_, worst, names) => expect(worstNames(worst as Parameters<typeof worstNames>[0])).toEqual(names));
});
