import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';

const folder = path.join(import.meta.dirname, '../../../test/samples/iso20022');

/** What a message's published schema, e.g. `pain.001.001.12`, finds wrong with it: nothing, where it is valid. */
export async function schemaErrors(message: string, xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'message.xml', contents: xml }, schema: readFileSync(path.join(folder, `${message}.xsd`), 'utf8'), initialMemoryPages: 1_024, maxMemoryPages: 8_192 });
  return errors.map((e) => e.message);
}
