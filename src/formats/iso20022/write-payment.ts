import { yuan, type Fen } from '../../values/money.js';
import type { PaymentBatch } from '../bank-payment-file.js';

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.12';

/**
 * A batch as pain.001.001.12 (customer credit transfer initiation): one payment information, booked as one, with the category purpose SALA;
 * its number is the message's and the payment information's. `totals` stand in both headers. Accounts go by their number (Othr): China has no IBAN.
 * The texts must be such as XML can say (see `checkBatch` in bank-payment-file.ts).
 */
export function writePain001(batch: PaymentBatch, totals: { readonly count: number; readonly sumFen: Fen }): string {
  const number = batch.batchId;
  const control = `<NbOfTxs>${totals.count}</NbOfTxs><CtrlSum>${yuan(totals.sumFen)}</CtrlSum>`;
  const account = (id: string): string => `<Id><Othr><Id>${escape(id)}</Id></Othr></Id><Ccy>CNY</Ccy>`;
  const agent = (name: string): string => `<FinInstnId><Nm>${escape(name)}</Nm></FinInstnId>`;
  const payments = batch.lines.map(
    (l) =>
      `<CdtTrfTxInf><PmtId><InstrId>${l.endToEndId}</InstrId><EndToEndId>${l.endToEndId}</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">${yuan(l.amountFen)}</InstdAmt></Amt>` +
      `<CdtrAgt>${agent(l.bank)}</CdtrAgt><Cdtr><Nm>${escape(l.payeeName)}</Nm></Cdtr><CdtrAcct>${account(l.card)}</CdtrAcct><RmtInf><Ustrd>${escape(l.purpose)}</Ustrd></RmtInf></CdtTrfTxInf>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}"><CstmrCdtTrfInitn>\n` +
    `<GrpHdr><MsgId>${number}</MsgId><CreDtTm>${batch.date}T00:00:00+08:00</CreDtTm>${control}<InitgPty><Nm>${escape(batch.payerName)}</Nm></InitgPty></GrpHdr>\n` +
    `<PmtInf><PmtInfId>${number}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${control}<PmtTpInf><CtgyPurp><Cd>SALA</Cd></CtgyPurp></PmtTpInf><ReqdExctnDt><Dt>${batch.date}</Dt></ReqdExctnDt>` +
    `<Dbtr><Nm>${escape(batch.payerName)}</Nm></Dbtr><DbtrAcct>${account(batch.payerAccount)}</DbtrAcct><DbtrAgt>${agent(batch.payerBank)}</DbtrAgt>\n` +
    `${payments.join('')}</PmtInf>\n</CstmrCdtTrfInitn></Document>\n`
  );
}

const escape = (text: string): string => (!/[&<>]/u.test(text) ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
