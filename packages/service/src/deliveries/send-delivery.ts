export interface SentDelivery { readonly outcome: "delivered" | "gone" | "failed"; readonly status: number | null; readonly retryAfterSeconds: number | null; readonly excerpt: string; readonly ms: number }
export async function sendDelivery(o: { readonly url: string; readonly body: string; readonly headers: Record<string, string>; readonly allowPrivate: boolean; readonly signal: AbortSignal }): Promise<SentDelivery> {
  const r = await fetch(o.url, { method: "POST", body: o.body, headers: o.headers }).catch(() => null);
  return { outcome: r?.ok ? "delivered" : "failed", status: r?.status ?? null, retryAfterSeconds: null, excerpt: "", ms: 0 };
}
