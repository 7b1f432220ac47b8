/** The test of drift that decides. */
import type { DriftReport } from "../contract/drift-report.ts";

type Test = DriftReport["tests"][number];

/** The test with the smallest p, the first among equals; null where there was none. */
export const smallest = ({ tests }: Pick<DriftReport, "tests">): Test | null =>
  tests.reduce<Test | null>((best, one) => (best === null || one.p < best.p ? one : best), null);
