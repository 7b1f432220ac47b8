/** Methods: steps and estimators by the names documents use, as what computes is handed them. Never stored, digested or sent. */
import type { AnyEstimator } from "./estimator.ts";
import type { AnyStep } from "./step.ts";

export interface Methods {
  /** The step of a name. Throws RangeError for a name it does not hold. */
  step(name: string): AnyStep;
  /** The estimator of a name. Throws RangeError for a name it does not hold. */
  estimator(name: string): AnyEstimator;
}

/** Every method by sort and name. */
export interface Tables {
  readonly step: { readonly [name: string]: AnyStep };
  readonly estimator: { readonly [name: string]: AnyEstimator };
}

/** The methods of tables. */
export function methodsOf(tables: Tables): Methods {
  return {
    step: (name) => entry(tables.step, "step", name),
    estimator: (name) => entry(tables.estimator, "estimator", name),
  };
}

function entry<M>(table: { readonly [name: string]: M }, sort: keyof Tables, name: string): M {
  if (!Object.hasOwn(table, name)) throw new RangeError(`no ${sort} \`${name}\``);
  return table[name];
}

/**
 * A view of methods that computes with the named ones alone. What any other only declares (its title, its flags, whether it learns)
 * may be asked; its functions may not.
 *
 * @param names as `step:snv`, `estimator:pls-da`
 * @param who named where a function of another is asked for, which throws Error
 */
export function only(methods: Methods, names: readonly string[], who: string): Methods {
  const declared = new Set(names);
  const allowed = <M extends object>(method: M, id: string): M =>
    declared.has(id) ? method : declarationOf(method, `${who} computes with ${id}, which it did not declare`);
  return {
    step: (name) => allowed(methods.step(name), `step:${name}`),
    estimator: (name) => allowed(methods.estimator(name), `estimator:${name}`),
  };
}

/** A method without its functions. */
function declarationOf<M extends object>(method: M, refusal: string): M {
  return new Proxy(method, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value === "function") throw new Error(refusal);
      return value;
    },
  });
}
