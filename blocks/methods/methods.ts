/** Every method there is: for who hands methods on, for faces and for rules. What computes is handed its own and never imports this. */
import { methodsOf } from "../contract/methods.ts";
import { estimators } from "./estimators/table.ts";
import { features } from "./features/step.ts";
import { steps } from "./steps/table.ts";

/** Features are a step that no document names. @internal */
export const tables = { step: { ...steps, features }, estimator: estimators };

export const methods = methodsOf(tables);
