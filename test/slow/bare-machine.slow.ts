/**
 * A machine with nothing but Node: no browser, no NSS, no fonts, no fontconfig, no shell, no network. A PDF is printed there.
 * Needs `unshare` and `chroot`, and a kernel that lets this user make namespaces; skipped with that reason where it does not.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fontNames, missingLetters, pageTexts } from "../../compiler/print/read-pdf.ts";

const project = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-bare-"));
const machine = join(scratch, "root");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Mounts the project read-only, what a process needs of the kernel, and goes inside. No variable comes along but where the copy of a register goes. */
const enter = `set -e
mount --bind "$2" "$1/app"; mount -o remount,ro,bind "$1/app"
mount -t proc proc "$1/proc"
for one in null zero random urandom; do mount --bind "/dev/$one" "$1/dev/$one"; done
root="$1"; shift 2
exec env -i PATH=/bin FOODSPEC_STATE=/tmp/state "$(command -v chroot || echo /usr/sbin/chroot)" "$root" /bin/node "$@"`;

function inside(...words: readonly string[]) {
  return spawnSync("unshare", ["-rmpfn", "sh", "-c", enter, "sh", machine, project, ...words], { encoding: "utf8" });
}

/** Node with the libraries of the C and C++ runtime that it is linked with, and the folders a system has. */
function makeMachine(): void {
  for (const folder of ["app", "proc", "dev", "tmp", "protocol", "bin"])
    mkdirSync(join(machine, folder), { recursive: true });
  for (const device of ["null", "zero", "random", "urandom"]) writeFileSync(join(machine, "dev", device), "");
  chmodSync(join(machine, "tmp"), 0o777);
  copyFileSync(process.execPath, join(machine, "bin/node"));
  const linked = spawnSync("ldd", [process.execPath], { encoding: "utf8" }).stdout;
  for (const [library] of linked.matchAll(/\/\S+/g)) {
    mkdirSync(join(machine, dirname(library)), { recursive: true });
    copyFileSync(library, join(machine, library));
  }
  cpSync(join(project, "analyses/meat-fat"), join(machine, "protocol"), { recursive: true });
}

const mayEnter = spawnSync("unshare", ["-rmpfn", "true"]).status === 0;

describe.skipIf(!mayEnter)("a machine with nothing but Node (skipped where unshare may make no namespaces)", () => {
  beforeAll(makeMachine);

  it("is said by doctor to print, with the browser npm brought", () => {
    const { status, stdout, stderr } = inside("/app/dist/foodspec.js", "doctor");
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/browser for --pdf: Chromium \d+[\d.]+ \(brought by npm\)/);
    expect(stdout).toContain("every letter came out");
  });

  it("prints the meat report, every letter of it in fonts that the PDF holds", async () => {
    const { status, stderr } = inside("/app/dist/foodspec.js", "compile", "/protocol/protocol.md", "--pdf");
    expect(status, stderr).toBe(0);
    const pdf = readFileSync(join(machine, "protocol/runs/latest/report/report_research.pdf"));
    const texts = await pageTexts(pdf);
    expect(texts.length).toBeGreaterThan(10);
    expect(missingLetters(texts)).toEqual([]);
    expect(texts[0]).toContain("Fat in minced meat by near-infrared transmission");
    expect((await fontNames(pdf)).every((name) => name.startsWith("NotoSans"))).toBe(true);
  });

  it("prints the regulatory example for an auditor, with its statement", async () => {
    const { status, stderr } = inside("/app/dist/foodspec.js", "compile", "/protocol/regulatory.md");
    expect(status, stderr).toBe(0);
    const texts = await pageTexts(readFileSync(join(machine, "protocol/runs/latest/report/report_regulatory.pdf")));
    expect(texts.length).toBeGreaterThan(8);
    expect(texts.length).toBeLessThanOrEqual(20);
    expect(missingLetters(texts)).toEqual([]);
    expect(readFileSync(join(machine, "protocol/runs/latest/REGULATORY_COMPLIANCE_STATEMENT.txt"), "utf8")).toContain(
      "model gate (block model-check): Pass",
    );
  });

  it("says which library is missing where the browser is there and its libraries are not", () => {
    const { stdout } = inside(
      "-e",
      `const { readdirSync, existsSync, renameSync } = require("node:fs");
       const store = "/protocol/.foodspec/browser";
       const name = readdirSync(store).find((one) => existsSync(store + "/" + one + "/chromium"));
       const { status, stdout } = require("node:child_process").spawnSync("/bin/node", ["/app/dist/foodspec.js", "doctor"], { encoding: "utf8", env: { PATH: "/bin", FOODSPEC_BROWSER: store + "/" + name + "/chromium" } });
       console.log(status, stdout);`,
    );
    expect(stdout).toMatch(/named in FOODSPEC_BROWSER .*: this machine lacks the library lib(nss|nspr)/);
    expect(stdout).toMatch(/^0 /);
  });
});
