import {
  bodyFields,
  bodyForms,
  openClient,
  paginate,
  pathNames,
  queryFields,
  responseSchema,
  type CallOptions,
  type HeyGenClient,
  type ListedEndpoint,
  type ListEndpoint,
  type RequestField,
} from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { chooseForm, typeOf } from "../choose-form.ts";
import { confirm } from "../confirm.ts";
import { addFieldOptions, readFields, requireFields, typedNames } from "../field-options.ts";
import { addOutputOptions, printAnswer } from "../print-answer.ts";
import { readData } from "../read-data.ts";
import { addRetiredOptions, readRetiredOptions, replaceRetired } from "../replace-retired.ts";
import { addSchemaOptions, printedSchema, schemasOf } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";
import { addWaitOptions, waitForJobs, waitableOf } from "../wait-for-jobs.ts";

/** An endpoint as a command, and what was typed. */
interface Typed {
  readonly listed: ListedEndpoint;
  readonly fields: readonly RequestField[];
  readonly flags: Readonly<Record<string, unknown>>;
  /** Values for the path, in its order. */
  readonly values: ReadonlyArray<string | undefined>;
}

/** Makes a command of an endpoint: path parameters are arguments, fields of query and body are options. */
export function addEndpointCommand(command: Command, listed: ListedEndpoint, context: CliContext): void {
  const { endpoint } = listed;
  const names = pathNames(endpoint.path);
  const fields = [...queryFields(endpoint), ...bodyFields(endpoint)];
  command
    .description(endpoint.summary)
    .usage([...names.map((name) => `<${dashed(name)}>`), "[options]"].join(" "));
  // Schemas are printed without any, so commander must not miss them.
  for (const name of names) command.argument(`[${dashed(name)}]`);
  addFieldOptions(command, fields);
  addRetiredOptions(command, listed);
  if (endpoint.body) {
    command.option("-d, --data <json>", "the body: JSON, a file of it, or - for standard input; options win");
  }
  addSchemaOptions(command);
  if (isList(listed)) command.option("--all", "all pages, not one");
  if (endpoint.destructive) command.option("--force", "do not ask");
  if (endpoint.idempotencyKey) command.option("--idempotency-key <key>", "one key, one effect, for 24 hours");
  if (endpoint.body) command.option("--unchecked", "send fields that are newer than this tool");
  if (waitableOf(listed)) addWaitOptions(command);
  addOutputOptions(command);
  command.action(async () => {
    const values = command.processedArgs as Array<string | undefined>;
    await run({ listed, fields, flags: command.opts(), values }, context);
  });
}

async function run(typed: Typed, context: CliContext): Promise<void> {
  const { flags, listed } = typed;
  const { endpoint } = listed;
  if (printedSchema(schemasOf(endpoint), flags, context)) return;
  const request = await readRequest(typed, context);
  if (endpoint.destructive) await confirm(`${endpoint.summary} (${typed.values.join(" ")})?`, flags, context);
  const client = await openClient(context.heygen);
  const options: CallOptions = {
    signal: context.signal,
    idempotencyKey: flags["idempotencyKey"] as string | undefined,
    check: !flags["unchecked"],
  };
  if (flags["all"]) {
    await printAnswer(context, flags, await everything(client, listed, { request, options }));
    return;
  }
  const answer: unknown = await client.call(endpoint, request, options);
  if (flags["wait"]) await waitForJobs({ client, listed, answer, flags }, context);
  else await printAnswer(context, flags, answer);
}

async function readRequest(typed: Typed, context: CliContext): Promise<object> {
  const { listed, fields, flags, values } = typed;
  const names = pathNames(listed.endpoint.path);
  const path = Object.fromEntries(names.map((name, at) => [name, values[at] ?? missing(name)]));
  if (listed.endpoint.body) return { path, body: await readBody(typed, context) };
  const query = replaceRetired(readFields(fields, flags, context), typed, context);
  requireFields(fields, query);
  return { path, query };
}

/** What `-d` gives, and options over it. Without a `type`, the other fields may tell the form. */
async function readBody(typed: Typed, context: CliContext): Promise<object> {
  const { listed, fields, flags } = typed;
  const data = (await readData(flags["data"] as string | undefined, context)) as Record<string, unknown>;
  const given = new Set([...Object.keys(data), ...typedNames(fields, flags)]);
  const forms = bodyForms(listed.endpoint);
  const form = chooseForm(forms, given, flags["type"] ?? data["type"]) ?? [];
  const known = fields.map((field) => form.find(({ name }) => name === field.name) ?? field);
  const type = forms.length > 1 ? typeOf(form) : undefined;
  const options = { ...readFields(known, flags, context), ...readRetiredOptions(listed, flags) };
  const body = replaceRetired({ ...(type && { type }), ...data, ...options }, typed, context);
  if (!flags["unchecked"]) requireFields(fields, body);
  return body;
}

async function everything(
  client: HeyGenClient,
  { endpoint }: ListedEndpoint,
  { request, options }: { readonly request: object; readonly options: CallOptions },
): Promise<object> {
  const data: unknown[] = [];
  const pages = paginate(client, endpoint as ListEndpoint, { ...request, ...options });
  for await (const item of pages) data.push(item);
  return { data, has_more: false, next_token: null };
}

function isList({ endpoint }: ListedEndpoint): boolean {
  const schema = responseSchema(endpoint) as { properties?: { data?: { type?: string } } };
  return (
    schema.properties?.data?.type === "array" && queryFields(endpoint).some(({ name }) => name === "token")
  );
}

function missing(name: string): never {
  throw new UsageError(`<${dashed(name)}> is missing.`, name);
}

function dashed(name: string): string {
  return name.replaceAll("_", "-");
}
