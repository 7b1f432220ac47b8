/** Scores: where new samples stand among those of the reference. */
import { scores } from "../../charts/scores.ts";
import type { MonitorView } from "../monitor-view.ts";
import { verdicts } from "../words.ts";
import { driftOf, inReport, placesOf, samplesOf } from "./parts.ts";

export const driftScores: MonitorView = {
  shape: "figure",
  title: "new samples among the reference",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const places = await placesOf(source);
    if (places === null) return { na: "The model sees too few variables for two components." };
    const { reference, fresh } = places;
    const report = await driftOf(source);
    const all = [...reference, ...fresh];
    const names = [
      ...reference.map((_, i) => `reference ${i + 1}`),
      ...(await samplesOf(source)).map(({ sample }) => sample),
    ];
    const chart = scores({
      x: all.map(([first]) => first),
      y: all.map(([, second]) => second),
      ids: names,
      samples: names,
      codes: all.map((_, i) => (i < reference.length ? 0 : 1)),
      classes: ["reference", "new"],
      external: all.map(() => false),
      radii: null,
      titles: ["PC1", "PC2"],
    });
    return {
      data: { ...chart, from: inReport("/tests") },
      alt: `Scores of ${fresh.length} new samples and ${reference.length} of the reference on the first two components: ${verdicts[report.status]}.`,
      caption: `New samples among those of the reference, on the first two of ${report.components} principal components of the training samples. The tests look at all of them and at what they leave.`,
    };
  },
};
