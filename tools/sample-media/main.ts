import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { music } from "./music.ts";
import { runProgram } from "./run-program.ts";
import { produceVoice, say } from "./voice.ts";
import { writeSound } from "./write-sound.ts";

// node tools/sample-media/main.ts [music] [voice] [footage]: makes what the samples of templates show and play. Needs
// ffmpeg, for the voice Flite too. What it makes lies in the repository: nobody needs to run this but to change it.

const repository = resolve(import.meta.dirname, "../..");
const promo = join(repository, "templates/event-promo");
const quote =
  "A good map leaves almost everything out. The art is knowing what people can find their way without. I think that is true of most things worth making.";

const makers: Readonly<Record<string, () => void | Promise<void>>> = {
  music: () =>
    writeSound(music(), { file: join(promo, "music/northlight.m4a"), channels: 2, bitrate: "112k" }),
  voice: makeVoice,
  footage: makeFootage,
};

const asked = process.argv.slice(2);
for (const [name, make] of Object.entries(makers)) {
  if (asked.length === 0 || asked.includes(name)) await make();
}

async function makeVoice(): Promise<void> {
  const folder = join(repository, "templates/quote-card/voice");
  const scratch = await mkdtemp(join(tmpdir(), "sample-media-"));
  try {
    const dry = join(scratch, "voice.wav");
    const words = say(quote, dry);
    produceVoice(dry, join(folder, "maps.m4a"));
    const lines = words.map((word) => `  ${JSON.stringify(word)}`);
    await writeFile(join(folder, "maps.words.json"), `[\n${lines.join(",\n")}\n]\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Films the shaders in `footage` with this very engine. */
function makeFootage(): void {
  const command = join(repository, "bin/hyperframes");
  for (const name of ["aurora", "beams", "sparks"]) {
    const output = ["-o", join(promo, `footage/${name}.mp4`), "--crf", "31", "--force", "--quiet"];
    runProgram(command, ["render", join(import.meta.dirname, `footage/${name}.html`), ...output]);
  }
  for (const name of ["harbour", "lasers"]) {
    const output = ["--at", "0.5", "-o", join(promo, `footage/${name}.jpg`), "--force"];
    runProgram(command, ["snapshot", join(import.meta.dirname, `footage/${name}.html`), ...output]);
  }
}
