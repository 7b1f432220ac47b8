/** Problem page: what was not done, where a page was asked for. */

import type { FastifyRequest } from "fastify";
import { isRecord } from "../../../../schemas/is-record.ts";
import { h } from "../../../render/hast.ts";
import type { Guarding } from "../guards.ts";
import type { Answer } from "../route.ts";
import { pageAnswer, type Reader } from "./frame.ts";

/** A problem as a page, where a page was asked for; else as it is. Who has not signed in is asked to. */
export function asPage(request: FastifyRequest, answer: Answer, { setting }: Pick<Guarding, "setting">): Answer {
  const { status, body, type } = answer;
  if (!/^\/ui(?:[/?]|$)/.test(request.url) || type !== undefined || !isRecord(body) || typeof body.message !== "string")
    return answer;
  if (status === 401 && setting.auth === "token") {
    const to = request.method === "GET" ? `?to=${encodeURIComponent(request.url)}` : "";
    return { status: 303, body: null, headers: { location: `/ui/sign-in${to}` } };
  }
  const reader: Reader = { visitor: request.visitor, signsIn: false, csrf: () => "" };
  const advice = Array.isArray(body.recommendations) ? body.recommendations.map(String) : [];
  return {
    ...problemPage(status, body.message, advice, reader),
    ...(answer.headers === undefined ? {} : { headers: answer.headers }),
  };
}

const problemPage = (status: number, message: string, advice: readonly string[], reader: Reader): Answer =>
  pageAnswer(
    {
      title: "Not done",
      status,
      main: [
        h("h1", {}, status === 404 ? "Not here" : "Not done"),
        h("p", { className: ["banner"] }, `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`),
        advice.map((one) => h("p", {}, one)),
      ],
    },
    reader,
  );
