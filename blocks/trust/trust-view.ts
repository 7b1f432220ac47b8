/** A view of trust: what it looks at, typed. */
import type { View } from "../contract/view.ts";
import type { TrustOptions } from "../methods/trust/options.ts";
import type { TrustResults } from "./results.ts";

export type TrustView = View<TrustResults, TrustOptions>;
