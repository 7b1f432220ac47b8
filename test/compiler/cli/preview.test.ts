import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Project, program, project, testState } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Project;
afterEach(() => place.remove());

describe("foodspec preview", () => {
  it("prints its address first, watches the file, and ends with a signal", { tags: "slow" }, async () => {
    place = project({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    const child = spawn(process.execPath, [program, "preview", "protocol.md", "--no-open"], {
      cwd: place.folder,
      env: { ...process.env, FOODSPEC_STATE: testState },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(child.stdout, "data")).map(String);
    const { port, searchParams } = new URL(line.trim());
    const headers = { cookie: `foodspec-preview-${port}=${searchParams.get("token")}` };
    const events = await fetch(`http://127.0.0.1:${port}/events`, { headers });
    let told = "";
    let isSaved = false;
    for await (const bytes of events.body ?? []) {
      told += Buffer.from(bytes).toString();
      if (!isSaved && told.includes('"state":"success"')) {
        isSaved = true;
        place.write("protocol.md", smallProtocol({ prose: "Some other prose." }));
      }
      if (told.includes("Some other prose.")) break;
    }
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(143);
    expect(place.names()).not.toContain("runs");
  });
  it.each([
    ["no document", ["preview", "nope.md"], "FS1156"],
    ["a port that is none", ["preview", "protocol.md", "--port", "70000"], "FS1104"],
  ])("refuses %s with exit 2", async (_, words, code) => {
    place = project({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    const { status, out, err } = await place.type(words);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(code);
  });
  it("refuses a port that another program has", async () => {
    place = project({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { readonly port: number };
    const { status, err } = await place.type(["preview", "protocol.md", "--port", String(port)]);
    other.close();
    expect(status).toBe(2);
    expect(err).toContain("FS1171");
  });
});
