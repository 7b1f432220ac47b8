/** Services: the programs of others that these tests need, as `.ci/services` makes them; where one is not there its tests are skipped. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";

const titles = { mlflow: "MLflow", feast: "Feast", onnx: "ONNX" } as const;
type Service = keyof typeof titles;

const place = process.env.FOODSPEC_SERVICES ?? join(homedir(), ".cache/foodspec-services");
const folderOf = (service: Service): string => join(place, service);

/** A program of a service's environment. */
export const programOf = (service: Service, program: string): string => join(folderOf(service), "bin", program);

/** Tests that need a service. Where all must be there, as in CI, its absence is a failure. */
export function withService(service: Service, title: string, tests: () => void): void {
  // The mark that its making came to an end.
  const isThere = existsSync(join(folderOf(service), "pins"));
  const absent = `no ${titles[service]} (.ci/services ${service})`;
  describe(title, () => {
    if (isThere) tests();
    else if (process.env.FOODSPEC_TEST_SERVICES !== "required") it.skip(`skipped: ${absent}`);
    else
      it("has its service", () => {
        throw new Error(absent);
      });
  });
}
