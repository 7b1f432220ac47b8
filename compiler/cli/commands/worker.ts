/** `foodspec worker`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { workers } from "../values.ts";
import type { WorkerOptions } from "../work/worker.ts";

export const worker: Command<WorkerOptions> = {
  name: "worker",
  says: "work at jobs until each waits for somebody or has ended",
  arguments: [],
  options: [
    { flags: "--once", says: "end when there is nothing more to do; else look again every two seconds" },
    { flags: "--job <job>", says: "this job only" },
    { flags: "--jobs <n>", says: "as for compile: how many workers a run may use", parse: workers },
    {
      flags: "--engine <name>",
      says: "who does units: local, this process, or bullmq, all workers at one Redis (default: FOODSPEC_ENGINE, else local)",
      choices: ["local", "bullmq"],
    },
    {
      flags: "--at-once <n>",
      says: "units this process takes from the engine at a time (default: one a processor, up to 4)",
      parse: workers,
    },
    textOrJson("how the result is printed"),
  ],
  examples: [{ place: 14.2, typed: "worker --once", says: "do for all jobs what can be done now" }],
  async run(typed, world) {
    const { workerCommand } = await import("../work/worker.ts");
    return workerCommand(typed, world);
  },
};
