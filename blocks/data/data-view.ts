/** A view of data: what it looks at, typed. */
import type { View } from "../contract/view.ts";
import type { DataOptions } from "./options.ts";
import type { DataSummary } from "./results.ts";

export type DatasetView = View<DataSummary, DataOptions>;
