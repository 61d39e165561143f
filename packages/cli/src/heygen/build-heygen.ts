import { api, endpointsOf } from "@hyperframes-engine/heygen";
import { version } from "@hyperframes-engine/renderer";
import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addAssetCommands } from "./commands/asset-commands.ts";
import { addAuthCommands } from "./commands/auth-commands.ts";
import { addCaptionCommand } from "./commands/caption-command.ts";
import { addConfigCommands } from "./commands/config-commands.ts";
import { addEmulateCommand } from "./commands/emulate-command.ts";
import { addEndpointCommand } from "./commands/endpoint-command.ts";
import { addSubtitleCommands } from "./commands/subtitle-commands.ts";
import { addUpdateCommand } from "./commands/update-command.ts";
import { addVideoDownload } from "./commands/video-download.ts";

const nouns: Readonly<Record<string, string>> = {
  "video-agent": "videos from a prompt",
  video: "videos of avatars",
  avatar: "avatars, their looks and consent",
  voice: "voices, and speech without a picture",
  lipsync: "other words for a video",
  "video-translate": "videos in other languages",
  webhook: "addresses that HeyGen calls",
  asset: "uploaded files",
  user: "the account and its balance",
  template: "templates of HeyGen's studio",
  "ai-clipping": "short clips from a long video",
  "background-removal": "videos without their background",
  audio: "music and sound effects",
  brand: "glossaries and kits of a brand",
};

const ABOUT = `
Results are JSON on the standard output, errors JSON on the standard error. --human prints tables.
The key is HEYGEN_API_KEY's, else what 'hyperframes heygen auth login' has stored.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not permitted, 4 timed out, 130 interrupted`;

/** Commands made by hand, as they do more than one request. */
const byHand = new Set([
  "asset create",
  "video-translate proofreads srt get",
  "video-translate proofreads srt update",
]);

/** The whole of `hyperframes heygen`, from the description of the API. `say` gets what commander has to say of wrong usage. */
export function buildHeyGen(context: CliContext, say: (text: string) => void): Command {
  const program = new Command("hyperframes heygen")
    .description("HeyGen's v3 API")
    .version(version)
    // Or --version of a command would be this one.
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void context.output.write(text), writeErr: say })
    .addHelpText("after", ABOUT);
  for (const listed of endpointsOf(api)) {
    if (byHand.has(listed.command.join(" "))) continue;
    const verb = listed.command.at(-1) ?? "";
    addEndpointCommand(nounOf(program, listed.command.slice(0, -1)).command(verb), listed, context);
  }
  addVideoDownload(nounOf(program, ["video"]), context);
  addAssetCommands(nounOf(program, ["asset"]), context);
  addCaptionCommand(nounOf(program, ["video-translate", "caption"]), context);
  addSubtitleCommands(nounOf(program, ["video-translate", "proofreads", "srt"]), context);
  addAuthCommands(program, context);
  addConfigCommands(program, context);
  addEmulateCommand(program, context);
  addUpdateCommand(program, context);
  return program;
}

function nounOf(program: Command, words: readonly string[]): Command {
  return words.reduce((parent, word) => {
    const known = parent.commands.find((command) => command.name() === word);
    return (
      known ??
      parent
        .command(word)
        .description(nouns[word] ?? word)
        .helpCommand(false)
    );
  }, program);
}
