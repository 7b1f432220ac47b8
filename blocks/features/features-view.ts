/** A view of features: what it looks at, typed. */
import type { View } from "../contract/view.ts";
import type { FeatureColumns } from "../methods/features/options.ts";
import type { FeaturesResults } from "./results.ts";

export type FeaturesView = View<FeaturesResults, { readonly columns: FeatureColumns }>;
