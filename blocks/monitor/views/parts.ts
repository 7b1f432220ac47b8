/** Parts: what views of monitoring load, and where their numbers stand. */
import type { DriftReport } from "../../contract/drift-report.ts";
import type { MonitoredSample, MonitoringParts } from "../../contract/values.ts";
import type { Origin, ViewSource } from "../../contract/view.ts";
import type { MonitoringSummary } from "../results.ts";

export const resultsOf = ({ results }: ViewSource): MonitoringSummary => results as unknown as MonitoringSummary;
export const driftOf = async (source: ViewSource): Promise<DriftReport> => (await source.own("drift")) as DriftReport;
export const samplesOf = async (source: ViewSource): Promise<readonly MonitoredSample[]> =>
  (await source.own("predictions")) as readonly MonitoredSample[];
export const placesOf = async (source: ViewSource): Promise<MonitoringParts["places"]> =>
  (await source.own("places")) as MonitoringParts["places"];

export const inReport = (pointer: string): Origin => ({ artifact: "monitoring/drift_report.json", pointer });
export const inSummary = (pointer: string): Origin => ({ artifact: "monitoring/monitoring_summary.json", pointer });
