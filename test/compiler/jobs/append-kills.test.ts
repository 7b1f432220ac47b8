/** Events that three writers add at once while they are killed: none that was acknowledged is lost, none is torn, and there is no gap. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stream } from "../../../blocks/contract/stream.ts";
import { readRecord } from "../../../compiler/jobs/record.ts";
import { temporaryPattern } from "../../../compiler/store/files.ts";
import { figures, progress, repeat } from "../../fixtures/figures.ts";
import { startSource } from "../../fixtures/own-source.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const { appends: kills, seed } = figures;
/** Each job takes some of them: a record is read whole for each event. */
const killsOfAJob = 5;
const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

let place: Project;
beforeAll(() => {
  place = project({ "protocol.md": smallProtocol({ data: "upstream: none\n" }), "small.csv": smallCsv() });
});
afterAll(() => place?.remove());

/** A writer, and what it has acknowledged. */
interface Writer {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<unknown>;
}

function writer(id: string, name: string): Writer {
  const child = startSource("test/fixtures/append-child.ts", [join(place.folder, "jobs", id), id, name]);
  let text = "";
  for (const pipe of [child.stdout, child.stderr]) pipe?.on("data", (part) => (text += String(part)));
  return { child, said: () => text, ended: new Promise((resolve) => child.on("close", resolve)) };
}

/** Resolves once it has added an event, or has ended. */
async function writing({ child, said }: Writer): Promise<void> {
  while (said() === "" && child.exitCode === null) await after(5);
}

async function submitted(attempt: number): Promise<string> {
  const words = ["job", "submit", "protocol.md", "--attempt", `${attempt}`, "--format", "json"];
  return JSON.parse((await place.type(words)).out).job_id;
}

describe.skipIf(kills === 0)("events of writers who are killed", () => {
  it(`at ${kills} moments are there as they were acknowledged, once each, without a gap`, {
    timeout: 600_000 + 3_000 * kills,
  }, async () => {
    const draws = stream(seed, "appends");
    let [killed, acknowledged, unacknowledged] = [0, 0, 0];
    for (let job = 1; killed < kills; job++) {
      const id = await submitted(job);
      let count = 0;
      const begun = (): Writer => writer(id, `w${job}-${count++}`);
      const now = [begun(), begun(), begun()];
      const all = [...now];
      await Promise.all(now.map(writing));
      for (let k = 0; k < killsOfAJob && killed < kills; k++) {
        const turn = draws.below(3);
        await after(1 + 60 * draws.uniform());
        now[turn].child.kill("SIGKILL");
        await now[turn].ended;
        killed++;
        progress("appends", killed, kills);
        if (k === killsOfAJob - 1 || killed === kills) continue;
        now[turn] = begun();
        all.push(now[turn]);
        await writing(now[turn]);
      }
      for (const { child } of now) child.kill("SIGKILL");
      await Promise.all(all.map(({ ended }) => ended));
      const says = repeat("appends", kills);
      const record = readRecord(join(place.folder, "jobs", id), id, place.disk);
      if ("code" in record) throw new Error(`${record.message}: ${says}`);
      const notes = record.events.slice(1).map(({ seq, note }) => `${seq} ${note}`);
      const told = all.flatMap(({ said }) => said().split("\n").slice(0, -1));
      // Whatever else a writer said would be a refusal, or a mistake of ours.
      expect(
        told.filter((line) => !/^\d+ w\d+-\d+ \d+$/.test(line)),
        says,
      ).toEqual([]);
      const there = new Set(notes);
      expect(
        told.filter((line) => !there.has(line)),
        says,
      ).toEqual([]);
      expect(new Set(record.events.map(({ note }) => note)).size, says).toBe(record.events.length);
      const names = place.names(`jobs/${id}/events`);
      expect(
        names.filter((name) => !temporaryPattern.test(name)),
        says,
      ).toHaveLength(record.events.length);
      acknowledged += told.length;
      unacknowledged += notes.length - told.length;
      place.disk.remove(join(place.folder, "jobs", id));
    }
    expect(killed).toBe(kills);
    expect(acknowledged).toBeGreaterThan(kills);
    // Who is killed between an event and its word leaves an event more; never a word more.
    expect(unacknowledged).toBeLessThanOrEqual(3 * kills + 3);
  });
});
