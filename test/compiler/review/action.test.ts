/** The GitHub action and the GitLab template: their scripts run in bash, as a runner would, on a repository made here. @module-tag slow */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Project, program, project, testState } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const ours = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");
interface Step {
  readonly id?: string;
  readonly name: string;
  readonly run?: string;
  readonly env?: { readonly [name: string]: string };
}
const action = parse(ours(".github/actions/foodspec/action.yml")) as {
  readonly inputs: { readonly [name: string]: { readonly default: string } };
  readonly runs: { readonly steps: readonly Step[] };
};
const gitlab = parse(ours("templates/ci/gitlab.yml")).foodspec as { readonly script: readonly string[] };

/** A `gh` that writes down what it is asked, and knows the comments that lie in a file. */
const gh = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const words = process.argv.slice(2);
appendFileSync(process.env.RUNNER_TEMP + "/gh.log", JSON.stringify(words) + "\\n");
const known = process.env.RUNNER_TEMP + "/known";
if (words.includes("--paginate") && existsSync(known)) process.stdout.write(readFileSync(known));
`;

let place: Project;
let temp: string;
function bash(script: string, env: { readonly [name: string]: string } = {}) {
  const { PATH = "", HOME = "" } = process.env;
  const own = { PATH: `${join(place.folder, ".bin")}:${PATH}`, HOME, FOODSPEC_STATE: testState, NO_COLOR: "1" };
  // As `shell: bash` of a step is started.
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: place.folder,
    env: { ...own, RUNNER_TEMP: temp, ...env },
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}
const git = (words: string) => {
  const { status, out, err } = bash(`git -c user.name=A -c user.email=a@example.org -c commit.gpgsign=false ${words}`);
  expect(status, err).toBe(0);
  return out.trim();
};

/** Inputs as a workflow gives them, else their defaults; of expressions those that the action uses. */
function evaluated(
  text: string,
  given: { readonly [name: string]: string },
  outputs: { [name: string]: string },
): string {
  return text.replaceAll(/\$\{\{ *([^}]+?) *\}\}/g, (_, asked: string) => {
    const [, input] = /^inputs\.(\w+)$/.exec(asked) ?? [];
    if (input !== undefined) {
      expect(action.inputs).toHaveProperty(input);
      return given[input] ?? evaluated(action.inputs[input].default, given, outputs);
    }
    const [, step] = /^steps\.changes\.outputs\.(file)$/.exec(asked) ?? [];
    if (step !== undefined) return outputs.file ?? "";
    const context: { readonly [name: string]: string } = {
      "github.event.pull_request.base.sha": "",
      "github.event.pull_request.number": "7",
      "github.token": "secret",
    };
    expect(context).toHaveProperty([asked]);
    return context[asked];
  });
}

/** Runs the action's own steps, each as its job goes on. */
function act(given: { readonly [name: string]: string }) {
  const [output, summary] = ["output", "summary"].map((name) => join(temp, name));
  const outputs: { [name: string]: string } = {};
  const ended = action.runs.steps.flatMap(({ run, env = {}, name }) => {
    if (run === undefined) return [];
    const set = Object.fromEntries(Object.entries(env).map(([key, text]) => [key, evaluated(text, given, outputs)]));
    const done = bash(run, {
      ...set,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_REPOSITORY: "laboratory/studies",
    });
    for (const line of existsSync(output) ? readFileSync(output, "utf8").trim().split("\n") : []) {
      const [key, ...value] = line.split("=");
      outputs[key] = value.join("=");
    }
    return [{ name, ...done }];
  });
  const of = (name: string) => ended.find((one) => one.name === name) as (typeof ended)[number];
  return {
    compile: of("Compile"),
    changes: of("Say what changed"),
    comment: of("Comment"),
    outputs,
    summary: readFileSync(summary, "utf8"),
  };
}
const asked = (): readonly (readonly string[])[] =>
  place
    .read(".temp/gh.log")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const protocol = smallProtocol();
beforeEach(() => {
  place = project({
    ".gitignore": ".bin/\n.temp/\n.foodspec/\nruns/\nfoodspec.xml\n",
    "studies/small/protocol.md": protocol,
    "studies/small/small.csv": smallCsv(),
    "studies/other.md": protocol.replaceAll("small.csv", "small/small.csv"),
    ".bin/foodspec": `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
    ".bin/gh": gh,
    ".temp/known": "",
  });
  temp = join(place.folder, ".temp");
  for (const name of ["foodspec", "gh"]) chmodSync(join(place.folder, ".bin", name), 0o755);
  git("init -q -b main");
  expect(bash("foodspec compile . --record -q").status).toBe(0);
  git("add -A");
  git("commit -q -m first");
});
afterEach(() => place.remove());

const edit = (from: string, to: string) => place.write("studies/small/protocol.md", protocol.replace(from, to));

describe("the action", () => {
  it("compiles what a pull request changes, and says on it what that comes to", () => {
    const base = git("rev-parse HEAD");
    edit("window: 7", "window: 9");
    expect(bash("foodspec compile studies/small/protocol.md --record -q").status).toBe(0);
    git("commit -q -a -m wider");
    const { compile, changes, comment, outputs, summary } = act({ base });
    expect(compile.status, compile.err).toBe(0);
    expect(compile.err).toContain("1 of 2 as in");
    expect(JSON.parse(readFileSync(outputs.sarif, "utf8")).version).toBe("2.1.0");
    expect([changes.status, comment.status], changes.err + comment.err).toEqual([0, 0]);
    const text = readFileSync(outputs.file, "utf8");
    expect(text).toContain("<!-- foodspec-diff: studies/small/protocol.md -->");
    expect(text).toContain("window");
    expect(text).not.toContain("other.md");
    expect(summary).toContain("FoodSpec: success");
    expect(summary).toContain(text.trim());
    expect(asked().at(-1)).toEqual(expect.arrayContaining(["POST", "repos/laboratory/studies/issues/7/comments"]));
    expect(place.read(".temp/foodspec-comment.md")).toMatch(/^<!-- foodspec -->\n<!-- foodspec-diff/);
  });

  it("writes its comment again where it has written one", () => {
    const base = git("rev-parse HEAD");
    edit("window: 7", "window: 9");
    place.write(".temp/known", "1234\n");
    act({ base, locked: "false" });
    expect(asked().at(-1)).toEqual(expect.arrayContaining(["PATCH", "repos/laboratory/studies/issues/comments/1234"]));
  });

  it("fails where results are not those of the lock file, and at a mistake, which stands on its line", () => {
    const base = git("rev-parse HEAD");
    edit("window: 7", "window: 9");
    expect(act({ base }).compile.status).toBe(9);
    edit("- snv", "- svn");
    const { compile, outputs, summary } = act({ base });
    expect(compile.status).toBe(4);
    expect(compile.out).toContain("::error file=studies/small/protocol.md,line=");
    expect(summary).toContain("FoodSpec: exit 4");
    const [{ results }] = JSON.parse(readFileSync(outputs.sarif, "utf8")).runs;
    expect(results[0].ruleId).toBe("FS2108");
  });

  it("compiles everything on a push, and documents with blanks between them", () => {
    const { compile } = act({ base: "", documents: "studies/small/protocol.md studies/other.md" });
    expect([compile.status, compile.err], compile.err).toEqual([0, expect.stringContaining("2 documents: 2 success")]);
  });

  it("starts no program that a document's name or an input spells", () => {
    const { compile } = act({ base: "", documents: "$(touch$IFS.temp/started) `touch .temp/started`" });
    expect(compile.status).toBe(2);
    expect(existsSync(join(temp, "started"))).toBe(false);
  });
});

describe("the template of GitLab", () => {
  const script = gitlab.script.join("\n");
  const variables = { FOODSPEC: "foodspec" };
  it("compiles what a merge request changes, with a report of tests", () => {
    const base = git("rev-parse HEAD");
    edit("- snv", "- svn");
    const env = { ...variables, CI_PROJECT_DIR: place.folder, CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    const { status, err } = bash(script, env);
    expect(status, err).toBe(4);
    expect(place.read("foodspec.xml")).toContain('tests="1" failures="1"');
  });
  it("compiles everything elsewhere", () => {
    const { status, err } = bash(script, { ...variables, CI_PROJECT_DIR: place.folder });
    expect(status, err).toBe(0);
    expect(place.read("foodspec.xml")).toMatch(
      /failures="0"[\s\S]*<testsuite name="studies\/other.md"[\s\S]*<testsuite name="studies\/small\/protocol.md"/,
    );
  });
});
