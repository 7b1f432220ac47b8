/** Hooks of pre-commit, run for real on a repository made here: by bash, and by pre-commit where the machine has it. @module-tag slow */
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Project, program, project, testState } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const file = ".pre-commit-hooks.yaml";
const text = readFileSync(join(import.meta.dirname, "../../..", file), "utf8");
const hooks = parse(text) as readonly { readonly id: string; readonly entry: string }[];
const hasPreCommit = spawnSync("pre-commit", ["--version"]).status === 0;

let place: Project;
const shell = (words: string, folder = place.folder) => {
  const { PATH = "", HOME = "" } = process.env;
  const env = {
    PATH: `${join(place.folder, ".bin")}:${PATH}`,
    HOME,
    FOODSPEC_STATE: testState,
    PRE_COMMIT_HOME: join(place.folder, ".pc"),
    NO_COLOR: "1",
  };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", words], { cwd: folder, env, encoding: "utf8" });
  return { status, said: stdout + stderr };
};
const commit = "git -c user.name=A -c user.email=a@example.org -c commit.gpgsign=false commit -q";
const done = ({ status, said }: ReturnType<typeof shell>) => expect(status, said).toBe(0);

beforeEach(() => {
  place = project({
    ".gitignore": ".bin/\n.pc/\n.hooks/\n.foodspec/\nruns/\n",
    "README.md": "# A repository\n",
    "protocol.md": smallProtocol(),
    "small.csv": smallCsv(),
    ".bin/foodspec": `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
    [`.hooks/${file}`]: text,
  });
  chmodSync(join(place.folder, ".bin/foodspec"), 0o755);
  done(shell(`git init -q && git add -A && ${commit} -m first`));
});
afterEach(() => place.remove());

const spoil = (from: string, to: string) => place.write("protocol.md", smallProtocol().replace(from, to));

describe.each(hooks.map(({ id, entry }) => [id, entry] as const))("the hook %s", (id, entry) => {
  it("passes what is sound, and stops what is not", () => {
    done(shell("foodspec fmt ."));
    done(shell(entry));
    if (id === "foodspec-check") spoil("- snv", "- svn");
    else spoil("- snv", "-    snv");
    const { status, said } = shell(entry);
    expect(status, said).toBe(id === "foodspec-check" ? 4 : 1);
    expect(said).toContain("protocol.md");
  });
});

describe.skipIf(!hasPreCommit)("pre-commit", () => {
  beforeEach(() => {
    done(shell("foodspec fmt ."));
    done(shell(`git init -q && git add -A && ${commit} -m hooks`, join(place.folder, ".hooks")));
    const sha = shell("git rev-parse HEAD", join(place.folder, ".hooks")).said.trim();
    const ids = hooks.map(({ id }) => `{id: ${id}}`).join(", ");
    place.write(
      ".pre-commit-config.yaml",
      `repos:\n  - repo: ${join(place.folder, ".hooks")}\n    rev: ${sha}\n    hooks: [${ids}]\n`,
    );
    done(shell("git add -A && pre-commit install"));
  });
  it("lets a sound protocol and a README through", () => {
    done(shell(`${commit} -m sound`));
    place.write("README.md", "# Another\n");
    done(shell(`git add -A && ${commit} -m readme`));
  });
  it("refuses the commit of a protocol that is not", () => {
    spoil("- snv", "- svn");
    const { status, said } = shell(`git add -A && ${commit} -m broken`);
    expect([status, said]).toEqual([1, expect.stringContaining("FS2108")]);
  });
});
