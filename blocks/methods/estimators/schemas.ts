/** Schemas of the estimators' options, by name: all that a schema of options may know of the table. */
import { tagged } from "../../../schemas/tagged.ts";
import { estimators } from "./table.ts";

/** An estimator as written: its name, or its name with its options. */
export const estimatorOption = tagged(
  Object.fromEntries(Object.entries(estimators).map(([name, { options }]) => [name, options])),
);
