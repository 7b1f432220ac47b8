/** Server: where MLflow is and who asks it, from the variables of the environment that its own client reads. */
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { addressProblem } from "../address.ts";

export interface Server {
  /** Without user, password and the last slash. */
  readonly address: string;
  /** The header; a secret, in no log, receipt or message. */
  readonly authorization: string | null;
}

type Env = { readonly [name: string]: string | undefined };

/** Null where no address is named; a finding where it cannot be used. The address is told without what it may hold of secrets. */
export function serverOf(env: Env): Server | Finding | null {
  const written = env.MLFLOW_TRACKING_URI ?? "";
  if (written === "") return null;
  const refuse = (problem: string): Finding => finding("FS8402", null, { problem });
  const problem = addressProblem(written, env);
  if (problem !== null) return refuse(problem);
  const url = new URL(written);
  if ((env.MLFLOW_TRACKING_SERVER_CERT_PATH ?? "") !== "" && (env.NODE_EXTRA_CA_CERTS ?? "") === "")
    return refuse("MLFLOW_TRACKING_SERVER_CERT_PATH is set, and Node takes such a file from NODE_EXTRA_CA_CERTS");
  const user = env.MLFLOW_TRACKING_USERNAME ?? decoded(url.username);
  const password = env.MLFLOW_TRACKING_PASSWORD ?? decoded(url.password);
  const token = env.MLFLOW_TRACKING_TOKEN ?? "";
  const basic = `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
  return {
    address: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    // As the Python client: a user goes before a token.
    authorization: user !== "" ? basic : token === "" ? null : `Bearer ${token}`,
  };
}

/** As it stands where its per cent signs are no code. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
