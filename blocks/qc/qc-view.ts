/** A view of a gate: what it looks at, typed. */

import type { GateReport } from "../../schemas/gate-report.ts";
import type { View } from "../contract/view.ts";
import type { QcOptions } from "./options.ts";

export type QcView = View<GateReport, QcOptions>;
