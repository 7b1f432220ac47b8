/**
 * Compiles every protocol in analyses/ whose data are there, the dear ones with FOODSPEC_SLOW=1 alone, lets verify.py look at each
 * run, and checks the others; says which is which. The content digest of each is the one in test/fixtures/content-digests.json:
 * whoever changes a number changes a line there, and says which in the changelog. What MLflow would be sent is kept in test/fixtures/payloads/.
 */
import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { payloadProblem } from "./fixtures/payloads.mjs";

const root = resolve(import.meta.dirname, "..");
const data = join(process.env.FOODSPEC_TEST_DATA ?? resolve(root, "../shared"), "data");
const program = join(root, "dist/foodspec.js");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-analyses-"));
/** Copies are compiled: a run leaves a line in the register beside its document, and these are not ours to write. */
const copies = join(scratch, "project");
cpSync(join(root, "analyses"), join(copies, "analyses"), {
  recursive: true,
  filter: (path) => !/[\\/]runs$|\.register\.jsonl$/.test(path),
});
writeFileSync(join(copies, "foodspec.config.yaml"), "");
/** Runs lie beside the project, and say where they are sent. */
const tracking = { mlflow: { experiment: "analyses", registered_model: "analyses" } };
writeFileSync(join(scratch, "foodspec.config.yaml"), JSON.stringify({ tracking }));
/** A store of their own, but for the browser: unpacking it takes as long as a compile. */
const [unpacked, browser] = [root, copies].map((folder) => join(folder, ".foodspec/browser"));
if (existsSync(unpacked)) cpSync(unpacked, browser, { recursive: true });
/** By document: its content digest, and the words of the changelog that say what number changed last. */
const kept = JSON.parse(readFileSync(join(root, "test/fixtures/content-digests.json"), "utf8"));
const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8").replaceAll(/\s+/g, " ");
const hasPython = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0;
if (!hasPython) process.stdout.write("verify.py is not run on them: there is no python3 of 3.8 or newer\n");
let failures = 0;
/** Documents that could not be compiled, with the files they lack. */
const checked = [];
/** Folders of runs by their document. */
const runs = new Map();

const documents = readdirSync(join(root, "analyses"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md") && !path.split(/[\\/]/).includes("runs"))
  .map((path) => join(root, "analyses", path))
  .filter((path) => readFileSync(path, "utf8").startsWith("---") && readFileSync(path, "utf8").includes("```foodspec"))
  .sort();

/** A document, by its path below the project's folder, with the options that name what data stand elsewhere, and what data are nowhere. */
function planned(document) {
  const inputs = [
    ...readFileSync(document, "utf8").matchAll(/^\s+(?:([A-Za-z_][\w-]*):\s*\{)?\s*path:\s*([^,}\s]+)/gm),
  ].map(([, , path]) => path);
  const absent = inputs.filter((path) => !existsSync(join(dirname(document), path)));
  const elsewhere = absent.filter((path) => existsSync(join(data, path.split("/").at(-1))));
  return {
    name: document.slice(root.length + 1),
    options: elsewhere.flatMap((path) => ["--input", join(data, path.split("/").at(-1))]),
    absent: absent.filter((path) => !elsewhere.includes(path)),
  };
}

/** Runs the program, and gives what it ended with and what it printed. */
async function foodspec(...words) {
  const settings = {
    cwd: copies,
    env: { ...process.env, FOODSPEC_CACHE: "", FOODSPEC_STATE: join(scratch, "state") },
  };
  return new Promise((done) => {
    execFile(process.execPath, [program, ...words], settings, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : (error.code ?? 1), stdout, stderr }),
    );
  });
}

function say(isGood, how, name, why) {
  if (!isGood) failures++;
  process.stdout.write(`${isGood ? "ok    " : "FAILED"}  ${how}  ${name}\n${isGood ? "" : `${why}\n`}`);
}

/** Compiles documents with the same options in one process, and says of each how it went. */
async function compile(names, options) {
  const { stdout, stderr } = await foodspec("compile", ...names, "-o", scratch, "--format", "json", ...options);
  const ended = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  for (const name of names) {
    const one = ended.find(({ document }) => document === name);
    const isWhole = one?.exit_code === 0;
    if (isWhole) runs.set(name, folderOf(one));
    const wrong = isWhole
      ? (digestProblem(name, one) ?? secondLook(one))
      : `${one === undefined ? stdout : JSON.stringify(one)}\n${stderr}`;
    say(wrong === null, "compiled", name, wrong);
  }
}

/** Checks a document that may lack its data and nothing else. */
async function check({ name, absent }) {
  const { status, stdout, stderr } = await foodspec("check", name);
  checked.push(`${name} (${absent.join(", ")})`);
  const isGood = status === 0 || (status === 3 && !/error\[(?!FS3901)/.test(stderr));
  say(isGood, "checked only, its data are absent", name, stdout + stderr);
}

/** Of a run, as `compile --format json` tells of it. */
const folderOf = ({ path }) => dirname(dirname(resolve(copies, path)));

/** Holds what MLflow would be sent of each run against what is kept. */
async function payloads() {
  const names = [...runs.keys()].sort();
  const { status, stdout, stderr } = await foodspec("track", "--dry-run", ...names.map((name) => runs.get(name)));
  if (status !== 0) return say(false, "sent", names.join(", "), stderr);
  const sent = stdout.trimEnd().split("\n");
  for (const [k, name] of names.entries()) {
    const wrong = payloadProblem(name, JSON.parse(sent[k]), runs.get(name));
    say(wrong === null, "sent    ", name, wrong);
  }
}

/** What is wrong with the content digest of a run, as a sentence; null where it is the one that is kept. */
function digestProblem(name, one) {
  const { content_digest: found } = JSON.parse(readFileSync(join(folderOf(one), "manifest.json"), "utf8"));
  const { digest, changed } = kept[name] ?? {};
  if (found !== digest)
    return `${name} has the content digest ${found}, not ${digest}: a number changed. Say which in CHANGELOG.md and test/fixtures/content-digests.json, or mend it.`;
  return changelog.includes(changed)
    ? null
    : `CHANGELOG.md does not say "${changed}", which is why ${name} has its content digest`;
}

/** What the second verifier finds wrong with a run; null where nothing is, or there is no Python. */
function secondLook(one) {
  if (!hasPython) return null;
  const { status, stdout } = spawnSync("python3", [join(root, "verify.py"), folderOf(one)], { encoding: "utf8" });
  return status === 0 ? null : `verify.py refuses it:\n${stdout}`;
}
/** Documents that fit several times as long as all others together: the slow tests have them. Regulatory runs of the tests are smaller. */
const dear = ["analyses/meat-fat/composition.md", "analyses/meat-fat/regulatory.md"];
const isSlow = process.env.FOODSPEC_SLOW === "1";
const plans = documents.map(planned).filter(({ name }) => isSlow || !dear.includes(name));
const whole = plans.filter(({ absent }) => absent.length === 0);
const [here, others] = [true, false].map((isHere) => whole.filter(({ options }) => (options.length === 0) === isHere));
// Two at a time: one waits for its disk or its browser while the other computes. What needs no options shares a process, warm by then.
const waiting = [
  ...(here.length === 0
    ? []
    : [
        () =>
          compile(
            here.map(({ name }) => name),
            [],
          ),
      ]),
  ...others.map(
    ({ name, options }) =>
      () =>
        compile([name], options),
  ),
  ...plans.filter(({ absent }) => absent.length > 0).map((plan) => () => check(plan)),
];
const worker = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
};
await Promise.all([worker(), worker()]);
if (runs.size > 0) await payloads();
// Who had no browser unpacked has one now.
if (!existsSync(unpacked) && existsSync(browser)) cpSync(browser, unpacked, { recursive: true });
rmSync(scratch, { recursive: true, force: true });
if (checked.length > 0)
  process.stdout.write(
    `checked only, not compiled, since their data are absent: ${checked.join("; ")}\nset FOODSPEC_TEST_DATA to the folder that holds data/ to compile them\n`,
  );
if (documents.length === 0) failures++;
process.exitCode = failures === 0 ? 0 : 1;
