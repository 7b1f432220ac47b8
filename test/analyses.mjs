/**
 * Compiles every protocol in analyses/ whose data are there, and checks the others; says which is which. The content digest of each is
 * the one in test/fixtures/content-digests.json: whoever changes a number changes a line there, and says which in the changelog.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const data = join(process.env.FOODSPEC_TEST_DATA ?? resolve(root, "../shared"), "data");
const foodspec = join(root, "dist/foodspec.js");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-analyses-"));
/** By document: its content digest, and the words of the changelog that say what number changed last. */
const kept = JSON.parse(readFileSync(join(root, "test/fixtures/content-digests.json"), "utf8"));
const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8").replaceAll(/\s+/g, " ");
let failures = 0;
/** Documents that could not be compiled, with the files they lack. */
const checked = [];

const documents = readdirSync(join(root, "analyses"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md") && !path.split(/[\\/]/).includes("runs"))
  .map((path) => join(root, "analyses", path))
  .filter((path) => readFileSync(path, "utf8").startsWith("---") && readFileSync(path, "utf8").includes("```foodspec"))
  .sort();

/** Compiles or checks one document and says how it went. */
async function tryOut(document) {
  const name = document.slice(root.length + 1);
  const inputs = [
    ...readFileSync(document, "utf8").matchAll(/^\s+(?:([A-Za-z_][\w-]*):\s*\{)?\s*path:\s*([^,}\s]+)/gm),
  ].map(([, , path]) => path);
  const absent = inputs.filter((path) => !existsSync(join(dirname(document), path)));
  const elsewhere = absent.filter((path) => existsSync(join(data, path.split("/").at(-1))));
  const options = elsewhere.flatMap((path) => ["--input", join(data, path.split("/").at(-1))]);
  const isThere = absent.length === elsewhere.length;
  const args = isThere ? ["compile", document, "-o", scratch, "--format", "json", ...options] : ["check", document];
  const settings = { cwd: root, env: { ...process.env, FOODSPEC_CACHE: join(scratch, "store") } };
  const { status, stdout, stderr } = await new Promise((done) => {
    execFile(process.execPath, [foodspec, ...args], settings, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : (error.code ?? 1), stdout, stderr }),
    );
  });
  const wrong = isThere && status === 0 ? digestProblem(name, JSON.parse(stdout)) : null;
  // A document that is only checked may lack its data and nothing else.
  const isGood = isThere
    ? status === 0 && wrong === null
    : status === 0 || (status === 3 && !/error\[(?!FS3901)/.test(stderr));
  if (!isGood) failures++;
  if (!isThere) checked.push(`${name} (${absent.filter((path) => !elsewhere.includes(path)).join(", ")})`);
  process.stdout.write(
    `${isGood ? "ok    " : "FAILED"}  ${isThere ? "compiled" : "checked only, its data are absent"}  ${name}\n`,
  );
  if (!isGood) process.stdout.write(wrong === null ? stdout + stderr : `${wrong}\n`);
}

/** What is wrong with the content digest of a run, as a sentence; null where it is the one that is kept. */
function digestProblem(name, { path }) {
  const { content_digest: found } = JSON.parse(
    readFileSync(join(dirname(dirname(resolve(root, path))), "manifest.json"), "utf8"),
  );
  const { digest, changed } = kept[name] ?? {};
  if (found !== digest)
    return `${name} has the content digest ${found}, not ${digest}: a number changed. Say which in CHANGELOG.md and test/fixtures/content-digests.json, or mend it.`;
  return changelog.includes(changed)
    ? null
    : `CHANGELOG.md does not say "${changed}", which is why ${name} has its content digest`;
}
// Two at a time: one waits for its disk or its browser while the other computes.
const waiting = [...documents];
const worker = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryOut(next);
};
await Promise.all([worker(), worker()]);
rmSync(scratch, { recursive: true, force: true });
if (checked.length > 0)
  process.stdout.write(
    `checked only, not compiled, since their data are absent: ${checked.join("; ")}\nset FOODSPEC_TEST_DATA to the folder that holds data/ to compile them\n`,
  );
if (documents.length === 0) failures++;
process.exitCode = failures === 0 ? 0 : 1;
