import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { RenderError } from "@hyperframes-engine/errors";
import type { HookConfig } from "../config/service-config.ts";
import { PayloadMapping } from "./map-payload.ts";
import { secretFault } from "./secret-fault.ts";
import type { HookScheme } from "./verify-hook.ts";

/** A webhook that comes in, ready to be used. */
export interface Hook {
  readonly name: string;
  readonly scheme: HookScheme;
  readonly secrets: readonly string[];
  readonly config: HookConfig;
  readonly mapping: PayloadMapping;
}

/** Where secrets are looked for. */
export interface SecretPlaces {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What relative paths start from. */
  readonly folder: string;
}

/**
 * Makes hooks of the settings.
 *
 * @throws {RenderError} if a secret is missing or too weak, or an expression cannot be read.
 */
export async function openHooks(
  configs: Readonly<Record<string, HookConfig>>,
  places: SecretPlaces,
): Promise<ReadonlyMap<string, Hook>> {
  const hooks = new Map<string, Hook>();
  for (const [name, config] of Object.entries(configs)) {
    const scheme = schemeOf(config);
    const secrets = await Promise.all(
      config.secrets.map((source) => readSecret(source, { name, kind: scheme.kind, places })),
    );
    const mapping = new PayloadMapping(config.data, `hooks.${name}.data`);
    hooks.set(name, { name, scheme, secrets, config, mapping });
  }
  return hooks;
}

function schemeOf({ scheme }: HookConfig): HookScheme {
  if (typeof scheme === "string") return { kind: scheme };
  return { kind: "token", headers: { token: scheme.token, deliveryId: scheme.deliveryId ?? null } };
}

async function readSecret(
  source: string,
  {
    name,
    kind,
    places: { variables, folder },
  }: { readonly name: string; readonly kind: HookScheme["kind"]; readonly places: SecretPlaces },
): Promise<string> {
  const refuse = (why: string): RenderError =>
    new RenderError("invalid-option", `hooks.${name}.secrets: ${source} ${why}.`);
  const [, place = "", where = ""] = /^(env|file):(.+)$/.exec(source) ?? [];
  const secret =
    place === "env"
      ? variables[where]
      : (await readFile(resolve(folder, where), "utf8").catch(() => undefined))?.trim();
  if (secret === undefined || secret === "") throw refuse("is not there, or is empty");
  const fault = secretFault(kind, secret);
  if (fault !== null) throw refuse(fault);
  return secret;
}
