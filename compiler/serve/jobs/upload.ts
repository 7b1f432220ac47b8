/** Upload: bytes kept under their digest, before a job names them. */
import { keepObject } from "../../jobs/keep-object.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import { problem } from "./problem.ts";
import { type Answer, ok, type Served } from "./route.ts";

/** Most bytes of one. */
export const mostBytes = 200 * 1024 * 1024;

/** 201, 200 where they are there, 422 where they are others than their name says. */
export function keepSent(sha256: string, bytes: Uint8Array, { places, world }: Served): Answer {
  const found = digestOf(bytes);
  if (hexOf(found) !== sha256)
    return problem(422, `the bytes have the SHA-256 ${hexOf(found)}, and not the one they were sent under`, [
      "send them again under the SHA-256 of the file",
    ]);
  const isNew = keepObject(places, found, bytes, world.disk);
  return ok({ sha256: found, size_bytes: bytes.length }, isNew ? 201 : 200);
}
