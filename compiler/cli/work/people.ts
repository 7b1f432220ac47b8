/** `foodspec people`: adds, lists and removes who may approve what. */
import type { PersonRole } from "../../../schemas/approval-words.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { addPerson, readPeople, removePerson } from "../../jobs/people.ts";
import { placesOf } from "../../jobs/places.ts";
import { diskToo } from "./disk-too.ts";
import { sayFindings } from "./say-findings.ts";

export interface PeopleOptions {
  readonly action: "add" | "list" | "remove";
  readonly name?: string;
  readonly role?: PersonRole;
  readonly login?: string;
  readonly days?: number;
  readonly format: "text" | "json";
}

export const peopleCommand = (options: PeopleOptions, world: World): Promise<number> =>
  diskToo(world, async () => {
    const { action, name, role, login, days, format } = options;
    const places = placesOf(world);
    if (action === "list") return list(options, world);
    if (name === undefined || (action === "add" && role === undefined)) {
      const problem = name === undefined ? "nobody was named" : "`--role` says what the person may do";
      return sayFindings([finding("FS1188", null, { problem })], world);
    }
    if (action === "remove") {
      const found = removePerson(places, name, world);
      if (found !== null) return sayFindings([found], world);
      world.out(format === "json" ? `${JSON.stringify({ removed: name })}\n` : `removed  ${name}\n`);
      return 0;
    }
    const person = {
      name,
      role: role as PersonRole,
      ...(login === undefined ? {} : { login }),
      ...(days === undefined ? {} : { days }),
    };
    const added = addPerson(places, person, world);
    if ("code" in added) return sayFindings([added], world);
    if (format === "json") world.out(`${JSON.stringify({ name, role, token: added.token })}\n`);
    else
      world.out(
        `added  ${name}  ${role}\ntoken  ${added.token}  (shown this once: give it to ${name} as FOODSPEC_TOKEN)\n`,
      );
    return 0;
  });

function list({ format }: PeopleOptions, world: World): number {
  const people = readPeople(placesOf(world), world);
  if ("code" in people) return sayFindings([people], world);
  const shown = people.map(({ token: _, ...person }) => person);
  if (format === "json") world.out(`${JSON.stringify(shown, null, 2)}\n`);
  else
    for (const { name, role, login, expires } of shown)
      world.out(
        `${role.padEnd(9)}  ${name}${login === null ? "" : `  login ${login}`}${expires === null ? "" : `  until ${expires}`}\n`,
      );
  return 0;
}
