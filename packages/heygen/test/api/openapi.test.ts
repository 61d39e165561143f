import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { endpointsOf } from "../../src/api/endpoint.ts";
import { factsOfEndpoint, factsOfOperation, type OpenApi } from "../support/openapi.ts";

const folder = join(import.meta.dirname, "../../../../../shared/heygen");
const newer = join(folder, "openapi-2026-07.json");
const older = join(folder, "openapi-2026-04.json");
const present = existsSync(newer) && existsSync(older);
const ours = new Map(
  endpointsOf(api).map(({ endpoint }) => [`${endpoint.method} ${endpoint.path}`, endpoint]),
);

/** Where the description knows more than the file of July 2026, and from where. */
const known: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\+ POST .*\/(?:batches|ai-clipping): answer/, "July's file leaves these answers out"],
  [/GET \/v3\/assets\/search: answer\.data\[\]<\w+>\.type/, "the discriminator is always there"],
  [/^\+ POST \/v3\/assets\/direct-uploads: takes Idempotency-Key/, "HeyGen's own client sends it"],
  [/^\+ .*output_languages minItems 1/, "HeyGen's documentation"],
  [/^\+ .*watermark\?\.placement\?\.offset_[xy]\? m..imum/, "HeyGen's command line"],
  [/^\+ .*<(?:avatar|image)>\.(?:folder_id|brand_glossary_id)\?/, "added in September 2026"],
  [
    /^[+-] .*: body.*: object(, nothing else)?$/,
    "unknown fields are refused everywhere: docs/decisions/narration.md",
  ],
  [/^\+ POST \/v3\/templates\/\{template_id\}: body\.brand_glossary_id\?/, "added in autumn 2026"],
  [/^[+-] GET \/v3\/assets\/search: query\.(?:type|min_score)/, "optional, and added, in autumn 2026"],
  [/POST \/v3\/voices\/speech: body\.input_type\?:/, "documented as text or ssml"],
];
/** Paths of April 2026 that moved or went by July. */
const gone = [
  "GET /v3/video-agents/sessions/{session_id}",
  "GET /v3/video-agents/sessions/{session_id}/resources",
  "GET /v3/video-translations/{video_translation_id}/caption",
  "POST /v3/video-agents/sessions",
  "POST /v3/video-agents/sessions/{session_id}/messages",
  "POST /v3/video-agents/sessions/{session_id}/stop",
];

describe.skipIf(!present)("HeyGen's OpenAPI files (skipped where ../shared/heygen is absent)", () => {
  it("have the same operations as the description", () => {
    expect([...ours.keys()].toSorted()).toEqual(operationsOf(read(newer)));
  });

  it("agree with the description on every parameter, field, bound and enum of July 2026", () => {
    const document = read(newer);
    const found = operationsOf(document).flatMap((name) => differences(document, name));
    print("July 2026 differs", found);
    expect(found.filter((fact) => !known.some(([pattern]) => pattern.test(fact)))).toEqual([]);
    expect(known.filter(([pattern]) => !found.some((fact) => pattern.test(fact)))).toEqual([]);
  });

  it("of April 2026 have no operation and no request field that the description lost unknowingly", () => {
    const document = read(older);
    const names = operationsOf(document);
    expect(names.filter((name) => !ours.has(name))).toEqual(gone);
    const lost = names
      .filter((name) => ours.has(name))
      .flatMap((name) => differences(document, name))
      .filter((fact) => /^- .*: body\.[\w?]+: /.test(fact));
    print("April 2026 has what July has not", lost);
    expect(lost).toEqual([
      "- POST /v3/video-translations: body.fps_mode?: string",
      "- POST /v3/voices/speech: body.input_type?: string",
    ]);
  });
});

function differences(document: OpenApi, name: string): string[] {
  const [method = "", path = ""] = name.split(" ");
  const endpoint = ours.get(name);
  if (!endpoint) return [`${name}: missing`];
  const [theirs, mine] = [factsOfOperation(document, path, method.toLowerCase()), factsOfEndpoint(endpoint)];
  return [
    ...theirs.filter((fact) => !mine.includes(fact)).map((fact) => `- ${name}: ${fact}`),
    ...mine.filter((fact) => !theirs.includes(fact)).map((fact) => `+ ${name}: ${fact}`),
  ];
}

function print(title: string, facts: readonly string[]): void {
  process.stdout.write(`${[`${title}:`, ...facts].join("\n")}\n`);
}

function operationsOf(document: OpenApi): string[] {
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith("/v3/"))
    .flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== "parameters")
        .map((method) => `${method.toUpperCase()} ${path}`),
    )
    .toSorted();
}

function read(file: string): OpenApi {
  return JSON.parse(readFileSync(file, "utf8")) as OpenApi;
}
