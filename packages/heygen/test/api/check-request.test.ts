import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { checkRequest, requestSchema } from "../../src/api/check-request.ts";
import { endpointsOf } from "../../src/api/endpoint.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly [part: string]: unknown;
}

/** The places of a schema that take fields which are not described. */
function openPlaces(schema: unknown, at = "request"): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties, additionalProperties } = schema as Schema;
  const isOpen = properties !== undefined && additionalProperties !== false;
  const inner = Object.entries(schema).flatMap(([name, part]) => openPlaces(part, `${at}.${name}`));
  return isOpen ? [at, ...inner] : inner;
}

describe("a request", () => {
  it.each(endpointsOf(api).map(({ command, endpoint }) => [command.join(" "), endpoint] as const))(
    "of %s takes no field that is not described, however deep",
    (_, endpoint) => {
      expect(openPlaces(requestSchema(endpoint))).toEqual([]);
    },
  );

  it("names the field that was meant, among those of its own form", () => {
    const body = { type: "cinematic_avatar", prompt: "A walk", avatar_id: ["a"], skript: "Hi", promt: "x" };
    expect(checkRequest(api.video.create, { body })).toEqual({
      param: "skript",
      message: "'skript' is not a field of this request.",
    });
    const scenes = [{ type: "image", source: { type: "url", url: "x" }, durations: 1 }];
    expect(checkRequest(api.video.create, { body: { type: "studio", scenes } })?.message).toBe(
      "'scenes.0.durations' is not a field of this request. Did you mean 'duration'?",
    );
  });
});
