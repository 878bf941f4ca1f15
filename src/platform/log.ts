import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on standard output; what could hold a secret or personal data is never written. */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: { paths: ['*.password', '*.idNumber', '*.card', '*.phone', '*.cookie', 'req.headers'], remove: true } });
}
