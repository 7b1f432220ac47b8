/** Moved: which scores or features have another distribution than the reference, by PSI. */

import { tableOf } from "../../charts/table-of.ts";
import { counted } from "../../contract/number-text.ts";
import type { MonitorView } from "../monitor-view.ts";
import { driftOf, inReport } from "./parts.ts";

export const moved: MonitorView = {
  shape: "table",
  title: "population stability",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { moved: all, reason } = await driftOf(source);
    if (all.length === 0) return { na: `${reason ?? "Nothing was compared"}.` };
    const count = all.filter((one) => one.moved).length;
    return {
      data: tableOf(
        { of: "Of", psi: ["PSI", "number"], limit: ["By chance up to", "number"], moved: "Moved" },
        all.map(({ of, psi, limit, moved: is }) => ({ of, psi, limit, moved: is ? "yes" : "no" })),
        { psi: (i) => inReport(`/moved/${i}/psi`), limit: (i) => inReport(`/moved/${i}/limit`) },
      ),
      alt: `Population stability index of ${counted(all.length, "number")}; ${count} moved.`,
      caption: "Population stability index of each number against the reference. It is told, and decides nothing.",
    };
  },
};
