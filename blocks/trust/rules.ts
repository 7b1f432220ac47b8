/** Rules of the `trust` block: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import { unbearable } from "../methods/trust/shortage.ts";
import type { trustCompute } from "./compute.ts";
import { forbiddenOfTrust, inferTrust } from "./infer.ts";

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
  forbids: forbiddenOfTrust,
  unbearable,
};
