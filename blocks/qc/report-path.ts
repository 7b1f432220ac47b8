/** Where a gate's report stands. */
import type { Gate } from "../../schemas/gate-report.ts";

export const reportPath = (gate: Gate): string => `${gate}_qc_report.json`;
