/**
 * What jobs cost: over the same compile, in a list, at an engine, on a page, each against what was aimed at; the median of some runs.
 * Nothing is asserted.
 *
 *   node test/bench/jobs.mjs [--runs 5] [--jobs 1000] [--only overhead,list,local,bullmq,serve,models,help]
 *
 * overhead: CPU of `worker --once` beside `compile` of the same bytes, and of `job submit` beside `check`: a process of its own · list: `job list` of so many
 * jobs of twenty documents, nine events each · local, bullmq: 200 units with nothing to do, a unit · serve: until the server answers,
 * and the page of a job of 200 events among all those jobs that waits for its plan · models: two models of equal cost, with `--jobs 2`
 * and with `--jobs 1` · help: `--help`, which loads nothing of jobs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { missed, of } from "./aims.mjs";
import { median } from "./bundle.mjs";
import { manyJobs, small, wide } from "./jobs-files.mjs";
import { compiledAnd, overhead, served, timed } from "./jobs-programs.mjs";
import { emptyUnits } from "./jobs-units.mjs";

const every = "overhead,list,local,bullmq,serve,models,help";
const { values: typed } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    jobs: { type: "string", default: "1000" },
    only: { type: "string", default: every },
  },
});
const isWanted = (name) => typed.only.split(",").includes(name);
const again = async (run) => {
  const all = [];
  for (let k = 0; k < Number(typed.runs); k++) all.push(await run(k));
  return all;
};
/** The median of what one figure of each run is. */
const middle = (runs, figure = (one) => one) => median(runs.map(figure));

const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
try {
  process.stdout.write(`${process.version}, ${cpus()[0].model}, median of ${typed.runs}\n`);
  if (isWanted("overhead")) {
    const runs = await again((k) => overhead(small(join(scratch, `overhead-${k}`))));
    const [compile, check, submit, worker] = ["compile", "check", "submit", "worker"].map((name) =>
      middle(runs, (one) => one[name]),
    );
    const beside = (own, other) => `${own.toFixed(2)} s and ${other.toFixed(2)} s`;
    of("a job's worker, over the same compile", worker - compile, "s CPU", 0.3, beside(worker, compile));
    of("job submit, over the check that it runs", submit - check, "s CPU", 0.3, beside(submit, check));
  }
  if (isWanted("list") || isWanted("serve")) {
    const folder = join(scratch, "many");
    const job = await manyJobs(folder, Number(typed.jobs));
    if (isWanted("list")) {
      const runs = await again(() => timed(["job", "list"], folder));
      of(
        `job list of ${typed.jobs}`,
        middle(runs, (one) => one.wall),
        "s",
        1,
        `${middle(runs, (one) => one.cpu).toFixed(2)} s CPU, ${runs[0].lines} lines`,
      );
    }
    if (isWanted("serve")) {
      const runs = await again(() => served(folder, job));
      of(
        "serve, until it answers",
        middle(runs, (one) => one.listens),
        "s",
        0.5,
        `${runs[0].cpu} s CPU`,
      );
      of(
        `page of 200 events among ${typed.jobs} jobs`,
        1000 * middle(runs, (one) => one.page),
        "ms",
        50,
        `the first after a start ${(1000 * middle(runs, (one) => one.first)).toFixed(0)} ms, ${runs[0].bytes} bytes`,
      );
    }
  }
  for (const [engine, aim] of [
    ["local", 1],
    ["bullmq", 40],
  ])
    if (isWanted(engine)) {
      const runs = await emptyUnits(engine, 200, Number(typed.runs), scratch);
      if (typeof runs === "string") process.stdout.write(`left out  ${engine}: ${runs}\n`);
      else of(`a unit on ${engine}, over 200 empty ones`, middle(runs), "ms", aim);
    }
  if (isWanted("models")) {
    const runs = await again((k) => compiledAnd(wide(join(scratch, `models-${k}`))));
    const [one, two] = [middle(runs, (run) => run.one), middle(runs, (run) => run.two)];
    const figures = `${two.toFixed(2)} s and ${one.toFixed(2)} s, by the blocks' own times`;
    of("two models, --jobs 2 over --jobs 1", two / one, "of the time", 0.65, figures);
  }
  if (isWanted("help")) {
    const runs = await again(() => timed(["--help"], scratch));
    of(
      "--help",
      middle(runs, (one) => one.cpu),
      "s CPU",
      0.15,
    );
  }
  process.stdout.write(missed());
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
