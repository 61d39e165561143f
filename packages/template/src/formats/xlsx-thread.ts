import { answerInThread } from "./answer-in-thread.ts";
import { readSheet } from "./read-sheet.ts";

await answerInThread(readSheet);
