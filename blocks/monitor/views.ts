/** Views of monitoring, by address: whether the samples are the ones it knows, then what it says of them. */
import type { MonitorView } from "./monitor-view.ts";
import { drift } from "./views/drift.ts";
import { flagged } from "./views/flagged.ts";
import { moved } from "./views/moved.ts";
import { predictions } from "./views/predictions.ts";
import { driftScores } from "./views/scores.ts";
import { summary } from "./views/summary.ts";

export const monitorViews: { readonly [name: string]: MonitorView } = {
  summary,
  drift,
  scores: driftScores,
  flagged,
  moved,
  predictions,
};
