import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between the service and its database, and loses replies. */
export interface Proxy {
  readonly port: number;
  /** How many replies to a COMMIT have been lost. */
  readonly lost: () => number;
  close(): Promise<void>;
}

const command = Buffer.from('COMMIT\0');
const writes = Buffer.from('INSERT INTO idempotency');

/**
 * Forwards every byte, except that it asks `lose` at each COMMIT of a command with an Idempotency-Key: then the database gets the
 * COMMIT, and when it has answered, the connection breaks before the answer has reached the service.
 */
export async function losingProxy(targetPort: number, lose: () => boolean): Promise<Proxy> {
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    let keyed = false;
    let cut = false;
    const both = [near, far];
    for (const socket of both) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        for (const each of both) each.destroy();
      });
    }
    near.on('data', (bytes) => {
      // A statement is small and node-postgres writes it in one piece.
      if (bytes.includes(writes)) keyed = true;
      if (bytes.includes(command)) {
        cut = keyed && lose();
        keyed = false;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!cut) return void near.write(bytes);
      lost += 1;
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    lost: () => lost,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
