/** Who: whom a request is from, by what it shows; nobody is taken at their word but where the server was told to. */
import type { PersonRole } from "../../../schemas/approval-words.ts";
import { roles } from "../../../schemas/approval-words.ts";
import type { Actor } from "../../../schemas/job.ts";
import type { World } from "../../compile/world.ts";
import { loginOf, type Person, personOfDigest, personOfLogin, personWith } from "../../jobs/people.ts";
import type { Places } from "../../jobs/places.ts";
import { isSame } from "../guard.ts";
import type { Sessions } from "./sessions.ts";
import type { Setting } from "./setting.ts";

/** Somebody who was let in. */
export type Visitor = Pick<Actor, "id" | "role" | "auth">;

/** What is looked at of a request. */
export interface Shown {
  /** Of the machine that is connected. */
  readonly address: string;
  readonly authorization: string | undefined;
  /** Name of a session, where a page may be asked by it. */
  readonly session: string | undefined;
  readonly forwardedUser: string | undefined;
  readonly forwardedGroups: string | undefined;
  readonly secret: string | undefined;
}

export interface Known {
  readonly setting: Setting;
  readonly people: readonly Person[];
  readonly places: Places;
  readonly world: World;
  readonly sessions: Sessions;
}

/** Null of somebody who is not known. */
export function visitorOf(shown: Shown, known: Known): Visitor | null {
  const { setting, people, places, world } = known;
  switch (setting.auth) {
    case "off":
      return { ...personOfLogin(loginOf(places, world), people, world.now()), auth: "local" };
    case "token":
      return byToken(shown, known);
    case "basic":
      return byBasic(shown, setting);
    case "proxy":
      return byProxy(shown, known);
  }
}

function byToken({ authorization, session }: Shown, { people, world, sessions }: Known): Visitor | null {
  const now = world.now();
  if (authorization === undefined && session !== undefined) {
    const digest = sessions.digestOf(session, now);
    return asVisitor(digest === null ? null : personOfDigest(digest, people, now));
  }
  const [, token] = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(authorization ?? "") ?? [];
  return asVisitor(token === undefined ? null : personWith(token, people, now));
}

function asVisitor(person: Person | null): Visitor | null {
  return person === null ? null : { id: person.name, role: person.role, auth: "token" };
}

function byBasic({ authorization }: Shown, { basic }: Setting): Visitor | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined || basic === null) return null;
  const typed = Buffer.from(encoded, "base64").toString("utf8");
  return isSame(typed, `${basic.user}:${basic.pass}`) ? { id: basic.user, role: null, auth: "basic" } : null;
}

/** Groups of a proxy that name a role. */
const groupPrefix = "foodspec-";

/** The list of people says who somebody is, by login; else the groups do, where they name one role. */
function byProxy(
  { address, secret, forwardedUser, forwardedGroups }: Shown,
  { setting, people, world }: Known,
): Visitor | null {
  const isProxy = setting.behind?.(address) === true && isSame(secret ?? "", setting.proxySecret ?? "");
  const user = forwardedUser?.trim() ?? "";
  if (!isProxy || setting.proxySecret === null || user === "" || user.length > 100) return null;
  // Who bears the name of somebody who is listed under another login is not that person.
  if (people.some(({ name, login }) => name === user && login !== user)) return null;
  const listed = personOfLogin(user, people, world.now());
  const role = listed.role ?? roleOf(forwardedGroups ?? "");
  return { id: listed.id, role, auth: "proxy" };
}

function roleOf(groups: string): PersonRole | null {
  const named = new Set(groups.split(",").map((one) => one.trim()));
  const met = roles.filter((role) => named.has(groupPrefix + role));
  return met.length === 1 ? met[0] : null;
}

/** Who did something, for the record. */
export function actorOf(visitor: Visitor | null, via: Actor["via"]): Actor {
  if (visitor === null) return { id: "nobody", role: "reader", via, auth: "local" };
  const { id, role, auth } = visitor;
  return { id, role, via, auth };
}

/** Whose a form is: of somebody who is known, or of anybody who signs in. Never empty, which would be nobody's. */
export const formOwner = (visitor: Visitor | null): string => (visitor === null ? "anybody" : `person ${visitor.id}`);
