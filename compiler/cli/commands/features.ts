/** `foodspec features`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { count, tolerance } from "../values.ts";
import type { FeaturesOptions } from "../work/features.ts";

export const features: Command<FeaturesOptions> = {
  name: "features",
  says: "look at feature views, take them from a registry, or compare a run with what a feature server gives",
  arguments: [
    {
      written: "<action>",
      says: "check: types, repeated rows, times to come, spectra without a row; import: entries of `join` from a registry; parity: training against serving",
      choices: ["check", "import", "parity"],
    },
    {
      written: "<target>",
      says: "check: a protocol; import: what `feast registry-dump` printed; parity: a run folder, as in runs/latest",
    },
  ],
  options: [
    textOrJson("check: how the result is printed"),
    { flags: "--server <url>", says: "parity: address of the feature server" },
    {
      flags: "--rows <n>",
      says: "parity: spectra that are compared, those measured last (default: 200)",
      parse: count,
    },
    {
      flags: "--tolerance <share>",
      says: "parity: greatest share of values that the server may lack (default: 0.01)",
      parse: tolerance,
    },
  ],
  examples: [
    { place: 2.2, typed: "features check protocol.md", says: "look at tables that are matched in time" },
    {
      place: 9.4,
      typed: "features parity runs/latest --server http://127.0.0.1:6566",
      says: "does serving give what training had?",
    },
  ],
  async run(typed, world) {
    const { featuresCommand } = await import("../work/features.ts");
    return featuresCommand(typed, world);
  },
};
