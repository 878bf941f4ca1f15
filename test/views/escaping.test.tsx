import { expect } from 'chai';
import type { VNode } from 'preact';
import {
  ActionPanel, Card, Confirm, DataTable, EmptyState, FilterBar, Form, KeyFacts, Masked, MoneyLine, MonthGrid, Notice, Page, Pager, PublicPage, RadioField, Section, SelectField, StatusTag,
  Steps, Tabs, Tally, TextArea, TextField, Timeline,
} from '../../src/views/components/index.js';
import { period } from '../../src/values/period.js';
import { ErrorPage } from '../../src/views/pages/error.js';
import { html, says } from '../support/reading.js';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><script>alert(1)</script>',
  '</textarea><svg onload=alert(1)>',
  '<!-- --><iframe srcdoc="x">',
  '&lt;b&gt; & &#60;i&#62;',
  '${7*7} {{7*7}} <%= 7*7 %>',
];

/** A page with the text in every place that takes one. */
const page = (x: string): VNode => {
  const form = { values: { a: x, b: x, c: [x] }, issues: [{ path: 'a', message: x }, { path: '', message: x }, { path: x, message: x }] };
  return (
    <Page title={x} user={{ name: x, role: x, organ: x, signOut: { action: `/${x}`, csrf: x } }} nav={[{ label: x, items: [{ key: 'k', label: x, href: `/${x}` }] }]} current={x} breadcrumb={[{ label: x, href: x }]} flash={{ kind: 'error', text: x }} form={form} lead={x} status={<StatusTag word={{ text: x, tone: 'red' }} />}>
      <Form action={`/${x}`} csrf={x} form={form} hidden={{ [x]: x }}>
        <TextField name="a" label={x} hint={x} suffix={x} />
        <TextArea name="b" label={x} />
        <SelectField name="a" label={x} blank={x} options={[{ value: x, label: x }]} />
        <RadioField name="c" label={x} options={[{ value: x, label: x, hint: x }]} />
      </Form>
      <FilterBar action={x} form={form} resetHref={x} exportHref={x}>
        <TextField name="a" label={x} />
      </FilterBar>
      <DataTable caption={x} columns={[{ key: x, head: x, sort: true, cell: (r: string) => r }]} rows={[x]} rowHref={() => x} sort={{ by: x, direction: 'asc', href: () => x }} foot={{ [x]: x }} empty={x} />
      <Pager page={1} pageSize={20} total={90} href={() => x} />
      <MonthGrid caption={x} head={x} months={[period('2026-08')]} rows={[{ head: x, href: x, cells: [{ word: { text: x, tone: 'red' }, note: x, href: x }] }]} />
      <Section title={x} note={x}>
        <KeyFacts facts={[{ label: x, value: x, note: x }]} />
        <Tally items={[{ label: x, value: x, note: x, href: x }]} />
        <Tabs label={x} current={x} tabs={[{ key: x, label: x, href: x }]} />
        <Timeline entries={[{ at: new Date(0), what: x, who: x, detail: x }]} />
        <Steps label={x} steps={[{ label: x, state: 'done', who: x, when: x }]} />
        <MoneyLine label={x} links={[{ label: x, fen: 0n, trouble: x, note: x }]} />
        <Masked kind={x} text={x} reveal={{ action: x, csrf: x, purposes: [{ value: x, label: x }] }} />
        <Notice kind="warn" title={x}>{x}</Notice>
        <EmptyState title={x}>{x}</EmptyState>
        <Card title={x} href={x}>{x}</Card>
      </Section>
      <ActionPanel state={{ text: x, tone: 'blue' }} next={x} csrf={x} form={form} opinion={{ label: x, hint: x }} choices={[{ label: x, action: x }]} />
      <Confirm label={x} warning={x} button={x} action={x} csrf={x} />
    </Page>
  );
};

/** The markup alone: element and attribute names in order, without a word of content. */
const bones = (markup: string): string => [...markup.matchAll(/<\/?[a-zA-Z!][^\s>]*|\s[a-z-]+(?==")|"[^"]*"/gu)].map((m) => (m[0].startsWith('"') ? '""' : m[0])).join('');

describe('text from outside', () => {
  for (const text of hostile) {
    it(`adds no element and no attribute anywhere: ${text}`, () => {
      for (const draw of [page, (x: string) => <ErrorPage title={x} detail={x} todo={[x]} basis={x} occurrence={x} home={{ href: `/${x}`, label: x }} />, (x: string) => <PublicPage title={x} home="/" lead={x}>{x}</PublicPage>]) {
        expect(bones(html(draw(text)))).to.equal(bones(html(draw('word'))));
      }
    });

    it(`is read as it was written: ${text}`, () => {
      expect(says(<Notice kind="info">{text}</Notice>)).to.equal(`说明 ${text}`);
    });
  }
});
