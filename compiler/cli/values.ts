/** Values: what is made of a word that was typed behind an option. Each throws a sentence where the word cannot be used. */
import { steps } from "../../schemas/approval-words.ts";

export const list = (value: string, sofar: unknown): readonly string[] => [
  ...((sofar as readonly string[] | undefined) ?? []),
  value,
];

export function setting(value: string, sofar: unknown): readonly string[] {
  if (!value.includes("=")) throw new RangeError("write it as KEY=VALUE, as in params.lv=10");
  return list(value, sofar);
}

export function workers(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new RangeError("write a whole number from 1");
  return Number(value);
}

export function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new RangeError("write a port, 1 to 65535; 0 is any that is free");
  return Number(value);
}

export function reason(value: string): string {
  if (value.trim() === "") throw new RangeError("say why, as in --qc-override 'trial of the method'");
  return value;
}

export function sentence(value: string): string {
  const { length } = value.trim();
  if (length < 10 || length > 500) throw new RangeError("say it in 10 to 500 characters");
  return value;
}

export function note(value: string): string {
  const { length } = value.trim();
  if (length < 1 || length > 2000) throw new RangeError("say it in 1 to 2,000 characters");
  return value;
}

export function count(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new RangeError("write a whole number from 1");
  return Number(value);
}

export function tolerance(value: string): number {
  const typed = Number(value);
  if (value.trim() === "" || !Number.isFinite(typed) || typed < 0)
    throw new RangeError("write a number from 0, as in 0.01");
  return typed;
}

export function folder(value: string): string {
  if (value.trim() === "") throw new RangeError("name a folder");
  return value;
}

export function descriptor(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new RangeError("write the number of an open descriptor, as in 3");
  return Number(value);
}

export function days(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new RangeError("write a whole number of days, up to 9999");
  return Number(value);
}

/** Steps of a job, several behind commas. */
export function step(value: string, sofar: unknown): readonly string[] {
  const typed = value.split(",").map((one) => one.trim());
  const unknown = typed.find((one) => !(steps as readonly string[]).includes(one));
  if (unknown !== undefined) throw new RangeError(`\`${unknown}\` is no step; there are ${steps.join(", ")}`);
  return [...((sofar as readonly string[] | undefined) ?? []), ...typed];
}

export function age(value: string): number {
  const typed = /^([1-9]\d{0,3})d?$/.exec(value);
  if (typed === null) throw new RangeError("write a number of days, as in 30d");
  return Number(typed[1]);
}

export function since(value: string): string {
  if (!/^(?:\d{4}-\d{2}-\d{2}(?:T[\d:]+Z)?|[1-9]\d{0,3}d)$/.test(value))
    throw new RangeError("write a date as 2026-01-31, or days as 30d");
  return value;
}

export function timesOf(value: string): number {
  if (!/^[1-9]\d?$/.test(value) || Number(value) < 2) throw new RangeError("write a whole number from 2 to 99");
  return Number(value);
}

export function several(value: string, sofar: unknown): readonly string[] {
  const typed = value.split(",").map((one) => one.trim());
  if (typed.includes(""))
    throw new RangeError("write paths behind commas, as in /opt/node20/bin/node,/opt/node24/bin/node");
  return [...((sofar as readonly string[] | undefined) ?? []), ...typed];
}
