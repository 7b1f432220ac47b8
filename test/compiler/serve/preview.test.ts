import { createHash } from "node:crypto";
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { World } from "../../../compiler/compile/world.ts";
import { type Preview, preview } from "../../../compiler/serve/preview.ts";
import type { Events } from "../../../compiler/serve/told.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const token = "0123456789abcdef0123456789abcdef";
const document = smallProtocol({ prose: "A first paragraph.\n\nA second one." });
let place: Place;
let shown: Preview;
let tabs: Tab[] = [];

beforeEach(() => {
  place = inMemory({ "protocol.md": document, "small.csv": smallCsv() });
});
afterEach(async () => {
  for (const tab of tabs) tab.close();
  tabs = [];
  await shown.end();
  place.remove();
});

/** A drawing that is too large to be sent with its piece. */
const largeDraw: World["draw"] = async (_, id) => ({
  svg: `<svg xmlns="http://www.w3.org/2000/svg"><desc>${id.padEnd(500, ".")}</desc></svg>`,
  narrow: "",
  note: null,
});

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

async function start(writes = false, documents: readonly string[] = ["protocol.md"]): Promise<void> {
  const world = { ...place.world(), draw: largeDraw, pause: () => new Promise<void>((done) => setImmediate(done)) };
  const nobody = () => ({ follow: () => undefined, close: async () => undefined });
  shown = await preview({ options: { documents }, port: 0, writes, token }, world, nobody);
}

/** Writes a file as an editor does, and tells of it as a watcher does. */
function save(text: string, path = "protocol.md"): void {
  place.write(path, text);
  shown.changed(new Set([`${place.folder}/${path}`]));
}

const address = (path: string): string => `http://127.0.0.1:${shown.port}${path}`;
const cookie = () => ({ cookie: `foodspec-preview-${shown.port}=${token}` });
const get = (path: string) => fetch(address(path), { headers: cookie(), redirect: "manual" });

interface Told {
  readonly event: keyof Events;
  readonly data: never;
}

/** A page that is open: what it was told. */
interface Tab {
  readonly told: Told[];
  close(): void;
  /** The next event of this sort that the last call had not seen, and that is as wanted. */
  next<E extends keyof Events>(event: E, isWanted?: (data: Events[E]) => boolean): Promise<Events[E]>;
}

async function tab(path = "/events"): Promise<Tab> {
  const closing = new AbortController();
  const answer = await fetch(address(path), { headers: cookie(), signal: closing.signal });
  const told: Told[] = [];
  let seen = 0;
  let wake = () => undefined as undefined;
  let rest = "";
  const reading = async () => {
    for await (const bytes of answer.body ?? []) {
      rest += Buffer.from(bytes).toString();
      const whole = rest.split("\n\n");
      rest = whole.pop() ?? "";
      for (const one of whole) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(one) ?? [];
        if (event !== undefined) told.push({ event: event as never, data: JSON.parse(data) as never });
      }
      wake();
    }
  };
  reading().catch(() => undefined);
  const made: Tab = {
    told,
    close: () => closing.abort(),
    async next(event, isWanted = () => true) {
      for (;;) {
        const k = told.findIndex((one, i) => i >= seen && one.event === event && isWanted(one.data));
        if (k >= 0) {
          seen = k + 1;
          return told[k].data;
        }
        await new Promise<void>((done) => {
          wake = () => void done() as undefined;
        });
      }
    },
  };
  tabs.push(made);
  return made;
}

const isAtRest = ({ state }: Events["run"]): boolean =>
  state === "success" || state === "failed" || state === "not_run";

describe("a preview", () => {
  it("shows a document that was run, and writes no run folder", async () => {
    await start();
    const page = await tab();
    const { pieces, protocol, order, title } = await page.next("patch");
    expect([protocol, title]).toEqual([sha256(document), "Small"]);
    expect(order).toEqual(pieces.map(({ id }) => id));
    const html = pieces.map((one) => one.html).join("");
    expect(html).toContain("A first paragraph.");
    expect(html).toContain('id="plsda"');
    expect(html).not.toContain("<script");
    const drawing = /data-drawing="([0-9a-f]{32})"/.exec(html)?.[1];
    expect(await (await get(`/drawing/${drawing}`)).text()).toMatch(/^<svg /);
    expect(await page.next("run", isAtRest)).toEqual({
      state: "success",
      headline: expect.stringContaining("plsda: accuracy"),
      written: null,
    });
    expect(place.names()).not.toContain("runs");
  });
  it("sends the paragraph that was written and nothing else, before it reads the whole", async () => {
    await start();
    const page = await tab();
    await page.next("run", isAtRest);
    const edited = document.replace("A second one.", "A second one, longer.");
    save(edited);
    const first = await page.next("patch");
    expect(first.pieces.map(({ html }) => html)).toEqual(["<p>A second one, longer.</p>"]);
    expect([first.protocol, first.removed.length]).toEqual([sha256(edited), 1]);
    const { order } = await page.next("patch");
    expect(order).toContain(first.pieces[0].id);
    expect(await page.next("run", isAtRest)).toMatchObject({ state: "success" });
  });
  it("runs what another save asks for, and tells of each block", async () => {
    await start();
    const page = await tab();
    await page.next("run", isAtRest);
    save(document.replace("components: 2", "components: 1"));
    expect(await page.next("block", ({ id, state }) => id === "data" && state === "reused")).toMatchObject({ of: 5 });
    await page.next("block", ({ id, state }) => id === "plsda" && state === "running");
    await page.next("block", ({ id, state }) => id === "plsda" && state !== "running");
    const { pieces } = await page.next("patch");
    expect(pieces.some(({ html }) => html.includes('id="plsda"'))).toBe(true);
  });
  it("keeps the last good page where a document is wrong, says so over its place, and mends itself", async () => {
    await start();
    const page = await tab();
    const { pieces } = await page.next("patch");
    await page.next("run", isAtRest);
    save(document.replace("label: class", "label: klass"));
    const { findings } = await page.next("findings", (told) => told.findings.length > 0);
    const block = pieces.find(({ html }) => html.includes('id="data"'))?.id;
    expect(findings[0]).toMatchObject({ severity: "error", piece: block, line: 16 });
    expect(findings[0].html).toMatch(/klass.*<pre class="preview-frame">.*16 \|.*\^\^\^\^\^/s);
    expect(await page.next("run", isAtRest)).toMatchObject({ state: "not_run" });
    const second = await tab();
    expect((await second.next("patch")).protocol).toBe(sha256(document));
    expect((await second.next("findings")).findings).toEqual(findings);
    save(document);
    await page.next("findings", (told) => told.findings.length === 0);
    expect(await page.next("run", isAtRest)).toMatchObject({ state: "success" });
  });
  it("says of a document that was never right what is wrong with it", async () => {
    place.write("protocol.md", "no front matter\n");
    await start();
    const page = await tab();
    const { findings } = await page.next("findings");
    expect(findings.map(({ code, piece }) => [code, piece])).toEqual([["FS2010", null]]);
    save(document);
    expect((await page.next("patch")).order.length).toBeGreaterThan(5);
  });
  it("shows a run that failed as its report does", async () => {
    place.write("protocol.md", document.replace("components: 2", "components: 20"));
    await start();
    const page = await tab();
    const { pieces } = await page.next("patch");
    expect(pieces.some(({ html }) => html.includes("This run failed."))).toBe(true);
    expect(await page.next("run", isAtRest)).toMatchObject({ state: "failed" });
  });
  it("looks again where data change, and not where a save left the same bytes", async () => {
    await start();
    const page = await tab();
    await page.next("run", isAtRest);
    save(document);
    for (let i = 0; i < 20; i++) await new Promise<void>((done) => setImmediate(done));
    save(smallCsv({ samples: 28 }), "small.csv");
    const { pieces } = await page.next("patch");
    expect(pieces.some(({ html }) => html.includes('id="data"'))).toBe(true);
    const checks = page.told.filter(
      ({ event, data }) => event === "run" && (data as Events["run"]).state === "checking",
    );
    expect(checks.length).toBe(1);
  });
  it("says that a document is gone, and goes on when it is back", async () => {
    await start();
    const page = await tab();
    await page.next("run", isAtRest);
    place.disk.remove(`${place.folder}/protocol.md`);
    shown.changed(new Set([`${place.folder}/protocol.md`]));
    expect((await page.next("findings", (told) => told.findings.length > 0)).findings[0].code).toBe("FS1156");
    save(document);
    expect(await page.next("run", ({ state }) => state === "success")).toBeDefined();
  });
  it("writes run folders where it is asked to", async () => {
    await start(true);
    const page = await tab();
    const { written } = await page.next("run", (run) => run.written !== null);
    expect(place.runs()).toEqual([written]);
  });
  it("tells nothing of the machine", async () => {
    await start();
    const page = await tab();
    await page.next("run", isAtRest);
    const all = JSON.stringify(page.told) + (await (await get("/")).text());
    for (const secret of [token, place.folder, "0a1b2c3d", "analyst"]) expect(all).not.toContain(secret);
  });
});

describe("the server of a preview", () => {
  it("makes the token of its address a cookie, and serves its own files alone", async () => {
    await start();
    const first = await fetch(shown.address, { redirect: "manual" });
    expect([first.status, first.headers.get("location")]).toEqual([303, "/"]);
    expect(first.headers.get("set-cookie")).toBe(
      `foodspec-preview-${shown.port}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    );
    const page = await get("/");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none';.* script-src 'self'/);
    expect(page.headers.get("cache-control")).toBe("no-store");
    for (const path of ["/preview.js", "/report.js"]) expect((await get(path)).status).toBe(200);
    for (const path of ["/protocol.md", "/..%2fprotocol.md", "/small.csv", "/2/", `/drawing/${"0".repeat(32)}`])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await fetch(address("/"))).status).toBe(403);
    expect((await fetch(address("/"), { method: "POST", headers: cookie() })).status).toBe(405);
  });
  it.each(["//evil.example/?token=TOKEN", "/\\evil.example/?token=TOKEN", "/.//evil.example/?token=TOKEN"])(
    "leads nobody elsewhere: %s",
    async (path) => {
      await start();
      const { status, headers } = await raw(path.replace("TOKEN", token), {});
      expect([303, 403, 404]).toContain(status);
      expect(headers.location ?? "/").toBe("/");
    },
  );
  it("refuses a foreign host, whoever comes", async () => {
    await start();
    expect((await raw("/", { ...cookie(), host: "evil.example" })).status).toBe(403);
    expect((await raw("/", { ...cookie(), host: `127.0.0.1:${shown.port}` })).status).toBe(200);
  });
  it("lists several documents, each at an address of its own", async () => {
    place.write("other.md", document.replace("title: Small", "title: Other"));
    await start(false, ["protocol.md", "other.md"]);
    expect(await (await get("/")).text()).toMatch(/href="\/1\/">protocol\.md.*href="\/2\/">other\.md/s);
    expect((await (await tab("/2/events")).next("patch")).title).toBe("Other");
    expect((await get("/2/preview.js")).status).toBe(200);
    expect((await get("/events")).status).toBe(404);
  });
});

/** A request with any headers and any path, which `fetch` would not send. */
const raw = (path: string, headers: { readonly [name: string]: string }) =>
  new Promise<{ readonly status: number; readonly headers: { readonly location?: string } }>((done, fail) => {
    const sent = request({ host: "127.0.0.1", port: shown.port, path, headers }, (answer) => {
      answer.resume();
      done({ status: answer.statusCode ?? 0, headers: answer.headers });
    });
    sent.on("error", fail);
    sent.end();
  });
