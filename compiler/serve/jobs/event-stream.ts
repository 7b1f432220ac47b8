/** Event stream: what happens to a job, told as it happens, from behind what its reader had. */
import { PassThrough } from "node:stream";
import type { JobEvent } from "../../../schemas/job.ts";
import { next } from "../../jobs/next.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import type { Answer, Asked } from "./route.ts";

/** Milliseconds between two looks, and looks between two signs of life. */
const lookEvery = 1000;
const looksToSign = 15;

/** 204 where all was told and nothing more will come: a browser then asks no more. */
export function eventStream(
  first: JobRecord,
  { lastEventId, world, gone }: Pick<Asked<unknown, unknown>, "lastEventId" | "world" | "gone">,
): Answer {
  let told = /^\d{1,9}$/.test(lastEventId ?? "") ? Number(lastEventId) : 0;
  if (hasEnded(first) && told >= first.events.length) return { status: 204, body: null };
  const stream = new PassThrough();
  let [looks, isOver] = [0, false];
  const tell = (record: JobRecord): void => {
    for (const event of record.events.slice(told)) stream.write(written(event));
    told = Math.max(told, record.events.length);
    if (hasEnded(record)) end();
  };
  const looking = world.every(lookEvery, () => {
    const record = readRecord(first.folder, first.id, world.disk);
    if ("code" in record) return end();
    tell(record);
    if (!isOver && ++looks % looksToSign === 0) stream.write(": still here\n\n");
  });
  function end(): void {
    if (isOver) return;
    isOver = true;
    looking.end();
    stream.end();
  }
  gone.addEventListener("abort", end, { once: true });
  stream.write("retry: 2000\n\n");
  tell(first);
  return { status: 200, body: stream, type: "text/event-stream; charset=utf-8" };
}

const hasEnded = ({ course, events }: JobRecord): boolean => "end" in next(course, events);

const written = (event: JobEvent): string => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
