import { answerInThread } from "./answer-in-thread.ts";
import { parseYaml } from "./parse-yaml.ts";

await answerInThread(({ text, file }: { readonly text: string; readonly file: string }) =>
  parseYaml(text, file),
);
