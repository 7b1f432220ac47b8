/** Parts: what views of monitoring load, and where their numbers stand. */
import type { DriftReport } from "../../contract/drift-report.ts";
import type { MonitoredSample, MonitoringParts } from "../../contract/monitored.ts";
import type { Origin, PartSource } from "../../contract/view.ts";

export const driftOf = async (source: PartSource): Promise<DriftReport> => (await source.own("drift")) as DriftReport;
export const samplesOf = async (source: PartSource): Promise<readonly MonitoredSample[]> =>
  (await source.own("predictions")) as readonly MonitoredSample[];
export const placesOf = async (source: PartSource): Promise<MonitoringParts["places"]> =>
  (await source.own("places")) as MonitoringParts["places"];

export const inReport = (pointer: string): Origin => ({ artifact: "monitoring/drift_report.json", pointer });
export const inSummary = (pointer: string): Origin => ({ artifact: "monitoring/monitoring_summary.json", pointer });
