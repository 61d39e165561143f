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
import { answering } from "../answering-command.ts";
import { readInput } from "../read-data.ts";
import { ownSchemas, schemasOf } from "../schema-options.ts";

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
  const { heygen, signal } = context;
  answering(login, context, {
    schemas: schemas.login,
    run: async (flags) => {
      const apiKey = (await readKey(context)).trim();
      if (apiKey === "")
        throw new HeyGenError("invalid-request", "No key was given.", { code: "usage_error" });
      if (flags["check"]) await (await openClient(heygen, { apiKey })).call(api.user.me.get, {}, { signal });
      return { message: "The key is stored.", path: await saveApiKey(heygen, apiKey) };
    },
  });
  answering(status, context, {
    schemas: schemas.status,
    run: async (flags) => {
      const { kind: type, source } = await findCredential(heygen);
      const answer = await (await openClient(heygen)).call(api.user.me.get, {}, { signal });
      return flags["human"] ? { ...answer.data, type, source } : { ...answer, credential: { type, source } };
    },
  });
  answering(logout, context, {
    schemas: schemas.logout,
    run: async () => {
      const removed = await removeCredential(heygen);
      return { message: removed ? "The key and the login are removed." : "There was no key." };
    },
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
