import { TemplateError, type TemplateManifest } from "@hyperframes-engine/template";
import { Template } from "@hyperframes-engine/template/compiler";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PayloadMapping, type MappedPayload } from "../../src/hooks/map-payload.ts";

const fields = {
  name: { type: "string", minLength: 1, maxLength: 40 },
  plan: { type: "string", enum: ["free", "pro"], default: "free" },
  seats: { type: "integer", minimum: 1 },
  paid: { type: "boolean" },
  tags: { type: "array", items: { type: "string" } },
  person: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};

function manifestOf(required: readonly string[], properties: object = fields): TemplateManifest {
  const json = { name: "test", data: { properties, required } };
  return Template.compile(new Map([["template.json", JSON.stringify(json)]])).manifest;
}

const setting = { locale: "en-US", now: Date.UTC(2026, 0, 31) };
const map = (
  mapping: Readonly<Record<string, unknown>>,
  payload: unknown,
  required: readonly string[] = [],
): MappedPayload =>
  new PayloadMapping(mapping, "hooks.welcome.data").apply(payload, {
    manifest: manifestOf(required),
    setting,
  });

const payload = {
  type: "user.created",
  data: {
    user: { first_name: "Zoë", last_name: "O’Neil", city: "Łódź" },
    seats: 3,
    paid: false,
    tags: ["a", "b"],
    joined: "2026-01-30",
  },
};

describe("a mapping", () => {
  test("fills fields from paths, with helpers and defaults", () => {
    const mapping = {
      name: "<<data.user.first_name>> <<upper data.user.last_name>>",
      plan: "<<default data.plan 'pro'>>",
      person: { city: "<<data.user.city>>" },
    };
    expect(map(mapping, payload, ["name", "person"])).toEqual({
      row: { name: "Zoë O’NEIL", plan: "pro", person: { city: "Łódź" } },
      problems: [],
    });
  });

  test("keeps the type of what one expression gives, and what stands there without one", () => {
    const mapping = {
      seats: "<<data.seats>>",
      paid: "<<data.paid>>",
      tags: "<<data.tags>>",
      person: "<<data.user>>",
      name: "A fixed name",
    };
    const { row } = map(mapping, payload);
    expect(row).toEqual({
      seats: 3,
      paid: false,
      tags: ["a", "b"],
      person: payload.data.user,
      name: "A fixed name",
    });
    expect(Object.getPrototypeOf(row["person"])).toBe(Object.prototype);
    expect(
      map({ seats: 4, tags: ["<<data.seats>> seats", "x"], name: "<<json data.tags>>" }, payload).row,
    ).toEqual({
      seats: 4,
      tags: ["3 seats", "x"],
      name: '["a","b"]',
    });
  });

  test("writes blocks, lists and dates as the templates do", () => {
    const name = "<<#each data.tags>><<this>><<#unless @last>>, <</unless>><</each>>: <<date data.joined>>";
    expect(map({ name }, payload).row).toEqual({ name: "a, b: Jan 30, 2026" });
    expect(map({ name: "<<relative data.joined>>" }, payload).row).toEqual({ name: "yesterday" });
  });

  test("leaves out what the payload does not have, so that the template's own default counts", () => {
    const { row, problems } = map({ name: "<<data.user.first_name>>", plan: "<<data.plan>>" }, payload);
    expect(row).toEqual({ name: "Zoë" });
    expect(problems).toEqual([]);
  });

  test("says of each field what is wrong with it, and what the payload lacks", () => {
    const mapping = {
      name: "<<data.user.nick_name>>",
      plan: "<<data.user.first_name>>",
      seats: "<<data.user.city>>",
      person: { city: "<<data.city>>" },
      tags: ["<<data.seats>>", "<<date data.user.city>>"],
    };
    const { problems } = map(mapping, payload, ["name"]);
    expect(
      Object.fromEntries(problems.map(({ pointer, field, message }) => [pointer, `${field}: ${message}`])),
    ).toEqual({
      "/data/name": "name: name must be a string, but is missing. The payload has no data.user.nick_name.",
      "/data/plan": 'plan: plan must be one of "free", "pro", but is "Zoë".',
      "/data/seats": 'seats: seats must be an integer, but is "Łódź".',
      "/data/person/city":
        "person.city: person.city must be a string, but is missing. The payload has no data.city.",
      "/data/tags/1": expect.stringContaining("Łódź") as string,
    });
  });

  test("takes payloads that are no objects for empty ones", () => {
    expect(map({ name: String.raw`\<<a <<data.seats>>` }, payload).row).toEqual({ name: "<<a 3" });
    for (const value of [null, "text", 5, [1]]) {
      expect(map({ name: "<<data.name>>" }, value, ["name"]).problems).toMatchObject([
        { pointer: "/data/name" },
      ]);
    }
  });

  test("is refused with its place when it cannot be read", () => {
    for (const text of [
      "<<data.name",
      "Hi << x",
      "<<nope data.name>>",
      "<<#if data.name>>x",
      "<<{data.name}>>",
      "<<../x>>",
      "<<@nope>>",
    ]) {
      const make = (): unknown => new PayloadMapping({ list: [text] }, "hooks.welcome.data");
      expect(make).toThrow(TemplateError);
      expect(make).toThrow(/^hooks\.welcome\.data\.list\.0:1:\d+: /);
    }
  });

  test("never takes what a payload says for an expression, and finds nothing that the payload does not have", () => {
    const hostile = "<<data.secret>> {{constructor.constructor}} \\<<x>> ${1} __proto__";
    const { row } = map(
      { name: "<<data.name>>", tags: ["Hi <<data.name>>!"] },
      {
        data: { name: hostile, secret: "told" },
      },
    );
    expect(row).toEqual({ name: hostile, tags: [`Hi ${hostile}!`] });
    const paths = [
      "constructor",
      "__proto__",
      "data.constructor.name",
      "data.toString",
      "data.hasOwnProperty",
    ];
    for (const path of paths) {
      expect(map({ name: `<<${path}>>` }, { data: {} }).row).toEqual({});
      expect(map({ name: `[<<${path}>>]` }, { data: {} }).row).toEqual({ name: "[]" });
    }
  });

  test("gives any JSON back as it came", () => {
    const open = manifestOf([], { name: {} });
    const mapping = new PayloadMapping({ name: "<<value>>" }, "data");
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify({ value }));
        const { row, problems } = mapping.apply(plain, { manifest: open, setting });
        expect(problems).toEqual([]);
        expect(row["name"]).toEqual((plain as { value: unknown }).value);
      }),
    );
  });
});
