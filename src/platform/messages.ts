/** The way to people's telephones: a gateway of the operator's that takes one message at a time. */
export interface Messages {
  /** @throws where the gateway did not take it; the message may be tried again */
  send(to: string, text: string): Promise<void>;
}

const seconds = 10;

/** A gateway that takes `POST {to, text}` as JSON with a bearer key and answers 2xx. @param url from the configuration, never from a form */
export function openMessages({ url, key }: { readonly url: string; readonly key: string }): Messages {
  return {
    async send(to, text) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ to, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(seconds * 1_000),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the message gateway answered ${answer.status}`);
    },
  };
}
