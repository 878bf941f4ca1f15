import { expect } from 'chai';
import type { VNode } from 'preact';
import { AmountField, CheckboxField, DateField, FieldGroup, FileField, FilterBar, Form, MonthField, RadioField, SelectField, TextArea, TextField } from '../../src/views/components/index.js';
import type { FormState } from '../../src/views/form-state.js';
import { html, says, tags } from '../support/reading.js';

const typed: FormState = {
  values: { name: '滨海新区安居房', price: '12,34.5', kinds: ['cash', 'letter'], cycle: 'month', startsOn: '2026-02-30', month: '2026-08', note: '\n第一行' },
  issues: [
    { path: 'price', message: '合同价“12,34.5”不是金额' },
    { path: 'kinds.1', message: '形式不能同时选择' },
    { path: '', message: '同名项目已登记' },
  ],
};

const kinds = [
  { value: 'cash', label: '现金' },
  { value: 'letter', label: '银行保函' },
  { value: 'insurance', label: '保证保险' },
];

const form = (state: FormState = typed) => (
  <Form action="/projects" csrf="t0ken" form={state} hidden={{ version: '3' }}>
    <TextField name="name" label="项目名称" hint="与施工许可证一致" />
    <AmountField name="price" label="合同价" optional />
    <CheckboxField name="kinds" label="形式" options={kinds} />
  </Form>
);

describe('a form', () => {
  it('posts with its token first, then its hidden values', () => {
    expect(tags(form(), 'form')[0]).to.include({ method: 'post', action: '/projects', novalidate: '' });
    expect(tags(form(), 'input').slice(0, 2)).to.deep.equal([
      { type: 'hidden', name: '_csrf', value: 't0ken' },
      { type: 'hidden', name: 'version', value: '3' },
    ]);
  });

  it('keeps what was typed, field by field', () => {
    const inputs = tags(form(), 'input');
    expect(inputs.find((i) => i['name'] === 'name')?.['value']).to.equal('滨海新区安居房');
    expect(inputs.find((i) => i['name'] === 'price')?.['value']).to.equal('12,34.5');
    expect(inputs.filter((i) => i['name'] === 'kinds' && 'checked' in i).map((i) => i['value'])).to.deep.equal(['cash', 'letter']);
  });

  it('says every mistake in the summary, and the same words beside the field', () => {
    const text = says(form());
    expect(text).to.match(/^有 3 处需要改正 合同价“12,34.5”不是金额 形式不能同时选择 同名项目已登记/u);
    expect(text.split('合同价“12,34.5”不是金额')).to.have.length(3);
    expect(text.split('形式不能同时选择')).to.have.length(3);
  });

  it('leads each line of the summary to an element that exists; a mistake of the whole form leads nowhere', () => {
    const targets = tags(form(), 'a').map((a) => a['href']?.slice(1));
    const ids = tags(form(), 'input').map((i) => i['id']);
    expect(targets).to.deep.equal(['field-price', 'field-kinds']);
    expect(ids).to.include.members(targets);
  });

  it('ties label, hint and error to the control', () => {
    const [, , name, price] = tags(form(), 'input');
    expect(tags(form(), 'label')[0]).to.include({ for: name!['id'] });
    expect(name).to.include({ 'aria-describedby': 'field-name-hint' }).and.not.have.property('aria-invalid');
    expect(price).to.include({ 'aria-describedby': 'field-price-error', 'aria-invalid': 'true' });
    expect(tags(form(), 'fieldset')[0]).to.include({ 'aria-describedby': 'field-kinds-error' });
  });

  it('shows no summary where nothing is wrong', () => {
    expect(says(form({ values: {}, issues: [] }))).to.match(/^项目名称/u);
  });

  it('keeps two forms on one page apart by their formId', () => {
    const id = (formId: string): string | undefined => tags(form({ values: {}, issues: [], formId }), 'label')[0]?.['for'];
    expect(id('a')).not.to.equal(id('b'));
  });

  it('takes a field called like a property of every object for empty', () => {
    const field = (
      <Form action="/" csrf="t" form={{ values: {}, issues: [] }}>
        <TextField name="constructor" label="施工单位" />
        <TextField name="__proto__" label="其他" />
      </Form>
    );
    expect(tags(field, 'input').slice(1).map((i) => i['value'])).to.deep.equal(['', '']);
  });
});

describe('fields', () => {
  const inForm = (field: VNode, values: FormState['values'] = typed.values) => (
    <Form action="/" csrf="t" form={{ values, issues: [] }}>
      {field}
    </Form>
  );
  const control = (field: VNode, values?: FormState['values']): Record<string, string> | undefined => tags(inForm(field, values), 'input')[1];

  it('shows a date in a picker, and a text that is no date as it was typed', () => {
    expect(control(<DateField name="on" label="日期" />, { on: '2026-11-23' })).to.include({ type: 'date', value: '2026-11-23' });
    expect(control(<DateField name="on" label="日期" />, {})).to.include({ type: 'date', value: '' });
    expect(control(<DateField name="startsOn" label="开工日期" />)).to.include({ type: 'text', value: '2026-02-30' });
    expect(control(<DateField name="on" label="日期" />, { on: '2026/11/23' })).to.include({ type: 'text', value: '2026/11/23' });
  });

  it('shows a month in a picker, and a text that is no month as it was typed', () => {
    expect(control(<MonthField name="month" label="月份" />)).to.include({ type: 'month', value: '2026-08' });
    expect(control(<MonthField name="month" label="月份" />, { month: '2026-13' })).to.include({ type: 'text', value: '2026-13' });
  });

  it('never fills in a password again', () => {
    expect(control(<TextField name="password" label="密码" password />, { password: 'secret-secret' })).not.to.have.property('value');
  });

  it('keeps a leading empty line of a text', () => {
    expect(html(inForm(<TextArea name="note" label="说明" />))).to.contain('>\n\n第一行</textarea>');
  });

  it('selects what was chosen, and offers no choice in words', () => {
    const field = inForm(<SelectField name="cycle" label="周期" blank="请选择" options={[{ value: 'month', label: '按月' }, { value: 'node', label: '按节点' }]} />);
    expect(says(field)).to.equal('周期 请选择 按月 按节点');
    expect(tags(field, 'option').filter((o) => 'selected' in o).map((o) => o['value'])).to.deep.equal(['month']);
  });

  it('marks what may be left empty, not what must be filled in', () => {
    expect(says(inForm(<TextField name="a" label="电话" optional />))).to.equal('电话 选填');
    expect(says(inForm(<TextField name="a" label="电话" />))).to.equal('电话');
  });

  it('asks radios under a legend, one of which is checked', () => {
    const field = inForm(<RadioField name="cycle" label="拨付周期" options={[{ value: 'month', label: '按月' }, { value: 'node', label: '按节点', hint: '最长一个月' }]} />);
    expect(says(field)).to.equal('拨付周期 按月 按节点 最长一个月');
    expect(tags(field, 'input').filter((i) => 'checked' in i)).to.have.length(1);
  });

  it('sends files only from a multipart form', () => {
    const upload = (
      <Form action="/" csrf="t" form={{ values: {}, issues: [] }} multipart>
        <FileField name="sheet" label="工资表" accept=".xlsx" />
      </Form>
    );
    expect(tags(upload, 'form')[0]).to.include({ enctype: 'multipart/form-data' });
    expect(tags(upload, 'input')[1]).to.include({ type: 'file', accept: '.xlsx' }).and.not.have.property('value');
  });

  it('groups fields under a legend', () => {
    const group = inForm(
      <FieldGroup legend="承诺" hint="请逐项填写">
        <TextField name="who" label="承诺人" />
      </FieldGroup>,
    );
    expect(says(group)).to.equal('承诺 请逐项填写 承诺人');
  });
});

describe('a filter', () => {
  const bar = (
    <FilterBar action="/projects" form={{ values: { q: '椰岸' }, issues: [], formId: 'filter' }} hidden={{ sort: 'owed' }} resetHref="/projects" exportHref="/projects.xlsx?q=椰岸">
      <TextField name="q" label="项目或企业" />
    </FilterBar>
  );

  it('is part of the address: a GET without a token that keeps its values', () => {
    expect(tags(bar, 'form')[0]).to.include({ method: 'get', action: '/projects' });
    expect(tags(bar, 'input').map((i) => [i['name'], i['value']])).to.deep.equal([['sort', 'owed'], ['q', '椰岸']]);
  });

  it('offers to search, to reset and to export what is found', () => {
    expect(says(bar)).to.equal('项目或企业 查询 重置 导出当前筛选');
    expect(tags(bar, 'a').map((a) => a['href'])).to.deep.equal(['/projects', '/projects.xlsx?q=椰岸']);
  });
});
