import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import {
  HeyGenError,
  api,
  findCredential,
  openClient,
  removeCredential,
  saveApiKey,
} from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addOutputOptions, printAnswer } from "../print-answer.ts";
import { readInput } from "../read-data.ts";
import { addSchemaOptions, ownSchemas, printedSchema, schemasOf } from "../schema-options.ts";

type Flags = Readonly<Record<string, unknown>>;

const message = { message: "What was done" };
const schemas = {
  login: ownSchemas("Stores a key on this machine, after 'user me get' with it.", {
    ...message,
    path: "The file",
  }),
  status: schemasOf(api.user.me.get),
  logout: ownSchemas("Removes what is stored on this machine; nothing is sent.", message),
};

/** `heygen auth`: the key, which is never an argument, as others see those. */
export function addAuthCommands(program: Command, context: CliContext): void {
  const noun = program.command("auth").description("the key that calls are made with").helpCommand(false);
  const login = noun
    .command("login")
    .description("Store an API key, typed in or piped in, in the file that HeyGen's tools share")
    .option("--no-check", "store it without asking HeyGen whether it is good");
  const status = noun.command("status").description("Show whose key it is, and where it is from");
  const logout = noun.command("logout").description("Remove key and login from the file");
  for (const command of [login, status, logout]) {
    addSchemaOptions(command);
    addOutputOptions(command);
  }

  login.action(async (flags: Flags) => {
    if (printedSchema(schemas.login, flags, context)) return;
    const { heygen, signal } = context;
    const apiKey = (await readKey(context)).trim();
    if (apiKey === "") throw new HeyGenError("invalid-request", "No key was given.", { code: "usage_error" });
    if (flags["check"]) await (await openClient(heygen, { apiKey })).call(api.user.me.get, {}, { signal });
    const path = await saveApiKey(heygen, apiKey);
    await printAnswer(context, flags, { message: "The key is stored.", path });
  });
  status.action(async (flags: Flags) => {
    if (printedSchema(schemas.status, flags, context)) return;
    const { kind: type, source } = await findCredential(context.heygen);
    const client = await openClient(context.heygen);
    const answer = await client.call(api.user.me.get, {}, { signal: context.signal });
    await printAnswer(
      context,
      flags,
      flags["human"] ? { ...answer.data, type, source } : { ...answer, credential: { type, source } },
    );
  });
  logout.action(async (flags: Flags) => {
    if (printedSchema(schemas.logout, flags, context)) return;
    const removed = await removeCredential(context.heygen);
    const done = removed ? "Key and login are removed." : "There was no key.";
    await printAnswer(context, flags, { message: done });
  });
}

/** From a terminal without showing it, else from the standard input. */
async function readKey(context: CliContext): Promise<string> {
  const { input, messages, signal } = context;
  if (!input.isTTY) return readInput(context);
  const nowhere = new Writable({ write: (_part, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  // Not before the terminal has stopped to show what is typed.
  messages.write("HeyGen API key (not shown): ");
  try {
    return await lines.question("", { signal });
  } finally {
    lines.close();
    messages.write("\n");
  }
}
