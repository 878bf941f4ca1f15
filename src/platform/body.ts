import busboy from 'busboy';
import express, { type NextFunction, type Request, type Response } from 'express';

export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const kB = 1024;
export const maxUploadBytes = 10 * 1024 * kB;
const maxFields = 1_000;

const json = express.json({ limit: 100 * kB });
const form = express.urlencoded({ extended: false, limit: 100 * kB, parameterLimit: maxFields });

/** Reads a body of any kind that the service takes into `req.body`, and files into `req.files`; limits on all of them. */
export function readBody(req: Request, res: Response, next: NextFunction): void {
  if (req.is('multipart/form-data')) void readMultipart(req).then(() => next(), next);
  else if (req.is('application/json')) json(req, res, next);
  else form(req, res, next);
}

async function readMultipart(req: Request): Promise<void> {
  const body: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const files: Record<string, UploadedFile> = Object.create(null) as Record<string, UploadedFile>;
  await new Promise<void>((resolve, reject) => {
    const refuse = (status: number, message: string): void => reject(Object.assign(new Error(message), { status, expose: true }));
    const reader = busboy({ headers: req.headers, defParamCharset: 'utf8', limits: { fileSize: maxUploadBytes, files: 5, fields: maxFields, fieldSize: 100 * kB, fieldNameSize: 100 } });
    reader.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) return refuse(413, 'field too long');
      const before = body[name];
      body[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    });
    reader.on('file', (field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => refuse(413, 'file too large'));
      stream.on('end', () => {
        // A browser sends an empty part for a file field that was left alone.
        if (info.filename) files[field] = { name: info.filename.normalize('NFC').slice(0, 200), mediaType: info.mimeType, bytes: Buffer.concat(chunks) };
      });
    });
    reader.on('filesLimit', () => refuse(413, 'too many files'));
    reader.on('fieldsLimit', () => refuse(413, 'too many fields'));
    reader.on('error', () => refuse(400, 'broken multipart body'));
    reader.on('close', resolve);
    req.on('aborted', () => refuse(400, 'aborted'));
    req.pipe(reader);
  });
  req.body = body;
  (req as Request & { files?: Record<string, UploadedFile> }).files = files;
}
