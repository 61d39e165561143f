import type { ValidateFunction } from "ajv";
import { CompositionError } from "../errors.ts";
import { canonicalText } from "./canonical-text.ts";
import { manifestSchema } from "./manifest-schema.ts";
import { manifestVersion, type RenderManifest } from "./render-manifest.ts";

/** A manifest's one text: the same manifest has the same everywhere. */
export function writeManifest(manifest: RenderManifest): string {
  return canonicalText(manifest);
}

/**
 * Reads what {@link writeManifest} has written.
 *
 * @throws {CompositionError} if it is no manifest, or one of another version.
 */
export async function readManifest(text: string): Promise<RenderManifest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CompositionError(`The manifest is no JSON: ${(error as Error).message}.`);
  }
  return checkManifest(value);
}

/**
 * Makes sure that a value is a manifest, before anything of it is used.
 *
 * @throws {CompositionError} that names the first field that is wrong.
 */
export async function checkManifest(value: unknown): Promise<RenderManifest> {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : null;
  if (version !== manifestVersion) {
    throw new CompositionError(
      `The manifest is of version ${JSON.stringify(version)}; this engine reads version ${manifestVersion}. Plan the render again with this engine.`,
    );
  }
  const isManifest = await (compiled ??= compile());
  if (isManifest(value)) return value as RenderManifest;
  const [problem] = isManifest.errors ?? [];
  const place = problem?.instancePath.slice(1).replaceAll("/", ".") || "manifest";
  throw new CompositionError(`The manifest is damaged: ${place} ${problem?.message ?? "is wrong"}.`);
}

let compiled: Promise<ValidateFunction> | undefined;

async function compile(): Promise<ValidateFunction> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  // What has been planned here has been made by our own types: the schema is of our own making, too.
  return new Ajv2020({ validateSchema: false }).compile(manifestSchema);
}
