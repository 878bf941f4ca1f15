/** One payment as the bank finds it in our file. */
export interface Payment {
  readonly id: string;
  readonly name: string;
  readonly card: string;
  readonly amount: string;
}

/** What the bank says of one payment. */
export interface Verdict {
  readonly status: '成功' | '失败' | '退汇' | '处理中';
  readonly reason?: string;
}

/**
 * The answer that a bank's clerk would bring to a payment file of the profile `general-csv`: the file's own control line, a header, and
 * every payment with its result.
 */
export function answerTo(paymentFile: Uint8Array, verdict: (payment: Payment, n: number) => Verdict): Buffer {
  const [control = '', head = '', ...rows] = new TextDecoder('gb18030').decode(paymentFile).split('\r\n').filter((line) => line !== '');
  const names = head.split(',');
  const at = (name: string, fields: readonly string[]): string => fields[names.indexOf(name)]!.trim().replace(/^"|"$/gu, '');
  const lines = rows.map((row, n) => {
    const fields = row.split(',');
    const payment = { id: at('业务编号', fields), name: at('收款人姓名', fields), card: at('收款账号', fields), amount: at('金额', fields) };
    const { status, reason = '' } = verdict(payment, n);
    return [payment.id, payment.name, `${payment.card}\t`, payment.amount, status, reason].join(',');
  });
  return Buffer.from(`\uFEFF${[control, '业务编号,收款人姓名,收款账号,金额,处理结果,失败原因', ...lines].join('\r\n')}\r\n`);
}
