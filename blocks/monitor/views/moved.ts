/** Moved: which scores or features have another distribution than the reference, by PSI. */
import { counted } from "../../contract/number-text.ts";
import type { View } from "../../contract/view.ts";
import { driftOf, inReport } from "./parts.ts";

export const moved: View = {
  shape: "table",
  title: "population stability",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { moved: all, reason } = await driftOf(source);
    if (all.length === 0) return { na: `${reason ?? "Nothing was compared"}.` };
    const count = all.filter((one) => one.moved).length;
    return {
      data: {
        type: "table",
        columns: [
          { key: "of", title: "Of", format: null },
          { key: "psi", title: "PSI", format: ".3f" },
          { key: "limit", title: "By chance up to", format: ".3f" },
          { key: "moved", title: "Moved", format: null },
        ],
        rows: all.map(({ of, psi, limit, moved: is }) => ({ of, psi, limit, moved: is ? "yes" : "no" })),
        origins: Object.fromEntries(
          all.flatMap((_, i) => [
            [`${i}:psi`, inReport(`/moved/${i}/psi`)],
            [`${i}:limit`, inReport(`/moved/${i}/limit`)],
          ]),
        ),
      },
      alt: `Population stability index of ${counted(all.length, "number")}; ${count} moved.`,
      caption: "Population stability index of each number against the reference. It is told, and decides nothing.",
    };
  },
};
