/** Schemas of the steps' options, by name: all that a schema of options may know of the table. */
import { tagged } from "../../../schemas/tagged.ts";
import { steps } from "./table.ts";

/** A step as written: its name, or its name with its options. */
export const stepOption = tagged(
  Object.fromEntries(Object.entries(steps).map(([name, { options }]) => [name, options])),
);
