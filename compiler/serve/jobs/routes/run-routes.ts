/** Run routes: manifests of runs, and the files they list. */
import { manifestSchema } from "../../../../schemas/manifest.ts";
import { problemSchema } from "../problem.ts";
import { ok, type Route, route } from "../route.ts";
import { runFile, runNamed } from "../run-files.ts";

const unknown = { 404: { says: "there is no such run or file", schema: problemSchema } };

export const runRoutes: readonly Route[] = [
  route({
    name: "showRun",
    method: "GET",
    path: "/runs/{run}",
    says: "the manifest of a run",
    right: "reads",
    answers: { 200: { says: "its manifest.json", schema: manifestSchema }, ...unknown },
    act({ params, places, world }) {
      const run = runNamed(params.run, { places, world });
      return "manifest" in run ? ok(run.manifest) : run;
    },
  }),
  route({
    name: "runFile",
    method: "GET",
    path: "/runs/{run}/files/{path}",
    says: "a file that the manifest of a run lists",
    right: "reads",
    answers: {
      200: { says: "its bytes, a page in a sandbox of its own", schema: null, type: "*/*" },
      409: { says: "it is not the file that the manifest lists", schema: problemSchema },
      ...unknown,
    },
    act({ params, places, world }) {
      const run = runNamed(params.run, { places, world });
      return "manifest" in run ? runFile(run, params.path, { places, world }) : run;
    },
  }),
];
