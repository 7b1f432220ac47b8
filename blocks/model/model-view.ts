/** A view of a model: what it looks at, typed. */
import type { View } from "../contract/view.ts";
import type { ModelOptions } from "./options.ts";
import type { ModelResults } from "./results.ts";

export type ModelView = View<ModelResults, ModelOptions>;
