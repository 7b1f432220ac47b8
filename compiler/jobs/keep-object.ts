/** Keep object: bytes that jobs name, under their digest. */
import { digestOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import type { Places } from "./places.ts";
import { bytesAt } from "./reading.ts";

/** Keeps a file under its digest; the bytes there are the same, or were spoilt. @returns whether it had to be written */
export function keepObject(places: Places, digest: string, bytes: Uint8Array, disk: Disk): boolean {
  const path = places.object(digest);
  const there = bytesAt(disk, path);
  const isThere = there !== null && digestOf(there) === digest;
  if (!isThere) disk.write(path, bytes);
  return !isThere;
}
