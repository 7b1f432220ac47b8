/** Plausible: whether values can be an axis of the techniques, by what each is measured over. */
import type { AxisUnit, Technique } from "../../contract/dataset.ts";
import type { DataOptions } from "../options.ts";

interface Span {
  readonly technique: Technique;
  readonly unit: AxisUnit;
  readonly from: number;
  readonly to: number;
}

/** What instruments of a technique can cover, by unit; shifts from the laser line may lie on either side of it. */
export const spans: readonly Span[] = [
  { technique: "NIR", unit: "nm", from: 350, to: 2600 },
  { technique: "NIR", unit: "cm-1", from: 3800, to: 14500 },
  { technique: "NIR", unit: "um", from: 0.35, to: 2.6 },
  { technique: "FTIR", unit: "nm", from: 1200, to: 30000 },
  { technique: "FTIR", unit: "cm-1", from: 350, to: 8000 },
  { technique: "FTIR", unit: "um", from: 1.2, to: 30 },
  { technique: "Raman", unit: "cm-1", from: -300, to: 4500 },
];

/** Whether all values lie in a span that the declared technique and unit allow, or any where none is declared. */
export const isPlausible = (values: readonly number[], { technique, unit }: DataOptions["axis"]): boolean =>
  spans.some(
    (span) =>
      (technique === undefined || technique === span.technique) &&
      (unit === undefined || unit === span.unit) &&
      values.every((value) => value >= span.from && value <= span.to),
  );
