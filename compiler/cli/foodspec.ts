#!/usr/bin/env node
/** The command line: reads the words, loads the command that was asked for, and ends with its exit code. */
import { setFlagsFromString } from "node:v8";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { CompileOptions } from "../compile/options.ts";
import { engineFlags } from "./engine.ts";
import { epilogue, examples } from "./help.ts";
import { processWorld } from "./process-world.ts";

for (const flag of engineFlags(process.versions.node)) setFlagsFromString(flag);
const controller = new AbortController();
let interrupts = 0;
const cancel = (code: number) => () => {
  interrupts++;
  if (interrupts > 1) process.exit(code);
  controller.abort(code);
  process.stderr.write("\ncancelling … (again to stop at once)\n");
};
process.on("SIGINT", cancel(130));
process.on("SIGTERM", cancel(143));
// A reader that closed the pipe (head, less) wants no more; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? process.exit(0) : undefined));

const world = processWorld(controller.signal);
const list = (value: string, sofar: readonly string[] = []) => [...sofar, value];
const setting = (value: string, sofar: readonly string[] = []) => {
  if (!value.includes("=")) throw new InvalidArgumentError("write it as KEY=VALUE, as in params.lv=10");
  return [...sofar, value];
};
const workers = (value: string) => {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError("write a whole number from 1");
  return Number(value);
};
const reason = (value: string) => {
  if (value.trim() === "") throw new InvalidArgumentError("say why, as in --qc-override 'trial of the method'");
  return value;
};
const folder = (value: string) => {
  if (value.trim() === "") throw new InvalidArgumentError("name a folder");
  return value;
};
const formatOption = () =>
  new Option("--format <form>", "how findings and results are printed")
    .choices(["text", "json", "sarif", "junit", "github"])
    .default("text");
const modeOption = () =>
  new Option("--orchestrator-mode <mode>", "order of ready blocks").choices(["two_lane_strict", "document_order"]);

function overridable(command: Command): Command {
  return command
    .option("-m, --mode <mode>", "research, regulatory or monitoring")
    .option("-s, --seed <n>", "seed of every random draw")
    .option("--scheme <name>", "validation scheme")
    .option("-i, --input <name=path>", "a data file instead of the declared one (repeatable)", list)
    .option("--set <key=value>", "a front-matter field or parameter, as in params.lv=10 (repeatable)", setting)
    .option("--trust", "add a default trust block after the primary model")
    .addOption(modeOption());
}

const program = new Command("foodspec")
  .description("Compiles Markdown protocols for Raman, FTIR and NIR spectroscopy of food into reproducible reports.")
  .configureHelp({ showGlobalOptions: false })
  .addHelpText("after", `${examples}\n${epilogue}`)
  .exitOverride()
  .configureOutput({ writeErr: () => undefined });

program.option("--version", "print the version").action(async ({ version }: { version?: boolean }) => {
  if (version !== true) return void program.outputHelp();
  const { buildInfo } = await import("../compile/package-files.ts");
  world.out(`${buildInfo(world.disk).version}\n`);
});

overridable(program.command("compile").argument("<documents...>", "Markdown protocols"))
  .description("execute the documents' blocks and write a run folder with the report for each")
  .option("-o, --output-dir <dir>", "where run folders go (default: runs/ beside the document)", folder)
  .option(
    "--jobs <n>",
    "how many workers may be used (default: one a processor, up to 4); never changes a byte",
    workers,
  )
  .option("--force", "run every block, whatever the store holds")
  .option("--force-block <id>", "run this block (repeatable)", list)
  .option("--no-resume", "use nothing that is stored")
  .option("--qc-override <reason>", "let a required gate pass in research mode; recorded everywhere", reason)
  .option("--pdf", "print the report as a PDF too")
  .addOption(new Option("--record", "write the lock file beside the document").conflicts("locked"))
  .option("--locked", "fail with 9 where results differ from the lock file")
  .option("--strict", "warnings count as errors")
  .addOption(formatOption())
  .option("-v, --verbose", "say more, also where our own mistakes happened")
  .option("-q, --quiet", "print errors only")
  .addHelpText("after", epilogue)
  .action(async (documents: string[], typed: Typed) => {
    const { compileCommand } = await import("./commands/compile.ts");
    process.exitCode = await compileCommand(optionsOf(documents, typed), typed.format, typed.quiet === true, world);
  });

overridable(program.command("run-workflow"))
  .description("compile for people who come from the Python FoodSpec")
  .requiredOption("-p, --protocol <file>", "Markdown protocol, or the name of a folder in analyses/")
  .option("-o, --output-dir <dir>", "where run folders go", folder)
  .option("--pdf", "print the report as a PDF too")
  .addOption(formatOption())
  .action(async (typed: Typed & { protocol: string }) => {
    const { compileCommand } = await import("./commands/compile.ts");
    const { namedProtocol } = await import("./commands/named-protocol.ts");
    process.exitCode = await compileCommand(
      optionsOf([namedProtocol(typed.protocol, world)], typed),
      typed.format,
      false,
      world,
    );
  });

overridable(program.command("plan").argument("<document>"))
  .description("say for each block whether it would run or be reused, and why; writes nothing")
  .option("--force", "as for compile")
  .option("--force-block <id>", "as for compile", list)
  .addOption(new Option("--format <form>", "how the plan is printed").choices(["text", "json"]).default("text"))
  .action(async (document: string, typed: Typed) => {
    const { planCommand } = await import("./commands/plan.ts");
    process.exitCode = await planCommand(optionsOf([document], typed), typed.format, world);
  });

overridable(program.command("why").argument("<document>").argument("<block>"))
  .description("say what one block's key is made of and what has changed since it last ran")
  .action(async (document: string, block: string, typed: Typed) => {
    const { whyCommand } = await import("./commands/plan.ts");
    process.exitCode = await whyCommand(optionsOf([document], typed), block, world);
  });

overridable(program.command("check").argument("<documents...>"))
  .description("read and check documents without running a block")
  .option("--strict", "warnings count as errors")
  .addOption(formatOption())
  .action(async (documents: string[], typed: Typed) => {
    const { checkCommand } = await import("./commands/check.ts");
    process.exitCode = await checkCommand(optionsOf(documents, typed), typed.format, world);
  });

program
  .command("init")
  .argument("[name]", "a starter (default: list them)")
  .description("write a document to begin with, with simulated data")
  .option("--dir <dir>", "where it goes (default: a folder with the starter's name)")
  .option("--oils <names>", "oils in the data, joined by commas")
  .option("--batches <n>", "number of batches")
  .option("--samples <n>", "samples of each oil in each batch")
  .option("--replicates <n>", "spectra of each sample")
  .option("--points <n>", "points of each spectrum")
  .option("-s, --seed <n>", "seed of the simulated data")
  .action(async (name: string | undefined, typed: import("./commands/init.ts").InitOptions) => {
    const { initCommand } = await import("./commands/init.ts");
    process.exitCode = initCommand(name, typed, world);
  });

program
  .command("explain")
  .argument("<code>", "a code such as FS2107")
  .description("say what a code means and what to do")
  .action(async (code: string) => {
    const { explainCommand } = await import("./commands/explain.ts");
    process.exitCode = explainCommand(code, world);
  });

program
  .command("verify")
  .argument("<run>", "a run folder, as in runs/latest")
  .description("check a run folder against itself: files, schemas, digests, gates and the contract of its mode")
  .addOption(new Option("--format <form>", "how the result is printed").choices(["text", "json"]).default("text"))
  .action(async (run: string, { format }: { format: "text" | "json" }) => {
    const { verifyCommand } = await import("./commands/verify.ts");
    process.exitCode = verifyCommand(run, format, world);
  });

program
  .command("export")
  .argument("<run>", "a run folder, as in runs/latest")
  .description("write the certified predictor of a run as one file, for a monitoring document")
  .requiredOption("--predictor <file>", "where the predictor goes")
  .option("--block <id>", "the trust block whose predictor is meant, where there are several")
  .action(async (run: string, typed: import("./commands/export.ts").ExportOptions) => {
    const { exportCommand } = await import("./commands/export.ts");
    process.exitCode = exportCommand(run, typed, world);
  });

program
  .command("doctor")
  .description("say what was found on this machine, what is missing and how to get it")
  .action(async () => {
    const { doctorCommand } = await import("./commands/doctor.ts");
    process.exitCode = await doctorCommand(world);
  });

program
  .command("runs")
  .argument("[document]", "only runs of this document's store")
  .description("list runs, interrupted ones too")
  .action(async (document: string | undefined) => {
    const { runsCommand } = await import("./commands/runs.ts");
    process.exitCode = runsCommand(document, world);
  });

program
  .command("clean")
  .argument("[document]", "a document whose store is meant (default: the working directory's)")
  .description("remove stored results; run folders stay")
  .action(async (document: string | undefined) => {
    const { cleanCommand } = await import("./commands/clean.ts");
    process.exitCode = cleanCommand(document, world);
  });

/** The options as commander names them. */
interface Typed extends Omit<CompileOptions, "documents" | "inputs" | "forceBlocks"> {
  readonly input?: readonly string[];
  readonly forceBlock?: readonly string[];
  readonly quiet?: boolean;
  readonly format: "text" | "json" | "sarif" | "junit" | "github";
}

function optionsOf(documents: readonly string[], { input, forceBlock, ...typed }: Typed): CompileOptions {
  return { ...typed, documents, inputs: input, forceBlocks: forceBlock };
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) {
    const { ourMistake } = await import("./commands/our-mistake.ts");
    process.exitCode = ourMistake(error, process.argv.includes("--verbose") || process.argv.includes("-v"), world);
  } else if (error.exitCode !== 0) {
    const { usageError } = await import("./commands/usage-error.ts");
    process.exitCode = usageError(error, program, world);
  }
}
