/**
 * Keeps the page's clock still while something is got ready: it stands while a request is open. Meanwhile only what comes
 * from the network reaches the page; what is decoded waits. So the request is answered soon, and before time can go on, the
 * page has its turn, takes what waits, and asks again.
 */
export class HeldTime {
  readonly #fetch = window.fetch.bind(window);
  readonly #turn = new MessageChannel();
  #holders = 0;
  #isHeld = false;

  constructor() {
    this.#turn.port1.addEventListener("message", () => {
      this.#isHeld = false;
      this.#hold();
    });
    this.#turn.port1.start();
  }

  /** Time stands still until the work is done. */
  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#holders += 1;
    this.#hold();
    try {
      return await work();
    } finally {
      this.#holders -= 1;
    }
  }

  #hold(): void {
    if (this.#isHeld || this.#holders === 0) return;
    this.#isHeld = true;
    const answered = async (response: Response): Promise<void> => {
      // Sent while time still stands, it comes before anything that is due later.
      this.#turn.port2.postMessage(null);
      await response.text();
    };
    this.#fetch("/.hyperframes/hold", { cache: "no-store" })
      .then(answered)
      .catch(() => undefined);
  }
}
