/** The server of jobs over real sockets: TLS, and events told while they happen and taken up again. */
import { get } from "node:https";
import { afterEach, describe, expect, it } from "vitest";
import { type ServingJobs, serveJobs } from "../../../../compiler/serve/jobs/serve-jobs.ts";
import { hasOpenssl, openssl, withoutOpenssl } from "../../../fixtures/authority.ts";
import { document } from "../../../fixtures/job-server.ts";
import { type Place, project } from "../../../fixtures/project.ts";
import { smallCsv } from "../../../fixtures/small.ts";

let place: Place;
let serving: ServingJobs;
afterEach(async () => {
  await serving.end();
  place.remove();
});

async function serve(typed: { readonly tls?: string } = {}): Promise<void> {
  const world = { ...place.world(), err: () => undefined };
  const found = await serveJobs({ host: "127.0.0.1", port: 0, auth: "off", ...typed }, world);
  if ("code" in found) throw new Error(found.message);
  serving = found;
}

describe("the server of jobs over a socket", () => {
  it.skipIf(!hasOpenssl)(`speaks TLS by itself, and nothing else then (${withoutOpenssl} otherwise)`, async () => {
    place = project({ "protocol.md": document, "small.csv": smallCsv() });
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    openssl(
      place.folder,
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "key.pem",
      "-out",
      "cert.pem",
      "-days",
      "2",
      ...subject,
    );
    await serve({ tls: "cert.pem,key.pem" });
    expect(serving.address).toBe(`https://127.0.0.1:${serving.port}/ui/jobs`);
    const headers = await new Promise((resolve, reject) => {
      get(serving.address, { ca: place.read("cert.pem") }, (answer) => {
        answer.resume();
        resolve(answer.headers);
      }).on("error", reject);
    });
    expect(headers).toMatchObject({ "strict-transport-security": expect.stringContaining("max-age=") });
    await expect(fetch(serving.address.replace("https", "http"))).rejects.toThrow();
  });

  it("tells each event as it happens, and goes on behind the last that its reader had", async () => {
    place = project({ "protocol.md": document, "small.csv": smallCsv() });
    const id: string = JSON.parse((await place.type(["job", "submit", "protocol.md", "--format", "json"])).out).job_id;
    await serve();
    const url = `http://127.0.0.1:${serving.port}/jobs/${id}/events`;
    const listen = async (headers: { readonly [name: string]: string }) => {
      const { body } = await fetch(url, { headers: { accept: "text/event-stream", ...headers } });
      if (body === null) throw new Error("there is no stream");
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      let said = "";
      return {
        async until(pattern: RegExp) {
          while (!pattern.test(said)) {
            const { value, done } = await reader.read();
            if (done) break;
            said += value;
          }
          return [...said.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq));
        },
        end: () => reader.cancel(),
      };
    };
    const first = await listen({});
    expect(await first.until(/PROTOCOL_SUBMITTED/)).toEqual([1]);
    await place.type(["worker", "--once", "--job", id]);
    expect(await first.until(/WAITING_APPROVAL/)).toEqual([1, 2, 3]);
    await first.end();
    const again = await listen({ "last-event-id": "2" });
    expect(await again.until(/WAITING_APPROVAL/)).toEqual([3]);
    await place.type(["job", "cancel", id, "--note", "never mind"]);
    expect(await again.until(/CANCELLED/)).toEqual([3, 4]);
    expect(await again.until(/nothing more comes/)).toEqual([3, 4]);
    const over = await fetch(url, { headers: { accept: "text/event-stream", "last-event-id": "4" } });
    expect(over.status).toBe(204);
  });
});
