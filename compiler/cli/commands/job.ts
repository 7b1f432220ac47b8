/** `foodspec job`. */
import { steps } from "../../../schemas/approval-words.ts";
import type { Command, Option } from "../command.ts";
import { overrides, textOrJson } from "../options.ts";
import { count, note, reason, sentence, step } from "../values.ts";
import type { JobAction, JobOptions } from "../work/job-options.ts";

const own: readonly Option[] = [
  ...overrides.filter(({ flags }) => !flags.startsWith("--orchestrator")),
  { flags: "--qc-override <reason>", says: "as for compile", parse: reason },
  { flags: "--approve <step>", says: "a step people approve beside those asked for anyway (repeatable)", parse: step },
  { flags: "--attempt <n>", says: "the same again as another job, from 1", parse: count },
  { flags: "--why <text>", says: "why it is submitted: 10 to 500 characters; recorded", parse: sentence },
  { flags: "--idea <file>", says: "submit a request before there is a protocol: JSON with title, question, notes" },
  { flags: "--state <state>", says: "list only jobs in this state, as in WAITING_APPROVAL" },
  { flags: "--root <job>", says: "list only what was spawned from this job, and itself" },
  { flags: "--follow", says: "go on printing events as they come, until the job has ended" },
  { flags: "--step <step>", says: "what is approved or rejected", choices: steps },
  { flags: "--digest <hex>", says: "12 or more digits of what you have read, as `job show` names it" },
  { flags: "--note <text>", says: "what you say with it: 1 to 2,000 characters; recorded", parse: note },
  textOrJson("how the result is printed"),
];

const says: { readonly [action in JobAction]: string } = {
  submit: "a document becomes a job",
  list: "all jobs, a line each",
  show: "where a job stands, what it waits for, and what to type",
  events: "all that happened to a job",
  approve: "approve what it waits for",
  reject: "reject it, which ends the job",
  spawn: "a job that comes from another, or answers an idea",
  cancel: "end a job",
  retry: "begin again after an error",
  verify: "whether record, files, approvals and runs are what they were",
};

export const job: Command<JobOptions & { readonly action: JobAction }> = {
  name: "job",
  says: "carry a protocol from submission to release, approved by people on the way",
  arguments: [
    {
      written: "<action>",
      says: Object.entries(says)
        .map(([action, text]) => `${action}: ${text}`)
        .join("; "),
      choices: Object.keys(says),
    },
    { written: "[target]", says: "a document to submit, else the id of a job" },
    { written: "[document]", says: "spawn: another document than that of the job" },
  ],
  options: own,
  examples: [
    { place: 14, typed: "job submit protocol.md", says: "a job that people approve before it runs" },
    { place: 14.1, typed: "job show 0123456789ab", says: "what a job waits for, and what to type" },
  ],
  async run(typed, world) {
    const { jobCommand } = await import("../work/job.ts");
    return jobCommand(typed, world);
  },
};
