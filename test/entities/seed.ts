import type { DataSource } from 'typeorm';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** The least that other rows refer to: an area, an organ, two firms, a bank, two people, a project and two workers. Returns their ids. */
export async function seed(source: DataSource) {
  const ids = { organ: id(1), owner: id(2), contractor: id(3), bank: id(4), user: id(5), colleague: id(6), project: id(7), worker: id(8), fellow: id(9) };
  await source.query(`
    INSERT INTO area (code, name, level, valid_from) VALUES ('460400', '儋州市', 2, '2000-01-01');
    INSERT INTO organ (id, kind, name, area_code) VALUES ('${ids.organ}', 'labour', '儋州市人力资源和社会保障局', '460400');
    INSERT INTO party (id, kind, uscc, name, area_code) VALUES
      ('${ids.owner}', 'enterprise', '91460000MA5T000011', '甲建设单位', '460400'),
      ('${ids.contractor}', 'enterprise', '91460000MA5T000022', '乙施工单位', '460400'),
      ('${ids.bank}', 'bank', '91460000MA5T000033', '丙银行', '460400');
    INSERT INTO user_account (id, person_id, login, name, role, area_code, organ_id, password_hash) VALUES
      ('${ids.user}', '${ids.user}', 'li', '李', 'inspector', '460400', '${ids.organ}', 'x'),
      ('${ids.colleague}', '${ids.colleague}', 'wang', '王', 'inspector', '460400', '${ids.organ}', 'x');
    INSERT INTO project (id, code, name, area_code, industry, owner_id, contractor_id, contract_no, contract_price_fen, contract_signed_on, planned_start_on, planned_finish_on, pay_day, pay_month, state, created_at)
      VALUES ('${ids.project}', 'P1', '一号楼', '460400', 'housing', '${ids.owner}', '${ids.contractor}', 'C1', 100000000, '2026-01-01', '2026-02-01', '2027-02-01', 15, 'next', 'preparing', now());
    INSERT INTO worker (id, name, id_sealed, id_index, id_last4, id_valid, created_at) VALUES
      ('${ids.worker}', '张三', '\\x01', '\\x01', '0011', true, now()),
      ('${ids.fellow}', '李四', '\\x02', '\\x02', '0022', true, now())`);
  return ids;
}
