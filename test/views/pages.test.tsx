import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { VNode } from 'preact';
import { Page, PlainPage, PublicPage, type PageUser } from '../../src/views/components/index.js';
import { ErrorPage } from '../../src/views/pages/error.js';
import { PublicHomePage } from '../../src/views/pages/home-public.js';
import { LoginPage, type LoginView } from '../../src/views/pages/login.js';
import { renderPage } from '../../src/views/render.js';
import * as gallery from '../support/gallery-pages.js';
import { html, says, tags } from '../support/reading.js';

const user: PageUser = { name: '符海生', role: '劳动监察员', organ: '儋州市劳动监察支队', signOut: { action: '/logout', csrf: 't' } };
const nav = [{ label: '监管', items: [{ key: 'projects', label: '项目', href: '/projects', count: 3 }, { key: 'lists', label: '失信名单', href: '/lists', count: 0 }] }];
const desk = (issues: { path: string; message: string }[] = []): VNode => (
  <Page title="登记项目" user={user} nav={nav} current="projects" breadcrumb={[{ label: '全部项目', href: '/projects' }]} flash={{ kind: 'success', text: '已保存。' }} form={{ values: {}, issues }}>
    正文
  </Page>
);
const titleOf = (page: VNode): string | undefined => /<title>([^<]*)<\/title>/u.exec(html(page))?.[1];

describe('a page', () => {
  it('is a whole Chinese document', () => {
    expect(renderPage(desk())).to.match(/^<!doctype html><html lang="zh-CN">/u);
  });

  it('is called by its heading and the service; errors come first', () => {
    expect(titleOf(desk())).to.equal('登记项目 - 安薪 · 儋州市农民工工资支付监管');
    expect(titleOf(desk([{ path: 'a', message: 'b' }]))).to.match(/^错误：登记项目/u);
  });

  it('says who is signed in, where one is and what happened', () => {
    expect(says(desk())).to.contain('劳动监察员 符海生 儋州市劳动监察支队 退出');
    expect(says(desk())).to.contain('全部项目 已完成 已保存。 登记项目 正文');
    expect(tags(desk(), 'a').filter((a) => a['aria-current'] === 'page').map((a) => a['href'])).to.deep.equal(['/projects']);
  });

  it('shows a count that waits, and none that is 0', () => {
    expect(says(desk())).to.contain('项目 3 项 失信名单').and.not.contain('0 项');
  });

  it('signs out by a post with a token', () => {
    expect(tags(desk(), 'form')[0]).to.include({ method: 'post', action: '/logout' });
    expect(tags(desk(), 'input')[0]).to.include({ name: '_csrf', value: 't' });
  });

  for (const [name, page] of [
    ['desk', desk()],
    ['public', <PublicPage title="名单" home="/">正文</PublicPage>],
    ['plain', <PlainPage title="登录">正文</PlainPage>],
  ] as const) {
    it(`of the ${name} begins with a way to the content, and has one heading`, () => {
      expect(says(html(page).replace(/<head>.*<\/head>/u, ''))).to.match(/^跳到正文/u);
      expect(tags(page, 'main')[0]).to.include({ id: 'main' });
      expect(tags(page, 'h1')).to.have.length(1);
    });
  }
});

describe('the sign-in page', () => {
  const login = (more: Partial<LoginView> = {}): VNode => <LoginPage action="/login" csrf="t" form={{ values: { username: 'fu' }, issues: [] }} publicHref="/" {...more} />;

  it('asks for name and password and keeps the name', () => {
    expect(tags(login(), 'input').map((i) => [i['name'], i['type'], i['value']])).to.deep.equal([['_csrf', 'hidden', 't'], ['username', 'text', 'fu'], ['password', 'password', undefined]]);
  });

  it('names roles and accounts only in demo mode', () => {
    expect(says(login())).not.to.contain('演示');
    const demo = login({ demo: [{ username: 'inspector', password: 'demo-1', name: '符海生', role: '劳动监察员', does: '预警、案件' }] });
    expect(says(demo)).to.contain('劳动监察员 符海生 预警、案件');
    expect(tags(demo, 'input').slice(-2)).to.deep.equal([{ type: 'hidden', name: 'username', value: 'inspector' }, { type: 'hidden', name: 'password', value: 'demo-1' }]);
  });
});

describe('the public start page', () => {
  it('leads to the four things that need no account', () => {
    const home = (
      <PublicHomePage home="/" nav={[]} blacklist={{ action: '/blacklist', count: 12 }} complaint={{ href: '/complaint' }} paperCheck={{ action: '/papers/check' }} worker={{ href: '/my' }} signIn="/login" hotlines={[{ label: '热线', number: '12333' }]} />
    );
    expect(tags(home, 'a').map((a) => a['href'])).to.include.members(['/my', '/complaint', '/login', 'tel:12333']);
    expect(tags(home, 'form').map((f) => [f['method'], f['action']])).to.deep.equal([['get', '/blacklist'], ['get', '/papers/check']]);
    expect(says(home)).to.contain('现有 12 个');
  });
});

describe('a problem page', () => {
  it('says what happened, what to do and the number to ask by', () => {
    const page = <ErrorPage title="没有找到" detail="地址可能不完整。" todo={['从列表重新进入']} basis="条例第三条" occurrence="7K2M" home={{ href: '/', label: '回到首页' }} />;
    expect(says(page)).to.match(/没有找到 地址可能不完整。 依据：条例第三条 您可以 从列表重新进入 回到首页 事件编号 7K2M$/u);
  });
});

describe('every page of the gallery', () => {
  for (const [name, draw] of Object.entries<() => VNode>(gallery)) {
    it(`${name} has nothing inline that the policy would refuse, and no id twice`, () => {
      const page = html(draw());
      expect(page).not.to.match(/ style="| on[a-z]+="|<style|javascript:/u);
      expect(tags(page, 'script').map((s) => s['src'])).to.deep.equal(['/assets/js/main.js']);
      const ids = [...page.matchAll(/ id="([^"]*)"/gu)].map((m) => m[1]);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
    });
  }
});

describe('the files that pages name', () => {
  it('exist: style sheets, script, icon, and each module with its function', async () => {
    const page = html(desk());
    const named = [...tags(page, 'link').map((l) => l['href']!), ...tags(page, 'script').map((s) => s['src']!)];
    await Promise.all(named.map((file) => readFile(join('src', file))));
    const main = await readFile('src/assets/js/main.js', 'utf8');
    for (const file of await readdir('src/assets/js')) {
      if (file === 'main.js') continue;
      expect(main).to.contain(`'${file.replace('.js', '')}'`);
      expect(await readFile(join('src/assets/js', file), 'utf8')).to.contain('export function bind(');
    }
  });

  it('are bound by every data-module that a component writes', async () => {
    const main = await readFile('src/assets/js/main.js', 'utf8');
    const used = Object.values<() => VNode>(gallery).flatMap((draw) => [...html(draw()).matchAll(/data-module="([^"]*)"/gu)].map((m) => m[1]!));
    for (const name of new Set(used)) expect(main).to.contain(`'${name}'`);
  });
});
