/** By merit: what checks of figures of merit have in common. Each has a place only where a document asks for it; there is no default. */
import type { Measured, Movable, NotMeasured } from "../check.ts";
import type { Merit, ModelMaterial } from "./material.ts";

/** A threshold that holds where the document gives it. */
export const asked = (field: string): Movable => ({
  field,
  default: null,
  floor: null,
  bounds: [0, Number.POSITIVE_INFINITY],
  isOptional: true,
});

/** A test that is made where the document says `true`; what is to be met the check works out itself. */
export const switchedOn = (field: string): Movable => ({ ...asked(field), bounds: [0, 1], isSwitch: true });

/** Measures of the figures of merit, or says why there are none. */
export const ofMerit =
  (measured: (merit: Merit) => Measured) =>
  (material: ModelMaterial): Measured | NotMeasured => {
    const merit = material.merit();
    return "na" in merit ? merit : measured(merit);
  };
