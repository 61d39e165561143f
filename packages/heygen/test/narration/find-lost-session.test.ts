import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { emulated, failureOf } from "../support/emulated.ts";
import { narrated, narrating, paid } from "../support/narrating.ts";

const lost = " [[emulate cut-before 1]]";

describe("a session whose request got no answer", () => {
  it("is not made anew while one may be it that does not show what it was asked for", async () => {
    await using all = await emulated();
    await all.client.call(api.videoAgent.create, { body: { prompt: "Something else" } });
    const source = narrated.agent(lost);
    await failureOf(makeNarration(source, narrating(all)));
    const error = await failureOf(makeNarration(source, narrating(all)));
    expect(error.message).toMatch(/session_\d+.*`api.videoAgent.get`.*`narration`.*`anew`/s);
    expect(paid(all)).toBe(1);
    await makeNarration(source, narrating(all, { anew: Date.now() + 1 }));
    expect(paid(all)).toBe(2);
  });

  it("is not taken for that of another narration", async () => {
    await using all = await emulated();
    await makeNarration(narrated.agent(), narrating(all));
    const source = narrated.agent(lost);
    await failureOf(makeNarration(source, narrating(all)));
    await makeNarration(source, narrating(all));
    expect(paid(all)).toBe(2);
  });

  it("is found by its prompt among others", async () => {
    await using all = await emulated();
    await all.client.call(api.videoAgent.create, { body: { prompt: "Something else" } });
    await makeNarration(narrated.agent(" [[emulate cut-after 1]]"), narrating(all));
    expect(paid(all)).toBe(2);
  });
});

describe("a video whose request got no answer", () => {
  it("is found by its title when its key is too old to be sent again", async () => {
    const hour = 3600 * 1000;
    let late = 0;
    const now = (): number => Date.now() + late;
    await using all = await emulated({ now }, { maxRetries: 0 });
    const source = narrated.avatar(" [[emulate cut-after 1]]");
    await failureOf(makeNarration(source, narrating(all, { now })));
    late = 30 * hour;
    await makeNarration(source, narrating(all, { now }));
    expect(paid(all)).toBe(1);
  });
});
