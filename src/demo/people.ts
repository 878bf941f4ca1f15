import type { BankCard } from '../values/bank-card.js';
import { idCheck, type IdNumber } from '../values/id-number.js';
import type { Mobile } from '../values/phone.js';
import { usccCheck, type Uscc } from '../values/uscc.js';
import type { Seeded } from './random.js';

/** A made-up worker; the check digits hold, the person does not exist. */
export interface DemoWorker {
  readonly name: string;
  readonly idNumber: IdNumber;
  readonly phone: Mobile;
  readonly card: BankCard;
  readonly bankName: string;
  readonly trade: string;
  readonly team: string;
}

const surnames = [...'符羊李王陈林吴何黄周郑许万薛谢邓苏赵唐曾梁莫韦钟郭刘张杨冯蔡'];
const given = [...'国志建伟明海强军勇平安秀英芳丽燕红梅兰凤春生福贵荣华文武德才亚大学永金玉龙虎'];
const minority = ['阿布都热合曼·买买提', '扎西多吉', '古丽娜尔·艾山', '吉克阿牛', '木呷尔体', '䶮文海', '㛃秀兰', '欧阳建国', '司徒志明'];
const regions = ['460003', '469003', '460400', '460006', '441823', '450922', '512930', '532128', '431224', '522527'];
const trades: readonly (readonly [string, number])[] = [
  ['钢筋工', 5],
  ['模板工', 5],
  ['混凝土工', 4],
  ['砌筑工', 4],
  ['抹灰工', 3],
  ['架子工', 2],
  ['水电工', 2],
  ['普工', 6],
  ['塔吊司机', 1],
];
const tradeBag = trades.flatMap(([trade, weight]) => Array.from({ length: weight }, () => trade));
const banks: readonly (readonly [string, string])[] = [
  ['中国农业银行儋州那大支行', '622848'],
  ['中国工商银行儋州支行', '622202'],
  ['中国邮政储蓄银行儋州市分行', '621799'],
  ['海南农商银行白马井支行', '623052'],
  ['中国建设银行儋州支行', '621700'],
];
const teams = ['第一班组', '第二班组', '第三班组', '第四班组'];

/** The `n`-th worker: `n` is in the ID's sequence and the card, so no two are alike. */
export function demoWorker(random: Seeded, n: number): DemoWorker {
  const name = n % 61 === 60 ? minority[(n / 61) % minority.length | 0]! : random.pick(surnames) + random.pick(given) + (random.chance(0.75) ? random.pick(given) : '');
  const born = `${random.int(1968, 2004)}${String(random.int(1, 12)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}`;
  const body = `${regions[n % regions.length]!}${born}${String(Math.floor(n / regions.length) % 1000).padStart(3, '0')}`;
  const [bankName, prefix] = random.pick(banks);
  return {
    name,
    idNumber: (body + idCheck(body)) as IdNumber,
    phone: `13${random.int(0, 9)}${String(n).padStart(8, '0')}` as Mobile,
    card: cardOf(prefix, n),
    bankName,
    trade: random.pick(tradeBag),
    team: random.pick(teams),
  };
}

/** A 19-digit card with a valid Luhn digit. */
export function cardOf(prefix: string, n: number): BankCard {
  const body = `${prefix}${String(460400000000 + n).padStart(12, '0')}`;
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    const d = Number(body[body.length - 1 - i]);
    const v = i % 2 === 0 ? d * 2 : d;
    sum += v > 9 ? v - 9 : v;
  }
  return `${body}${(10 - (sum % 10)) % 10}` as BankCard;
}

/** The `n`-th made-up firm's code. */
export function demoUscc(n: number): Uscc {
  const body = `91460400MA5D${String(n).padStart(5, '0')}`;
  return (body + usccCheck(body)) as Uscc;
}
