/** A view of monitoring: what it looks at, typed. */
import type { View } from "../contract/view.ts";
import type { MonitorOptions } from "./options.ts";
import type { MonitoringSummary } from "./results.ts";

export type MonitorView = View<MonitoringSummary, MonitorOptions>;
