/** Flagged: single spectra that lie far from the reference. */

import { inList, tableOf } from "../../charts/table-of.ts";
import { counted } from "../../contract/number-text.ts";
import type { MonitorView } from "../monitor-view.ts";
import { driftOf } from "./parts.ts";

/** More rows than this nobody reads; all stand in the artifact. */
const most = 20;

export const flagged: MonitorView = {
  shape: "table",
  title: "spectra outside the T² or Q limit",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const { flagged: all } = await driftOf(source);
    if (all.length === 0)
      return { na: "No spectrum lies beyond the limits of T² or Q that 95 % of the reference's spectra keep." };
    const shown = all.slice(0, most);
    return {
      data: {
        ...tableOf(
          { id: "Spectrum", sample: "Sample", t2: ["T²", "number"], q: ["Q", "number"], beyond: "Beyond the limit of" },
          shown.map(({ id, sample, t2, q, beyond }) => ({ id, sample, t2, q, beyond })),
          inList("monitoring/drift_report.json", "flagged", ["t2", "q"], (line, field) => shown[line][field] !== null),
        ),
        sampleKey: "sample",
      },
      alt: `${counted(all.length, "spectrum", "spectra")} beyond the limits of T² or Q, the farthest first: ${shown[0].id}.`,
      caption: `Spectra beyond the limit of T² or Q that 95 % of the reference's spectra keep, the farthest first${all.length > most ? `; ${most} of ${all.length}, the others stand in monitoring/drift_report.json` : ""}. About one good spectrum in ten is beyond one of the two.`,
    };
  },
};
