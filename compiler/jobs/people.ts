/** People: who may approve what, by name, role and the digest of a token; and who is at work now. */
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type PersonRole, roles } from "../../schemas/approval-words.ts";
import { asked } from "../../schemas/asked.ts";
import type { Actor } from "../../schemas/job.ts";
import { digest } from "../../schemas/records.ts";
import { isoTime } from "../compile/clock.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { temporaryName } from "../store/files.ts";
import { jsonText } from "../store/json-text.ts";
import type { Places } from "./places.ts";
import { bytesAt, jsonIn } from "./reading.ts";

const personSchema = z.strictObject({
  name: z.string().min(1).max(100),
  role: z.enum(roles),
  login: z.string().nullable().describe("who is this person on the machine where jobs are worked at"),
  token: digest.describe("SHA-256 of the token, which was shown once"),
  expires: z.string().nullable().describe("ISO 8601, UTC"),
});
export type Person = z.output<typeof personSchema>;

const peopleSchema = z.strictObject({ schema_version: z.literal(1), people: z.array(personSchema) });

/** FS1188 where the file is not one of people. */
export function readPeople({ people: path }: Places, { disk }: Pick<World, "disk">): readonly Person[] | Finding {
  const bytes = bytesAt(disk, path);
  if (bytes === null) return [];
  const found = asked(peopleSchema, jsonIn(bytes));
  return found.success ? found.data.people : finding("FS1188", null, { problem: "people.json cannot be read" });
}

/** Written for its owner alone, whole at once. */
function writePeople({ people: path }: Places, people: readonly Person[], { disk }: Pick<World, "disk">): void {
  disk.makeFolder(dirname(path));
  const temporary = join(dirname(path), temporaryName(process.pid));
  try {
    disk.writePrivate(temporary, new TextEncoder().encode(jsonText({ schema_version: 1, people })));
    disk.rename(temporary, path);
  } finally {
    disk.remove(temporary);
  }
}

const day = 86_400_000;

/** Adds somebody. Returns the token, which stands nowhere; FS1188 where the name or login is taken. */
export function addPerson(
  places: Places,
  {
    name,
    role,
    login,
    days,
  }: { readonly name: string; readonly role: PersonRole; readonly login?: string; readonly days?: number },
  world: Pick<World, "disk" | "now">,
): { readonly token: string } | Finding {
  const people = readPeople(places, world);
  if ("code" in people) return people;
  const taken = people.find((one) => one.name === name || (login !== undefined && one.login === login));
  if (taken !== undefined)
    return finding("FS1188", null, { problem: `\`${taken.name === name ? name : login}\` is there already` });
  const token = randomBytes(32).toString("base64url");
  const expires = days === undefined ? null : isoTime(world.now() + days * day);
  const person = { name, role, login: login ?? null, token: digestOf(token), expires };
  const read = asked(personSchema, person);
  if (!read.success) return finding("FS1188", null, { problem: "a name has 1 to 100 characters" });
  writePeople(places, [...people, read.data], world);
  return { token };
}

/** FS1188 where nobody bears the name. */
export function removePerson(places: Places, name: string, world: Pick<World, "disk">): Finding | null {
  const people = readPeople(places, world);
  if ("code" in people) return people;
  const rest = people.filter((one) => one.name !== name);
  if (rest.length === people.length) return finding("FS1188", null, { problem: `nobody is called \`${name}\`` });
  writePeople(places, rest, world);
  return null;
}

/** Whom a token names; null of one that is unknown or has expired. @param token as it was printed */
export const personWith = (token: string, people: readonly Person[], now: number): Person | null =>
  personOfDigest(digestOf(token), people, now);

/** Whom the token of this digest names, as long as it does. */
export function personOfDigest(digest: string, people: readonly Person[], now: number): Person | null {
  const found = people.find((one) => one.token === digest);
  return found === undefined || isExpired(found, now) ? null : found;
}

const isExpired = ({ expires }: Person, now: number): boolean => expires !== null && expires <= isoTime(now);

/** Who types: whom FOODSPEC_TOKEN names, else the entry of this login, else the login without a role. FS1182 of a token of nobody. */
export function typing(places: Places, world: World): Actor | Finding {
  const people = readPeople(places, world);
  if ("code" in people) return people;
  const token = world.env.FOODSPEC_TOKEN ?? "";
  if (token !== "") {
    const person = personWith(token, people, world.now());
    if (person === null)
      return finding("FS1182", null, {
        who: "FOODSPEC_TOKEN",
        problem: "names nobody, or somebody whose time is over",
      });
    return { id: person.name, role: person.role, via: "cli", auth: "token" };
  }
  const { id, role } = personOfLogin(loginOf(places, world), people, world.now());
  return { id, role, via: "cli", auth: "local" };
}

/** Who works under a login: its entry, else the login without a role. */
export function personOfLogin(login: string, people: readonly Person[], now: number): Pick<Actor, "id" | "role"> {
  const person = people.find((one) => one.login === login && !isExpired(one, now));
  return { id: person?.name ?? login, role: person?.role ?? null };
}

/** The worker acts for nobody: it has the login of its process and no role. */
export const workerActor = (places: Places, world: World): Actor => ({
  id: loginOf(places, world),
  role: null,
  via: "worker",
  auth: "local",
});

export const loginOf = ({ root }: Places, { machine }: World): string => machine.who(root).account ?? "unknown";
